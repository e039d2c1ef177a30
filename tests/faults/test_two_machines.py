"""Two machines with nothing in common but the database."""

import shutil
import time

import pytest

from tests.faults.running import Portal, wait_until

ADDRESS = "/de/seite/neu/"
PUBLISH = "from portal.models import Page; Page.objects.create(slug='neu', title_de='Fassung 1', is_public=True)"
CHANGE = "from portal.models import Page; Page.objects.update(title_de='Fassung 2')"
DELETE = "from portal.models import Page; Page.objects.filter(slug='neu').delete()"


@pytest.fixture
def other_portal(portal, database, tmp_path):
    """On the other machine: its own files, its own memory."""
    other = Portal(tmp_path, database.address)
    shutil.copytree(portal.static_files, other.static_files)
    with other.running():
        yield other


@pytest.fixture
def page(portal):
    portal.manage("shell", "--command", PUBLISH)
    yield
    portal.manage("shell", "--command", DELETE)


def test_a_change_on_one_shows_on_the_other_within_a_second(portal, other_portal, page):
    """Measured from when the change is said to be done; the first machine shows it with its next request."""
    wait_until(lambda: all("Fassung 1" in other_portal.get(ADDRESS).text for _ in range(10)))
    portal.manage("shell", "--command", CHANGE)

    here = portal.get(ADDRESS).text
    time.sleep(1.5)  # the second, and the time of the question itself on a busy machine
    there = [other_portal.get(ADDRESS).text for _ in range(10)]

    assert "Fassung 2" in here
    assert all("Fassung 2" in text for text in there)
