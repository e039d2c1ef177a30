"""A process that is killed while it saves, imports or takes an upload: all is as it was, and the next one does it.

Killed migrations are in tests/faults, killed back-ups and restorings in test_moving.py."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as present
from django.db import connection

from portal.models import Image
from tests.builders import a_core_activity, a_page
from tests.portal.forms import a_picture_file, form_values
from tests.portal.tables import look
from tests.portal.whole_portal import files, rows

pytestmark = pytest.mark.django_db(transaction=True)

# Sends a form as a browser would, and ends its own process at a step: when it has written so many rows, is about to
# commit them, or is about to write so many files. Step 0: never.
SEND = """
import json, os, signal, sys
import django
django.setup()
from django.db import connection
from django.test import Client

address, form, file, cookie, what, step = json.load(sys.stdin)
count, has_written = 0, False

def done(deed):
    global count
    count += deed == what
    if deed == what and count == step:
        os.kill(os.getpid(), signal.SIGKILL)

def statement(execute, sql, params, many, context):
    global has_written
    result = execute(sql, params, many, context)
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        has_written = True
        done("row")
    return result

def commit():
    if has_written:
        done("commit")
    return really_commit()

def event(name, arguments):
    if name == "open" and "/media/" in str(arguments[0]) and arguments[2] & os.O_WRONLY:
        done("file")

connection.ensure_connection()
connection.execute_wrappers.append(statement)
really_commit, connection._commit = connection._commit, commit
sys.addaudithook(event)
client = Client()
client.cookies["session"] = cookie
print(client.post(address, {**form, **({"file": open(file, "rb")} if file else {})}).status_code)
"""


SOURCE = {"citation_de": "bochum.de", "position": "0", "id": ""}


@pytest.fixture
def item():
    """Here, so that it is there before the database is copied for other processes."""
    return a_page("frei", title_de="Bänke"), a_core_activity(slug="stuben", title_de="Stuben")


@pytest.fixture
def deed(request, item, editor, tmp_path):
    """A form as (address, values, file)."""
    page, activity = item
    if request.param == "save":
        address = f"/de/admin/portal/page/{page.pk}/change/"
        sources = {"portal-source-content_type-object_id-TOTAL_FORMS": "1"}
        sources |= {f"portal-source-content_type-object_id-0-{name}": value for name, value in SOURCE.items()}
        return address, {**form_values(editor.get(address)), "title_de": "Neu", "slug": "neu", **sources}, None
    if request.param == "import":
        looked = look(
            editor, "strategy/coreactivity", {"id": activity.pk, "title_de": "Neu"}, {"id": "", "title_de": "X"}
        )
        return "/de/admin/strategy/coreactivity/import/", {"waiting": form_values(looked)["waiting"]}, None
    (tmp_path / "foto.png").write_bytes(a_picture_file().read())
    described = {"alt_text_de": "Eine Bank", "credit": "Stadt", "licence": "CC BY 4.0"}
    address = "/de/admin/portal/image/add/"
    return address, {**form_values(editor.get(address)), **described}, str(tmp_path / "foto.png")


@pytest.fixture
def send(deed, editor, at_once, tmp_path, settings):
    """Sends the form in a process of its own; returns how that ended, and what is stored then."""
    settings.MEDIA_ROOT = tmp_path / "media"
    server = connection.settings_dict
    is_postgres = connection.vendor == "postgresql"
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**server) if is_postgres else ""
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }

    def stored():
        return at_once(lambda _: rows(), ["now"])["now"]

    def begin(what, step):
        finished = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "-c", SEND],
            input=json.dumps([*deed, editor.cookies["session"].value, what, step]),
            env=environment,
            cwd=present.BASE_DIR,
            capture_output=True,
            text=True,
        )
        return finished.returncode or finished.stdout.strip() or finished.stderr, stored()

    begin.stored = stored
    return begin


@pytest.mark.parametrize(
    ("deed", "what", "step"),
    [
        ("save", "row", 1),
        ("save", "row", 4),
        ("save", "commit", 1),
        ("import", "row", 2),
        ("import", "row", 7),
        ("import", "commit", 1),
        ("picture", "row", 1),
        ("picture", "commit", 1),
    ],
    indirect=["deed"],
)
def test_who_is_killed_in_the_middle_has_changed_no_row_and_can_do_it_again(send, what, step):
    before = send.stored()

    end, after = send(what, step)

    assert end == -signal.SIGKILL
    assert after == before
    again, done = send(what, 0)
    assert again == "302"
    assert done != before


@pytest.mark.parametrize("deed", ["picture"], indirect=True)
@pytest.mark.parametrize("step", [1, 2, 3])
def test_files_of_an_upload_that_was_killed_are_named_by_nothing_and_in_nobodys_way(send, at_once, step):
    before = send.stored()

    end, after = send("file", step)
    left = files()
    again, _done = send("file", 0)

    [(name, width)] = at_once(lambda _: list(Image.objects.values_list("file", "width")), ["now"])["now"]
    assert (end, after, again) == (-signal.SIGKILL, before, "302")
    assert len(left) == step - 1
    assert name.rpartition("/")[0] not in {path.rpartition("/")[0] for path in left}
    assert (len(files()), width) == (step + 2, 30)
