"""The number that changes with everything the public sees."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from news.models import PressRelease
from portal import generation
from portal.models import Draft, Image, Page
from strategy.models import CoreActivity
from tests.builders import a_core_activity, a_page, a_press_release, an_image, berlin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def release():
    return a_press_release(berlin(2024, 6, 17), slug="hdw")


def heard(change):
    """Whether the database and this machine's counter tell of a change, in this order."""
    before = generation.current(), generation.counter.value()
    change()
    after = generation.current(), generation.counter.value()
    return before[0] != after[0], before[1] != after[1]


@pytest.mark.parametrize(
    "change",
    [
        lambda release: release.save(),
        lambda release: release.delete(),
        lambda release: a_page(),
        lambda release: PressRelease.objects.update(lead_de="Neu"),
        lambda release: PressRelease.objects.bulk_update([release], ["lead_de"]),
        lambda release: Page.objects.bulk_create([Page(slug="neu", title_de="Neu")]),
        lambda release: release.core_activities.add(CoreActivity.objects.create(slug="a", title_de="A")),
        lambda release: connection.cursor().execute("UPDATE news_pressrelease SET lead_de = 'Neu'"),
    ],
    ids=["save", "delete", "create", "update", "bulk update", "bulk create", "relation", "SQL"],
)
def test_every_change_of_content_is_heard_of(release, change):
    assert heard(lambda: change(release)) == (True, True)


@pytest.mark.parametrize(
    "deed",
    [
        lambda release: PressRelease.objects.count(),
        lambda release: list(PressRelease.objects.filter(title_de="UPDATE news_pressrelease")),
        lambda release: Draft.objects.create(item=release, form_data={}, changed_at=timezone.now()),
    ],
    ids=["count", "look for", "keep a draft"],
)
def test_what_changes_nothing_public_is_not_heard_of(release, deed):
    assert heard(lambda: deed(release)) == (False, False)


def test_nothing_is_heard_before_the_transaction_ends(release):
    with transaction.atomic():
        assert heard(release.save)[1] is False


def test_a_change_taken_back_is_not_heard_of(release):
    def tried():
        with transaction.atomic():
            release.save()
            transaction.set_rollback(True)

    assert heard(tried) == (False, False)


def test_a_change_after_one_that_was_taken_back_is_heard_of(release):
    def second_try():
        with transaction.atomic():
            with transaction.atomic():
                release.save()
                transaction.set_rollback(True)
            release.save()

    assert heard(second_try) == (True, True)


def test_many_changes_of_a_transaction_leave_one_mark(release):
    def twice():
        with transaction.atomic():
            release.save()
            release.save()

    before = generation.ContentChange.objects.count()
    twice()

    assert generation.ContentChange.objects.count() == before + 1


def test_marks_go_when_everybody_has_heard_of_them(release):
    generation.ContentChange.objects.update(at=timezone.now() - timedelta(hours=2))
    release.save()

    generation.forget_old_marks(timezone.now())

    assert generation.ContentChange.objects.count() == 1


def test_no_generation_is_like_one_before_however_long_nobody_has_asked(release):
    def the_marks_get_old():
        generation.ContentChange.objects.update(at=timezone.now() - timedelta(hours=2))
        generation.forget_old_marks(timezone.now())
        return generation.current()

    before = the_marks_get_old()
    release.save()

    assert the_marks_get_old() != before


def test_a_row_is_made_also_outside_of_a_transaction():
    """SQLite has not ended the statement yet when the mark is left."""
    image = an_image()

    assert heard(image.save) == (True, True)
    assert Image.objects.get() == image


def test_without_the_shared_file_a_change_is_saved_all_the_same(release, settings, tmp_path, caplog):
    settings.GENERATION_FILE = tmp_path / "file" / "generation"
    (tmp_path / "file").write_text("in the way")

    release.save()

    assert [record.message for record in caplog.records] == [
        "The other processes hear of a change only when they ask the database."
    ]


# When the pages change by themselves

NOON = datetime(2026, 6, 17, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_day_ends_at_midnight_in_berlin():
    assert generation.next_moment(NOON) == datetime(2026, 6, 17, 22, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("make", "column"),
    [(a_press_release, "published_at"), (a_press_release, "public_until"), (a_page, "public_from")],
)
def test_the_next_moment_is_the_first_at_which_something_appears_or_disappears(make, column):
    if make is a_press_release:
        items = [a_press_release(NOON - timedelta(days=1)) for _ in range(3)]
    else:
        items = [a_page(slug=f"seite-{number}") for number in range(3)]
    for item, hours in zip(items, (-1, 2, 3), strict=True):
        type(item).objects.filter(pk=item.pk).update(**{column: NOON + timedelta(hours=hours)})

    assert generation.next_moment(NOON) == NOON + timedelta(hours=2)


def test_core_activities_appear_by_the_clock_too():
    core_activity = a_core_activity()
    CoreActivity.objects.filter(pk=core_activity.pk).update(public_from=NOON + timedelta(minutes=5))

    assert generation.next_moment(NOON) == NOON + timedelta(minutes=5)
