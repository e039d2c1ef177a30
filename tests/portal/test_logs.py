"""What may stand in a log; that a real server keeps to it is tested in tests/closed."""

import json
import logging
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse
from django.utils.translation import override

from portal.logs import JsonLines, LinesForPeople, config, discreet, request_id, told

ANNA = "anna@example.org"


@pytest.fixture(autouse=True)
def between_requests():
    request_id.set("")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Not Found: /de/suche/?q=Schulden", "Not Found: /de/suche/?…"),
        ("https://x.example/a?b=c&d=e does not match", "https://x.example/a?… does not match"),
        ("WHERE a = ? AND b IN (?, ?)", "WHERE a = ? AND b IN (?, ?)"),
        (f"550 <{ANNA}>: no such user", "550 <…>: no such user"),
        ("postgres://portal:secret@db.example.org/portal", "postgres://portal:…/portal"),
        ("Invalid request from ip=203.0.113.7: Invalid", "Invalid request from ip=…: Invalid"),
        ("ip=2001:db8::1f: Invalid, [::1]:8000", "ip=…: Invalid, […]:8000"),
        ("at 12:30:59, Django 5.2.19, a:b", "at 12:30:59, Django 5.2.19, a:b"),
        ("/media/documents/2026/Zx81_-abc/Folien.pdf", "/media/documents/2026/…/Folien.pdf"),
        ("/de/aktuelles/2024/hdw/ stays", "/de/aktuelles/2024/hdw/ stays"),
    ],
)
def test_what_people_ask_and_who_they_are_is_left_out(text, kept):
    assert discreet(text) == kept


@pytest.mark.parametrize("language", ["de", "en"])
def test_keys_in_paths_are_left_out_in_both_languages(language):
    with override(language):
        paths = [
            reverse("preview", args=["k3y"]),
            reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "k3y"}),
        ]

    assert [path for path in paths if "k3y" not in path] == []
    assert [discreet(path) for path in paths if "k3y" in discreet(path)] == []


def failed(error, cause=None):
    """The exception as it is when somebody catches it."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (ValueError(f"invalid literal: {ANNA}"), "\nValueError"),
        (IntegrityError(f"Key (email)=({ANNA}) exists"), "\ndjango.db.utils.IntegrityError"),
        (KeyError(ANNA), "\nKeyError"),
        (FileNotFoundError(2, "No such file", f"/{ANNA}"), "\nFileNotFoundError: No such file"),
        (OperationalError("database is locked\nDETAIL"), "\ndjango.db.utils.OperationalError: database is locked"),
        (AttributeError("'X' has no attribute 'y'"), "\nAttributeError: 'X' has no attribute 'y'"),
    ],
)
def test_of_an_exception_the_way_is_told_but_not_what_it_quotes(error, end):
    text = told(failed(error))

    assert text.endswith(end)
    assert "raise error from cause" in text
    assert ANNA not in text


def test_an_exception_that_came_of_another_is_told_with_it():
    first = failed(ValueError(ANNA))

    text = told(failed(RuntimeError(ANNA), cause=first))

    assert [line for line in text.splitlines() if not line.startswith(" ")] == [
        "RuntimeError",
        "",
        "which came of:",
        "ValueError",
    ]


def a_record(message="Not Found: %s", *args, error=None):
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("portal.x", logging.WARNING, "x.py", 1, message, args, info)


def test_a_line_of_json_is_one_line():
    line = JsonLines().format(a_record("Zwei\nZeilen: %s", "/ü", error=failed(ValueError(ANNA))))

    told_in = json.loads(line)
    assert len(line.splitlines()) == 1
    assert set(told_in) == {"time", "level", "logger", "message", "exception"}
    assert (told_in["level"], told_in["logger"], told_in["message"]) == ("WARNING", "portal.x", "Zwei\nZeilen: /ü")


def test_a_line_tells_the_request_that_it_belongs_to_and_gunicorns_own_lines_none():
    request_id.set("0123abcd")
    ours, theirs = a_record("Fehler"), logging.makeLogRecord({"name": "gunicorn.error", "msg": "Fehler"})

    assert LinesForPeople().format(ours).endswith("WARNING portal.x: Fehler [0123abcd]")
    assert json.loads(JsonLines().format(ours))["request_id"] == "0123abcd"
    assert "0123abcd" not in LinesForPeople().format(theirs) + JsonLines().format(theirs)


def test_the_time_is_that_of_the_whole_world():
    record = logging.makeLogRecord({"name": "portal.x", "levelname": "ERROR", "msg": "Fehler", "created": 1})

    assert LinesForPeople().format(record) == "1970-01-01T00:00:01Z ERROR portal.x: Fehler"
    assert json.loads(JsonLines().format(record))["time"] == "1970-01-01T00:00:01.000+00:00"


@pytest.mark.parametrize(("is_frank", "says"), [(False, "\nValueError"), (True, "\nValueError: Nummer 5")])
def test_lines_for_people_tell_everything_only_to_developers(is_frank, says):
    line = LinesForPeople(is_frank).format(a_record("Fehler: %s", "/x", error=failed(ValueError("Nummer 5"))))

    assert "WARNING portal.x: Fehler: /x" in line
    assert line.endswith(says)


def test_another_form_than_text_or_json_is_refused():
    with pytest.raises(ImproperlyConfigured) as refusal:
        config("xml", "WARNING")

    assert str(refusal.value) == "LOG_FORMAT must be text or json, not 'xml'."


def test_a_slow_statement_is_told_without_what_was_asked(db, settings, caplog):
    settings.SLOW_QUERY_MS = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT\n  %s", [ANNA])

    [text] = [record.getMessage() for record in caplog.records if record.name == "portal.slow_queries"]
    assert text.startswith("A statement took ")
    assert text.endswith(" ms: SELECT %s")


def test_a_quick_statement_is_not_told(db, settings, caplog):
    settings.SLOW_QUERY_MS = sys.maxsize
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert [record.name for record in caplog.records] == []
