"""Geometry of the charts: where on a time axis, how high, in which lane.

Pure: no ORM. Across, positions are percent of the picture's width, so that a chart fills any screen while its
text keeps its size; up and down, and for the width of text, they are em of the chart's text. All come as SVG
lengths ("12.5%", "3em").
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from strategy.models import Status
from strategy.places import PLACES, PLACES_PER_COMPETENCY

TARGET_YEAR = 2030

PLOT_HEIGHT = 17  # em of the 125 places
PLOT_TOP = 2  # em above them, for the goal's name
WIDEST_BAR = 5.5  # percent
LEAST_FOR_A_NUMBER = 1.1  # em of height that a number needs

LONGEST_POINT = 31  # days
MOST_YEARS = 9  # so many names of years fit a phone; of more, every second is a minor one


def percent(value):
    return f"{round(value, 2):g}%"


def em(value):
    return f"{round(value, 2):g}em"


@dataclass(frozen=True)
class Tick:
    """A year: where it begins, and the middle of it, where its number stands."""

    year: int
    x: str
    label_x: str
    is_minor: bool


@dataclass(frozen=True)
class Stretch:
    """Where a span lies. A long one says that the day is not known: drawn as a bar, not as a point."""

    start: str
    end: str
    is_long: bool


@dataclass(frozen=True)
class TimeAxis:
    """From the first day of one year to the last day of another, over the percent from `start` to 100."""

    first_year: int
    last_year: int
    start: float = 0

    def at(self, day):
        first, end = date(self.first_year, 1, 1), date(self.last_year + 1, 1, 1)
        return self.start + (100 - self.start) * (day - first).days / (end - first).days

    def x(self, day):
        return percent(self.at(day))

    def stretch(self, span):
        return Stretch(self.x(span.first), self.x(span.last), (span.last - span.first).days > LONGEST_POINT)

    def holds(self, span):
        return self.first_year <= span.first.year and span.last.year <= self.last_year

    @cached_property
    def ticks(self):
        years = range(self.first_year, self.last_year + 1)
        return [
            Tick(
                year,
                self.x(date(year, 1, 1)),
                self.x(date(year, 7, 2)),
                is_minor=len(years) > MOST_YEARS and (self.last_year - year) % 2 == 1,
            )
            for year in years
        ]


# The official counts over time


@dataclass(frozen=True)
class Piece:
    """A part of a bar: how many core activities have this status (unknown if only their sum is known)."""

    status: str
    count: int
    y: str
    height: str
    number_y: str
    is_thin: bool


@dataclass(frozen=True)
class Bar:
    report: object
    x: str
    middle: str
    right: str
    width: str
    top: str
    pieces: list


@dataclass(frozen=True)
class Progress:
    axis: TimeAxis
    bars: list
    rules: list
    today: str


def level(count):
    """The height over the upper edge at which so many of the 125 places are reached, in em downwards."""
    return PLOT_TOP + PLOT_HEIGHT * (1 - count / PLACES)


def progress(reports, today):
    """The counts of the city (ProgressReport) as stacked bars on a true time axis up to the target year."""
    reports = sorted(reports, key=lambda report: report.reported_on)
    first = min((report.reported_on.year for report in reports), default=today.year)
    axis = TimeAxis(first, max(TARGET_YEAR, today.year), start=8)
    places = [axis.at(report.reported_on) for report in reports]
    width = min([WIDEST_BAR, *(0.9 * (right - left) for left, right in pairwise(places))])
    return Progress(
        axis=axis,
        bars=[bar(report, middle, width) for report, middle in zip(reports, places, strict=True)],
        rules=[(count, em(level(count))) for count in range(0, PLACES + 1, PLACES_PER_COMPETENCY)],
        today=axis.x(today),
    )


def bar(report, middle, width):
    counts = {
        "implemented": report.implemented,
        "ongoing": report.ongoing,
        "merged": report.discontinued_or_merged,
    }
    return Bar(
        report=report,
        x=percent(middle - width / 2),
        middle=percent(middle),
        right=percent(middle + width / 2),
        width=percent(width),
        top=em(level(report.fixed) - 0.4),
        pieces=pieces(counts if report.has_details else {"unknown": report.fixed}),
    )


def pieces(counts):
    """One upon the other, the first at the bottom; what counts nothing has no piece."""
    found, below = [], 0
    for status, count in counts.items():
        top, height = level(below + count), level(below) - level(below + count)
        number_y = em(top + height / 2 + 0.35)
        if count:
            found.append(Piece(status, count, em(top), em(height), number_y, is_thin=height < LEAST_FOR_A_NUMBER))
        below += count
    return found


# The recorded core activities by competency

GROUPS = [  # as in the legend, in the order of a strip
    (Status.IMPLEMENTED, Status.PERMANENT),
    (Status.ONGOING,),
    (Status.PLANNED,),
    (Status.UNKNOWN,),
    (Status.MERGED, Status.DISCONTINUED),
]


@dataclass(frozen=True)
class Share:
    """So many places of a strip: where they begin and end, and the middle, where their number stands."""

    count: int
    x: str
    end: str
    middle: str


@dataclass(frozen=True)
class Row:
    """A competency's 25 places; `counts` has a number for each group of the legend."""

    places: object
    counts: list
    shares: list


