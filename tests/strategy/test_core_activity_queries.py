"""Choosing and ordering core activities and milestones."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strategy.models import CoreActivity, Milestone, Status, StatusChange
from tests.builders import (
    a_core_activity,
    a_milestone,
    a_status_change,
    berlin,
    span,
)

pytestmark = pytest.mark.django_db


def titles(core_activities):
    return sorted(core_activity.title for core_activity in core_activities)


def day(offset):
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def the_status():
    core_activity = CoreActivity.objects.with_status().get()
    return core_activity.status, core_activity.status_as_of


@pytest.mark.parametrize("log", [["2020", "2022"], ["2022", "2020"]], ids=["recorded in order", "recorded later"])
def test_newest_entry_of_the_status_log_counts(log):
    core_activity = a_core_activity()

    for as_of in log:
        a_status_change(core_activity, {"2020": "ongoing", "2022": "implemented"}[as_of], as_of)

    assert the_status() == (Status.IMPLEMENTED, span("2022"))


def test_undated_entry_counts_as_older_than_a_dated_one_whenever_it_was_recorded():
    core_activity = a_core_activity()

    a_status_change(core_activity, "ongoing", "2020", recorded_at=berlin(2024, 1, 1))
    a_status_change(core_activity, "discontinued", recorded_at=berlin(2024, 1, 2))

    assert the_status() == (Status.ONGOING, span("2020"))


def test_undated_entry_counts_where_there_is_no_other():
    a_core_activity(status="ongoing")

    assert the_status() == (Status.ONGOING, None)


@pytest.mark.parametrize("as_of", ["", "2024"], ids=["undated", "dated"])
@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_later_recorded_entry_counts_of_two_with_the_same_date(as_of, days):
    core_activity = a_core_activity()

    for status, day_of_june in zip(("ongoing", "implemented"), days, strict=True):
        a_status_change(core_activity, status, as_of, recorded_at=berlin(2024, 6, day_of_june))

    assert the_status()[0] == ("implemented" if days == (1, 2) else "ongoing")


@pytest.mark.parametrize(
    ("older", "newer"),
    [("2023", "2023-06"), ("2023", "2023-12"), ("2023", "31.12.2023"), ("2021/2023", "2023"), ("2022", "01.01.2023")],
)
def test_entry_whose_date_begins_later_is_newer(older, newer):
    core_activity = a_core_activity()

    a_status_change(core_activity, "implemented", newer)
    a_status_change(core_activity, "ongoing", older)

    assert the_status() == (Status.IMPLEMENTED, span(newer))


def test_status_is_unknown_without_an_entry():
    a_core_activity()

    core_activity = CoreActivity.objects.with_status().get()

    assert (core_activity.status, core_activity.status_as_of) == (Status.UNKNOWN, None)
    assert core_activity.status_label == "Status noch nicht erfasst"


def test_each_core_activity_has_the_status_of_its_own_log(django_assert_num_queries):
    for status in ("ongoing", "implemented"):
        a_core_activity(status, "2024", slug=status)

    with django_assert_num_queries(1):
        statuses = {found.slug: found.status_label for found in CoreActivity.objects.with_status()}

    assert statuses == {"ongoing": "in Umsetzung", "implemented": "umgesetzt"}


def test_status_log_is_read_from_the_newest_entry_to_the_undated_one():
    core_activity = a_core_activity()
    for status, as_of in (("ongoing", "2020"), ("planned", ""), ("permanent", "2024"), ("implemented", "2022")):
        a_status_change(core_activity, status, as_of)

    newest_first = [str(change) for change in core_activity.status_changes.newest_first()]

    assert newest_first == ["verstetigt", "umgesetzt", "in Umsetzung", "geplant"]
    assert [str(change) for change in StatusChange.objects.all()] == newest_first


def test_status_log_names_public_successors_only():
    core_activity = a_core_activity()
    public, draft = a_core_activity(title_de="Öffentlich"), a_core_activity(title_de="Entwurf", is_public=False)
    a_status_change(core_activity, "merged", "2024", successor=public)
    a_status_change(core_activity, "merged", "2023", successor=draft)

    changes = core_activity.status_changes.newest_first().with_successor()

    assert [change.successor for change in changes] == [public, None]


def test_published_leaves_out_drafts():
    a_core_activity(title_de="Öffentlich")
    a_core_activity(title_de="Entwurf", is_public=False)

    assert titles(CoreActivity.objects.published()) == ["Öffentlich"]


def taken_in(core_activity):
    return titles(CoreActivity.objects.with_everything().get(pk=core_activity.pk).taken_in)


def test_absorbed_core_activities_appear_once_each():
    successor, other = a_core_activity(title_de="Nachfolger"), a_core_activity(title_de="Anderer")
    for title in ("Erste", "Zweite"):
        merged = a_core_activity("ongoing", "2020", title_de=title)
        for as_of in ("2022", "2023"):
            a_status_change(merged, "merged", as_of, successor=successor)
    a_status_change(other, "merged", successor=a_core_activity())

    assert taken_in(successor) == ["Erste", "Zweite"]


def test_absorbed_core_activities_are_hidden_while_they_are_not_public():
    successor = a_core_activity()
    for title, is_public in (("Bekannt", True), ("Entwurf", False)):
        a_status_change(a_core_activity(title_de=title, is_public=is_public), "merged", successor=successor)

    assert taken_in(successor) == ["Bekannt"]


def test_nothing_is_absorbed_by_a_core_activity_without_predecessors():
    assert taken_in(a_core_activity()) == []


def test_milestone_names_public_core_activities_only():
    public, draft = a_core_activity(), a_core_activity(is_public=False)
    a_milestone("2023", core_activity=public)
    a_milestone("2024", core_activity=draft)

    assert [milestone.core_activity for milestone in Milestone.objects.with_subject()] == [public, None]
