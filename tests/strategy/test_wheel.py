"""The geometry of the steering wheel: nothing overlaps, and every name fits its arc in both languages."""

import re
from itertools import pairwise
from math import hypot
from types import SimpleNamespace

import pytest

from strategy.places import CompetencyPlaces, FocusPlaces
from strategy.wheel import (
    COMPETENCY_RING,
    FAN_HUB,
    FAN_RINGS,
    FOCUS_RING,
    HUB,
    RIM,
    RINGS,
    RINGS_OF_SLOTS,
    arc,
    arc_length,
    broken,
    fan,
    is_below,
    label,
    point,
    sector_of,
    segment,
    small_wheel,
    text_width,
    wheel,
)

NAMES = [
    "Vorreiterin modernen Stadtmanagements",
    "Großstadt mit Lebensgefühl",
    "Hotspot der Live-Kultur",
    "Talentschmiede im Ruhrgebiet",
    "Shootingstar der Wissensarbeit",
    "Pioneer of modern city management",
    "City with an urban spirit",
    "Hotspot of live-culture",
    "Talent factory within the Ruhr region",
    "Shooting star of knowledge work",
]
ISSUES = ["Vielfalt", "Soziale Lage", "Digitalisierung", "Social situation", "Digitalization"]


def numbers_in(path):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def a_place_full_of(count, number=1, unassigned=0):
    competency = SimpleNamespace(number=number, name="Großstadt mit Lebensgefühl")
    foci = [
        FocusPlaces(
            SimpleNamespace(pk=number * 10 + position),
            slots=[f"a{slot}" if slot < count else None for slot in range(5)],
        )
        for position in range(1, 6)
    ]
    return CompetencyPlaces(competency, foci, [f"u{index}" for index in range(unassigned)])


@pytest.mark.parametrize(
    "rings",
    [
        [(0, HUB), COMPETENCY_RING, FOCUS_RING, RINGS.slot, RINGS.unplaced, RIM],
        [(0, HUB), COMPETENCY_RING, FOCUS_RING, RINGS_OF_SLOTS.slot, RIM],
        [(0, FAN_HUB), FAN_RINGS.focus, FAN_RINGS.slot, FAN_RINGS.unplaced],
    ],
    ids=["wheel", "wheel without unplaced core activities", "fan"],
)
def test_rings_lie_one_outside_the_other(rings):
    assert all(inner < outer for inner, outer in rings)
    assert all(first[1] < second[0] for first, second in pairwise(rings))
    assert rings[-1][1] < 500


@pytest.mark.parametrize(
    ("angle", "x", "y"), [(0, 0, -100), (90, 100, 0), (180, 0, 100), (270, -100, 0), (45, 70.7, -70.7)]
)
def test_angles_run_clockwise_from_the_top(angle, x, y):
    assert point(100, angle) == (pytest.approx(x), pytest.approx(y))


def test_sectors_follow_one_another_around_the_whole_circle():
    sectors = [sector_of(number) for number in range(1, 6)]

    assert sectors[0] == (-36, 36)
    assert all(first[1] == second[0] for first, second in pairwise(sectors))
    assert sectors[-1][1] - sectors[0][0] == 360


def test_neighbours_keep_the_same_gap_inside_and_outside():
    left, right = numbers_in(segment(300, 400, 0, 30)), numbers_in(segment(300, 400, 30, 60))

    # Outer end of the one, outer start of the other; then the same inside.
    outside = hypot(left[7] - right[0], left[8] - right[1])
    inside = hypot(left[9] - right[16], left[10] - right[17])
    assert outside == pytest.approx(5, abs=0.2)
    assert inside == pytest.approx(5, abs=0.2)


@pytest.mark.parametrize(
    ("angle", "expected"), [(0, False), (89, False), (91, True), (180, True), (269, True), (271, False), (396, False)]
)
def test_text_in_the_lower_half_runs_the_other_way(angle, expected):
    assert is_below(angle) == expected


def test_reversed_arc_begins_where_the_other_ends():
    forward, backward = numbers_in(arc(200, 100, 140)), numbers_in(arc(200, 100, 140, is_reversed=True))

    assert forward[:2] == backward[-2:]
    assert forward[-2:] == backward[:2]


