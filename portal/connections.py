"""Connections to PostgreSQL that can be cut while a thread waits for their answer."""

import os
import socket
from weakref import WeakSet

import psycopg


class Connection(psycopg.Connection):
    open_ones = WeakSet()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.open_ones.add(self)


def cut_all():
    """End what waits for the database in this process; it fails as if the database had gone."""
    for one in list(Connection.open_ones):
        if not one.closed:
            with socket.socket(fileno=os.dup(one.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)
