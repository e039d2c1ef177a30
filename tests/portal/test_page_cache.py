"""Finished pages in memory: the same bytes, never older than what is stored, never meant for somebody else."""

import gzip
import time
from datetime import timedelta
from io import BytesIO

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date

from news.models import PressRelease
from portal import generation
from portal.drafts import Draft
from portal.outage import Watch
from portal.page_cache import PageCache, best_encoding
from tests.builders import a_core_activity, a_page, a_press_release, berlin
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import change

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS, NEWS = "/de/aktuelles/2024/hdw/", "/de/aktuelles/"
MOMENT = berlin(2026, 6, 17)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stands still, one second before the MOMENT: so no midnight comes between two requests. Call it to set it."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(time, "time", moment.timestamp)

    set_to(MOMENT - timedelta(seconds=1))
    return set_to


class AskedByHand(Watch):
    """Asks when the test says so: a thread of its own would not see the test's database in memory."""

    def start(self):
        self.is_on = True
        self.ask()


class CountingDjango:
    """The real portal, and how often it was asked."""

    def __init__(self):
        self.asked, self.handler = 0, WSGIHandler()

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.handler(environ, start_response)


class Visitor:
    def __init__(self, megabytes=8):
        self.django = CountingDjango()
        self.cache = PageCache(self.django, megabytes, AskedByHand())
        self.cache.watch.start()

    def get(self, address, method="GET", **headers):
        path, _question_mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        return Answer(self.cache, environ)


class Answer:
    def __init__(self, application, environ):
        chunks = application(environ, self.start)
        self.body = b"".join(chunks)
        getattr(chunks, "close", lambda: None)()

    def start(self, status, headers, exc_info=None):
        self.status, self.said, self.headers = status, headers, {name.lower(): value for name, value in headers}

    @property
    def text(self):
        return self.body.decode()


@pytest.fixture
def release():
    return a_press_release(berlin(2024, 6, 17), slug="hdw", title_de="Alter Titel", title_en="Old title")


@pytest.fixture
def visitor(release):
    return Visitor()


# What is kept


def test_a_page_is_made_once(visitor):
    first, second = visitor.get(ADDRESS), visitor.get(ADDRESS)

    assert visitor.django.asked == 1
    assert (first.status, first.headers, first.body) == (second.status, second.headers, second.body)
    assert "Alter Titel" in second.text


def test_what_leaves_the_memory_is_what_django_answers(visitor, client):
    visitor.get(ADDRESS)

    kept, made = visitor.get(ADDRESS), client.get(ADDRESS, headers={"host": "localhost"})

    own = {"x-accel-expires", "etag", "vary", "last-modified"}
    assert kept.body == made.content
    assert {k: v for k, v in kept.headers.items() if k not in own} == {
        name.lower(): value for name, value in made.headers.items() if name.lower() not in own
    }


@pytest.mark.parametrize(
    ("accepted", "encoding", "decompress"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_page_comes_in_the_encoding_that_the_browser_takes(visitor, accepted, encoding, decompress):
    answer = visitor.get(ADDRESS, accept_encoding=accepted)

    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "Alter Titel" in decompress(answer.body).decode()


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.5, *;q=0.1", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("br;q=viel", ""),
        ("", ""),
    ],
)
def test_the_best_encoding_that_is_wanted(accepted, best):
    assert best_encoding(accepted) == best


def test_who_has_the_page_gets_no_second_copy(visitor):
    etag = visitor.get(ADDRESS).headers["etag"]

    again = visitor.get(ADDRESS, if_none_match=f'"other", W/{etag}')

    assert (again.status, again.body) == ("304 Not Modified", b"")
    assert again.headers["etag"] == etag
    assert "content-length" not in again.headers


def test_each_encoding_has_its_own_etag(visitor):
    etags = {visitor.get(ADDRESS, accept_encoding=accepted).headers["etag"] for accepted in ("", "gzip", "br")}

    assert len(etags) == 3


def test_a_head_request_is_answered_without_a_body(visitor):
    page = visitor.get(ADDRESS)

    head = visitor.get(ADDRESS, method="HEAD")

    assert (head.status, head.body, head.headers) == (page.status, b"", page.headers)


def test_each_language_is_a_page_of_its_own(visitor):
    german, english = visitor.get(ADDRESS), visitor.get("/en/news/2024/hdw/")

    assert ("Alter Titel" in german.text, "Old title" in english.text) == (True, True)
    assert visitor.django.asked == 2


