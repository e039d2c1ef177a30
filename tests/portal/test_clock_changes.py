"""The two nights a year in which the clocks in Bochum are changed: one hour is missing, another is there twice."""

from datetime import UTC, date, datetime

import pytest

from news.models import PressRelease
from portal import generation
from portal.drafts import Draft
from portal.models import Page
from tests.builders import a_milestone, a_page, a_press_release
from tests.calendars import ALL, events_of
from tests.feeds import entries_of, titles_of, value
from tests.html import text_of
from tests.portal.forms import change, errors_beside, form_values
from tests.portal.tables import bring_in, errors_on, look

pytestmark = pytest.mark.django_db
MISSING, TWICE = "2027-03-28T02:30", "2026-10-25T02:30"
NO_SUCH_TIME = "Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhren werden von 2 auf 3 Uhr vorgestellt."


def utc(*values):
    return datetime(*values, tzinfo=UTC)


# What editors type


@pytest.mark.parametrize("field", ["public_from", "public_until"])
def test_a_time_that_there_is_not_is_refused_beside_its_field(editor, field):
    page = a_page("frei")

    response = change(editor, page, **{field: MISSING, "title_de": "Neu"})

    assert errors_beside(response, field) == [NO_SUCH_TIME]
    assert (form_values(response)[field], form_values(response)["title_de"]) == (MISSING, "Neu")


def test_the_refusal_is_english_for_an_english_editor(editor):
    response = change(editor, a_page("frei"), "en", public_from=MISSING)

    said = "There is no such time on this day: the clocks go forward from 2:00 to 3:00."
    assert errors_beside(response, "public_from") == [said]


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2027-03-28T01:59", utc(2027, 3, 28, 0, 59)),
        ("2027-03-28T03:00", utc(2027, 3, 28, 1, 0)),
        ("2026-10-25T01:59", utc(2026, 10, 24, 23, 59)),
        (TWICE, utc(2026, 10, 25, 0, 30)),  # the first of the two
        ("2026-10-25T03:00", utc(2026, 10, 25, 2, 0)),
    ],
)
def test_any_other_time_of_these_nights_is_kept_and_shown_again(editor, typed, moment):
    page = a_page("frei")

    response = change(editor, page, public_from=typed)

    assert response.status_code == 302
    assert Page.objects.get().public_from == moment
    assert form_values(editor.get(f"/de/admin/portal/page/{page.pk}/change/"))["public_from"] == typed


def test_an_entry_that_was_written_in_the_second_of_two_hours_can_be_changed(editor):
    release = a_press_release(utc(2026, 10, 25, 1, 30), title_de="Nachts")

    response = change(editor, release, title_de="In der Nacht")

    assert response.status_code == 302
    assert PressRelease.objects.values_list("title_de", "published_at").get() == (
        "In der Nacht",
        utc(2026, 10, 25, 0, 30),
    )


def test_a_draft_is_published_at_the_first_of_two_hours_and_at_none_that_there_is_not(editor):
    page = a_page("frei")

    refused = change(editor, page, _schedule="", _publish_at=MISSING, title_de="Neu")
    change(editor, page, _schedule="", _publish_at="2092-10-26T02:30", title_de="Neu")

    assert NO_SUCH_TIME in text_of(refused, **{"class": "messagelist"})
    assert Draft.objects.get().publish_at == utc(2092, 10, 26, 0, 30)


def test_tables_mean_the_same(editor):
    path, release = "news/pressrelease", a_press_release()

    refused = look(editor, path, {"id": release.pk, "published_at": "28.03.2027 02:30"})
    bring_in(editor, path, {"id": release.pk, "published_at": "25.10.2026 02:30"})

    assert NO_SUCH_TIME in str(errors_on(refused))
    assert PressRelease.objects.get().published_at == utc(2026, 10, 25, 0, 30)


# What visitors read


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        (utc(2027, 3, 27, 12), utc(2027, 3, 27, 23)),
        (utc(2027, 3, 27, 23), utc(2027, 3, 28, 22)),  # a day of 23 hours begins
        (utc(2027, 3, 28, 0, 30), utc(2027, 3, 28, 22)),
        (utc(2027, 3, 28, 1), utc(2027, 3, 28, 22)),
        (utc(2026, 10, 24, 12), utc(2026, 10, 24, 22)),
        (utc(2026, 10, 24, 22), utc(2026, 10, 25, 23)),  # a day of 25 hours begins
        (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 23)),
        (utc(2026, 10, 25, 1, 30), utc(2026, 10, 25, 23)),
    ],
)
def test_the_day_ends_at_midnight_however_long_it_is(now, midnight):
    assert generation.next_moment(now) == midnight


@pytest.mark.parametrize(("hour", "expected"), [(0, (True, False)), (1, (False, True))])
def test_each_of_the_two_hours_is_a_moment_of_its_own(hour, expected):
    first, second = utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)
    a_page("frei", public_from=first, public_until=second)

    following = generation.next_moment(utc(2026, 10, 25, hour, 15))

    assert (following == first, following == second) == expected


def test_a_feed_tells_the_two_hours_apart(client):
    a_press_release(utc(2026, 10, 25, 0, 30), title_de="Zuerst", slug="zuerst")
    a_press_release(utc(2026, 10, 25, 1, 30), title_de="Danach", slug="danach")

    response = client.get("/de/aktuelles/feed.atom")

    assert titles_of(response) == ["Danach", "Zuerst"]
    assert [value(entry, "published") for entry in entries_of(response)] == [
        "2026-10-25T02:30:00+01:00",
        "2026-10-25T02:30:00+02:00",
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (utc(2024, 3, 30, 23, 0), "31. März 2024"),
        (utc(2024, 3, 31, 21, 59), "31. März 2024"),
        (utc(2024, 10, 26, 22, 0), "27. Oktober 2024"),
        (utc(2024, 10, 27, 22, 59), "27. Oktober 2024"),
    ],
)
def test_a_report_of_these_days_bears_their_date(client, moment, day):
    release = a_press_release(moment)

    assert day in text_of(client.get(release.get_absolute_url()))


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_a_milestone_of_these_days_lasts_one_day(client, day):
    a_milestone(day.isoformat())

    (event,) = events_of(client.get(ALL))

    assert (event.start, (event.end - event.start).days) == (day, 1)
