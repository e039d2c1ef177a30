"""A new version's migration while visitors read: they hardly notice, whoever stands in its way."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader

from tests.faults.running import ROOT, wait_until

PAGE = "/de/projekte/?status=planned"  # made anew for each visitor


@pytest.fixture
def rows_of(database):
    def ask(statement):
        with psycopg.connect(database.address) as connection:
            return connection.execute(statement).fetchall()

    return ask


@pytest.fixture
def table_in_use(database):
    """Somebody has read the pages and does not end the transaction; call it to end that."""
    with psycopg.connect(database.address) as connection:
        connection.execute("SELECT count(*) FROM portal_page")
        yield connection.commit


@contextmanager
def visitors(portal):
    """Four who go on reading. Yields the seconds that each answer took."""
    took, is_over = [], Event()

    def read():
        while not is_over.is_set():
            began = time.monotonic()
            assert portal.get(PAGE).status == 200
            took.append(time.monotonic() - began)

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read) for _ in range(4)]
        try:
            yield took
        finally:
            is_over.set()
    for visitor in reading:
        visitor.result()


@pytest.fixture
def migrate(portal, tmp_path):
    """Starts the migration of a later version. What it says comes into the file."""
    environment = {**portal.environment, "DJANGO_SETTINGS_MODULE": "tests.faults.later.settings"}
    command = [sys.executable, "manage.py", "migrate", "later"]

    def start(*arguments):
        with (tmp_path / "said").open("w") as said:
            return subprocess.Popen([*command, *arguments], cwd=ROOT, env=environment, stderr=said)

    yield start
    subprocess.run([*command, "zero", "--verbosity=0"], cwd=ROOT, env=environment, check=True)


def has_changed(rows_of):
    columns = "SELECT 1 FROM information_schema.columns WHERE table_name = 'portal_page' AND column_name = 'later'"
    return bool(rows_of(columns)), rows_of("SELECT to_regclass('later') IS NOT NULL") == [(True,)]


def test_a_migration_gives_way_until_the_table_is_free(portal, rows_of, table_in_use, migrate, tmp_path):
    with visitors(portal) as took:
        process = migrate()
        wait_until(lambda: (tmp_path / "said").read_text().count("Trying again in") >= 2)
        while_in_use = has_changed(rows_of)
        table_in_use()
        status = process.wait(timeout=60)

    assert (status, while_in_use, has_changed(rows_of)) == (0, (False, False), (True, True))
    assert len(took) > 4
    assert max(took) < 6


def test_a_migration_that_nobody_lets_in_gives_up_and_has_changed_nothing(
    portal, rows_of, table_in_use, migrate, tmp_path
):
    with visitors(portal) as took:
        status = migrate("--attempts", "2").wait(timeout=60)

    assert (status, has_changed(rows_of)) == (1, (False, False))
    assert "given up after 2 attempts" in (tmp_path / "said").read_text()
    assert max(took) < 6
    assert portal.get("/readyz").status == 200


def test_a_migration_that_is_killed_has_changed_nothing_and_can_be_run_again(rows_of, table_in_use, migrate):
    process = migrate()
    wait_until(lambda: rows_of("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE portal_page%'"))
    process.kill()
    process.wait(timeout=30)
    table_in_use()
    after = has_changed(rows_of)

    status = migrate().wait(timeout=60)

    assert (after, status, has_changed(rows_of)) == ((False, False), 0, (True, True))


def test_every_migration_of_the_portal_is_one_transaction():
    migrations = MigrationLoader(None).disk_migrations

    assert [key for key, migration in migrations.items() if not migration.atomic] == []
