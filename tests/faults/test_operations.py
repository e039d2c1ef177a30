"""docs/operations.md: its commands are run as they stand, in a folder of their own; all others are at least shell."""

import re
import subprocess

import psycopg
import pytest
from django.core.management import get_commands

from tests.faults.running import ROOT

DOCUMENT = (ROOT / "docs" / "operations.md").read_text()
BLOCK = re.compile(r"^```sh(?P<by_hand> by-hand)?\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(match["by_hand"] is None, match["commands"]) for match in BLOCK.finditer(DOCUMENT)]
PLACES = re.compile(r"^export (\w+)=", re.MULTILINE)


def shell(*arguments, **options):
    return subprocess.run(["bash", *arguments], capture_output=True, text=True, **options)


@pytest.mark.parametrize("commands", [commands for _runs, commands in BLOCKS])
def test_all_commands_can_be_read_by_the_shell(commands):
    checked = shell("-n", input=commands)

    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_commands_that_need_nobody_lead_to_a_portal_its_back_up_and_an_update(database, tmp_path):
    places = {
        "PORTAL": tmp_path / "program",
        "VERSION": "2",
        "DATA": tmp_path / "data",
        "SETTINGS": tmp_path / "portal.env",
        "BACKUPS": tmp_path / "back-ups",
        "NGINX": tmp_path / "nginx",
        "HOST": "portal.example.org",
        "DATABASE": database.address.removesuffix("postgres") + "operations",
    }
    for folder in ("program", "data", "back-ups", "nginx/conf.d"):
        (tmp_path / folder).mkdir(parents=True)
    for version in ("current", "2"):
        (tmp_path / "program" / version).symlink_to(ROOT)
    with psycopg.connect(database.address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE operations")
    # The timer has been at work already.
    commands = ['touch -d "1 hour ago" "$BACKUPS/portal-$(date +%F).tar.gz"', *(text for runs, text in BLOCKS if runs)]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", **{k: str(v) for k, v in places.items()}}

    done = shell("-euo", "pipefail", "-c", "\n".join(commands), env=environment)

    assert done.returncode == 0, done.stderr
    assert PLACES.findall(DOCUMENT) == list(places)
    assert re.search(r"^[1-9]\d* core activities are in the back-up$", done.stdout, re.MULTILINE)
    assert len(list((tmp_path / "back-ups").glob("portal-*.tar.gz"))) == 3
    assert (tmp_path / "data" / "error-pages" / "503.de.html").is_file()
    assert (tmp_path / "program" / "current").readlink() == tmp_path / "program" / "2"
    assert "server_name portal.example.org;" in (tmp_path / "nginx" / "conf.d" / "portal.conf").read_text()
    assert "strategie.example.org" not in (tmp_path / "portal.env").read_text()


def test_every_command_of_the_portal_that_is_named_is_there():
    named = set(re.findall(r"(?:deploy/manage\"?|manage\.py) ([a-z_]+)", DOCUMENT))

    assert {"back_up", "restore", "migrate"} <= named
    assert named <= set(get_commands())


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"deploy/[\w./-]*\w", DOCUMENT))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "deploy" / "Containerfile").read_text(), re.MULTILINE)
    units = set(re.findall(r"portal-[\w-]+\.(?:timer|service)", DOCUMENT))

    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [path for paths in copied for path in paths.split() if not (ROOT / path).exists()] == []
    assert [unit for unit in units if not (ROOT / "deploy" / "systemd" / unit).exists()] == []


def test_the_units_let_gunicorn_give_its_socket_to_its_user():
    """It calls chown for each socket, and does not start if that is forbidden; @privileged holds @chown."""
    unit = (ROOT / "deploy" / "systemd" / "portal-.service.d" / "closed.conf").read_text()

    filters = re.findall(r"^SystemCallFilter=(.+)$", unit, re.MULTILINE)

    assert filters == ["@system-service", "~@privileged @resources", "@chown"]
    assert re.findall(r"^CapabilityBoundingSet=(.*)$", unit, re.MULTILINE) == [""]
