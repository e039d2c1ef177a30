"""Which entry of the status log counts today, and what follows from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strategy.models import CoreActivity, Status
from tests.builders import a_core_activity, a_status_change
from tests.html import text_of

pytestmark = pytest.mark.django_db


def day(offset):
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


@pytest.mark.parametrize(
    ("offsets", "status"),
    [
        ([-1], Status.IMPLEMENTED),
        ([0], Status.IMPLEMENTED),
        ([0, 400], Status.IMPLEMENTED),
        ([1], Status.ONGOING),
        ([1, 400], Status.ONGOING),
    ],
    ids=["yesterday", "today", "from today", "tomorrow", "from tomorrow"],
)
def test_a_status_does_not_count_before_its_day(offsets, status):
    core_activity = a_core_activity("ongoing", "2020")

    a_status_change(core_activity, "implemented", "/".join(map(day, offsets)))

    assert CoreActivity.objects.with_status().get().status == status


def test_a_status_is_unknown_while_the_only_entry_is_dated_in_the_future():
    a_core_activity("implemented", day(1))

    core_activity = CoreActivity.objects.with_status().get()

    assert (core_activity.status, core_activity.status_as_of) == (Status.UNKNOWN, None)


def test_the_list_does_not_show_a_status_before_its_day(client):
    a_status_change(a_core_activity("ongoing", "2020", title_de="Bänke"), "discontinued", day(1))

    ongoing, discontinued = (
        text_of(client.get(f"/de/projekte/?status={status}"), id="content") for status in ("ongoing", "discontinued")
    )

    assert "Bänke" in ongoing
    assert "Bänke" not in discontinued


def absorbed_by(successor):
    return [
        core_activity.title for core_activity in CoreActivity.objects.with_everything().get(pk=successor.pk).taken_in
    ]


def test_what_is_merged_no_longer_is_not_absorbed():
    successor = a_core_activity()
    for title, later in (("Erste", ""), ("Zweite", "ongoing"), ("Dritte", "discontinued")):
        core_activity = a_core_activity(title_de=title)
        a_status_change(core_activity, "merged", "2020", successor=successor)
        if later:
            a_status_change(core_activity, later, "2022")

    assert absorbed_by(successor) == ["Erste"]


def test_what_will_be_merged_is_not_absorbed_before_that_day():
    successor = a_core_activity()
    for title, as_of in (("Erste", day(0)), ("Zweite", day(1))):
        a_status_change(a_core_activity(title_de=title), "merged", as_of, successor=successor)

    assert absorbed_by(successor) == ["Erste"]


def test_what_was_merged_into_one_and_then_into_another_is_absorbed_by_the_latter_alone():
    first, second = a_core_activity(), a_core_activity()
    core_activity = a_core_activity(title_de="Bänke")
    a_status_change(core_activity, "merged", "2020", successor=first)
    a_status_change(core_activity, "merged", "2022", successor=second)

    assert [absorbed_by(first), absorbed_by(second)] == [[], ["Bänke"]]
