from datetime import date

import pytest
from django.utils import translation

from portal.dates import DateSpan

INVITATION = {
    "de": "Bitte schreiben Sie ein Datum wie 17.06.2024, 06.2024, 2024, Q4 2024, Herbst 2024 oder 2021/2023.",
    "en": "Please write a date such as 17.06.2024, 06.2024, 2024, Q4 2024, autumn 2024 or 2021/2023.",
}
DAY = (date(2024, 6, 17), date(2024, 6, 17))
MONTH = (date(2024, 6, 1), date(2024, 6, 30))
YEAR = (date(2024, 1, 1), date(2024, 12, 31))
FIRST_QUARTER = (date(2024, 1, 1), date(2024, 3, 31))
LAST_QUARTER = (date(2024, 10, 1), date(2024, 12, 31))
FIRST_HALF = (date(2022, 1, 1), date(2022, 6, 30))
SECOND_HALF = (date(2022, 7, 1), date(2022, 12, 31))
SPRING = (date(2018, 3, 1), date(2018, 5, 31))
SUMMER = (date(2018, 6, 1), date(2018, 8, 31))
AUTUMN = (date(2018, 9, 1), date(2018, 11, 30))
WINTER = (date(2018, 12, 1), date(2019, 2, 28))
YEARS = (date(2021, 1, 1), date(2023, 12, 31))
WEEK = (date(2022, 9, 12), date(2022, 9, 16))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", YEAR),
        (" 2024 ", YEAR),
        ("2024-06", MONTH),
        ("2024-6", MONTH),
        ("06.2024", MONTH),
        ("6.2024", MONTH),
        ("06/2024", MONTH),
        ("Juni 2024", MONTH),
        ("JUNE 2024", MONTH),
        ("März 2024", (date(2024, 3, 1), date(2024, 3, 31))),
        ("2024-06-17", DAY),
        ("17.06.2024", DAY),
        ("17.6.2024", DAY),
        ("17. 06. 2024", DAY),
        ("17. Juni 2024", DAY),
        ("17 June 2024", DAY),
        ("2024-Q4", LAST_QUARTER),
        ("Q4 2024", LAST_QUARTER),
        ("q4 2024", LAST_QUARTER),
        ("4. Quartal 2024", LAST_QUARTER),
        ("Q1 2024", FIRST_QUARTER),
        ("H1 2022", FIRST_HALF),
        ("2022-H1", FIRST_HALF),
        ("1. Halbjahr 2022", FIRST_HALF),
        ("2. Halbjahr 2022", SECOND_HALF),
        ("spring 2018", SPRING),
        ("Frühling 2018", SPRING),
        ("Frühjahr 2018", SPRING),
        ("Sommer 2018", SUMMER),
        ("summer 2018", SUMMER),
        ("autumn 2018", AUTUMN),
        ("2018-autumn", AUTUMN),
        ("Herbst 2018", AUTUMN),
        ("HERBST 2018", AUTUMN),
        ("winter 2018", WINTER),
        ("Winter 2018", WINTER),
        ("2021/2023", YEARS),
        ("2021–2023", YEARS),
        ("2021 – 2023", YEARS),
        ("2021 to 2023", YEARS),
        ("2021 bis 2023", YEARS),
        ("Januar 2021 bis Dezember 2023", YEARS),
        ("12.09.2022 bis 16.09.2022", WEEK),
        ("2022-09-12 to 2022-09-16", WEEK),
        ("06.2021 – 2023", (date(2021, 6, 1), date(2023, 12, 31))),
    ],
)
def test_a_date_is_read_as_people_and_sources_write_it(text, days):
    span = DateSpan.parse(text)

    assert (span.first, span.last) == days


def test_a_season_over_the_end_of_the_year_knows_leap_years():
    assert DateSpan.parse("Winter 2023").last == date(2024, 2, 29)


def test_a_winter_named_by_both_its_years_is_no_more_than_a_winter():
    # In German a winter is written so; read as a range it would last thirteen months.
    span = DateSpan.parse("Winter 2018/2019")

    assert (span.first, span.last) == WINTER


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "gestern",
        "Quartal 2024",
        "24",
        "17.06.24",
        "2024-13",
        "2024-00",
        "13.2024",
        "00.2024",
        "31.02.2024",
        "31. Februar 2024",
        "17. Brachet 2024",
        "Juni",
        "2023-02-29",
        "00.00.0000",
        "0000",
        "0000-05",
        "Q4 0000",
        "9999999",
        "Winter 9999",
        "Q5 2024",
        "Q0 2024",
        "H3 2024",
        "2024-06-17T10:00",
        "bis",
        "2024 bis",
        "bis 2024",
        "2021/2022/2023",
        "2024, etwa",
    ],
)
def test_what_is_no_date_is_refused_with_examples(text, language):
    with translation.override(language), pytest.raises(ValueError, match=r"17\.06\.2024") as refusal:
        DateSpan.parse(text)

    assert str(refusal.value) == INVITATION[language]


