"""What can be stored beside a core activity: its milestones, figures and contacts, and the strategy's milestones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strategy.models import ActivityContact, ActivityMilestone, CoreActivity, KeyFigure, Milestone
from tests.builders import a_contact, a_core_activity, a_milestone, an_activity_milestone
from tests.strategy.constraints import BROKEN_SPANS, EARLY, LATE, SPAN_IS_WRONG, database_refuses, editor_reads


def day(offset):
    """A day so many days from today, as an editor would type it."""
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


@BROKEN_SPANS
def test_activity_milestone_has_a_whole_planned_date(db, first, last):
    milestone = ActivityMilestone(
        core_activity=a_core_activity(),
        title_de="Baubeginn",
        planned_from=first,
        planned_until=last,
        reached_from=LATE,
        reached_until=LATE,
    )

    assert editor_reads(milestone) == SPAN_IS_WRONG
    with database_refuses("activity_milestone_plan_is_ordered"):
        milestone.save()


@BROKEN_SPANS
def test_activity_milestone_has_a_whole_reached_date(db, first, last):
    milestone = ActivityMilestone(
        core_activity=a_core_activity(),
        title_de="Baubeginn",
        planned_from=EARLY,
        planned_until=LATE,
        reached_from=first,
        reached_until=last,
    )

    assert editor_reads(milestone) == SPAN_IS_WRONG
    with database_refuses("activity_milestone_reached_is_ordered"):
        milestone.save()


def test_activity_milestone_is_planned_or_reached(db):
    milestone = ActivityMilestone(core_activity=a_core_activity(), title_de="Baubeginn")

    assert editor_reads(milestone) == {
        "de": ["Bitte geben Sie an, für wann der Meilenstein geplant ist oder wann er erreicht wurde."],
        "en": ["Please enter when the milestone is planned, or when it was reached."],
    }
    with database_refuses("activity_milestone_has_a_date"):
        milestone.save()


@pytest.mark.parametrize(("planned", "reached"), [("2024", ""), ("", "2024-06"), ("2024", "2023")])
def test_activity_milestone_with_one_date_or_both_is_accepted(db, planned, reached):
    milestone = an_activity_milestone(a_core_activity(), planned, reached)

    milestone.full_clean()

    assert milestone.is_reached is bool(reached)


@pytest.mark.parametrize(
    ("planned", "reached", "is_overdue"),
    [(-1, None, True), (0, None, False), (1, None, False), (-9, -1, False), (None, -1, False)],
)
def test_activity_milestone_is_overdue_from_the_day_after_its_plan_until_it_is_reached(
    db, planned, reached, is_overdue
):
    planned, reached = ("" if offset is None else day(offset) for offset in (planned, reached))

    milestone = an_activity_milestone(a_core_activity(), planned, reached)

    assert milestone.is_overdue is is_overdue


@BROKEN_SPANS
def test_key_figure_has_a_whole_date(db, first, last):
    figure = KeyFigure(
        core_activity=a_core_activity(), value_de="200", label_de="Orte", as_of_from=first, as_of_until=last
    )

    assert editor_reads(figure) == SPAN_IS_WRONG
    with database_refuses("key_figure_date_is_ordered"):
        figure.save()


def test_key_figure_may_be_undated(db):
    figure = KeyFigure(core_activity=a_core_activity(), value_de="200", label_de="Orte")

    figure.full_clean()
    figure.save()

    assert (str(figure), figure.as_of) == ("200 Orte", None)


def test_contact_of_a_core_activity_is_named_once(db):
    core_activity, contact = a_core_activity(), a_contact()
    ActivityContact.objects.create(core_activity=core_activity, contact=contact)
    second = ActivityContact(core_activity=core_activity, contact=contact, role_de="Leitung")

    assert editor_reads(second) == {
        "de": ["Dieser Kontakt ist schon eingetragen."],
        "en": ["This contact is named already."],
    }
    with database_refuses():
        second.save()


def test_contact_may_serve_several_core_activities(db):
    contact = a_contact()
    for _number in range(2):
        activity_contact = ActivityContact(core_activity=a_core_activity(), contact=contact)
        activity_contact.full_clean()
        activity_contact.save()

    assert contact.core_activities.count() == 2


@pytest.mark.parametrize(("values", "names"), [({}, ["Kontakt"]), ({"is_public": False}, [])])
def test_contacts_of_a_core_activity_are_the_public_ones(db, values, names):
    core_activity = a_core_activity()
    ActivityContact.objects.create(core_activity=core_activity, contact=a_contact(name_de="Kontakt", **values))

    core_activity = CoreActivity.objects.with_everything().get()
    assert [str(contact) for contact, _role in core_activity.to_ask] == names


@pytest.mark.parametrize(("offset", "is_shown"), [(-1, False), (0, True), (1, True)])
def test_contact_of_a_core_activity_is_shown_up_to_its_last_day(db, offset, is_shown):
    core_activity = a_core_activity()
    contact = a_contact(ends_on=timezone.localdate() + timedelta(days=offset))
    ActivityContact.objects.create(core_activity=core_activity, contact=contact)

    [(to_ask, _role)] = CoreActivity.objects.with_everything().get().to_ask
    assert to_ask == (contact if is_shown else contact.unit)


def test_milestone_does_not_end_before_it_begins(db):
    milestone = Milestone(title_de="Ereignis", starts_on=LATE, ends_on=EARLY)

    assert editor_reads(milestone) == SPAN_IS_WRONG
    with database_refuses("milestone_date_is_ordered"):
        milestone.save()


@pytest.mark.parametrize("occurs", ["2024-06-17", "2024", "2021/2023"])
def test_milestone_is_dated_as_precisely_as_it_is_known(db, occurs):
    milestone = a_milestone(occurs)

    milestone.full_clean()

    assert list(Milestone.objects.all()) == [milestone]
