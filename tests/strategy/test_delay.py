"""The delay of a milestone in words: as precise as the dates, and never more."""

from datetime import date

import pytest
from django.utils import translation

from strategy.delay import delay
from tests.builders import span

TODAY = date(2026, 11, 22)


def words(planned, reached, language="en"):
    with translation.override(language):
        return delay(span(planned) if planned else None, span(reached) if reached else None, TODAY)


@pytest.mark.parametrize(
    ("planned", "reached"),
    [
        ("2023-06-17", "2023-06-17"),
        ("2023-06", "2023-06-30"),
        ("2023", "2023-06"),
        ("2023", "2023"),
        ("2021/2023", "2022"),
        ("Q2 2023", "2023-04-01"),
    ],
)
def test_milestone_reached_within_the_planned_span_is_as_planned(planned, reached):
    assert words(planned, reached) == "as planned"


@pytest.mark.parametrize(
    ("planned", "reached", "expected"),
    [
        ("2023-06-17", "2023-06-18", "1 day later than planned"),
        ("2023-06-17", "2023-07-17", "30 days later than planned"),
        ("2023-06-17", "2023-09-17", "3 months later than planned"),
        ("2023-06-17", "2023-09-30", "about 3 months later than planned"),
        ("2023-06-17", "2025-06-17", "2 years later than planned"),
        ("2023-06", "2023-07", "1 month later than planned"),
        ("2023-06", "2024-06", "1 year later than planned"),
        ("2023-06", "2024-11", "17 months later than planned"),
        ("2023-06", "2025-07", "2 years and 1 month later than planned"),
        ("2023", "2024", "1 year later than planned"),
        ("Q1 2023", "Q3 2023", "about 6 months later than planned"),
        ("H1 2023", "H2 2023", "about 6 months later than planned"),
        ("autumn 2022", "spring 2023", "about 6 months later than planned"),
    ],
)
def test_dates_of_the_same_precision_are_compared_in_it(planned, reached, expected):
    assert words(planned, reached) == expected
    assert words(reached, planned) == expected.replace("later", "earlier")


@pytest.mark.parametrize(
    ("planned", "reached", "expected"),
    [
        ("2023-06", "2024", "at least 6 months later than planned"),
        ("2023", "2024-03-01", "at least 2 months later than planned"),
        ("2023", "2024-01", "later than planned"),
        ("2023-06", "2023-07-20", "later than planned"),
        ("2023-06-17", "2024", "at least 6 months later than planned"),
        ("2024", "2023-06", "at least 6 months earlier than planned"),
        ("2024", "2023-12-20", "earlier than planned"),
    ],
)
def test_dates_of_different_precision_tell_the_least_that_both_allow(planned, reached, expected):
    assert words(planned, reached) == expected


@pytest.mark.parametrize(
    ("planned", "reached"),
    [("2023-06", "2023"), ("2023-06-17", "2023-06"), ("2021/2022", "2022/2023"), ("Q2 2023", "H1 2023")],
)
def test_it_is_said_when_both_on_time_and_late_are_possible(planned, reached):
    assert words(planned, reached) == "it is not known whether on time"


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ("2026-11-21", "1 day past its date, result not yet recorded"),
        ("2026-10-31", "22 days past its date, result not yet recorded"),
        ("2026-10-22", "1 month past its date, result not yet recorded"),
        ("2024-10-31", "2 years past its date, result not yet recorded"),
        ("2025", "10 months past its date, result not yet recorded"),
    ],
)
def test_overdue_milestone_tells_for_how_long_without_saying_that_it_failed(planned, expected):
    assert words(planned, "") == expected


@pytest.mark.parametrize(("planned", "reached"), [("2026-11-22", ""), ("2026", ""), ("2028", ""), ("", "2023")])
def test_nothing_is_said_while_there_is_nothing_to_compare(planned, reached):
    assert words(planned, reached) == ""


@pytest.mark.parametrize(
    ("planned", "reached", "expected"),
    [
        ("2023", "2023", "wie geplant"),
        ("2023-06-17", "2023-06-18", "1 Tag später als geplant"),
        ("2023-06-17", "2023-06-20", "3 Tage später als geplant"),
        ("2023-06", "2023-07", "1 Monat später als geplant"),
        ("2024", "2023", "1 Jahr früher als geplant"),
        ("2023-06", "2026-11", "3 Jahre und 5 Monate später als geplant"),
        ("2023-06", "2024", "mindestens 6 Monate später als geplant"),
        ("Q1 2023", "Q2 2023", "rund 3 Monate später als geplant"),
        ("2023-06", "2023", "ob pünktlich, ist nicht bekannt"),
        ("2025-11", "", "Termin um 11 Monate überschritten, Ergebnis noch nicht erfasst"),
    ],
)
def test_german_has_its_own_plurals(planned, reached, expected):
    assert words(planned, reached, "de") == expected
