"""The database of a running portal can only be read: visitors notice nothing, and all is well again by itself."""

import subprocess
import time
from urllib.parse import quote

import psycopg
import pytest

from tests.faults.running import Portal

NOT_KEPT = ["/de/projekte/?status=planned", "/de/suche/?q=Rad", "/de/aktuelles/?page=1"]
LONG_ENOUGH = 6  # seconds; a database that does not answer for three counts as gone


def leave_marks(database):
    """A change that the watch hears of, and an old one that it would tidy away, and cannot."""
    with psycopg.connect(database.address) as connection:
        connection.read_only = False
        connection.execute("INSERT INTO portal_contentchange (at) VALUES (now()), (now() - interval '2 hours')")


def test_visitors_of_a_portal_on_postgresql_notice_nothing(portal, database, read_only):
    answers = []
    with read_only():
        leave_marks(database)
        until = time.monotonic() + LONG_ENOUGH
        while time.monotonic() < until:
            answers += [portal.get(address).status for address in ["/de/", *NOT_KEPT, "/readyz"]]

    assert set(answers) == {200}


def test_visitors_of_a_portal_on_sqlite_notice_nothing(portal, tmp_path):
    """Its file is opened as one that can only be read."""
    sqlite = Portal(tmp_path, f"sqlite:///{tmp_path}/portal.sqlite3")
    sqlite.static_files.symlink_to(portal.static_files)
    sqlite.manage("migrate", "--verbosity", "0")
    sqlite.environment["DATABASE_URL"] = f"sqlite:///{quote(f'file:{tmp_path}/portal.sqlite3?mode=ro', safe='')}"
    with sqlite.running():
        time.sleep(LONG_ENOUGH)
        answers = [sqlite.get(address).status for address in ["/de/", *NOT_KEPT, "/readyz"]]

    saving = ["shell", "--command", "from portal.models import Page; Page.objects.create(slug='neu')"]
    assert set(answers) == {200}
    with pytest.raises(subprocess.CalledProcessError):
        sqlite.manage(*saving)
