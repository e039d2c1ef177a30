"""What a program reads of a feed, and the rules that it must find kept."""

import json
import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tests.builders import a_press_release

NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAG_URI = re.compile(r"tag:bochum\.de,2026:strategy/(de|en)/[a-z_]+/[\w%./-]+", re.ASCII)


def a_report(core_activity, published_at=None, **values):
    """A press release of a core activity."""
    release = a_press_release(published_at, **values)
    release.core_activities.add(core_activity)
    return release


def atom_of(response):
    """The root element of a feed that keeps the rules of RFC 4287."""
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 our own
    assert broken_rules(root) == []
    return root


def entries_of(response):
    return atom_of(response).findall("a:entry", NAMES)


def ids_of(feed):
    """The ids of the feed and of its entries."""
    return [element.text for element in feed.iterfind(".//a:id", NAMES)]


def titles_of(response):
    return [value(entry, "title") for entry in entries_of(response)]


def value(element, name):
    """The text of a child; None if there is no such child."""
    return element.findtext(f"a:{name}", None, NAMES)


def content_of(response):
    """The HTML of the first entry."""
    return value(entries_of(response)[0], "content")


def alternate(element):
    return element.find("a:link[@rel='alternate']", NAMES).get("href")


def broken_rules(feed):
    """The sections of RFC 4287 that a feed breaks, each with what it says there."""
    entries = feed.findall("a:entry", NAMES)
    checks = {
        "4.1.1 a feed is an atom:feed": feed.tag == f"{{{NAMES['a']}}}feed",
        "4.1.1 it has an author, by whom are the entries without one": bool(
            value(feed.find("a:author", NAMES), "name")
        ),
        "4.1.1 it should have a link to itself": is_absolute(feed.find("a:link[@rel='self']", NAMES).get("href")),
        "4.2.6 no two entries have one id": len({value(entry, "id") for entry in entries}) == len(entries),
    }
    for element in (feed, *entries):
        checks |= {f"{rule} ({value(element, 'title')})": kept for rule, kept in rules_of(element).items()}
    return [rule for rule, is_kept in checks.items() if not is_kept]


def rules_of(element):
    """The rules for feeds and entries alike."""
    is_entry = element.tag.endswith("}entry")
    required = [len(element.findall(f"a:{name}", NAMES)) for name in ("id", "title", "updated")]
    content = element.findall("a:content", NAMES)
    return {
        "4.1 one id, title and updated": required == [1, 1, 1],
        "4.1 at most one published": len(element.findall("a:published", NAMES)) <= 1,
        "4.1 at most one link to the page": len(element.findall("a:link[@rel='alternate']", NAMES)) == 1,
        "4.1.2 an entry has one content": len(content) == (1 if is_entry else 0),
        "4.1.3.1 content is HTML": [c.get("type") for c in content] in ([], ["html"]),
        "4.2.6 an id is a URI": bool(TAG_URI.fullmatch(value(element, "id") or "")),
        "4.2.7 links are absolute": all(is_absolute(link.get("href")) for link in element.findall("a:link", NAMES)),
        "3.3 dates are moments": all(is_moment(value(element, name)) for name in ("updated", "published")),
        "2 the language is told": element.get(LANG) in {"de", "en"},
    }


def is_absolute(address):
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_moment(text):
    """RFC 3339 with the offset of Bochum; nothing is no moment, but not wrong."""
    return text is None or bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00", text))


def json_feed_of(response):
    """The object of a feed that keeps the rules of JSON Feed 1.1."""
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) == {"version", "title", "home_page_url", "feed_url", "language", "authors", "items"}
    assert [is_absolute(feed[name]) for name in ("home_page_url", "feed_url")] == [True, True]
    for item in feed["items"]:
        assert set(item) - {"date_published"} == {"id", "url", "title", "content_html", "date_modified", "language"}
        assert all(isinstance(text, str) and text for text in item.values())
        assert is_absolute(item["url"])
        assert [datetime.fromisoformat(item[key]).tzinfo for key in item if key.startswith("date_")] != [None]
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed
