"""The pages of the news are read from their index, in its order, however many press releases there are."""

from datetime import timedelta

import pytest
from django.db import connection

from news import models
from news.models import PressRelease
from news.paging import PER_PAGE, Cursor, start
from strategy.models import CoreActivity
from tests.builders import a_competency, a_core_activity, a_cross_cutting_issue, berlin

pytestmark = pytest.mark.django_db


@pytest.fixture
def releases():
    """Two hundred in seven years, every tenth a draft."""
    first = berlin(2018, 1, 1)
    return PressRelease.objects.bulk_create(
        PressRelease(
            slug=f"meldung-{number}",
            title_de=f"Meldung {number}",
            published_at=first + number * timedelta(days=12),
            is_public=number % 10 != 0,
        )
        for number in range(200)
    )


def plan_of(queryset):
    """How the database would read these rows if it were to avoid sorting and reading the whole table."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return queryset.explain()


@pytest.mark.parametrize("year", [None, 2020], ids=["all", "one year"])
@pytest.mark.parametrize("direction", ["first page", "older", "newer"])
def test_a_page_is_read_from_the_index_without_sorting(releases, direction, year):
    middle = releases[75]
    is_backwards = direction == "newer"
    cursor = None if direction == "first page" else Cursor(middle.published_at, middle.pk, is_backwards)
    found = start(cursor).matching(year=year).published()
    found = found.oldest_first() if is_backwards else found.newest_first()

    plan = plan_of(found[: PER_PAGE + 1])

    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan


@pytest.mark.parametrize(
    "filters", [{"competency": "stadt"}, {"issue": "klima"}, {"competency": "stadt", "year": 2020}]
)
def test_a_filtered_page_is_walked_in_the_index_until_it_is_full(releases, filters):
    competency, issue = a_competency(slug="stadt"), a_cross_cutting_issue(slug="klima")
    core_activity = a_core_activity(competency=competency)
    core_activity.cross_cutting_issues.add(issue)
    core_activity.press_releases.set(releases)

    plan = plan_of(start(None).matching(**filters).published().newest_first()[: PER_PAGE + 1])

    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan


def test_a_feed_is_read_from_the_index_without_sorting(releases):
    competency, core_activity = a_competency(), a_core_activity()
    releases[75].core_activities.add(core_activity)
    releases[77].competencies.add(competency)
    found = PressRelease.objects.about(CoreActivity.objects.published(), competency).published().newest_first()

    plan = plan_of(found[:50])

    assert list(found) == [releases[77], releases[75]]
    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan


def test_a_feed_looks_no_further_back_than_it_says(releases, monkeypatch):
    monkeypatch.setattr(models, "LOOKED_THROUGH", 20)
    core_activity = a_core_activity()
    for release in releases:
        release.core_activities.add(core_activity)

    found = PressRelease.objects.about(CoreActivity.objects.published()).published().newest_first()

    assert list(found) == [release for release in reversed(releases) if release.is_public][:20]


@pytest.mark.parametrize("direction", ["next_newer", "next_older"])
def test_a_neighbour_is_found_in_the_index_without_sorting(releases, direction):
    middle = releases[75]
    if direction == "next_newer":
        found = PressRelease.objects.newer_than(middle.published_at, middle.pk).published().oldest_first()
    else:
        found = PressRelease.objects.older_than(middle.published_at, middle.pk).published().newest_first()

    plan = plan_of(found[:1])

    assert found.first() == getattr(PressRelease.objects, direction)(middle)
    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan
