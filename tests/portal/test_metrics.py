"""Metrics without a server around them; what real workers count is tested in tests/closed."""

import os

import pytest

from portal import outage
from portal.counts import CACHE_BYTES, CACHE_HITS, CACHE_PAGES, ROWS, Counts

TOKEN = "nur-fuer-den-waechter"


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    return {"authorization": f"Bearer {TOKEN}"}


def test_without_a_token_in_the_settings_there_is_no_such_page(client, settings):
    settings.METRICS_TOKEN = ""

    answers = [client.get("/metrics", headers={"authorization": said}) for said in ("", "Bearer ", "Bearer")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_the_metrics_need_no_database_and_tell_that_it_is_silent(client, token, monkeypatch):
    """Without the mark django_db any question to the database fails."""
    monkeypatch.setattr(outage.watch, "is_on", True)
    monkeypatch.setattr(outage.watch, "answered_at", -10.0)

    answer = client.get("/metrics", headers=token)

    assert answer.status_code == 200
    assert "\nportal_database_up 0\n" in answer.content.decode()


def test_a_counter_of_changes_that_cannot_be_had_is_left_out(client, token, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.generation.counter.memory", None)
    (tmp_path / "file").touch()
    settings.GENERATION_FILE = tmp_path / "file" / "generation"

    said = client.get("/metrics", headers=token).content.decode()

    assert "\nportal_content_changes_total" not in said
    assert "\nportal_page_cache_hits_total " in said


# How it is counted


def test_requests_are_counted_by_kind_status_and_time():
    counts = Counts()

    for status, seconds in [(200, 0.004), (204, 0.005), (404, 0.0051), (503, 60)]:
        counts.add_request("page", status, seconds)
    counts.add_request("staff", 200, 0.1)

    assert [counts.total(("page", "status", hundred)) for hundred in (2, 3, 4, 5)] == [2, 0, 1, 1]
    assert [counts.total(("page", "up to", bound)) for bound in (0.005, 0.01, 10.0, float("inf"))] == [2, 1, 0, 1]
    assert counts.total(("page", "microseconds")) == 60_014_100
    assert counts.total(("staff", "status", 2)) == 1


def test_each_worker_counts_for_itself_and_the_sum_is_told():
    counts = Counts()
    for row in (0, 1, 5):
        counts.take(row)
        counts.own[CACHE_HITS] += 10

    assert counts.total("cache_hits") == 30
    assert [(number, pid) for number, pid, _started in counts.workers()] == [(n, os.getpid()) for n in (0, 1, 5)]


def test_a_worker_that_ends_leaves_what_it_counted_and_takes_what_it_held():
    counts = Counts()
    counts.take(0)
    counts.own[CACHE_HITS], counts.own[CACHE_PAGES], counts.own[CACHE_BYTES] = 7, 3, 900

    counts.leave(0)
    counts.take(0)
    counts.own[CACHE_HITS] += 1

    assert (counts.total("cache_hits"), counts.total("cache_pages"), counts.total("cache_bytes")) == (8, 0, 0)


def test_workers_beyond_the_last_row_share_it():
    counts = Counts()
    for row in (ROWS - 1, ROWS, ROWS + 100):
        counts.take(row)
        counts.own[CACHE_HITS] += 1

    assert counts.total("cache_hits") == 3
    assert [number for number, *_rest in counts.workers()] == [ROWS - 1]
