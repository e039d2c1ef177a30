"""The static files as they are served: collected, with a hash in their name."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from portal.static_files import in_one_piece
from portal.views import server_error
from tests.html import text_of

REFERENCE = re.compile(r'(?:href|src)="(/static/[^"]*)"')
IN_CSS = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
pytestmark = pytest.mark.usefixtures("collected")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


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
        ("/de/konto/anmelden/", 200),
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
def test_the_stylesheet_is_one_file_with_all_its_parts(client, collected, settings):
    (address,) = [found for found in addresses_of(collected, client.get("/de/").content.decode()) if ".css" in found]

    css = file_at(collected, address).read_text()
    parts = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))
    assert HASHED.search(address)
    assert "@import" not in css
    assert [
        part.name
        for part in parts
        if part.name not in {"main.css", "admin.css", "style-guide.css", "charts.css", "sign-in.css", "staff.css"}
        and in_one_piece(part.read_text(), None) not in css
    ] == []
    assert file_at(collected, address).with_suffix(".css.br").is_file()


def test_stylesheet_in_one_piece_keeps_the_order_of_its_layers():
    css = '@layer base, print;\n@import url("base.css") layer(base);\n@import url("print.css") layer(print);\n'
    files = {"base.css": "/* why */\na {\n\tcolor: red;\n}\n", "print.css": "a {\n\tcolor: black;\n}\n"}

    assert in_one_piece(css, files.get) == (
        "@layer base, print; @layer base { a { color: red; } } @layer print { a { color: black; } }"
    )


@pytest.mark.django_db
def test_the_favicon_that_browsers_ask_for_is_there(client, collected):
    assert file_at(collected, client.get("/favicon.ico")["Location"]).is_file()
