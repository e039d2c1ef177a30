"""How feeds are written and answered, whatever is in them."""

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from portal.syndication import Entry, Feed, absolute_html, feed_response, tag
from tests.builders import berlin
from tests.feeds import LANG, alternate, atom_of, entries_of, json_feed_of, value

PAGE = "https://bochum.example/de/aktuelles/2024/richtfest/"


def an_entry(key=1, **values):
    defaults = {
        "id": tag("press_release", key),
        "address": PAGE,
        "title": "Richtfest",
        "html": "<p>Der Kranz hängt.</p>",
        "updated": berlin(2024, 7, 2, 9, 30),
        "published": berlin(2024, 6, 17),
        "language": "de",
    }
    return Entry(**{**defaults, **values})


def answered(*entries, feed_format="atom", address="/de/suche/feed.atom?q=rad", headers=None, **values):
    defaults = {"key": "search/rad", "title": "Suche nach „Rad“", "path": "/de/suche/?q=rad"}
    request = RequestFactory(headers=headers or {}).get(address)
    return feed_response(request, Feed(entries=list(entries), **{**defaults, **values}), feed_format)


def test_a_feed_is_made_of_a_title_an_address_and_entries():
    response = answered(an_entry())

    feed = atom_of(response)
    assert value(feed, "title") == "Bochum Strategie: Suche nach „Rad“"
    assert alternate(feed) == "http://testserver/de/suche/?q=rad"
    assert feed.find("{*}link[@rel='self']").get("href") == "http://testserver/de/suche/feed.atom?q=rad"
    assert [(value(entry, "title"), value(entry, "content")) for entry in entries_of(response)] == [
        ("Richtfest", "<p>Der Kranz hängt.</p>")
    ]


def test_the_same_feed_in_json():
    feed = json_feed_of(answered(an_entry(), feed_format="json", address="/de/suche/feed.json?q=rad"))

    assert (feed["title"], feed["language"]) == ("Bochum Strategie: Suche nach „Rad“", "de")
    assert feed["home_page_url"] == "http://testserver/de/suche/?q=rad"
    assert feed["feed_url"] == "http://testserver/de/suche/feed.json?q=rad"
    assert feed["items"] == [
        {
            "id": "tag:bochum.de,2026:strategy/de/press_release/1",
            "url": PAGE,
            "title": "Richtfest",
            "content_html": "<p>Der Kranz hängt.</p>",
            "date_modified": "2024-07-02T09:30:00+02:00",
            "language": "de",
            "date_published": "2024-06-17T12:00:00+02:00",
        }
    ]


def test_an_id_tells_the_kind_the_key_and_the_language_and_nothing_that_may_change(settings):
    settings.PUBLIC_ADDRESS = "https://anderswo.example"

    assert tag("press_release", 17) == "tag:bochum.de,2026:strategy/de/press_release/17"
    with override("en"):
        assert tag("press_release", 17) == "tag:bochum.de,2026:strategy/en/press_release/17"


def test_the_id_of_a_feed_is_a_uri_whatever_its_key():
    feed = atom_of(answered(key="search/rad & <größe>\x00"))

    assert value(feed, "id") == "tag:bochum.de,2026:strategy/de/feed/search/rad%20%26%20%3Cgr%C3%B6%C3%9Fe%3E%00"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (berlin(2024, 1, 15), "2024-01-15T12:00:00+01:00"),
        (berlin(2024, 7, 15), "2024-07-15T12:00:00+02:00"),
    ],
    ids=["winter", "summer"],
)
def test_dates_have_the_offset_of_bochum(moment, written):
    (entry,) = entries_of(answered(an_entry(updated=moment, published=moment.replace(microsecond=7))))

    assert (value(entry, "updated"), value(entry, "published")) == (written, written)


