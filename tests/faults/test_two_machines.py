"""Two machines with nothing in common but the database, and a bucket where uploads lie."""

import shutil
from contextlib import ExitStack, contextmanager

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


def test_a_change_on_one_shows_on_the_other_soon(portal, other_portal, page):
    """The first machine shows it with its next request; both workers of the other ask once a second."""
    wait_until(lambda: all("Fassung 1" in other_portal.get(ADDRESS).text for _ in range(10)))
    portal.manage("shell", "--command", CHANGE)

    here = portal.get(ADDRESS).text

    assert "Fassung 2" in here
    wait_until(lambda: all("Fassung 2" in other_portal.get(ADDRESS).text for _ in range(10)), seconds=10)


# With uploads in one bucket

UPLOAD = """
from portal.models import Document
from django.core.files.base import ContentFile
document = Document.objects.create(title_de='Folien', is_public=True, file=ContentFile(b'%PDF-1.7', 'folien.pdf'))
print(document.file.url)
"""


@pytest.fixture
def machines(database, portal, store, tmp_path):
    """Two with nothing in common but the database and the bucket."""
    with ExitStack() as running:
        yield [running.enter_context(a_machine(tmp_path / name, database, portal, store)) for name in ("one", "two")]


@contextmanager
def a_machine(folder, database, portal, store):
    machine = Portal(folder, database.address)
    machine.environment |= store
    shutil.copytree(portal.static_files, machine.static_files)
    with machine.running():
        yield machine


def test_a_file_uploaded_on_one_is_served_by_the_other(machines):
    one, two = machines
    address = one.manage("shell", "--verbosity", "0", "--command", UPLOAD).strip()

    served = [machine.get(address) for machine in machines]

    assert [(answer.status, answer.text) for answer in served] == [(200, "%PDF-1.7")] * 2
    assert not (one.folder / "media").exists()
    one.manage("shell", "--command", "from portal.models import Document; Document.objects.all().delete()")
    assert two.get(address).status == 404
