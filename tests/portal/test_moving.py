"""Moving to another database and back, and processes that are killed in the middle: with the real commands, each in
a process of its own."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as present
from django.core.management import call_command
from django.db import connection

from portal.back_up import back_up, restore
from tests.portal.whole_portal import content_of, files, rows

pytestmark = pytest.mark.django_db(transaction=True)

# Ends itself as a power cut would, before the step of this number.
KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from portal import back_up

def until_killed(steps, what):
    for number, step in enumerate(steps):
        if [what, str(number)] == sys.argv[3:]:
            os.kill(os.getpid(), signal.SIGKILL)
        yield step

getattr(back_up, sys.argv[1])(Path(sys.argv[2]), until_killed)
"""


def run(*arguments, folder, database_url=""):
    """A process of a portal whose data are in `folder`; SQLite unless a database is given."""
    environment = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": database_url}
    return subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, *map(str, arguments)], env=environment, cwd=present.BASE_DIR, capture_output=True, text=True
    )


def manage(command, *arguments, folder):
    finished = run("manage.py", command, *arguments, folder=folder)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="session")
def pilot(tmp_path_factory):
    """Another, empty portal on SQLite: the folder of its data."""
    folder = tmp_path_factory.mktemp("pilot")
    manage("migrate", "--verbosity=0", folder=folder)
    return folder


@pytest.fixture
def killed(empty, at_once, settings, tmp_path):
    """Runs a function of portal.back_up on the tests' database, in a process that is killed at a step."""
    settings.MEDIA_ROOT = tmp_path / "media"
    server = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}" if connection.vendor == "postgresql" else ""

    def attempt(function, path, what, step):
        finished = run("-c", KILLED, function, path, what, step, folder=tmp_path, database_url=url.format(**server))
        assert finished.returncode == -signal.SIGKILL, finished.stderr

    return attempt


def every_object(text):
    """What »dumpdata« says, the objects in one order."""
    return sorted(json.loads(text), key=lambda found: (found["model"], str(found["pk"])))


# From one database to the other


def test_nothing_is_lost_on_the_way_to_sqlite_and_back(original, empty, pilot, tmp_path):
    dump = ["dumpdata", "--all", "--exclude=sessions", "--exclude=portal.contentchange", "--exclude=search"]
    manage("restore", original.path, folder=pilot)
    manage("back_up", tmp_path / "returned.tar.gz", folder=pilot)
    in_sqlite = every_object(manage(*dump, folder=pilot))

    restore(tmp_path / "returned.tar.gz")
    call_command(*dump, output=tmp_path / "dump.json", verbosity=0)

    assert rows() == original.rows
    assert files() == original.files
    assert every_object((tmp_path / "dump.json").read_text()) == in_sqlite


# Killed in the middle


@pytest.mark.parametrize(("what", "step"), [("Tables", 30), ("Uploads", 3)])
def test_a_back_up_that_is_killed_is_not_there(killed, at_once, original, tmp_path, what, step):
    at_once(restore, [original.path])

    killed("back_up", tmp_path / "portal.tar.gz", what, step)

    assert not (tmp_path / "portal.tar.gz").exists()
    at_once(back_up, [tmp_path / "portal.tar.gz"])
    assert content_of(tmp_path / "portal.tar.gz") == content_of(original.path)


@pytest.mark.parametrize("step", [30, -3])
def test_a_restoring_that_is_killed_leaves_no_row_and_can_be_done_again(killed, at_once, original, step):
    steps = len(content_of(original.path))
    before = at_once(lambda _: rows(), ["before"])["before"]

    killed("restore", original.path, "Restoring", step % steps)

    assert at_once(lambda _: rows(), ["after"])["after"] == before
    at_once(restore, [original.path])
    assert at_once(lambda _: rows(), ["again"])["again"] == original.rows
    assert files() == original.files
