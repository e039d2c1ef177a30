"""Django's `migrate`, which on PostgreSQL lets no reader of a table wait for long.

A statement that changes a table waits until nobody uses it, and everybody who comes later waits behind it. So it waits
for a moment only, gives way, and tries again."""

import time
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import DeadlockDetected, LockNotAvailable

ATTEMPTS = 10
LONGEST_PAUSE = 30  # seconds
# A migration may take its time, but not wait for others. Settings of PostgreSQL; a number is one of milliseconds.
PATIENCE = {"lock_timeout": 1000, "statement_timeout": 0, "idle_in_transaction_session_timeout": 0}


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--attempts",
            type=int,
            default=ATTEMPTS,
            help=f"how often a migration is tried while others use its tables (PostgreSQL; default {ATTEMPTS})",
        )

    def handle(self, *args, attempts, **options):
        for attempt in range(1, attempts + 1):
            try:
                with patience(connections[options["database"]]):
                    return super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                    raise
                if attempt == attempts:
                    break
            pause = min(2 ** (attempt - 1), LONGEST_PAUSE)
            self.stderr.write(f"Somebody uses a table that is to change. Trying again in {pause} seconds.")
            time.sleep(pause)
        raise CommandError(
            f"Somebody uses a table that is to change; given up after {attempts} attempts. Migrations that are not "
            "done have changed nothing. Please look in pg_stat_activity for a transaction that does not end, and "
            "run »migrate« again."
        )


@contextmanager
def patience(connection):
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        for name, value in PATIENCE.items():
            cursor.execute(f"SET {name} = {value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name in PATIENCE:
                cursor.execute(f"RESET {name}")
