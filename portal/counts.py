"""What the worker processes of one machine count, for portal/metrics.py.

It lies in a piece of memory that gunicorn's first process makes and its workers inherit (gunicorn.conf.py): no file
that could fill a disk, nothing to clean up, and no lock, because each worker has a row of its own. Who takes the row of
a dead worker counts on from there, so no sum ever falls. Without gunicorn it is the memory of the one process.
"""

import mmap
import os
import time
from bisect import bisect_left

ROWS = 64  # workers; more than that share the last row and may lose a count
KINDS = ["page", "search", "staff", "document", "file"]
STATUSES = [1, 2, 3, 4, 5]  # first digits of the statuses of HTTP
SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf")]

COLUMNS = ["pid", "started", "cache_hits", "cache_misses", "cache_pages", "cache_bytes", "queries", "slow_queries"]
COLUMNS += [(kind, "status", status) for kind in KINDS for status in STATUSES]
COLUMNS += [(kind, "up to", bound) for kind in KINDS for bound in SECONDS]
COLUMNS += [(kind, "microseconds") for kind in KINDS]
PLACES = {column: place for place, column in enumerate(COLUMNS)}
CACHE_HITS, CACHE_MISSES, CACHE_PAGES, CACHE_BYTES, QUERIES, SLOW_QUERIES = range(2, 8)


class Counts:
    def __init__(self):
        self.memory = memoryview(mmap.mmap(-1, ROWS * len(COLUMNS) * 8)).cast("Q")
        self.own = self.row(0)

    def row(self, number):
        start = min(number, ROWS - 1) * len(COLUMNS)
        return self.memory[start : start + len(COLUMNS)]

    def take(self, number):
        """For a worker that begins."""
        self.own = self.row(number)
        self.own[PLACES["pid"]], self.own[PLACES["started"]] = os.getpid(), int(time.time())

    def leave(self, number):
        """For a worker that has ended: what it held is gone, what it counted stays."""
        row = self.row(number)
        row[PLACES["pid"]] = row[CACHE_PAGES] = row[CACHE_BYTES] = 0

    def add_request(self, kind, status, seconds):
        # Without a lock: Python lets another thread in at a call or a jump only, and between reading a number and
        # writing it there is neither.
        own = self.own
        places = [(kind, "status", status // 100), (kind, "up to", SECONDS[bisect_left(SECONDS, seconds)])]
        for place in [PLACES[column] for column in places]:
            own[place] += 1
        place, microseconds = PLACES[kind, "microseconds"], round(seconds * 1_000_000)
        own[place] += microseconds

    def total(self, column):
        return sum(self.memory[PLACES[column] :: len(COLUMNS)])

    def workers(self):
        """Number, process and time of start (seconds since 1970) of those that live."""
        rows = [(number, self.row(number)) for number in range(ROWS)]
        return [(n, row[PLACES["pid"]], row[PLACES["started"]]) for n, row in rows if row[PLACES["pid"]]]


counts = Counts()
