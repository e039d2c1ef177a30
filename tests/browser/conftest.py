import os
import threading
import time

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from portal.accounts import set_up_roles
from portal.content import load
from tests.browser.browser import chromium
from tests.portal.accounts import PASSWORD, with_second_factor

# Playwright's event loop runs in this thread; the ORM is used beside it, never within it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = [
        "--no-sandbox",  # test machines run as root
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--disable-component-update",
        "--disable-background-networking",
    ]
    arguments = {**browser_type_launch_args, "args": quiet}
    return {**arguments, "executable_path": chromium()} if chromium() else arguments


@pytest.fixture(autouse=True)
def _django_db_marker():
    """Here the mark asks for the test database only, not for a transaction around each test: on SQLite the
    server's threads share the connection, and would share the transaction."""


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The address of a running portal with the real strategy and one editor, shared by a module's tests.

    The module must bear the mark django_db: without it no test database is made, and what is loaded and
    flushed here would be the real one."""
    assert connection.settings_dict["NAME"].startswith(("test_", "file:memorydb_"))
    with django_db_blocker.unblock():
        load(settings.BASE_DIR / "strategy" / "content")
        with_second_factor(User.objects.create_superuser("redaktion", password=PASSWORD))
        server = LiveServer("localhost")
        yield server.url
        # The last requests end when the browser lets go of its connections; they need the database until then.
        deadline = time.monotonic() + 10
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(timeout=max(0, deadline - time.monotonic()))
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
        set_up_roles()  # a migration made them


@pytest.fixture
def complaints(page, site):
    """What a careful visitor would notice: messages in the console, requests to other hosts."""
    found = []
    page.on("console", lambda message: found.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on("request", lambda request: found.append(f"foreign: {request.url}") if not ours(request.url, site) else None)
    return found


def ours(url, site):
    return url.startswith((site, "data:", "blob:"))
