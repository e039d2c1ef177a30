import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.settings import flag, whole_number, words


def check_portal(*options, **environment):
    """Run `manage.py check` with nothing set but this. Returns its exit code and what it says."""
    ran = subprocess.run(
        [sys.executable, "manage.py", "check", *options],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}, {"DEBUG": "off"}])
def test_the_portal_refuses_to_start_without_a_secret_key(environment):
    code, said = check_portal(**environment)

    assert code == 1
    assert "ImproperlyConfigured: Set SECRET_KEY to a long random string of your own." in said


@pytest.mark.parametrize("environment", [{"SECRET_KEY": "x" * 60}, {"DEBUG": "on"}])
def test_the_portal_starts_with_a_secret_key_or_for_development(environment):
    assert check_portal(**environment) == (0, "System check identified no issues (0 silenced).\n")


def test_djangos_check_for_deployment_finds_nothing():
    key = secrets.token_urlsafe(60)

    said = check_portal("--deploy", "--fail-level", "DEBUG", SECRET_KEY=key)

    assert said == (0, "System check identified no issues (0 silenced).\n")


def test_the_portal_refuses_to_start_if_logs_are_to_have_an_unknown_form():
    code, said = check_portal(DEBUG="on", LOG_FORMAT="xml")

    assert code == 1
    assert "ImproperlyConfigured: LOG_FORMAT must be text or json, not 'xml'." in said


def test_the_portal_refuses_to_start_if_a_switch_is_neither_on_nor_off():
    code, said = check_portal(DEBUG="perhaps")

    assert code == 1
    assert "ImproperlyConfigured: DEBUG must be on or off, not 'perhaps'." in said


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("on", True),
        ("ON", True),
        (" yes ", True),
        ("true", True),
        ("1", True),
        ("off", False),
        ("no", False),
        ("False", False),
        ("0", False),
    ],
)
@pytest.mark.parametrize("default", [True, False])
def test_a_switch_is_read_as_people_write_it(monkeypatch, value, meant, default):
    monkeypatch.setenv("A_SWITCH", value)

    assert flag("A_SWITCH", default) is meant


@pytest.mark.parametrize("default", [True, False])
def test_a_switch_that_is_not_set_or_empty_has_its_default(monkeypatch, default):
    monkeypatch.delenv("A_SWITCH", raising=False)
    assert flag("A_SWITCH", default) is default

    monkeypatch.setenv("A_SWITCH", " ")
    assert flag("A_SWITCH", default) is default


@pytest.mark.parametrize("value", ["perhaps", "2", "onn", "none", "ja"])
def test_a_switch_refuses_nonsense(monkeypatch, value):
    monkeypatch.setenv("A_SWITCH", value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        flag("A_SWITCH", False)

    assert str(refusal.value) == f"A_SWITCH must be on or off, not '{value}'."


def test_a_list_is_separated_by_commas(monkeypatch):
    monkeypatch.setenv("A_LIST", " bochum.de, ,www.bochum.de,")

    assert words("A_LIST", "localhost") == ["bochum.de", "www.bochum.de"]


@pytest.mark.parametrize("typed", ["0", "-1", "twelve", "1.5"])
def test_the_portal_refuses_to_start_if_a_number_of_months_is_none(typed):
    code, said = check_portal(DEBUG="on", CONFIRM_AFTER_MONTHS=typed)

    assert code == 1
    assert f"ImproperlyConfigured: CONFIRM_AFTER_MONTHS must be a whole number from 1, not '{typed}'." in said


@pytest.mark.parametrize(("environment", "months"), [({}, 12), ({"CONFIRM_AFTER_MONTHS": " 6 "}, 6)])
def test_a_number_of_months_comes_from_the_environment(monkeypatch, environment, months):
    monkeypatch.delenv("CONFIRM_AFTER_MONTHS", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert whole_number("CONFIRM_AFTER_MONTHS", 12) == months
