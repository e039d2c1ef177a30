"""The database fails while the portal serves: what is kept is given, the rest is refused in style, all comes back."""

import time

import pytest

from tests.faults.running import wait_until

KEPT, NOT_KEPT = "/de/", "/de/suche/?q=haus"
UNREACHABLE = "portal; hit; detail=database-unreachable"


@pytest.fixture(autouse=True)
def is_well_again(portal):
    """Before and after each fault, without anybody's help: pages are made, and both workers keep one."""
    wait_until(portal.is_well)
    wait_until(lambda: portal.statuses_at_once(KEPT) == [200] * 24)
    yield
    wait_until(portal.is_well)
    assert portal.get(KEPT).headers["Cache-Status"] is None


@pytest.mark.parametrize("occasion", ["first", "second", "third"])
def test_a_frozen_database_keeps_nobody_waiting(portal, database, occasion):
    """What was asked in the first seconds is answered too: the workers are not eaten up, however often it happens."""
    with database.frozen():
        answers = [portal.get(NOT_KEPT, timeout=10) for _ in range(6)]
        kept = portal.get(KEPT, timeout=2)

    assert [answer.status for answer in answers] == [503] * 6
    assert {answer.headers["Retry-After"] for answer in answers} == {"30"}
    assert "Wir sind gleich wieder da" in answers[-1].text
    assert "default-src 'none'" in answers[-1].headers["Content-Security-Policy"]
    assert (kept.status, kept.headers["Cache-Status"]) == (200, UNREACHABLE)


def test_a_stopped_database_is_said_at_once(portal, database):
    database.stop()
    try:
        first = [portal.get(NOT_KEPT, timeout=10) for _ in range(4)]
        kept = [portal.get(KEPT, timeout=2) for _ in range(4)]
        wait_until(lambda: portal.get(KEPT).headers["Cache-Status"] == UNREACHABLE)
        later = portal.get(NOT_KEPT, timeout=2)
    finally:
        database.start()

    assert [answer.status for answer in [*first, later]] == [503] * 5
    assert [answer.status for answer in kept] == [200] * 4
    assert "We will be back in a moment" in later.text


def test_a_database_that_was_gone_for_long_is_found_again_soon(portal, database):
    """Whoever tries again after pauses that double would come 13 seconds late."""
    database.stop()
    time.sleep(18)
    database.start()
    began = time.monotonic()

    wait_until(portal.is_well)

    assert time.monotonic() - began < 10


def test_static_files_need_no_database(portal, database):
    address = portal.get(KEPT).text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    with database.frozen():
        stylesheet = portal.get(address, timeout=2)

    assert (stylesheet.status, stylesheet.headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
