"""Connections to PostgreSQL that can be cut while a thread waits for their answer."""

import os
import socket
import time
from contextlib import suppress
from weakref import WeakSet

import psycopg


class Connection(psycopg.Connection):
    open_ones = WeakSet()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.made_at = time.monotonic()
        self.open_ones.add(self)


def cut_those_older_than(seconds):
    """End what waits for the database in this process; it fails as if the database had gone.

    A new connection is left its time: it may be the one that tells that the database is back."""
    for one in Connection.open_ones.copy():
        if time.monotonic() - one.made_at < seconds:
            continue
        # It may end by itself meanwhile, or have lost the database already.
        with suppress(psycopg.OperationalError, OSError), socket.socket(fileno=os.dup(one.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)
