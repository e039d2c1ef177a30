"""Finished pages in the memory of each process: as quick as a static file, and never older than what is stored.

A thin WSGI application around Django's. What it keeps is a function of the address and the generation of the content
(portal/generation.py): a page is answered from memory only while the generation is that from before it was made.
Whoever is signed in, any query string, and every answer that is not meant for everybody go past it.
"""

import gzip
import hashlib
import re
import time
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.utils.http import http_date

from portal import generation
from portal.counts import CACHE_BYTES, CACHE_HITS, CACHE_MISSES, CACHE_PAGES, counts
from portal.kept import STATE
from portal.outage import watch

WORTH_COMPRESSING = ("text/", "application/xml", "application/atom+xml", "application/json", "application/feed+json")
COMPRESSIONS = {
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "br": lambda body: brotli.compress(body, quality=5),
}
ABOUT_THIS_REQUEST = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE")
# nginx may keep what is for everybody, but as expired: it asks each time, and gives it only where no answer comes.
KEPT_FOR_AN_OUTAGE = ("X-Accel-Expires", "@1")
LARGEST_SHARE = 8  # an answer larger than an eighth of the memory is not kept


class PageCache:
    def __init__(self, application, megabytes, watch=watch):
        self.application, self.watch = application, watch
        self.capacity = megabytes * 1024 * 1024
        self.pages, self.size, self.made_of = OrderedDict(), 0, None
        self.lock = Lock()

    def __call__(self, environ, start_response):
        if not self.watch.is_on:
            self.watch.start()
        # Before anything is read: what is made of an older state may then be thrown away too early, never too late.
        state = environ[STATE] = self.state()
        key = key_of(environ)
        if key is None or not self.capacity:
            return self.application(environ, start_response)
        page = self.pages.get(key)
        if page is not None and page.state == state:
            counts.own[CACHE_HITS] += 1
            return self.answer(page, environ, start_response)
        return self.made_anew(key, state, environ, start_response)

    def state(self):
        """The state of the content that a page is made of now; None while that is not known."""
        known = self.watch.generation
        if known is None:
            return None
        try:
            counted = generation.counter.value()
        except OSError:
            counted = b""
        _changes, ends_at = known
        return counted, known, time.time() >= ends_at

    def answer(self, page, environ, start_response):
        etag, headers, body = page.variant(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if self.watch.hears_nothing:
            headers = [*headers, ("Cache-Status", "portal; hit; detail=database-unreachable")]
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [header for header in headers if header[0] != "Content-Length"])
            return []
        start_response("200 OK", headers)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    def made_anew(self, key, state, environ, start_response):
        plain = {name: value for name, value in environ.items() if name not in ABOUT_THIS_REQUEST}
        status, headers, body = answer_of(self.application, {**plain, "REQUEST_METHOD": "GET"})
        if not status.startswith("200") or not is_for_everybody(headers):
            start_response(status, headers)
            return [body] if environ["REQUEST_METHOD"] == "GET" else []
        counts.own[CACHE_MISSES] += 1
        page = Finished(state, headers, body)
        if state is not None and page.size * LARGEST_SHARE <= self.capacity:
            self.keep(key, page)
        return self.answer(page, environ, start_response)

    def keep(self, key, page):
        with self.lock:
            if page.state != self.made_of:
                self.pages, self.size, self.made_of = OrderedDict(), 0, page.state
            self.forget(key)
            self.pages[key] = page
            self.size += page.size
            while self.size > self.capacity:
                self.forget(next(iter(self.pages)))
            counts.own[CACHE_PAGES], counts.own[CACHE_BYTES] = len(self.pages), self.size

    def forget(self, key):
        if page := self.pages.pop(key, None):
            self.size -= page.size


def key_of(environ):
    """What the page is a function of, besides the content; None if it is not for everybody or changes something."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
        return None
    if (cookies := environ.get("HTTP_COOKIE")) and any(name in cookies for name in PERSONAL_COOKIES):
        return None
    path, host = environ["PATH_INFO"], environ.get("HTTP_HOST", "")
    if path.startswith(FILES) or not is_plain(host, environ.get("SERVER_PORT")):
        return None
    return path, host, environ.get(PROTOCOL) == "https"


# What a proxy says counts only if it is ours.
PROTOCOL = "HTTP_X_FORWARDED_PROTO" if settings.BEHIND_PROXY else "wsgi.url_scheme"


@lru_cache(maxsize=64)
def is_plain(host, port):
    """Whether a host is written as browsers do. Pages name it in their links, and of the many other ways to write it
    (NAME, name., name:1, name:2) each would take the place of other pages."""
    if host == OWN_HOST:
        return True
    return host == host.lower() and re.fullmatch(rf"(\[[^]]+]|[^:]*[^:.])(:{port})?", host) is not None


PERSONAL_COOKIES = (f"{settings.SESSION_COOKIE_NAME}=",)
OWN_HOST = urlsplit(settings.PUBLIC_ADDRESS).netloc
FILES = (settings.STATIC_URL, settings.MEDIA_URL)


def answer_of(application, environ):
    """Status, headers and whole body of what a WSGI application answers."""
    said = []
    chunks = application(environ, lambda status, headers, exc_info=None: said.append((status, headers)))
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    status, headers = said[-1]
    return status, headers, body


def is_for_everybody(headers):
    """Whether an answer may be given to anybody who asks for the same address."""
    named = dict_of(headers)
    return (
        "set-cookie" not in named
        and not {"no-store", "private"} & {part.strip() for part in named.get("cache-control", "").split(",")}
        and "'nonce-" not in named.get("content-security-policy", "")
    )


class Finished:
    """A page as it leaves, in each encoding from when it is first asked for."""

    def __init__(self, state, headers, body):
        self.state, self.body, self.variants = state, body, {}
        is_text = dict_of(headers).get("content-type", "").startswith(WORTH_COMPRESSING)
        self.compressions = COMPRESSIONS if is_text else {}
        own = {"content-length", "etag", "vary"} if is_text else {"content-length", "etag"}
        self.headers = [(name, value) for name, value in headers if name.lower() not in own]
        if is_text:
            self.headers.append(("Vary", "Accept-Encoding"))
        # Where the answer does not say itself when it last changed, this tells when it was made. Whether it has changed
        # is told by the tag alone: a second holds many changes.
        if "last-modified" not in dict_of(headers):
            self.headers.append(("Last-Modified", http_date()))
        self.headers.append(KEPT_FOR_AN_OUTAGE)

    @property
    def size(self):
        """Bytes at most: both compressed forms of a text together are not larger than itself."""
        return len(self.body) * (2 if self.compressions else 1)

    def variant(self, encoding):
        """ETag, headers and body."""
        if encoding not in self.variants:
            self.variants[encoding] = self.made(encoding)
        return self.variants[encoding]

    def made(self, encoding):
        compress = self.compressions.get(encoding)
        body = compress(self.body) if compress else self.body
        etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        own = [("ETag", etag), ("Content-Length", str(len(body)))]
        return etag, [*self.headers, *own, *([("Content-Encoding", encoding)] if compress else [])], body


def dict_of(headers):
    return {name.lower(): value for name, value in headers}


@lru_cache(maxsize=256)
def best_encoding(accepted):
    """`br`, `gzip` or, for as it is, an empty text."""
    offers = dict(offer(part) for part in accepted.lower().split(","))
    return next((code for code in ("br", "gzip") if offers.get(code, offers.get("*", 0)) > 0), "")


def offer(part):
    """An encoding and its weight, 0 if it is unwanted or makes no sense."""
    name, _semicolon, weight = part.partition(";")
    try:
        return name.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0
