"""Connections to PostgreSQL that can be cut while a thread waits for their answer."""

import os
import socket
from contextlib import suppress
from weakref import WeakSet

import psycopg
from psycopg.pq import TransactionStatus


class Connection(psycopg.Connection):
    open_ones = WeakSet()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.open_ones.add(self)


def cut_all():
    """End what waits for the database in this process; it fails as if the database had gone. What does not wait is
    left alone: when the database is back, somebody has to be able to notice."""
    for one in list(Connection.open_ones):
        if one.info.transaction_status == TransactionStatus.ACTIVE:
            # It may have ended meanwhile, or been cut before.
            with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(one.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)
