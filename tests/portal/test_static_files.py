"""The static files as they are served: collected, with a hash in their name."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import override_settings

from portal.views import server_error
from tests.html import text_of

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
REFERENCE = re.compile(r'(?:href|src)="(/static/[^"]*)"')
IN_CSS = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@pytest.fixture(scope="module", autouse=True)
def collected(tmp_path_factory):
    """All static files, collected once for this module."""
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def file_at(folder, address):
    return folder / urlsplit(address).path.removeprefix("/static/")


def addresses_of(folder, html):
    """All that a page loads from the static files, what its stylesheets import or draw included."""
    found, pending = set(), REFERENCE.findall(html)
    while pending:
        address = pending.pop()
        if address in found:
            continue
        found.add(address)
        file = file_at(folder, address)
        if address.endswith(".css") and file.is_file():
            references = IN_CSS.findall(file.read_text())
            pending += [urljoin(address, url) for url in references if not url.startswith(("data:", "#"))]
    return found


def missing(folder, html):
    return [address for address in addresses_of(folder, html) if not file_at(folder, address).is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/de/", 200),
        ("/en/", 200),
        ("/de/gibt-es-nicht/", 404),
        ("/en/does-not-exist/", 404),
        ("/de/admin/login/", 200),
    ],
)
def test_all_that_a_page_loads_is_there(client, collected, address, status):
    response = client.get(address)

    html = response.content.decode()
    assert response.status_code == status
    assert any("/css/" in found for found in addresses_of(collected, html))
    assert missing(collected, html) == []


def test_all_that_the_page_for_a_failure_loads_is_there(rf, collected):
    response = server_error(rf.get("/de/"))

    html = response.content.decode()
    assert "Hier ist etwas schiefgegangen" in text_of(html)
    assert missing(collected, html) == []


@pytest.mark.django_db
def test_the_stylesheet_imports_all_its_parts_under_names_that_change_with_them(client, collected, settings):
    addresses = addresses_of(collected, client.get("/de/").content.decode())

    stylesheets = {HASHED.sub("", address) for address in addresses if address.endswith(".css")}
    sources = (settings.BASE_DIR / "static" / "css").rglob("*.css")
    parts = {f"/static/{path.relative_to(settings.BASE_DIR / 'static').with_suffix('')}" for path in sources}
    assert stylesheets == parts - {"/static/css/admin"}
    assert [address for address in addresses if not HASHED.search(address)] == []


@pytest.mark.django_db
def test_the_favicon_that_browsers_ask_for_is_there(client, collected):
    assert file_at(collected, client.get("/favicon.ico")["Location"]).is_file()
