"""The database fails while the portal serves: what is kept is given, the rest is refused in style, all comes back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.running import wait_until

KEPT, NOT_KEPT = "/de/", "/de/suche/?q=haus"
UNREACHABLE = "portal; hit; detail=database-unreachable"


def all_at_once(portal, path):
    """So many that both workers are asked."""
    with ThreadPoolExecutor(12) as many:
        return list(many.map(lambda _number: portal.get(path).status, range(12)))


@pytest.fixture(autouse=True)
def is_well_again(portal):
    """Before and after each fault, without anybody's help: pages are made, and both workers keep one."""
    wait_until(lambda: all_at_once(portal, NOT_KEPT) == [200] * 12)
    wait_until(lambda: all_at_once(portal, KEPT) == [200] * 12)
    yield
    wait_until(lambda: all_at_once(portal, NOT_KEPT) == [200] * 12)
    assert portal.get(KEPT).headers["Cache-Status"] is None


def test_a_frozen_database_keeps_nobody_waiting(portal, database):
    """What was asked in the first seconds is answered too: the workers are not eaten up."""
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


def test_static_files_need_no_database(portal, database):
    address = portal.get(KEPT).text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    with database.frozen():
        stylesheet = portal.get(address, timeout=2)

    assert (stylesheet.status, stylesheet.headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