def test_words_are_broken_into_lines_of_even_width():
    assert broken(["Pioneer", "of", "modern", "city", "management"], 3) == ["Pioneer of", "modern city", "management"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", range(1, 6))
def test_name_of_a_competency_fits_its_sector(name, number):
    start, end = sector_of(number)

    found = label(name, COMPETENCY_RING, start, end, largest=25)

    assert " ".join(line.text for line in found.lines) == name
    assert found.size >= 15
    for line in found.lines:
        radius = numbers_in(line.path)[2]
        assert COMPETENCY_RING[0] < radius < COMPETENCY_RING[1]
        assert text_width(line.text, found.size) <= arc_length(radius, end - start)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", range(1, 6))
def test_lines_of_a_name_do_not_touch(name, number):
    found = label(name, COMPETENCY_RING, *sector_of(number), largest=25)

    radii = [numbers_in(line.path)[2] for line in found.lines]

    assert all(abs(first - second) >= found.size * 1.1 for first, second in pairwise(radii))


@pytest.mark.parametrize("name", ISSUES)
@pytest.mark.parametrize("position", range(5))
def test_name_of_an_issue_fits_the_rim(name, position):
    found = label(name, RIM, position * 72, position * 72 + 72, largest=22)

    radius = numbers_in(found.lines[0].path)[2]
    assert len(found.lines) == 1
    assert text_width(name, found.size) <= arc_length(radius, 72)


def pieces_in(path):
    return path.count("M")


def places_of(sector):
    return [place for focus in sector.foci for place in focus.places]


@pytest.mark.parametrize("filled", [0, 2, 5])
def test_wheel_draws_125_places_and_five_issues(filled):
    issues = [SimpleNamespace(position=position, name=f"Thema {position}") for position in range(1, 6)]

    drawn = wheel([a_place_full_of(filled, number) for number in range(1, 6)], issues)

    sectors = [shape.sector for shape in drawn.competencies]
    places = [place for sector in sectors for place in places_of(sector)]
    assert len({place.path for place in places}) == len(places) == 25 * filled
    assert sum(pieces_in(sector.free) for sector in sectors) == 125 - 25 * filled
    assert [sector.unplaced for sector in sectors] == [[]] * 5
    assert [shape.issue.position for shape in drawn.issues] == [1, 2, 3, 4, 5]


def test_free_slots_keep_their_place_between_filled_ones():
    (shape,) = wheel([a_place_full_of(2)], []).competencies

    first_focus = shape.sector.foci[0]
    assert [place.core_activity for place in first_focus.places] == ["a0", "a1"]
    assert not any(place.path in shape.sector.free for place in first_focus.places)


def test_slots_fill_their_ring_where_no_core_activity_is_without_one():
    (full,) = wheel([a_place_full_of(5)], []).competencies
    (partly,) = wheel([a_place_full_of(5, unassigned=1)], []).competencies

    outer_radius = {hypot(*numbers_in(shape.sector.foci[2].places[2].path)[:2]) for shape in (full, partly)}
    assert sorted(outer_radius) == [
        pytest.approx(RINGS.slot[1], abs=0.2),
        pytest.approx(RINGS_OF_SLOTS.slot[1], abs=0.2),
    ]


def test_core_activities_without_a_focus_stand_in_the_middle_of_their_sector():
    (shape,) = wheel([a_place_full_of(0, unassigned=3)], []).competencies

    assert [place.core_activity for place in shape.sector.unplaced] == ["u0", "u1", "u2"]
    first, last = (numbers_in(shape.sector.unplaced[index].path) for index in (0, -1))
    assert first[0] == pytest.approx(-last[2], abs=0.2)


@pytest.mark.parametrize("count", [1, 3, 25, 40])
def test_even_many_without_a_focus_stay_in_their_sector_side_by_side(count):
    (shape,) = wheel([a_place_full_of(0, unassigned=count)], []).competencies

    pieces = [numbers_in(place.path) for place in shape.sector.unplaced]
    edge = point(RINGS.unplaced[1], 36)[0]
    assert min(piece[0] for piece in pieces) >= -edge
    assert max(piece[2] for piece in pieces) <= edge
    assert all(left[2] < right[0] for left, right in pairwise(pieces))


def test_fan_opens_a_sector_to_half_a_wheel():
    sector = fan(a_place_full_of(3, number=4, unassigned=2))

    assert sector.competency.number == 4
    assert [len(focus.places) for focus in sector.foci] == [3] * 5
    assert pieces_in(sector.free) == 10
    assert len(sector.unplaced) == 2
    ys = [y for focus in sector.foci for y in numbers_in(focus.path)[1:2]]
    assert max(ys) <= 0
    assert [focus.middle[0] for focus in sector.foci] == sorted(focus.middle[0] for focus in sector.foci)


@pytest.mark.parametrize(("competency", "focus", "marked"), [(None, None, 0), (4, None, 6), (4, 41, 2)])
def test_small_wheel_marks_where_a_page_belongs(competency, focus, marked):
    pieces = small_wheel(competency, focus)

    assert len(pieces) == 30
    assert sum(piece.is_here for piece in pieces) == marked