def test_an_entry_of_an_unknown_day_has_no_date_of_publication():
    entry = an_entry(published=None)

    (in_atom,), (in_json,) = entries_of(answered(entry)), json_feed_of(answered(entry, feed_format="json"))["items"]

    assert value(in_atom, "published") is None
    assert "date_published" not in in_json


def test_a_feed_changed_when_its_last_entry_did():
    feed = atom_of(answered(an_entry(1), an_entry(2, updated=berlin(2025, 1, 1)), an_entry(3)))

    assert value(feed, "updated") == "2025-01-01T12:00:00+01:00"


def test_an_empty_feed_is_a_feed_that_does_not_change_by_the_hour():
    feed = atom_of(answered())

    assert value(feed, "updated") == "2026-01-01T00:00:00+01:00"
    assert json_feed_of(answered(feed_format="json"))["items"] == []


def test_an_entry_tells_that_it_is_german_in_an_english_feed():
    with override("en"):
        response, in_json = answered(an_entry()), answered(an_entry(), feed_format="json")

    assert (atom_of(response).get(LANG), entries_of(response)[0].get(LANG)) == ("en", "de")
    assert (json_feed_of(in_json)["language"], json_feed_of(in_json)["items"][0]["language"]) == ("en", "de")


def test_control_characters_that_xml_forbids_are_left_out():
    response = answered(an_entry(title="Richt\x0bfest", html="<p>Kranz\x00\x1f\ufffe</p>"), title="Su\x08che")

    (entry,) = entries_of(response)
    assert (value(entry, "title"), value(entry, "content")) == ("Richtfest", "<p>Kranz</p>")
    assert value(atom_of(response), "title") == "Bochum Strategie: Suche"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ('<a href="/de/projekte/">Projekte</a>', '<a href="https://bochum.example/de/projekte/">Projekte</a>'),
        ('<a href="#zahlen">Zahlen</a>', f'<a href="{PAGE}#zahlen">Zahlen</a>'),
        ('<a href="?q=1">mehr</a>', f'<a href="{PAGE}?q=1">mehr</a>'),
        ('<img src="/media/a.webp" alt="Kranz">', '<img src="https://bochum.example/media/a.webp" alt="Kranz">'),
        ('<a href="https://www.bochum.de/">Stadt</a>', '<a href="https://www.bochum.de/">Stadt</a>'),
        ('<a href="mailto:a@b.example">Mail</a>', '<a href="mailto:a@b.example">Mail</a>'),
        ('<p class="note" style="color:red" lang="de">Kranz</p>', '<p lang="de">Kranz</p>'),
        ('<script>alert(1)</script><a href="javascript:alert(1)" onclick="x">da</a>', "<a>da</a>"),
    ],
)
def test_html_is_clean_and_its_addresses_are_absolute(html, cleaned):
    assert absolute_html(html, PAGE) == cleaned


@pytest.mark.parametrize("feed_format", ["atom", "json"])
def test_a_feed_may_be_kept_for_minutes_and_is_for_no_search_engine(feed_format):
    response = answered(an_entry(), feed_format=feed_format)

    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Last-Modified"] == "Tue, 02 Jul 2024 07:30:00 GMT"
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("feed_format", ["atom", "json"])
@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_who_has_the_newest_already_gets_no_more_than_that_word(header, feed_format):
    first = answered(an_entry(), feed_format=feed_format)
    condition = {"If-None-Match" if header == "ETag" else "If-Modified-Since": first[header]}

    same = answered(an_entry(), feed_format=feed_format, headers=condition)
    other = answered(an_entry(updated=berlin(2024, 7, 3)), feed_format=feed_format, headers=condition)

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert (other.status_code, other[header] != first[header]) == (200, True)


def test_an_entry_that_is_withdrawn_is_noticed_by_the_tag_though_nothing_is_newer():
    both = answered(an_entry(1), an_entry(2))

    one = answered(an_entry(1), headers={"If-None-Match": both["ETag"]})

    assert (one["Last-Modified"], one.status_code) == (both["Last-Modified"], 200)
