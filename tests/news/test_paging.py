from datetime import timedelta

import pytest

from news.paging import Cursor, cursor_of, page_of
from tests.builders import a_press_release, berlin

pytestmark = pytest.mark.django_db


def many(count, apart=timedelta(days=1)):
    """So many press releases, the newest first."""
    return [a_press_release(berlin(2024, 6, 17) + number * apart) for number in range(count)][::-1]


def page(**query):
    return page_of(Cursor.from_query(query))


def forwards():
    pages = [page()]
    while pages[-1].older:
        pages.append(page(older=pages[-1].older))
    return pages


def backwards(start):
    pages = [page(newer=start)]
    while pages[-1].newer:
        pages.append(page(newer=pages[-1].newer))
    return pages


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (12, [12]), (13, [12, 1]), (24, [12, 12]), (30, [12, 12, 6])]
)
def test_forward_pages_show_everything_once_in_twelves(count, sizes):
    releases = many(count)

    pages = forwards()

    assert [len(page.press_releases) for page in pages] == sizes
    assert [release for page in pages for release in page.press_releases] == releases


def test_the_first_page_has_no_newer_one_and_the_last_no_older_one():
    many(30)

    first, middle, last = forwards()

    assert (first.newer, first.older) == ("", cursor_of(first.press_releases[-1]))
    assert (middle.newer, middle.older) == (cursor_of(middle.press_releases[0]), cursor_of(middle.press_releases[-1]))
    assert (last.newer, last.older) == (cursor_of(last.press_releases[0]), "")


def test_a_reader_who_goes_back_sees_the_same_pages():
    many(30)
    first, middle, last = forwards()

    back = backwards(last.newer)

    assert [page.press_releases for page in back] == [middle.press_releases, first.press_releases]
    assert back[0].older == middle.older
    assert back[-1].newer == ""


def test_the_oldest_page_is_full_and_leads_back_to_the_newest():
    releases = many(30)

    oldest, middle, newest = backwards("0-0")

    assert oldest.press_releases == releases[18:]
    assert oldest.older == ""
    assert middle.press_releases == releases[6:18]
    assert newest.press_releases == releases[:6]


def test_the_oldest_page_of_a_short_list_is_the_whole_list():
    releases = many(3)

    oldest = page(newer="0-0")

    assert (oldest.press_releases, oldest.newer, oldest.older) == (releases, "", "")


def test_press_releases_of_the_same_second_are_neither_lost_nor_shown_twice():
    releases = many(30, apart=timedelta(0))

    assert [release for page in forwards() for release in page.press_releases] == releases
    assert [release for page in backwards("0-0")[::-1] for release in page.press_releases] == releases


@pytest.mark.parametrize("name", ["older", "newer"])
@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "abc",
        "12",
        "12-",
        "-12",
        "-1-1",
        "1--1",
        "1.5-1",
        " 1-1",
        "1-1\n",
        "\0",
        "1-1\0",
        "1718618400-abc",
        "1' OR 1=1--",
        "253402300800-1",
        "999999999999-1",
        "9" * 30 + "-1",
        "1-" + "9" * 19,
        "1-" + "9" * 400,
    ],
)
def test_a_nonsense_cursor_answers_the_first_page(name, cursor):
    releases = many(13)

    found = page(**{name: cursor})

    assert (found.press_releases, found.newer, found.older) == (releases[:12], "", cursor_of(releases[11]))


@pytest.mark.parametrize("cursor", ["0-0", "0-999999999999999999", "253402300799-999999999999999999"])
@pytest.mark.parametrize("name", ["older", "newer"])
def test_the_largest_and_the_smallest_cursor_reach_the_database_unharmed(name, cursor):
    releases = many(3)

    found = page(**{name: cursor})

    assert found.press_releases in ([], releases)


@pytest.mark.parametrize("query", [{}, {"older": "1718618400-5"}, {"newer": "1718618400-5"}, {"newer": "0-0"}])
def test_every_page_is_one_query(query, django_assert_num_queries):
    many(30)

    with django_assert_num_queries(1):
        page(**query)


def test_drafts_take_no_room_on_a_page():
    releases = many(13)
    a_press_release(berlin(2025, 1, 1), is_public=False)

    first, last = forwards()

    assert first.press_releases == releases[:12]
    assert last.press_releases == releases[12:]


def test_a_cursor_names_the_second_and_the_key():
    press_release = a_press_release(berlin(2024, 6, 17, 12))

    assert cursor_of(press_release) == f"1718618400-{press_release.pk}"
