"""The database fails while somebody edits: what was typed comes back, and is saved when it is sent again."""

from contextlib import contextmanager

import pytest

from tests.faults.running import wait_until
from tests.html import text_of
from tests.portal.forms import FormReader

PREPARE = """
from django.contrib.auth.models import User
from django.test import Client
from portal.models import Page
from tests.portal.accounts import sign_in
client = Client()
sign_in(client, User.objects.create_superuser("anna"))
print(client.cookies["session"].value, Page.objects.create(slug="frei", title_de="Alt").pk)
"""
CLEAN_UP = """
from django.contrib.auth.models import User
from portal.models import Page
User.objects.all().delete()
Page.objects.all().delete()
"""


@pytest.fixture
def opened(portal):
    """A change form that an editor has open: its address, its values, the cookies."""
    session, key = portal.manage("shell", "--verbosity", "0", "--command", PREPARE).split()
    address, cookie = f"/de/admin/portal/page/{key}/change/", f"session={session}"
    page = portal.get(address, Cookie=cookie)
    yield address, values_of(page), f"{cookie}; {page.headers['Set-Cookie'].partition(';')[0]}"
    wait_until(portal.is_well)
    portal.manage("shell", "--command", CLEAN_UP)


def values_of(page):
    reader = FormReader()
    reader.feed(page.text)
    return {name: value for name, value in reader.values.items() if name and "__prefix__" not in name}


@contextmanager
def stopped(database):
    database.stop()
    try:
        yield
    finally:
        database.start()


@pytest.fixture(params=["stopped", "frozen", "read only"])
def failing(request, database, read_only):
    """While this lasts, the database fails."""
    return {"stopped": lambda: stopped(database), "frozen": database.frozen, "read only": read_only}[request.param]


def test_what_was_typed_comes_back_and_is_saved_when_it_is_sent_again(portal, opened, failing):
    address, form, cookie = opened
    with failing():
        refused = portal.post(address, {**form, "title_de": "Neu"}, timeout=10, Cookie=cookie)
    wait_until(portal.is_well)

    again = portal.post(address, values_of(refused), Cookie=cookie)

    assert refused.status == 503
    assert "Es wurde nichts gespeichert" in text_of(refused.text)
    assert values_of(refused) == {**form, "title_de": "Neu"}
    assert again.status == 302
    assert 'value="Neu"' in portal.get(address, Cookie=cookie).text
