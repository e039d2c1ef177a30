"""The strategy's timeline: what stands on it, in which band, and in which lane so that no two labels touch.

Pure: no ORM. Positions are as in charts.py; what a label covers is reckoned for the narrowest picture.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.dates import DateSpan, months
from portal.text import shorten
from strategy.charts import TARGET_YEAR, Stretch, TimeAxis, em
from strategy.places import PLACES
from strategy.wheel import broken, text_width

FIRST_YEAR = 2016
TRACK = 72  # em: how wide the picture is where it is narrowest (see .rail in charts.css)
MARK = 0.5  # em: half a mark
LABEL_GAP = 0.9  # em from a mark to its label
LANE_GAP = 1.2  # em between neighbours in a lane
LONGEST_LABEL = 66  # characters
ONE_LINE = 24  # characters that stay on one line
REGULAR = 0.9  # of the width of bold text


def by_state(milestones, today):
    """Those still to come, the next first; those planned for a day that has passed and not known to have happened;
    those that have happened, the newest first."""
    upcoming = sorted((m for m in milestones if m.ends_on >= today), key=lambda m: (m.ends_on, m.pk))
    overdue = [m for m in milestones if m.ends_on < today and m.is_planned]
    past = [m for m in milestones if m.ends_on < today and not m.is_planned]
    return upcoming, overdue, sorted(past, key=lambda m: (m.ends_on, m.starts_on, m.pk), reverse=True)


@dataclass(frozen=True)
class Event:
    """What is on the timeline: a milestone, a decision or a count (`subject`), and whether it is past, planned or
    overdue. `entry` is the milestone that tells of it, if there is one. Today and the goal have no subject."""

    kind: str
    span: DateSpan
    state: str
    subject: object = None
    entry: object = None
    text: str = ""

    @property
    def suffix(self):
        """What a label says of its mark's shape; nothing for what has happened."""
        return {"planned": f" ({_('planned')})", "overdue": f" ({_('date passed')})"}.get(self.state, "")

    @property
    def state_in_words(self):
        return {"past": _("happened"), "planned": _("planned"), "overdue": _("date passed")}[self.state]


@dataclass(frozen=True)
class Label:
    """One or two lines that begin at `x` and `dx`, or end there if they stand to the left of their mark."""

    lines: list
    x: str
    dx: str
    is_left: bool = False


@dataclass(frozen=True)
class Mark:
    event: Event
    x: Stretch
    way: tuple = None  # from the plan to today while it is overdue
    label: Label = None
    extent: tuple = ()  # what the mark and its label cover, in em of the narrowest width

    @property
    def is_open(self):
        return self.event.state != "past"


@dataclass(frozen=True)
class Band:
    name: str
    kind: str
    lanes: list


@dataclass(frozen=True)
class Year:
    """One year of the narrow picture: what matters most, and how many other milestones of the strategy there were."""

    year: int
    events: list
    others: int


@dataclass(frozen=True)
class Timeline:
    axis: TimeAxis
    today: str
    bands: list
    years: list  # also those in which nothing happened
    events: list
    beyond: int  # milestones after the axis, or before it


BANDS = {
    "council": gettext_lazy("Council decisions"),
    "count": gettext_lazy("Fixed in all"),
    "strategy": gettext_lazy("Strategy"),
    "activity": gettext_lazy("Projects"),
    "related_plan": gettext_lazy("Related plans"),
}
LABELLED = ("council", "count", "strategy")


def timeline(milestones, decisions, reports, today):
    """The strategy from its beginning to its target year: what the council decided, how many core activities
    were fixed, and the milestones. A milestone of a decision is told once, as the decision."""
    entries = {milestone.council_decision_id: milestone for milestone in milestones if milestone.council_decision_id}
    events = [
        *(decision_event(decision, entries.get(decision.pk), today) for decision in decisions),
        *(count_event(report) for report in reports),
        Event("count", months(TARGET_YEAR, 1, 12), "planned", text=str(PLACES)),
        *(milestone_event(milestone, today) for milestone in milestones if milestone not in entries.values()),
    ]
    first = min([FIRST_YEAR, *(event.span.first.year for event in events if event.kind in LABELLED)])
    axis = TimeAxis(first, max(TARGET_YEAR, today.year))
    shown = sorted((e for e in events if axis.holds(e.span)), key=lambda event: (event.span, event.kind))
    told = [event for event in shown if event.kind in LABELLED]
    with_today = sorted([*told, Event("today", DateSpan(today, today), "today")], key=lambda event: event.span.first)
    return Timeline(
        axis=axis,
        today=axis.x(today),
        bands=[band(axis, kind, [event for event in shown if event.kind == kind], today) for kind in BANDS],
        years=[a_year(year, with_today) for year in range(axis.first_year, axis.last_year + 1)],
        events=told,
        beyond=len(events) - len(shown),
    )


def a_year(year, events):
    own = [event for event in events if event.span.first.year == year]
    told = [event for event in own if event.kind != "strategy" or event.state != "past"]
    return Year(year, told, len(own) - len(told))


def state(span, is_planned, today):
    if is_planned:
        return "overdue" if span.last < today else "planned"
    return "planned" if span.first > today else "past"


def milestone_event(milestone, today):
    return Event(
        milestone.category,
        milestone.occurs,
        state(milestone.occurs, milestone.is_planned, today),
        milestone,
        milestone,
        milestone.title,
    )


def decision_event(decision, entry, today):
    when = state(decision.decided, is_planned=False, today=today)
    return Event("council", decision.decided, when, decision, entry, decision.title)


def count_event(report):
    return Event("count", DateSpan(report.reported_on, report.reported_on), "past", report, text=str(report.fixed))


def band(axis, kind, events, today):
    """Marks without a label share one lane, whatever their number."""
    marks = [mark(axis, event, today) for event in events]
    return Band(BANDS[kind], kind, lanes(marks) if kind in LABELLED else [marks] if marks else [])


def mark(axis, event, today):
    """A mark with its label in one or two lines to the right, or to the left where the picture ends."""
    x = axis.stretch(event.span)
    last = today if event.state == "overdue" else event.span.last
    way = (x.end, axis.x(today)) if event.state == "overdue" else None
    if event.kind not in LABELLED:
        return Mark(event, x, way)
    text = shorten(event.text, LONGEST_LABEL) + event.suffix
    lines = broken(text.split(), 1 if len(text) <= ONE_LINE else 2)
    width = LABEL_GAP + max(text_width(line, REGULAR) for line in lines)
    begin, end = (TRACK * axis.at(day) / 100 for day in (event.span.first, last))
    if end + width > TRACK:
        return Mark(event, x, way, Label(lines, x.start, em(-LABEL_GAP), is_left=True), (begin - width, end + MARK))
    return Mark(event, x, way, Label(lines, axis.x(last), em(LABEL_GAP)), (begin - MARK, end + width))


def lanes(marks):
    """As few lanes as possible in which nothing overlaps: each mark in the first lane that is free."""
    found = []
    for mark in sorted(marks, key=lambda mark: mark.extent):
        free = next((lane for lane in found if lane[-1].extent[1] + LANE_GAP <= mark.extent[0]), None)
        if free is None:
            found.append([mark])
        else:
            free.append(mark)
    return found
