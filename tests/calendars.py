"""What a calendar program reads of a calendar, and the rules that it must find kept."""

from datetime import date

import icalendar
import pytest

# What a calendar is of, and its addresses in German and English.
CALENDARS = {
    "all": ("/de/meilensteine/meilensteine.ics", "/en/milestones/milestones.ics"),
    "competency": ("/de/kompetenzen/wissen/meilensteine.ics", "/en/competencies/wissen/milestones.ics"),
    "core activity": ("/de/projekte/stuben/meilensteine.ics", "/en/projects/stuben/milestones.ics"),
}
EACH_CALENDAR = pytest.mark.parametrize("address", [german for german, _e in CALENDARS.values()], ids=list(CALENDARS))
ALL = CALENDARS["all"][0]


def read(response):
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert (b"\n" in b"".join(lines), max(map(len, lines)) <= 75) == (False, True)
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar.errors == []
    assert (calendar["VERSION"], calendar.subcomponents != []) == ("2.0", True)
    for event in calendar.events:
        assert event.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert type(event.start) is type(event.end) is date
        assert event.start < event.end
    assert len({event["UID"] for event in calendar.events}) == len(calendar.events)
    return calendar


def events_of(response):
    return read(response).events


def titles_of(response):
    return [event["SUMMARY"] for event in events_of(response)]
