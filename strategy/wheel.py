"""Geometry of the steering wheel: where each part of the target system is drawn.

Pure: no ORM, no text but what is handed in. Angles are degrees clockwise from the top, lengths are units of
a square of 1000 x 1000 whose middle is the origin.
"""

from dataclasses import dataclass
from math import cos, pi, radians, sin

SECTOR = 72  # degrees of a competency
FOCUS = SECTOR / 5
GAP = 5  # units between neighbours, the same at every radius

HUB = 138  # drawn by templates/strategy/_wheel.html
COMPETENCY_RING = (150, 268)
FOCUS_RING = (276, 342)
RIM = (462, 498)


@dataclass(frozen=True)
class Rings:
    """Inner and outer radius of what a competency's sector is made of."""

    focus: tuple
    slot: tuple
    unplaced: tuple


RINGS = Rings(FOCUS_RING, slot=(351, 400), unplaced=(408, 453))
# Where all core activities have their slot, no ring is kept for those without.
RINGS_OF_SLOTS = Rings(FOCUS_RING, slot=(351, 453), unplaced=(408, 453))
# A sector opened to half a wheel.
FAN_RINGS = Rings(focus=(182, 296), slot=(308, 394), unplaced=(408, 494))
FAN_HUB = 170  # drawn by templates/strategy/_fan.html
FAN = 180  # degrees

COMPETENCY_TEXT = 25  # largest size of a competency's name
RIM_TEXT = 22
LINE_HEIGHT = 1.25
# The advance of a character in a bold sans-serif, in em, generous: what fits with these widths fits in
# any system font. Narrow and wide letters apart from the rest.
NARROW, WIDE, OTHER = 0.40, 1.0, 0.74
NARROW_LETTERS, WIDE_LETTERS = frozenset("fijlrtI.,-– "), frozenset("mwMW")


def point(radius, angle):
    """x and y of a point, rounded to a tenth: finer is not seen and costs bytes."""
    turn = radians(angle - 90)
    return round(radius * cos(turn), 1), round(radius * sin(turn), 1)


def segment(inner, outer, start, end, gap=GAP):
    """The SVG path of a piece of a ring, with straight gaps of `gap` units to both neighbours."""
    trim_inner, trim_outer = (gap / 2 / radius * 180 / pi for radius in (inner, outer))
    large = int(end - start - 2 * trim_outer > 180)
    (x1, y1), (x2, y2) = point(outer, start + trim_outer), point(outer, end - trim_outer)
    (x3, y3), (x4, y4) = point(inner, end - trim_inner), point(inner, start + trim_inner)
    return (
        f"M{x1:g} {y1:g}A{outer:g} {outer:g} 0 {large} 1 {x2:g} {y2:g}"
        f"L{x3:g} {y3:g}A{inner:g} {inner:g} 0 {large} 0 {x4:g} {y4:g}Z"
    )


def piece(inner, outer, start, end):
    """A segment; with straight ends where it is so narrow that nobody sees the bend, which halves its path."""
    if end - start > 4:
        return segment(inner, outer, start, end)
    trim_inner, trim_outer = (GAP / 2 / radius * 180 / pi for radius in (inner, outer))
    corners = [
        point(outer, start + trim_outer),
        point(outer, end - trim_outer),
        point(inner, end - trim_inner),
        point(inner, start + trim_inner),
    ]
    return f"M{' '.join(f'{x:g} {y:g}' for x, y in corners)}Z"


def arc(radius, start, end, *, is_reversed=False):
    """The SVG path of a line of text: clockwise, or counter-clockwise below the middle, so that it reads upright."""
    first, last = (end, start) if is_reversed else (start, end)
    (x1, y1), (x2, y2) = point(radius, first), point(radius, last)
    return f"M{x1:g} {y1:g}A{radius:g} {radius:g} 0 0 {int(not is_reversed)} {x2:g} {y2:g}"


def is_below(angle):
    """Whether text around this angle would stand on its head if it ran clockwise."""
    return 90 < angle % 360 < 270


def text_width(text, size):
    """An upper bound of the width of a bold line of text, in units."""
    ems = sum(NARROW if c in NARROW_LETTERS else WIDE if c in WIDE_LETTERS else OTHER for c in text)
    return ems * size


def arc_length(radius, degrees):
    return radius * radians(degrees)


def broken(words, lines):
    """The words as this many lines, as even as possible."""
    if lines == 1 or len(words) == 1:
        return [" ".join(words)]
    candidates = ([" ".join(words[:cut]), *broken(words[cut:], lines - 1)] for cut in range(1, len(words) - lines + 2))
    return min(candidates, key=lambda rows: max(text_width(row, 1) for row in rows), default=[" ".join(words)])


@dataclass(frozen=True)
class Line:
    text: str
    path: str


@dataclass(frozen=True)
class Label:
    lines: list
    size: float


def label(text, ring, start, end, largest):
    """The text set along a ring in one to three lines: in as many as let it be largest, at most `largest` units."""
    inner, outer = ring
    middle, degrees = (inner + outer) / 2, end - start
    below = is_below((start + end) / 2)
    words, best = text.split(), None
    for count in range(1, min(3, len(words)) + 1):
        rows = broken(words, count)
        size = min(largest, (outer - inner - 10) / (count * LINE_HEIGHT))
        radii = baselines(middle, count, size, below)
        room = [arc_length(radius, degrees) - 4 * GAP for radius in radii]
        size = min([size, *(width / text_width(row, 1) for row, width in zip(rows, room, strict=True))])
        if best is None or size > best[0]:
            best = size, rows
    size, rows = round(best[0] - 0.05, 1), best[1]
    radii = baselines(middle, len(rows), size, below)
    paths = [arc(radius, start, end, is_reversed=below) for radius in radii]
    return Label([Line(row, path) for row, path in zip(rows, paths, strict=True)], size)


