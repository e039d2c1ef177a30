"""Behind nginx, what readers see while the database does not answer, and that all comes back by itself."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.running import wait_until

FROM_MEMORY, MADE_ANEW = "/de/", "/de/suche/?q=haus"
INSTEAD = "nginx; hit; detail=portal-unreachable"


def test_with_a_stopped_database_and_nothing_in_memory_older_pages_are_shown(deployed, database):
    deployed.get(FROM_MEMORY)
    database.stop()
    try:
        deployed.kill(*deployed.workers(1), *deployed.workers(2))  # with what they had in memory
        wait_until(lambda: deployed.get("/healthz").status == 200)
        kept, other = deployed.get(FROM_MEMORY), deployed.get(MADE_ANEW)
    finally:
        database.start()

    assert (kept.status, kept.headers["Cache-Status"]) == (200, INSTEAD)
    assert (other.status, other.headers["Retry-After"]) == (503, "30")
    wait_until(lambda: deployed.statuses(*[FROM_MEMORY, MADE_ANEW] * 4) == [200] * 8)
    wait_until(lambda: deployed.get(FROM_MEMORY).headers["Cache-Status"] is None)


def test_a_frozen_database_is_said_soon_and_what_is_kept_goes_on(deployed, database):
    """More readers at once than there are workers, for as long as it takes to notice: four seconds, on a busy machine
    some more. Who waits for its answer waits for 30, until nginx or gunicorn gives up."""
    wait_until(lambda: deployed.statuses(*[FROM_MEMORY, MADE_ANEW] * 4) == [200] * 8)

    def seconds_and_status(number):
        time.sleep(number * 0.25)
        began = time.monotonic()
        status = deployed.get(MADE_ANEW).status
        return time.monotonic() - began, status

    with database.frozen():
        with ThreadPoolExecutor(12) as many:
            answers = list(many.map(seconds_and_status, range(12)))
        kept = [deployed.get(FROM_MEMORY, timeout=2).status for _ in range(8)]

    assert [status for _seconds, status in answers] == [503] * 12
    assert max(seconds for seconds, _status in answers) < 10
    assert kept == [200] * 8
    wait_until(lambda: deployed.statuses(*[MADE_ANEW] * 8) == [200] * 8)
