"""The pages of the news are read from their index, in its order, however many press releases there are."""

from datetime import timedelta

import pytest
from django.db import connection

from news import models
from news.models import PressRelease
from news.paging import PER_PAGE, Cursor, start
from strategy.models import Competency
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
    found = start(cursor).in_year(year) if year else start(cursor)
    found = found.published().oldest_first() if is_backwards else found.published().newest_first()

    plan = plan_of(found[: PER_PAGE + 1])

    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan


@pytest.fixture
def topics(releases):
    """Every second release is about all of them."""
    competency, issue = a_competency(slug="stadt"), a_cross_cutting_issue(slug="klima")
    core_activity = a_core_activity(slug="park", competency=competency)
    core_activity.cross_cutting_issues.add(issue)
    core_activity.press_releases.set(releases[::2])
    return {"competency": "stadt", "project": "park", "issue": "klima"}


@pytest.mark.parametrize("name", ["competency", "project", "issue"])
def test_what_is_about_a_topic_is_read_from_the_index_without_sorting(topics, name):
    plan = plan_of(PressRelease.objects.published().newest_first().walked({name: topics[name]})[: PER_PAGE + 1])

    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan


@pytest.mark.parametrize("oldest_first", [False, True], ids=["newest first", "oldest first"])
@pytest.mark.parametrize(
    ("looked_through", "limit", "queries"),
    [(1000, 13, 2), (1000, 500, 2), (30, 13, 2), (20, 13, 4), (5, 500, 4)],
    ids=["frequent", "all of them", "frequent enough", "rarer", "much rarer"],
)
def test_news_about_topics_are_the_same_whether_they_are_walked_or_looked_up(
    releases, topics, monkeypatch, django_assert_num_queries, oldest_first, looked_through, limit, queries
):
    monkeypatch.setattr(models, "LOOKED_THROUGH", looked_through)
    about = [release for release in releases[::2] if release.is_public]

    with django_assert_num_queries(queries):
        found = PressRelease.objects.first_of(limit, oldest_first=oldest_first, **topics)

    assert found == (about if oldest_first else about[::-1])[:limit]


def test_a_release_that_names_the_competency_or_belongs_to_one_of_its_projects_is_about_it(releases, topics):
    releases[75].competencies.set(Competency.objects.all())

    found = PressRelease.objects.in_year(2020).first_of(500, competency="stadt")

    assert releases[75] in found
    assert releases[77] not in found


@pytest.mark.parametrize("direction", ["newer", "older"])
def test_a_neighbour_is_found_in_the_index_without_sorting(releases, direction):
    middle = releases[75]
    if direction == "newer":
        found = PressRelease.objects.newer_than(middle.published_at, middle.pk).published().oldest_first()
    else:
        found = PressRelease.objects.older_than(middle.published_at, middle.pk).published().newest_first()

    plan = plan_of(found[:1])

    assert found.first() == PressRelease.objects.neighbours(middle)[direction == "older"]
    assert "press_release_public" in plan
    assert ("Sort" if connection.vendor == "postgresql" else "TEMP B-TREE") not in plan
