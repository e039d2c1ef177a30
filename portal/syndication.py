"""What people subscribe to: feeds as Atom (RFC 4287) and JSON Feed 1.1, and how feeds and calendars are answered.

A reader knows an entry again by its id. That is a tag URI (RFC 4151) of the city, the kind and the key in the
database: whatever an entry is called and wherever the portal is served, it stays. The German and the English
entry are two, so that whoever reads both is shown both.
"""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import nh3
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal.page import base_address
from portal.templatetags.formatting import shows_german_instead
from portal.text import printable

TAGGING_ENTITY = "bochum.de,2026"  # never change it: every reader would show every entry once more
NEWEST = 50  # entries of a feed
MAX_AGE = 300  # seconds; what is withdrawn is soon gone from all caches
# When a feed without entries last changed.
BEGINNING = datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
SCHEMES = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True)
class Entry:
    """`address` is absolute, `html` is clean and has absolute addresses (`absolute_html`).

    `published` is None where the day is not known; `updated` is when it last changed for the public.
    `language` differs from that of the feed where only the German text exists.
    """

    id: str
    address: str
    title: str
    html: str
    updated: datetime
    published: datetime | None
    language: str


@dataclass(frozen=True)
class Feed:
    """`key` tells this feed from all others and never changes, for example "search/" and what was sought;
    `path` is that of the page whose feed it is."""

    key: str
    title: str
    path: str
    entries: list

    @property
    def id(self):
        return tag("feed", quote(self.key))

    @property
    def full_title(self):
        return f"{_('Bochum Strategy')}: {self.title}"

    @property
    def updated(self):
        return max((entry.updated for entry in self.entries), default=BEGINNING)


def tag(kind, key):
    """The id of something in the language of the page, for feeds and calendars."""
    return f"tag:{TAGGING_ENTITY}:strategy/{get_language()}/{kind}/{key}"


@contextmanager
def language_of(row):
    """Within this everything is German if the title of the row has no English; gives the language."""
    language = "de" if shows_german_instead(row, "title") else get_language()
    with override(language):
        yield language


def absolute_html(html, address):
    """What a template made, as HTML that is safe in any reader; `address` is that of the page it stands on."""
    return nh3.clean(html, url_schemes=SCHEMES, url_relative=("rewrite_with_base", address), link_rel=None).strip()


def in_local_time(moment):
    """In Berlin, in whole seconds; None stays None."""
    return moment and timezone.localtime(moment).replace(microsecond=0)


class AtomFeed(Atom1Feed):
    """Django's, with whole texts, the language of each entry, and nothing that depends on the hour."""

    def latest_post_date(self):
        return self.feed["updated"]

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


def atom(feed, base, address):
    """The feed as text. `base`: the portal's public address, `address`: that of the feed; both absolute."""
    written = AtomFeed(
        title=printable(feed.full_title),
        link=f"{base}{feed.path}",
        description=None,
        language=get_language(),
        author_name=_("Bochum Strategy"),
        author_link=f"{base}{reverse('home')}",
        feed_url=address,
        feed_guid=feed.id,
        updated=in_local_time(feed.updated),
    )
    for entry in feed.entries:
        written.add_item(
            title=printable(entry.title),
            link=entry.address,
            description=None,
            unique_id=entry.id,
            pubdate=in_local_time(entry.published),
            updateddate=in_local_time(entry.updated),
            html=printable(entry.html),
            language=entry.language,
        )
    return written.writeString("utf-8")


def json_feed(feed, base, address):
    """The same in JSON."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.full_title,
            "home_page_url": f"{base}{feed.path}",
            "feed_url": address,
            "language": get_language(),
            "authors": [{"name": _("Bochum Strategy"), "url": f"{base}{reverse('home')}"}],
            "items": [json_item(entry) for entry in feed.entries],
        },
        ensure_ascii=False,
    )


def json_item(entry):
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "date_modified": in_local_time(entry.updated).isoformat(),
        "language": entry.language,
    }
    return item | ({"date_published": in_local_time(entry.published).isoformat()} if entry.published else {})


FORMATS = {
    "atom": (atom, "application/atom+xml; charset=utf-8"),
    "json": (json_feed, "application/feed+json; charset=utf-8"),
}


def feed_response(request, feed, feed_format):
    """The answer of a view whose address ends in the name of a format; a query of the address belongs to the feed."""
    write, content_type = FORMATS[feed_format]
    base = base_address(request)
    content = write(feed, base, f"{base}{request.get_full_path()}")
    return subscribed(request, content.encode(), content_type, feed.updated)


def subscribed(request, content, content_type, updated):
    """An answer that programs ask for again and again: 304 as long as it is the same.

    It is for no search engine: what it tells stands on the pages."""
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Last-Modified"] = http_date(updated.timestamp())
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return get_conditional_response(request, response["ETag"], int(updated.timestamp()), response)


def feed_addresses(name, *args):
    """The paths of a feed by format, for `render_page(feeds=…)`: its page names them in its head and links to them."""
    return {feed_format: reverse(name, args=[*args, feed_format]) for feed_format in FORMATS}


def calendar_addresses(request, name, *args):
    """The addresses of a calendar, for `render_page(calendar=…)`: to load it once, and to subscribe to it."""
    path = reverse(name, args=args)
    return {"file": path, "webcal": f"webcal://{base_address(request).partition('://')[2]}{path}"}
