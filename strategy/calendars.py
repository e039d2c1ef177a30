"""Milestones as iCalendar (RFC 5545, with the names and intervals of RFC 7986).

An event lasts whole days and takes nobody's time: the day of a milestone, or the span in which it lies if no
more is known. Spans longer than a quarter of a year are left out: a calendar would show them on every day of a
year, as if something happened on each. The portal's pages name them.

Pure but for the rows that are given. An event's id is that of its row (`portal.syndication.tag`), as a UUID.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.dates import DateSpan, midnight
from portal.syndication import BEGINNING, language_of, tag
from portal.text import printable
from strategy.timeline import state

LONGEST = timedelta(days=92)  # a quarter of a year
ONE_DAY = timedelta(days=1)
REFRESH = timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """A milestone in a calendar. `lines` say what the title does not; `address` is that of its page."""

    id: str
    address: str
    span: DateSpan
    state: str
    title: str
    lines: list
    language: str
    changed_at: datetime

    @property
    def updated(self):
        """When it last changed for the public: by an editor, or because its time came or passed."""
        turns = {"past": self.span.first, "overdue": self.span.last + ONE_DAY}
        return max(self.changed_at, midnight(turns[self.state])) if self.state in turns else self.changed_at


def events(milestones, activity_milestones, today, base):
    """Those whose time is known well enough, in their order in time. `base`: the portal's public address.

    What is told both as a milestone of the strategy and, of the same time, as one of its core activity,
    is told once, as the latter."""
    of_activities = [activity_milestone_event(milestone, today, base) for milestone in activity_milestones]
    told = {(m.core_activity_id, m.reached or m.planned) for m in activity_milestones}
    others = [
        milestone_event(milestone, today, base)
        for milestone in milestones
        if (milestone.core_activity_id, milestone.occurs) not in told
    ]
    known = [event for event in [*of_activities, *others] if event.span.last - event.span.first < LONGEST]
    return sorted(known, key=lambda event: (event.span, event.id))


def milestone_event(milestone, today, base):
    key, address = tag("milestone", milestone.pk), f"{base}{reverse('strategy:milestone_list')}#m{milestone.pk}"
    core_activity = milestone.core_activity  # None if it is not public
    now = state(milestone.occurs, milestone.is_planned, today)
    with language_of(milestone) as language:
        return Event(
            key,
            address,
            milestone.occurs,
            now,
            title=titled(milestone.title, now),
            lines=[
                str(milestone.occurs),
                milestone.figures,
                core_activity and f"{_('Project:')} {core_activity.title}",
            ],
            language=language,
            changed_at=milestone.updated_at,
        )


def activity_milestone_event(milestone, today, base):
    core_activity = milestone.core_activity
    key, address = tag("activity_milestone", milestone.pk), f"{base}{core_activity.get_absolute_url()}#milestones"
    span = milestone.reached or milestone.planned
    now = state(span, not milestone.is_reached, today)
    with language_of(milestone) as language:
        return Event(
            key,
            address,
            span,
            now,
            title=titled(f"{core_activity.title}: {milestone.title}", now),
            lines=[
                milestone.planned and _("planned: %(date)s") % {"date": milestone.planned},
                milestone.reached and _("reached: %(date)s") % {"date": milestone.reached},
                milestone.note,
            ],
            language=language,
            changed_at=milestone.updated_at,
        )


def titled(title, state):
    """A calendar shows no more than the title: what has not happened says so there."""
    words = {"planned": _("planned"), "overdue": _("date passed")}
    return f"{title} ({words[state]})" if state in words else title


def last_change(events):
    return max((event.updated for event in events), default=BEGINNING)


def calendar(title, events, *, page, source):
    """The calendar as bytes. `page`: the absolute address of the page it belongs to, `source`: its own."""
    name = printable(f"{_('Bochum Strategy')}: {title}")
    note = _("Milestones of which only the half-year or year is known are not in it, but on the portal’s pages.")
    found = icalendar.Calendar()
    found.add("prodid", f"-//Bochum//Bochum Strategy//{get_language().upper()}")
    found.add("version", "2.0")
    # What begins with an X is read by those who do not know the standard's.
    found.add("name", name)
    found.add("x-wr-calname", icalendar.vText(name))
    found.add("description", note)
    found.add("x-wr-caldesc", icalendar.vText(note))
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", icalendar.vDuration(REFRESH))
    found.add("url", page)
    found.add("source", source, parameters={"VALUE": "URI"})
    found.add("last-modified", last_change(events).astimezone(UTC))
    for event in events:
        found.add_component(component(event))
    if not events:  # a calendar must hold something
        found.add_component(icalendar.Timezone.from_tzid("Europe/Berlin"))
    return found.to_ical()


def component(event):
    language = {"LANGUAGE": event.language}
    updated = event.updated.astimezone(UTC)
    shown = icalendar.Event()
    shown.add("uid", str(uuid5(NAMESPACE_URL, event.id)))
    shown.add("dtstamp", updated)  # without a METHOD: when it last changed
    shown.add("last-modified", updated)
    shown.add("dtstart", event.span.first)
    shown.add("dtend", event.span.last + ONE_DAY)  # the first day after it
    shown.add("summary", printable(event.title), parameters=language)
    shown.add("description", printable("\n".join([*filter(None, event.lines), event.address])), parameters=language)
    shown.add("status", "CONFIRMED" if event.state == "past" else "TENTATIVE")
    shown.add("transp", "TRANSPARENT")
    shown.add("url", event.address)
    return shown
