"""What a process reads into its memory only when somebody needs it."""

import os
import subprocess
import sys

import pytest

READ = """
import sys, portal.wsgi
from django.urls import resolve
resolve("/de/")
print(sys.argv[1] in sys.modules)
"""


def is_read(library, **environment):
    """Whether a process that serves pages has read this library."""
    command = [sys.executable, "-W", "ignore", "-c", READ, library]
    ran = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=True, text=True)  # noqa: S603 - our own code
    return ran.stdout == "True\n"


def test_what_every_process_needs_is_read():
    assert is_read("modeltranslation")


@pytest.mark.parametrize("library", ["openpyxl", "typst"])
def test_libraries_for_tables_and_documents_wait_until_somebody_asks_for_one(library):
    assert not is_read(library)


@pytest.mark.parametrize(
    ("database", "expected"), [("sqlite:///:memory:", False), ("postgres://portal@localhost/portal", True)]
)
def test_the_driver_of_postgresql_is_read_only_where_it_drives(database, expected):
    assert is_read("psycopg", DATABASE_URL=database) == expected