def test_the_memory_is_bounded_and_the_oldest_page_goes_first(visitor):
    addresses = [a_page(slug=f"seite-{number}").get_absolute_url() for number in range(20)]
    visitor.get(addresses[0])
    visitor.cache.capacity = visitor.cache.size * 9

    for address in addresses:
        visitor.get(address)

    kept = [path for path, _host, _is_https in visitor.cache.pages]
    assert 0 < len(kept) < 20
    assert kept == addresses[-len(kept) :]
    assert visitor.cache.size == sum(page.size for page in visitor.cache.pages.values()) <= visitor.cache.capacity


def test_an_answer_too_large_for_the_memory_is_given_but_not_kept(visitor):
    visitor.cache.capacity = 1000

    answers = [visitor.get(ADDRESS).status, visitor.get(ADDRESS).status]

    assert answers == ["200 OK", "200 OK"]
    assert (visitor.django.asked, visitor.cache.size) == (2, 0)


def test_nothing_is_kept_before_the_generation_is_known(visitor):
    visitor.cache.watch.generation = None

    visitor.get(ADDRESS)
    visitor.get(ADDRESS)

    assert visitor.django.asked == 2


# Never older than what is stored


def test_a_change_shows_with_the_next_request(visitor, release):
    visitor.get(ADDRESS)
    PressRelease.objects.filter(pk=release.pk).update(title_de="Neuer Titel")

    page = visitor.get(ADDRESS)

    assert ("Neuer Titel" in page.text, "Alter Titel" in page.text) == (True, False)


def test_a_change_by_another_machine_shows_once_the_database_was_asked(visitor, release, settings, tmp_path):
    visitor.get(ADDRESS)
    settings.GENERATION_FILE = tmp_path / "generation"  # the other machine's
    counter, generation.counter = generation.counter, generation.Counter()
    PressRelease.objects.filter(pk=release.pk).update(title_de="Neuer Titel")
    generation.counter = counter
    before = visitor.get(ADDRESS).text

    visitor.cache.watch.ask()

    assert "Alter Titel" in before
    assert "Neuer Titel" in visitor.get(ADDRESS).text


def test_a_page_made_while_something_changed_is_not_kept_as_new(visitor, release):
    made = visitor.django.handler

    def slow(environ, start_response):
        response = made(environ, start_response)
        PressRelease.objects.filter(pk=release.pk).update(title_de="Neuer Titel")
        return response

    visitor.django.handler = slow
    visitor.get(ADDRESS)
    visitor.django.handler = made

    assert "Neuer Titel" in visitor.get(ADDRESS).text


@pytest.fixture
def soon(visitor):
    """What is scheduled for the MOMENT, of which the watch has heard."""
    a_press_release(MOMENT, slug="bald", title_de="Bald öffentlich")
    visitor.cache.watch.ask()


def test_what_is_scheduled_appears_at_its_moment(visitor, clock, soon):
    before = visitor.get(NEWS)
    clock(MOMENT)

    after = visitor.get(NEWS)

    assert ("Bald öffentlich" in before.text, "Bald öffentlich" in after.text) == (False, True)


def before_each(part, deed):
    """Within this, `deed` is done whenever the database is about to be sent a statement with this part."""

    def do_and_execute(execute, sql, *arguments):
        if part in sql:
            deed()
        return execute(sql, *arguments)

    return connection.execute_wrapper(do_and_execute)


def test_from_its_moment_on_pages_of_before_are_not_given_while_the_watch_asks_either(visitor, clock, soon):
    before, meanwhile = visitor.cache.state(), []
    clock(MOMENT)

    with before_each("SELECT", lambda: meanwhile.append(visitor.cache.state())):
        visitor.cache.watch.ask()

    assert len(meanwhile) > 1
    assert before not in meanwhile


def test_what_is_scheduled_while_the_watch_asks_is_heard_of_too(visitor, release):
    """Ever more for ever earlier moments, one before each look at the marks."""
    scheduled = []

    def schedule():
        scheduled.append(a_press_release(MOMENT + timedelta(minutes=9 - len(scheduled))))

    release.save()
    with before_each('FROM "portal_contentchange"', schedule):
        visitor.cache.watch.ask()

    visitor.cache.watch.ask()

    _changes, ends_at = visitor.cache.watch.generation
    assert ends_at == scheduled[-1].published_at.timestamp()


def test_what_is_withdrawn_is_gone_at_once(visitor, release):
    visitor.get(ADDRESS)
    PressRelease.objects.filter(pk=release.pk).update(is_public=False)

    assert visitor.get(ADDRESS).status == "404 Not Found"


# Never meant for somebody else


