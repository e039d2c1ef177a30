"""What a Prometheus reads of a real server with two workers: right over both, also when one has died."""

import os
import signal

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.closed.serving import METRICS_TOKEN, Server
from tests.faults.running import wait_until

PAGE = "/de/aktuelles/2024/hdw/"


@pytest.fixture
def counting(filled):
    """Just started, with both workers: nothing is counted yet but the questions whether they are there."""
    server = Server(filled[0].folder)
    with server.running():
        wait_until(lambda: workers(read(server)) == ["0", "1"])
        yield server


def read(server):
    """All samples by name and labels, as a Prometheus reads them."""
    answer = server.get("/metrics", Authorization=f"Bearer {METRICS_TOKEN}")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def workers(samples):
    return sorted(labels[0] for name, *labels in samples if name == "portal_worker_memory_bytes")


def pages_asked(samples):
    """Those that were answered, from memory or by Django."""
    return samples["portal_page_cache_hits_total",] + samples["portal_requests_total", "2xx", "page"]


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def test_the_numbers_are_those_of_all_workers(counting):
    for _ in range(20):
        counting.get(PAGE)
    counting.get("/de/suche/?q=Meldung")
    counting.get("/de/nichts/")
    counting.get("/de/konto/anmelden/")
    counting.get("/robots.txt")

    samples = read(counting)

    assert pages_asked(samples) == 20
    assert samples["portal_page_cache_hits_total",] >= 10
    assert samples["portal_page_cache_bytes",] > 1000 * samples["portal_page_cache_pages",] > 0
    assert samples["portal_requests_total", "2xx", "search"] == 1
    assert samples["portal_requests_total", "2xx", "staff"] == 1
    assert samples["portal_requests_total", "4xx", "page"] == 1
    assert samples["portal_request_duration_seconds_count", "search"] == 1
    assert samples["portal_request_duration_seconds_bucket", "+Inf", "search"] == 1
    assert 0 < samples["portal_request_duration_seconds_sum", "search"] < 60
    assert samples["portal_database_queries_total",] > 10
    assert samples["portal_database_up",] == 1
    assert workers(samples) == ["0", "1"]


def test_what_a_dead_worker_has_counted_stays_and_its_successor_counts_on(counting):
    for _ in range(10):
        counting.get(PAGE)
    before = read(counting)

    killed = children_of(counting.pid)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len({*children_of(counting.pid)} - {*killed}) == 2)
    wait_until(lambda: workers(read(counting)) == ["0", "1"])
    counting.get(PAGE)
    after = read(counting)

    assert pages_asked(before) == 10
    assert pages_asked(after) == 11
    assert workers(after) == ["0", "1"]
    assert after["portal_page_cache_pages",] <= 1


def test_no_label_and_no_text_tells_an_address_or_a_person(counting, world):
    cookie = f"__Host-session={world['session']}"
    asked = ["/de/suche/?q=Schuldnerberatung", world["preview"], "/de/kontakte/anna/", "/de/geheimnis/"]
    for path in asked:
        counting.get(path, Cookie=cookie, X_Forwarded_For="203.0.113.77")

    text = counting.get("/metrics", Authorization=f"Bearer {METRICS_TOKEN}").text
    labels = {label for name, *labels in read(counting) for label in labels if not label[0].isdigit()}

    assert labels == {"page", "search", "staff", "document", "file", "+Inf"}
    secrets = ["schuldner", world["preview"].split("/")[3], "anna", "geheimnis", "203.0", "hdw", world["session"]]
    assert [secret for secret in secrets if secret in text.lower()] == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer falsch"},
        {"Authorization": f"Basic {METRICS_TOKEN}"},
        {"Authorization": METRICS_TOKEN},
        {"Authorization": f"Bearer {METRICS_TOKEN[:-1]}"},
        {"Authorization": "Bearer \xff"},
    ],
)
def test_without_the_token_nothing_is_told(server, headers):
    answer = server.get("/metrics", **headers)

    assert (answer.status, answer.text) == (401, "")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_answer_is_kept_by_nobody(server):
    answer = server.get("/metrics", Authorization=f"Bearer {METRICS_TOKEN}")

    assert answer.headers["Cache-Control"] == "no-store"
    assert server.get("/metrics").status == 401
