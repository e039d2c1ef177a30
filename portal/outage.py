"""What the portal does while its database does not answer: nobody waits for it, nothing is used up by waiting.

A database that is stopped refuses at once. One that hangs says nothing, and no timeout of its own ends that: so a
thread asks it once a second, and when it has been silent for too long, another cuts the connections that wait.

One that can only be read, or is full, goes on answering: visitors notice nothing, and editors get back what they typed.
"""

import errno
import logging
import sys
import time
from contextlib import suppress
from threading import Thread

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.template import loader
from django.utils import timezone

from portal import generation
from portal.given_back import OUTAGE, given_back
from portal.timetable import publish_due_drafts

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_QUESTIONS = 1
SECONDS_OF_SILENCE = 3  # after which the database counts as unreachable
RETRY_AFTER = "30"  # seconds
READ_ONLY = "25006"  # PostgreSQL's SQLSTATE for a statement that would write
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
LIVES, IS_READY, METRICS = "/healthz", "/readyz", "/metrics"  # asked by what watches the process


class Watch:
    """Does once a second what no request is to wait for: publishes drafts that are due, asks the database for the
    generation of the content, and when it ends by itself."""

    def __init__(self):
        self.is_on = False
        # What `generation.current` says and when that ends by itself: one value, for other threads read it while it
        # changes; None until the database has answered.
        self.generation = None
        self.answered_at = 0.0

    def start(self):
        """Once a process, and not before it serves: threads do not survive the fork of a worker."""
        self.is_on, self.answered_at = True, time.monotonic()
        Thread(target=self.keep_asking, name="watch", daemon=True).start()
        if connection.vendor == "postgresql":
            Thread(target=self.keep_freeing, name="rescue", daemon=True).start()

    def keep_asking(self):
        while True:
            try:
                self.ask()  # first: a database that can only be read refuses to publish, and is not silent
                publish_due_drafts()
            except Exception:  # whatever it is, asking goes on
                logger.warning("The database does not do what it is asked.", exc_info=True)
                connection.close()
            time.sleep(SECONDS_BETWEEN_QUESTIONS)

    def ask(self):
        now, known = timezone.now(), self.generation
        if known is None or generation.current() != known[0] or now.timestamp() >= known[1]:
            with suppress(DatabaseError):  # a database that can only be read has answered all the same
                generation.forget_old_marks(now)
            # The marks first: what is scheduled meanwhile is then still to be heard of.
            found = generation.current()
            self.generation = found, generation.next_moment(now).timestamp()
        self.answered_at = time.monotonic()

    def keep_freeing(self):
        from portal.connections import cut_all  # psycopg takes 10 MB that SQLite has no use for

        while True:
            time.sleep(SECONDS_BETWEEN_QUESTIONS)
            if self.hears_nothing:
                cut_all()

    @property
    def hears_nothing(self):
        return self.is_on and time.monotonic() - self.answered_at > SECONDS_OF_SILENCE


watch = Watch()


class Refusal:
    """Middleware that lets nobody wait for a database that hangs, and nobody lose what cannot be kept."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if watch.hears_nothing and request.path not in {LIVES, METRICS}:
            return refused(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not (is_sent(request) and is_refusal(exception)):
            return None
        logger.error("What somebody sent could not be kept.", exc_info=exception)
        return not_saved(request)


def refused(request):
    return not_saved(request) if is_sent(request) else unavailable()


def is_sent(request):
    """Whether this is a form that somebody sent; not one that is only shown like that."""
    return request.META["REQUEST_METHOD"] == "POST"


def not_saved(request):
    response = given_back(request, OUTAGE)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def unavailable():
    """Rendered without the database; a cache or a proxy may show an older page in its place."""
    page = loader.render_to_string("500.html", {"is_outage": True})
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})


def is_outage():
    """Whether the exception that is being answered means that database or disk cannot do what they are there for."""
    return is_refusal(sys.exc_info()[1])


def is_refusal(error):
    """The database cannot be asked, or can only be read (SQLite counts that among the former), or the disk is full."""
    is_read_only = isinstance(error, DatabaseError) and getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    has_no_room = isinstance(error, OSError) and error.errno in NO_ROOM
    return is_read_only or has_no_room or isinstance(error, OperationalError | InterfaceError)


def healthz(request):
    """The process lives; it does not ask for the database, which a restart of this process would not mend."""
    return said("lives")


def readyz(request):
    """The database answers and fits the code, so requests may come."""
    executor = MigrationExecutor(connection)
    is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return said("migrations are missing", 503) if is_behind else said("ready")


def said(text, status=200):
    return HttpResponse(f"{text}\n", status=status, headers={"Cache-Control": "no-store"}, content_type="text/plain")