@pytest.mark.parametrize("address", [f"{ADDRESS}?seite=1", "/de/nichts/", "/", "/de/admin/", "/de/projekte/?status=x"])
def test_what_is_not_the_same_for_everybody_is_not_kept(visitor, address):
    visitor.get(address)
    visitor.get(address)

    assert visitor.django.asked == 2
    assert not visitor.cache.pages


def test_who_is_signed_in_goes_past_the_memory(visitor):
    client = Client()
    sign_in(client, someone("editor"))
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    visitor.get(ADDRESS, cookie=cookie)

    visitor.get(ADDRESS, cookie=cookie)

    assert visitor.django.asked == 2
    assert not visitor.cache.pages


def test_what_a_proxy_says_is_no_other_page_unless_it_is_ours(visitor, monkeypatch):
    for said in ("http", "https"):
        visitor.get(ADDRESS, x_forwarded_proto=said)
    without_proxy = len(visitor.cache.pages)

    monkeypatch.setattr("portal.page_cache.PROTOCOL", "HTTP_X_FORWARDED_PROTO")
    for said in ("http", "https", "gopher", "HTTPS"):
        visitor.get(ADDRESS, x_forwarded_proto=said)

    assert (without_proxy, len(visitor.cache.pages)) == (1, 2)


def test_the_cookie_of_another_site_makes_no_difference(visitor):
    visitor.get(ADDRESS, cookie="theme=dark")
    page = visitor.get(ADDRESS, cookie="theme=light; foreign=1")

    assert visitor.django.asked == 1
    assert "set-cookie" not in page.headers


def test_pages_for_signing_in_are_not_kept(visitor):
    visitor.get("/de/anmelden/")

    assert not visitor.cache.pages


def test_a_preview_is_not_kept(visitor, release):
    editor = Client()
    sign_in(editor, someone("editor"))
    change(editor, release, _link="", title_de="Neuer Titel")

    preview = visitor.get(Draft.objects.get().link)

    assert "Neuer Titel" in preview.text
    assert not visitor.cache.pages


def test_a_form_sent_is_not_answered_from_memory(visitor):
    visitor.get(ADDRESS)

    answer = visitor.get(ADDRESS, method="POST")

    assert answer.status == "403 Forbidden"
    assert visitor.django.asked == 2


def test_an_unknown_host_gets_nothing_from_memory(visitor):
    visitor.get(ADDRESS)

    answer = visitor.get(ADDRESS, host="evil.example")

    assert answer.status == "400 Bad Request"
    assert len(visitor.cache.pages) == 1


# Without the database


@pytest.mark.parametrize("host", ["localhost:81", "LOCALHOST", "localhost.", "localhost.:80"])
def test_a_host_written_in_one_of_many_ways_takes_no_other_pages_place(visitor, host):
    answers = [visitor.get(ADDRESS, host=host) for _time in (1, 2)]

    assert [answer.status for answer in answers] == ["200 OK", "200 OK"]
    assert visitor.django.asked == 2
    assert not visitor.cache.pages


def test_the_port_that_the_portal_listens_at_may_be_named(visitor):
    answers = [visitor.get(ADDRESS, host="localhost:80") for _time in (1, 2)]

    assert [answer.status for answer in answers] == ["200 OK", "200 OK"]
    assert visitor.django.asked == 1


def test_browsers_and_proxies_ask_each_time_whether_a_page_is_still_that_one(visitor):
    answer = visitor.get(ADDRESS)

    assert answer.headers["cache-control"] == "no-cache"
    assert abs(parse_http_date(answer.headers["last-modified"]) - time.time()) < 60
    assert visitor.get(ADDRESS, if_none_match=answer.headers["etag"]).status == "304 Not Modified"
    assert visitor.get(ADDRESS, if_modified_since=answer.headers["last-modified"]).status == "200 OK"


def test_an_answer_that_says_when_it_last_changed_says_it_once(visitor):
    a_core_activity(slug="gute-stuben")
    address = "/de/projekte/gute-stuben/meilensteine.ics"

    answer = visitor.get(address)

    assert [value for name, value in answer.said if name == "Last-Modified"] == [Client().get(address)["Last-Modified"]]


def test_without_the_database_what_is_kept_is_given_and_marked(visitor):
    visitor.get(ADDRESS)
    visitor.cache.watch.answered_at -= 10

    page = visitor.get(ADDRESS)

    assert page.status == "200 OK"
    assert page.headers["cache-status"] == "portal; hit; detail=database-unreachable"
    assert "Alter Titel" in page.text


def test_the_watch_goes_on_when_the_database_is_back(visitor):
    watch = visitor.cache.watch
    connection.close()
    watch.ask()

    assert not watch.hears_nothing