@pytest.mark.parametrize(
    ("language", "message"),
    [("de", "Das Ende liegt vor dem Anfang."), ("en", "The end lies before the beginning.")],
)
@pytest.mark.parametrize("text", ["2023/2021", "17.06.2024 bis 12.06.2024", "Herbst 2024 – Frühling 2024"])
def test_a_reversed_range_is_refused(text, language, message):
    with translation.override(language), pytest.raises(ValueError, match=message) as refusal:
        DateSpan.parse(text)

    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("language", "message"), [("de", "Bitte prüfen Sie das Jahr."), ("en", "Please check the year.")]
)
@pytest.mark.parametrize(
    "text",
    [
        "0001",
        "01.01.0001",
        "0001-Q1",
        "1799",
        "31.12.1799",
        "Winter 1799",
        "1799/2024",
        "0001/9998",
        "2201",
        "01.01.2201",
        "Winter 2200",
        "2024/2201",
        "9998",
    ],
)
def test_a_year_that_can_only_be_a_slip_of_the_pen_is_refused(text, language, message):
    with translation.override(language), pytest.raises(ValueError, match=message) as refusal:
        DateSpan.parse(text)

    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("01.01.1800", (date(1800, 1, 1), date(1800, 1, 1))),
        ("31.12.2200", (date(2200, 12, 31), date(2200, 12, 31))),
        ("1800/2200", (date(1800, 1, 1), date(2200, 12, 31))),
    ],
)
def test_the_first_and_the_last_year_are_read(text, days):
    span = DateSpan.parse(text)

    assert (span.first, span.last) == days


SHOWN = [  # as typed, in German, in English, in HTML
    ("17.06.2024", "17. Juni 2024", "17 June 2024", "2024-06-17"),
    ("06.2024", "Juni 2024", "June 2024", "2024-06"),
    ("2024", "2024", "2024", "2024"),
    ("Q1 2024", "1. Quartal 2024", "first quarter of 2024", ""),
    ("Q2 2024", "2. Quartal 2024", "second quarter of 2024", ""),
    ("Q3 2024", "3. Quartal 2024", "third quarter of 2024", ""),
    ("Q4 2024", "4. Quartal 2024", "fourth quarter of 2024", ""),
    ("H1 2022", "1. Halbjahr 2022", "first half of 2022", ""),
    ("H2 2022", "2. Halbjahr 2022", "second half of 2022", ""),
    ("spring 2018", "Frühling 2018", "spring 2018", ""),
    ("summer 2018", "Sommer 2018", "summer 2018", ""),
    ("autumn 2018", "Herbst 2018", "autumn 2018", ""),
    ("winter 2018", "Winter 2018", "winter 2018", ""),
    ("2021/2023", "2021 bis 2023", "2021 to 2023", ""),
    ("04.2024 – 07.2024", "April bis Juli 2024", "April to July 2024", ""),
    ("11.2023 – 02.2024", "November 2023 bis Februar 2024", "November 2023 to February 2024", ""),
    ("12.09.2022 bis 16.09.2022", "12. bis 16. September 2022", "12 to 16 September 2022", ""),
    ("28.08.2023 – 24.09.2023", "28. August 2023 bis 24. September 2023", "28 August 2023 to 24 September 2023", ""),
    ("06.11.2018 – 04.01.2019", "6. November 2018 bis 4. Januar 2019", "6 November 2018 to 4 January 2019", ""),
]


@pytest.mark.parametrize(("typed", "shown"), [row[:2] for row in SHOWN])
def test_a_date_is_shown_in_german(typed, shown):
    assert str(DateSpan.parse(typed)) == shown


@pytest.mark.parametrize(("typed", "english"), [(row[0], row[2]) for row in SHOWN])
def test_a_date_is_shown_in_british_english(typed, english):
    span = DateSpan.parse(typed)

    with translation.override("en"):
        shown = str(span)

    assert shown == english


@pytest.mark.parametrize(("typed", "iso"), [(row[0], row[3]) for row in SHOWN])
def test_a_date_is_written_for_machines_only_where_html_can_express_it(typed, iso):
    assert DateSpan.parse(typed).iso == iso


@pytest.mark.parametrize("typed", [row[0] for row in SHOWN])
def test_what_an_editor_is_shown_is_read_back_as_the_same_date(typed):
    span = DateSpan.parse(typed)

    assert DateSpan.parse(span.as_input()) == span


@pytest.mark.parametrize(
    ("typed", "shown_again"),
    [
        ("2024-06-17", "17.06.2024"),
        ("2024-06", "06.2024"),
        ("2024", "2024"),
        ("4. Quartal 2024", "Q4 2024"),
        ("2021 bis 2023", "2021/2023"),
        ("autumn 2018", "01.09.2018 – 30.11.2018"),
    ],
)
def test_an_editor_sees_a_date_in_the_shortest_form_that_says_the_same(typed, shown_again):
    assert DateSpan.parse(typed).as_input() == shown_again


def test_dates_are_sorted_by_their_first_day_then_by_their_last():
    typed = ["2024", "06.2024", "17.06.2024", "01.06.2024", "2023/2025", "Q1 2024"]

    in_order = sorted(map(DateSpan.parse, typed))

    assert [span.as_input() for span in in_order] == [
        "2023/2025",
        "Q1 2024",
        "2024",
        "01.06.2024",
        "06.2024",
        "17.06.2024",
    ]