def baselines(middle, count, size, below):
    """The radius of each line's baseline, the first line first. Above the middle the first line is outermost."""
    step = size * LINE_HEIGHT
    offsets = [((count - 1) / 2 - row) * step for row in range(count)]
    shift = size * 0.35  # from the middle of a line to its baseline
    return [middle - offset + shift if below else middle + offset - shift for offset in offsets]


@dataclass(frozen=True)
class Place:
    """A filled slot, or a core activity without a slot: its shape and the core activity."""

    path: str
    core_activity: object


@dataclass(frozen=True)
class FocusShape:
    focus: object
    path: str
    middle: tuple
    places: list


@dataclass(frozen=True)
class SectorShape:
    """The foci and places of one competency. `free` is one path of all its free slots."""

    competency: object
    foci: list
    unplaced: list
    free: str


@dataclass(frozen=True)
class CompetencyShape:
    path: str
    label: Label
    sector: SectorShape


@dataclass(frozen=True)
class IssueShape:
    issue: object
    path: str
    label: Label


def sector_of(competency_number):
    """Where a competency begins and ends; the first one is centred at the top."""
    start = (competency_number - 1) * SECTOR - SECTOR / 2
    return start, start + SECTOR


def unplaced_of(places):
    """The core activities of a competency whose slot is not known."""
    return [a for focus_places in places.foci for a in focus_places.unplaced] + places.unassigned


def sector_shape(places, rings, start, end):
    """The foci and places of one competency (a CompetencyPlaces of strategy/places.py) between two angles.

    Core activities whose slot is unknown stand together above the middle of the sector: which focus or slot
    they will get is not known, and the picture must not pretend to know."""
    step = (end - start) / 5
    foci, free = [], []
    for index, focus_places in enumerate(places.foci):
        begin = start + index * step
        slots = [
            Place(piece(*rings.slot, begin + slot * step / 5, begin + (slot + 1) * step / 5), core_activity)
            for slot, core_activity in enumerate(focus_places.slots)
        ]
        free += [place.path for place in slots if not place.core_activity]
        foci.append(
            FocusShape(
                focus=focus_places.focus,
                path=segment(*rings.focus, begin, begin + step),
                middle=point(sum(rings.focus) / 2, begin + step / 2),
                places=[place for place in slots if place.core_activity],
            )
        )
    return SectorShape(places.competency, foci, row(unplaced_of(places), rings.unplaced, start, end), "".join(free))


def row(core_activities, ring, start, end):
    """Pieces of a ring, side by side around the middle of a sector: as wide as a slot, narrower if there are many."""
    width = min((end - start) / 25, (end - start) / max(len(core_activities), 1))
    begin = (start + end) / 2 - width * len(core_activities) / 2
    return [
        Place(piece(*ring, begin + index * width, begin + (index + 1) * width), core_activity)
        for index, core_activity in enumerate(core_activities)
    ]


def competency_shape(places, rings):
    start, end = sector_of(places.competency.number)
    return CompetencyShape(
        path=segment(*COMPETENCY_RING, start, end),
        label=label(places.competency.name, COMPETENCY_RING, start, end, COMPETENCY_TEXT),
        sector=sector_shape(places, rings, start, end),
    )


def fan(places):
    """The sector of one competency, opened to half a wheel."""
    return sector_shape(places, FAN_RINGS, -FAN / 2, FAN / 2)


@dataclass(frozen=True)
class Here:
    """A piece of the small wheel that says where a page belongs."""

    path: str
    is_here: bool


def small_wheel(competency_number=None, focus_number=None):
    """The 5 sectors, then the 25 foci, without names: a competency's sector is marked, or one focus in it."""
    sectors = [
        Here(segment(*COMPETENCY_RING, *sector_of(number), gap=4 * GAP), number == competency_number)
        for number in range(1, 6)
    ]
    foci = []
    for number in range(1, 6):
        start, _end = sector_of(number)
        for position in range(1, 6):
            begin = start + (position - 1) * FOCUS
            is_here = number == competency_number and focus_number in (None, number * 10 + position)
            foci.append(Here(segment(*FOCUS_RING, begin, begin + FOCUS, gap=3 * GAP), is_here))
    return sectors + foci


def issue_shape(issue):
    """A fifth of the rim; the first one is centred at the top right, over the border of two competencies."""
    start, end = (issue.position - 1) * SECTOR, issue.position * SECTOR
    return IssueShape(issue, segment(*RIM, start, end), label(issue.name, RIM, start, end, RIM_TEXT))


@dataclass(frozen=True)
class Wheel:
    competencies: list
    issues: list


def wheel(competencies, issues):
    """The whole wheel: `competencies` as CompetencyPlaces, the five cross-cutting issues."""
    rings = RINGS if any(unplaced_of(places) for places in competencies) else RINGS_OF_SLOTS
    return Wheel([competency_shape(places, rings) for places in competencies], [issue_shape(issue) for issue in issues])