def group_counts(core_activities):
    counts = Counter(core_activity.status for core_activity in core_activities)
    return [sum(counts[status] for status in statuses) for statuses in GROUPS]


def competency_row(places):
    """The places as the strip shows them: what `counts` of strategy/places.py has, and the free ones last."""
    counts = group_counts(places.core_activities)
    shares, before = [], 0
    for count in [*counts, max(places.free, 0)]:
        x, end = (100 * number / PLACES_PER_COMPETENCY for number in (before, before + count))
        if count:
            shares.append(Share(count, percent(x + 0.4), percent(end - 0.4), percent((x + end) / 2)))
        before += count
    return Row(places, counts, shares)


# Planned against actual


@dataclass(frozen=True)
class Line:
    """A line along the middle of its row; `look`: its classes, as css/charts.css draws them."""

    look: str
    start: str
    end: str


@dataclass(frozen=True)
class Step:
    """A milestone of a core activity: where it was planned, where it was reached, and the way between them,
    or from the plan to today while it is overdue. None where a date is unknown."""

    milestone: object
    planned: Stretch
    reached: Stretch
    way: tuple

    @property
    def lines(self):
        """The way, the plan as a mark with a hole, and the mark of the day itself; one upon the other."""
        drawn = []
        if self.way:
            drawn.append(Line("chart__way" if self.reached else "chart__way chart__way--open", *self.way))
        if self.planned:
            drawn += [line("chart__mark", self.planned), line("chart__hole", self.planned)]
        if self.reached:
            drawn.append(line("chart__mark", self.reached, is_within=self.planned and not self.way))
        return drawn


def line(name, stretch, *, is_within=False):
    """`is_within`: it lies upon another one, and is drawn so that both are seen."""
    kind = "within" if is_within else "long" if stretch.is_long else ""
    return Line(f"{name} {name}--{kind}" if kind else name, stretch.start, stretch.end)


@dataclass(frozen=True)
class Plan:
    axis: TimeAxis
    steps: list
    today: str  # empty if today is not on the axis


def plan(milestones, today):
    """The milestones of a core activity on one axis, in their order; None if there are fewer than two.

    The axis reaches to today only if something is still to come or overdue."""
    if len(milestones) < 2:
        return None
    days = [day for m in milestones for span in (m.planned, m.reached) if span for day in (span.first, span.last)]
    if any(not milestone.reached for milestone in milestones):
        days.append(today)
    axis = TimeAxis(min(days).year, max(days).year)
    is_shown = axis.first_year <= today.year <= axis.last_year
    return Plan(axis, [step(axis, milestone, today) for milestone in milestones], axis.x(today) if is_shown else "")


def step(axis, milestone, today):
    planned, reached = milestone.planned, milestone.reached
    way = None
    if planned and reached and planned.last < reached.first:
        way = axis.x(planned.last), axis.x(reached.first)
    elif planned and reached and reached.last < planned.first:
        way = axis.x(reached.last), axis.x(planned.first)
    elif planned and not reached and planned.last < today:
        way = axis.x(planned.last), axis.x(today)
    return Step(milestone, planned and axis.stretch(planned), reached and axis.stretch(reached), way)
