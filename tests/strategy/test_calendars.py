"""Milestones as calendars: read back as a calendar program reads them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from strategy.models import ActivityMilestone, Milestone
from tests.builders import a_core_activity, a_milestone, an_activity_milestone, berlin
from tests.calendars import ALL, CALENDARS, EACH_CALENDAR, events_of, read, titles_of

pytestmark = pytest.mark.django_db


def day(offset):
    return (timezone.localdate() + timedelta(days=offset)).strftime("%d.%m.%Y")


@EACH_CALENDAR
def test_a_calendar_holds_milestones_in_their_order(client, stuben, address):
    a_milestone("2024-06-17", title_de="Richtfest", core_activity=stuben)
    an_activity_milestone(stuben, reached="2024-02-01", title_de="Grundstein gelegt")

    assert titles_of(client.get(address)) == ["Stuben: Grundstein gelegt", "Richtfest"]


def test_the_calendar_of_all_holds_those_of_the_strategy_and_of_every_core_activity(client, stuben):
    a_milestone("2024-01-01", title_de="Ratsbeschluss")
    an_activity_milestone(stuben, reached="2024-01-02", title_de="Start")
    other = a_core_activity(slug="anderes", title_de="Anderes")
    an_activity_milestone(other, reached="2024-01-03", title_de="Start")

    found = {name: titles_of(client.get(german)) for name, (german, _english) in CALENDARS.items()}

    assert found == {
        "all": ["Ratsbeschluss", "Stuben: Start", "Anderes: Start"],
        "competency": ["Stuben: Start"],
        "core activity": ["Stuben: Start"],
    }


@EACH_CALENDAR
def test_what_the_strategy_and_its_core_activity_tell_of_the_same_day_is_told_once(client, stuben, address):
    a_milestone("2024-09-19", title_de="Grundstein für Stuben gelegt", core_activity=stuben)
    an_activity_milestone(stuben, reached="2024-09-19", title_de="Grundstein gelegt")
    if address == ALL:
        a_milestone("2024-09-19", title_de="Bürgerkonferenz")

    titles = titles_of(client.get(address))

    assert sorted(titles) == [*["Bürgerkonferenz"][: address == ALL], "Stuben: Grundstein gelegt"]


@pytest.mark.parametrize(
    ("occurs", "start", "end"),
    [
        ("2024-06-17", date(2024, 6, 17), date(2024, 6, 18)),
        ("2018-11-06 to 2019-01-04", date(2018, 11, 6), date(2019, 1, 5)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2024-Q4", date(2024, 10, 1), date(2025, 1, 1)),
        ("2024-summer", date(2024, 6, 1), date(2024, 9, 1)),
    ],
)
def test_an_event_lasts_the_span_in_which_its_milestone_lies(client, occurs, start, end):
    a_milestone(occurs)

    (event,) = events_of(client.get(ALL))

    assert (event.start, event.end, event["TRANSP"]) == (start, end, "TRANSPARENT")


@pytest.mark.parametrize("occurs", ["2024", "2024-H1", "2023/2024"])
def test_a_milestone_of_which_little_more_than_the_year_is_known_is_left_out(client, stuben, occurs):
    a_milestone("2020-05", title_de="Bekannt")
    a_milestone(occurs, title_de="Ungefähr")
    an_activity_milestone(stuben, planned=occurs)

    calendar = read(client.get(ALL))

    assert [event["SUMMARY"] for event in calendar.events] == ["Bekannt"]
    assert calendar["DESCRIPTION"] == (
        "Meilensteine, von denen nur das Halbjahr oder Jahr bekannt ist, stehen nicht darin, "
        "aber auf den Seiten des Portals."
    )


def test_the_title_says_what_has_not_happened(client, stuben):
    a_milestone(day(-3), title_de="Geschehen")
    a_milestone(day(-2), title_de="Versäumt", is_planned=True)
    a_milestone(day(2), title_de="Kommt", is_planned=True)
    an_activity_milestone(stuben, planned=day(-5), reached=day(-4), title_de="erreicht")
    an_activity_milestone(stuben, planned=day(-1), title_de="offen")
    an_activity_milestone(stuben, planned=day(1), title_de="bald")

    assert [(event["SUMMARY"], event["STATUS"]) for event in events_of(client.get(ALL))] == [
        ("Stuben: erreicht", "CONFIRMED"),
        ("Geschehen", "CONFIRMED"),
        ("Versäumt (Termin vorbei)", "TENTATIVE"),
        ("Stuben: offen (Termin vorbei)", "TENTATIVE"),
        ("Stuben: bald (geplant)", "TENTATIVE"),
        ("Kommt (geplant)", "TENTATIVE"),
    ]


def test_an_event_tells_its_dates_in_words_and_leads_to_its_page(client, stuben):
    milestone = a_milestone("2024-05", title_de="Richtfest", figures_de="Drei Gäste, ein Kranz", core_activity=stuben)
    an_activity_milestone(stuben, planned="2024-05", reached="2024-06", title_de="Einzug", note_de="Mit Musik; laut.")

    first, second = events_of(client.get(ALL))

    address = f"http://testserver/de/meilensteine/#m{milestone.pk}"
    assert first["URL"] == address
    assert first["DESCRIPTION"] == f"Mai 2024\nDrei Gäste, ein Kranz\nProjekt: Stuben\n{address}"
    address = "http://testserver/de/projekte/stuben/#milestones"
    assert second["URL"] == address
    assert second["DESCRIPTION"] == f"geplant: Mai 2024\nerreicht: Juni 2024\nMit Musik; laut.\n{address}"


@pytest.mark.parametrize(
    ("changed_at", "stamp"),
    [
        (berlin(2025, 7, 1, 10, 30), datetime(2025, 7, 1, 8, 30, tzinfo=UTC)),
        (berlin(2020, 1, 1), datetime(2024, 6, 16, 22, 0, tzinfo=UTC)),
    ],
    ids=["changed by an editor", "written before its day came"],
)
def test_an_event_is_stamped_with_its_last_change(client, stuben, changed_at, stamp):
    a_milestone("2024-06-17")
    an_activity_milestone(stuben, reached="2024-06-17")
    for model in (Milestone, ActivityMilestone):
        model.objects.update(updated_at=changed_at)

    response = client.get(ALL)

    calendar = read(response)
    assert [event["DTSTAMP"].dt for event in calendar.events] == [stamp, stamp]
    assert [event["LAST-MODIFIED"].dt for event in calendar.events] == [stamp, stamp]
    assert calendar["LAST-MODIFIED"].dt == stamp
    assert response["Last-Modified"] == stamp.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_a_planned_milestone_changes_when_its_time_passes(client):
    a_milestone("2024-06", is_planned=True)
    Milestone.objects.update(updated_at=berlin(2020, 1, 1))

    (event,) = events_of(client.get(ALL))

    assert event["DTSTAMP"].dt == berlin(2024, 7, 1, 0)


@EACH_CALENDAR
def test_an_event_is_known_by_the_same_id_whatever_it_is_called_and_wherever_it_is(client, stuben, address, settings):
    milestone = a_milestone("2024-06-17", core_activity=stuben)
    own = an_activity_milestone(stuben, planned="2024-06-18")
    before = [event["UID"] for event in events_of(client.get(address))]

    settings.PUBLIC_ADDRESS = "https://anderswo.example"
    milestone.title_de, own.title_de, own.planned_from = "Neu", "Neu", date(2024, 6, 17)
    for row in (stuben, stuben.competency):
        row.slug = f"{row.slug}-neu"
        row.save()
    milestone.save()
    own.save()
    after = [event["UID"] for event in events_of(client.get(address, follow=True))]

    assert (len(before), set(after)) == (2, set(before))


@pytest.mark.parametrize(("german", "english"), CALENDARS.values(), ids=list(CALENDARS))
def test_a_calendar_is_there_in_both_languages(client, stuben, german, english):
    an_activity_milestone(stuben, planned="2024-06", title_de="Einzug", title_en="Moving in")

    calendars = [read(client.get(address)) for address in (german, english)]

    (einzug,), (moving_in,) = (calendar.events for calendar in calendars)
    assert (einzug["SUMMARY"], moving_in["SUMMARY"]) == (
        "Stuben: Einzug (Termin vorbei)",
        "Parlours: Moving in (date passed)",
    )
    assert [event["SUMMARY"].params["LANGUAGE"] for event in (einzug, moving_in)] == ["de", "en"]


def test_what_exists_in_german_only_is_german_as_a_whole_in_the_english_calendar(client):
    a_milestone("2024-06", title_de="Einzug", title_en="", is_planned=True)

    (event,) = events_of(client.get("/en/milestones/milestones.ics"))

    assert (event["SUMMARY"], event["SUMMARY"].params["LANGUAGE"]) == ("Einzug (Termin vorbei)", "de")
    assert event["DESCRIPTION"].startswith("Juni 2024\n")


def test_control_characters_and_separators_do_no_harm(client):
    a_milestone("2024-06-17", title_de="Kranz\x0b, Musik; Tanz\\Spiel", figures_de="Erste Zeile\r\nEND:VCALENDAR")

    (event,) = events_of(client.get(ALL))

    assert event["SUMMARY"] == "Kranz, Musik; Tanz\\Spiel"
    assert event["DESCRIPTION"].split("\n")[1:3] == ["Erste Zeile", "END:VCALENDAR"]
