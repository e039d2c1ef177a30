"""The target system is computed from rows in memory: no test here has a database."""

import pytest

from strategy.models import Competency, CoreActivity, Focus, Status
from strategy.places import CompetencyPlaces, FocusPlaces, by_title, status_counts, target_system

STRIP = ["implemented", "permanent", "ongoing", "planned", "unknown", "merged", "discontinued"]


def competency(number):
    return Competency(number=number, name_de=f"Kompetenz {number}")


def focus(number):
    return Focus(number=number, competency_id=number // 10, position=number % 10)


def core_activity(title, place=None, slot=None, status="unknown"):
    """`place`: the number of a focus, of a competency whose focus is unknown, or None."""
    focus_id = place if place and place > 5 else None
    found = CoreActivity(
        title_de=title, focus_id=focus_id, competency_id=focus_id // 10 if focus_id else place, slot=slot
    )
    found.status = Status(status)
    return found


def titles(core_activities):
    return [found and found.title for found in core_activities]


def the_competency(core_activities, foci=(41, 42)):
    (places,), elsewhere = target_system([competency(4)], [focus(number) for number in foci], core_activities)
    assert elsewhere == []
    return places


def test_each_core_activity_stands_in_its_slot():
    places = the_competency([core_activity("Fünf", 41, 5), core_activity("Eins", 41, 1), core_activity("Zwei", 42, 2)])

    assert [titles(of_focus.slots) for of_focus in places.foci] == [
        ["Eins", None, None, None, "Fünf"],
        [None, "Zwei", None, None, None],
    ]


def test_core_activity_without_a_slot_is_unplaced_in_its_focus():
    places = the_competency([core_activity("Ohne", 42), core_activity("Mit", 42, 3)])

    of_focus = places.foci[1]
    assert titles(of_focus.slots) == [None, None, "Mit", None, None]
    assert titles(of_focus.unplaced) == ["Ohne"]
    assert titles(of_focus.core_activities) == ["Mit", "Ohne"]


def test_strip_of_a_focus_shows_all_that_is_in_it_also_where_the_slot_is_not_known():
    of_focus = the_competency(
        [core_activity("Ohne", 42, status="ongoing"), core_activity("Mit", 42, 3, status="implemented")]
    ).foci[1]

    assert of_focus.strip == ["ongoing", None, "implemented", None, None]


def test_core_activity_without_a_focus_is_unassigned_in_its_competency():
    places = the_competency([core_activity("Ohne", 4), core_activity("Mit", 41, 1)])

    assert titles(places.unassigned) == ["Ohne"]
    assert titles(places.core_activities) == ["Mit", "Ohne"]


def test_core_activity_without_a_competency_is_elsewhere():
    (places,), elsewhere = target_system(
        [competency(4)], [focus(41)], [core_activity("Anderswo"), core_activity("Hier", 4)]
    )

    assert titles(elsewhere) == ["Anderswo"]
    assert titles(places.core_activities) == ["Hier"]


def test_competencies_and_foci_keep_the_order_they_come_in():
    system, _elsewhere = target_system(
        [competency(1), competency(2)], [focus(11), focus(12), focus(21)], [core_activity("Projekt", 21, 1)]
    )

    assert [(places.competency.number, [f.focus.number for f in places.foci]) for places in system] == [
        (1, [11, 12]),
        (2, [21]),
    ]
    assert [places.recorded for places in system] == [0, 1]


def test_lists_are_sorted_as_in_a_german_dictionary():
    words = ["Zoo", "Öl", "Ostern", "Ahorn"]
    everywhere = [core_activity(word, place) for word in words for place in (None, 4, 41)]

    (places,), elsewhere = target_system([competency(4)], [focus(41)], everywhere)

    for found in (elsewhere, places.unassigned, places.foci[0].unplaced, by_title(map(core_activity, words))):
        assert titles(found) == ["Ahorn", "Öl", "Ostern", "Zoo"]


def test_target_system_without_core_activities_is_free_everywhere():
    places = the_competency([])

    assert (places.recorded, places.free, places.counts) == (0, 25, [])
    assert places.strip == [None] * 25


@pytest.mark.parametrize("number", [0, 1, 24, 25])
def test_strip_always_has_25_places(number):
    places = CompetencyPlaces(competency(4), unassigned=[core_activity(str(n), 4) for n in range(number)])

    assert places.strip == ["unknown"] * number + [None] * (25 - number)
    assert (places.recorded, places.free) == (number, 25 - number)


def test_strip_shows_what_is_done_first_and_what_came_to_nothing_last():
    core_activities = [core_activity(status, 4, status=status) for status in sorted(Status.values)]

    places = the_competency(core_activities)

    assert places.strip == [*STRIP, *[None] * 18]


def test_strip_counts_slots_unplaced_and_unassigned():
    places = the_competency(
        [
            core_activity("Ohne Schwerpunkt", 4, status="ongoing"),
            core_activity("Ohne Platz", 41, status="implemented"),
            core_activity("Mit Platz", 42, 2, status="ongoing"),
        ]
    )

    assert places.counts == [("implemented", 1), ("ongoing", 2)]
    assert places.strip == ["implemented", "ongoing", "ongoing", *[None] * 22]


def test_status_counts_leave_out_statuses_without_any():
    core_activities = [core_activity("A", status="merged"), core_activity("B", status="permanent")]

    counts = status_counts([*core_activities, core_activity("C", status="permanent")])

    assert counts == [("permanent", 2), ("merged", 1)]
    assert [status.label for status, _count in counts] == ["verstetigt", "zusammengeführt"]


def test_focus_has_five_free_slots_of_its_own():
    first, second = FocusPlaces(focus(41)), FocusPlaces(focus(42))

    first.slots[0] = core_activity("Projekt", 41, 1)

    assert second.slots == [None] * 5
