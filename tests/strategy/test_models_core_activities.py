"""What can be stored of a core activity, and what it says of itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from strategy.models import CoreActivity, Status, StatusChange
from tests.builders import a_competency, a_core_activity, a_focus, a_status_change
from tests.strategy.constraints import BROKEN_SPANS, SPAN_IS_WRONG, database_refuses, editor_reads

SUCCESSOR_IS_WRONG = {
    "de": [
        "Zum Status „zusammengeführt“ gehört die Kernaktivität, in der diese aufgegangen ist. "
        "Bei jedem anderen Status bleibt das Feld leer."
    ],
    "en": ["“Merged into another” needs the core activity it was merged into; no other status has one."],
}


def test_core_activity_needs_no_more_than_a_german_title(db):
    core_activity = CoreActivity(title_de="Bochums Gute Stuben")

    core_activity.full_clean()
    core_activity.save()

    assert list(CoreActivity.objects.values_list("slug", "is_public")) == [("bochums-gute-stuben", False)]


def test_core_activity_without_a_german_title_is_refused(db):
    with pytest.raises(ValidationError) as caught:
        CoreActivity(title_en="Parlours").full_clean()

    assert "title_de" in caught.value.message_dict


@pytest.mark.parametrize(
    ("slot", "german", "english"),
    [
        (0, "Dieser Wert muss größer oder gleich 1 sein.", "Ensure this value is greater than or equal to 1."),
        (6, "Dieser Wert muss kleiner oder gleich 5 sein.", "Ensure this value is less than or equal to 5."),
    ],
)
def test_core_activity_has_one_of_five_slots(db, slot, german, english):
    competency = a_competency(4)
    core_activity = CoreActivity(title_de="Projekt", competency=competency, focus=a_focus(competency, 2), slot=slot)

    assert editor_reads(core_activity) == {"de": [german], "en": [english]}
    with database_refuses("core_activity_slot_is_1_to_5"):
        core_activity.save()


def test_core_activity_with_a_slot_needs_a_focus(db):
    core_activity = CoreActivity(title_de="Projekt", competency=a_competency(4), slot=3)

    assert editor_reads(core_activity) == {
        "de": ["Zu einem Platz gehört ein Schwerpunkt. Bitte wählen Sie ihn aus."],
        "en": ["A place needs a main focus."],
    }
    with database_refuses("core_activity_slot_needs_a_focus"):
        core_activity.save()


def test_core_activity_without_a_competency_takes_that_of_its_focus(db):
    focus = a_focus(a_competency(4), 1)
    core_activity = CoreActivity(title_de="Projekt", focus=focus)

    with database_refuses("core_activity_focus_belongs_to_its_competency"):
        CoreActivity.objects.bulk_create([core_activity])
    core_activity.full_clean()

    assert core_activity.competency == focus.competency


@pytest.mark.parametrize("competency_number", [3, 5])
def test_core_activity_has_a_focus_of_its_own_competency_only(db, competency_number):
    focus = a_focus(a_competency(4), 1)
    competency = a_competency(competency_number)
    core_activity = CoreActivity(title_de="Projekt", competency=competency, focus=focus)

    with database_refuses("core_activity_focus_belongs_to_its_competency"):
        CoreActivity.objects.bulk_create([core_activity])
    assert editor_reads(core_activity) == {
        "de": ["Der Schwerpunkt gehört zu einer anderen Kompetenz."],
        "en": ["The main focus belongs to another competency."],
    }


@pytest.mark.parametrize(("competency_number", "position", "slot"), [(1, 1, 1), (4, 2, None), (5, 5, 5)])
def test_core_activity_with_a_fitting_place_is_accepted(db, competency_number, position, slot):
    competency = a_competency(competency_number)
    focus = a_focus(competency, position)
    core_activity = CoreActivity(title_de="Projekt", competency=competency, focus=focus, slot=slot)

    core_activity.full_clean()
    core_activity.save()

    assert list(CoreActivity.objects.values_list("competency", "focus", "slot")) == [
        (competency.number, focus.number, slot)
    ]


def test_core_activity_has_its_slot_alone(db):
    competency = a_competency(4)
    focus = a_focus(competency, 2)
    a_core_activity(competency=competency, focus=focus, slot=3, title_de="Bänke", title_en="Benches")
    second = CoreActivity(title_de="Projekt", competency=competency, focus=focus, slot=3)

    assert editor_reads(second) == {
        "de": ["Diesen Platz belegt schon „Bänke“."],
        "en": ["This place is taken by “Benches”."],
    }
    with database_refuses():
        second.save()


def test_core_activities_share_a_focus_while_their_slots_are_unknown_or_differ(db):
    competency = a_competency(4)
    places = [(2, 3), (2, 4), (2, None), (2, None), (1, 3)]
    foci = {position: a_focus(competency, position) for position in (1, 2)}

    for position, slot in places:
        a_core_activity(competency=competency, focus=foci[position], slot=slot).full_clean()

    assert CoreActivity.objects.count() == 5


def test_core_activity_names_its_partners_one_a_line(db):
    core_activity = CoreActivity(partners_de="VBW Stiftung\n\n  Sparkasse Bochum \r\n")

    assert core_activity.partner_names == ["VBW Stiftung", "Sparkasse Bochum"]


@BROKEN_SPANS
def test_status_change_has_a_whole_date(db, first, last):
    change = StatusChange(core_activity=a_core_activity(), status=Status.ONGOING, as_of_from=first, as_of_until=last)

    assert editor_reads(change) == SPAN_IS_WRONG
    with database_refuses("status_change_date_is_ordered"):
        change.save()


def test_status_change_to_merged_names_its_successor(db):
    change = StatusChange(core_activity=a_core_activity(), status=Status.MERGED)

    assert editor_reads(change) == SUCCESSOR_IS_WRONG
    with database_refuses("status_change_merged_names_its_successor"):
        change.save()


@pytest.mark.parametrize("status", [status for status in Status.values if status != "merged"])
def test_status_change_to_anything_else_has_no_successor(db, status):
    change = StatusChange(core_activity=a_core_activity(), status=status, successor=a_core_activity())

    assert editor_reads(change) == SUCCESSOR_IS_WRONG
    with database_refuses("status_change_merged_names_its_successor"):
        change.save()


def test_status_change_names_another_core_activity_as_successor(db):
    core_activity = a_core_activity()
    change = StatusChange(core_activity=core_activity, status=Status.MERGED, successor=core_activity)

    assert editor_reads(change) == {
        "de": ["Eine Kernaktivität kann nicht in sich selbst aufgehen."],
        "en": ["A core activity cannot be merged into itself."],
    }
    with database_refuses("status_change_successor_is_another"):
        change.save()


@pytest.mark.parametrize("status", Status.values)
def test_status_change_that_fits_is_accepted(db, status):
    successor = a_core_activity() if status == "merged" else None
    change = StatusChange(core_activity=a_core_activity(), status=status, successor=successor)

    change.full_clean()
    change.save()

    assert list(StatusChange.objects.values_list("status", "successor")) == [(status, successor and successor.pk)]


def test_core_activity_cannot_be_deleted_while_another_was_merged_into_it(db):
    successor = a_core_activity()
    a_status_change(a_core_activity(), "merged", successor=successor)

    with pytest.raises(models.ProtectedError):
        successor.delete()

    assert CoreActivity.objects.count() == 2
