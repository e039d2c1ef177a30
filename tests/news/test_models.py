from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from news.models import PressRelease
from tests.builders import a_press_release, berlin

pytestmark = pytest.mark.django_db


def test_published_hides_drafts_and_scheduled_press_releases():
    public = a_press_release()
    a_press_release(is_public=False)
    a_press_release(published_at=timezone.now() + timedelta(days=1))

    assert list(PressRelease.objects.published()) == [public]


def test_newest_first_and_oldest_first_tell_press_releases_of_the_same_second_apart():
    first, second = a_press_release(berlin(2024, 6, 17)), a_press_release(berlin(2024, 6, 17))
    earlier = a_press_release(berlin(2024, 6, 16))

    assert list(PressRelease.objects.newest_first()) == [second, first, earlier]
    assert list(PressRelease.objects.oldest_first()) == [earlier, first, second]


@pytest.mark.parametrize(
    ("published_at", "year"),
    [
        (berlin(2023, 12, 31, 23, 30), 2023),
        (berlin(2023, 12, 31, 23, 59), 2023),
        (berlin(2024, 1, 1, 0, 0), 2024),
        (berlin(2024, 1, 1, 0, 30), 2024),  # still 2023 in UTC
        (berlin(2024, 12, 31, 23, 30), 2024),
        (berlin(2025, 1, 1, 0, 0), 2025),
    ],
)
def test_a_press_release_belongs_to_the_year_of_its_date_in_bochum(published_at, year):
    press_release = a_press_release(published_at)

    found = {y: list(PressRelease.objects.in_year(y)) for y in (2023, 2024, 2025)}

    assert press_release.year == year
    assert found == {y: [press_release] if y == year else [] for y in (2023, 2024, 2025)}


def test_the_address_of_a_press_release_names_its_year_in_bochum():
    press_release = a_press_release(berlin(2024, 1, 1, 0, 30), slug="neujahr")

    assert press_release.get_absolute_url() == "/de/aktuelles/2024/neujahr/"


@pytest.mark.parametrize(
    ("precision", "german", "english", "iso"),
    [
        ("day", "17. Juni 2024", "17 June 2024", "2024-06-17"),
        ("month", "Juni 2024", "June 2024", "2024-06"),
        ("year", "2024", "2024", "2024"),
    ],
)
def test_the_date_is_told_as_precisely_as_it_is_known(precision, german, english, iso):
    press_release = a_press_release(berlin(2024, 6, 17), date_precision=precision)

    assert press_release.date_text == german
    assert press_release.date_iso == iso
    with override("en"):
        assert press_release.date_text == english


def test_the_date_is_the_one_in_bochum():
    press_release = a_press_release(berlin(2024, 1, 1, 0, 30))

    assert press_release.date_text == "1. Januar 2024"
    assert press_release.date_iso == "2024-01-01"


def test_neighbours_are_the_next_newer_and_the_next_older_press_release():
    oldest, older = a_press_release(berlin(2024, 6, 15)), a_press_release(berlin(2024, 6, 16))
    middle, twin = a_press_release(berlin(2024, 6, 17)), a_press_release(berlin(2024, 6, 17))
    newest = a_press_release(berlin(2024, 6, 18))
    releases = PressRelease.objects.published()

    assert releases.neighbours(middle) == (twin, older)
    assert releases.neighbours(twin) == (newest, middle)
    assert releases.neighbours(oldest) == (older, None)
    assert releases.neighbours(newest) == (None, twin)


def test_the_time_of_publication_is_kept_in_whole_seconds():
    press_release = a_press_release(berlin(2024, 6, 17).replace(microsecond=123456))

    press_release.refresh_from_db()

    assert press_release.published_at == berlin(2024, 6, 17)


def test_the_address_is_made_from_the_german_headline():
    press_release = PressRelease(title_de="Grüne Höfe für Bochum", title_en="Green courtyards")

    press_release.full_clean()

    assert press_release.slug == "gruene-hoefe-fuer-bochum"
