import sqlite3
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from portal.back_up import back_up
from tests.html import text_of
from tests.portal.content_files import BENCHES, COMPETENCIES, FOCI, IMPRINT, write
from tests.portal.whole_portal import an_empty_system, files, fill_every_table, rows


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "pages/imprint.toml", IMPRINT)
    return tmp_path


@pytest.fixture
def strategy_folder(folder):
    write(folder, "competencies.toml", COMPETENCIES)
    write(folder, "foci.toml", FOCI)
    write(folder, "core_activities/baenke.toml", BENCHES)
    return folder


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static files as production serves them, collected once for a module: the folder they are in."""
    folder = tmp_path_factory.mktemp("collected")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "portal.static_files.StaticFilesStorage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


@pytest.fixture
def at_once(tmp_path, monkeypatch):
    """Calls a function for each of the values, all at the same time."""
    if connection.vendor == "sqlite":
        # The tests' database lies in memory, where connections do not wait for one another as in a file.
        with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as file:
            connection.connection.backup(file)
        monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "portal.sqlite3")

    def run(function, values):
        together = Barrier(len(values))

        def alone(value):
            together.wait()
            try:
                return function(value)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(values)) as pool:
            return dict(zip(values, pool.map(alone, values), strict=True))

    return run


Original = namedtuple("Original", "path rows files home")


@pytest.fixture(scope="session")
def original(django_db_setup, django_db_blocker, tmp_path_factory):
    """A portal with something in every table, its back-up, and what it held; it itself is gone."""
    path = tmp_path_factory.mktemp("back-ups") / "portal.tar.gz"
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        an_empty_system()
        fill_every_table()
        back_up(path)
        found = Original(path, rows(), files(), text_of(Client().get("/de/")))
        an_empty_system()
    return found


@pytest.fixture
def empty(settings, tmp_path):
    """Another system, into which nothing but tables was put."""
    settings.MEDIA_ROOT = tmp_path / "media"
    an_empty_system()
