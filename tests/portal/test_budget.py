"""What a page costs on the wire, in bytes as production sends them: Brotli, everything a first visit loads."""

import re

import pytest
from django.conf import settings

from portal.content import load
from portal.sample import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected")]
KB = 1024
CONTENT = settings.BASE_DIR / "strategy" / "content"
REFERENCE = re.compile(r'<(link|script)\b[^>]*?(?:href|src)="/static/([^"]+)"')


OTHER_PAGES = [
    "/de/strategie/",
    "/de/kompetenzen/",
    "/de/kompetenzen/grossstadt/",
    "/de/projekte/",
    "/de/projekte-a-z/",
    "/de/projekte/pocket-parks/",
    "/de/querschnittsthemen/climate/",
    "/de/meilensteine/",
    "/de/aktuelles/",
    "/de/kontakte/",
    "/de/seitenuebersicht/",
    "/de/suche/?q=haus",
]


def wire_bytes(client, address, folder):
    """Bytes by kind (page, css, js, svg) of a first visit to a page, photographs left out."""
    response = client.get(address, headers={"accept-encoding": "br"})
    assert (response.status_code, response["Content-Encoding"]) == (200, "br")
    counted = {"page": len(response.content)}
    for _element, name in set(REFERENCE.findall(client.get(address).content.decode())):
        kind = name.rsplit(".", 1)[1]
        counted[kind] = counted.get(kind, 0) + (folder / f"{name}.br").stat().st_size
    return counted


def first_visits(client, addresses, folder, report):
    """The bytes of each of these pages; `report` gets a line a page, printed when the tests are over."""
    counted = {address: wire_bytes(client, address, folder) for address in addresses}
    for address, kinds in counted.items():
        parts = ", ".join(f"{kind} {size / KB:.1f}" for kind, size in kinds.items())
        report(f"{address:<36}{sum(kinds.values()) / KB:5.1f} KB ({parts})")
    return counted


def beyond_budget(counted, *, page_and_css, everything):
    return [
        address
        for address, kinds in counted.items()
        if kinds["page"] + kinds["css"] > page_and_css * KB or sum(kinds.values()) > everything * KB
    ]


def test_first_visit_with_the_real_strategy_keeps_to_the_budget(client, collected, report):
    load(CONTENT)

    home = first_visits(client, ["/de/", "/en/"], collected, report)
    others = first_visits(client, OTHER_PAGES, collected, report)

    assert beyond_budget(home, page_and_css=20, everything=32) == []
    assert beyond_budget(others, page_and_css=20, everything=24) == []


def test_first_visit_with_all_125_places_filled_keeps_to_the_budget(client, collected, report):
    make(CONTENT, press_releases=3)

    home = first_visits(client, ["/de/", "/en/"], collected, lambda line: report(f"{line} with 125 core activities"))

    assert beyond_budget(home, page_and_css=20, everything=32) == []


def test_the_scripts_of_all_public_pages_together_are_small(collected):
    """Those of editors and staff, who load them once a day, do not count."""
    of_editors = {"admin", "admin-form", "focal-point", "look-up", "passkey", "rich-text"}
    scripts = [path for path in collected.glob("js/*.js.br") if path.name.split(".")[0] not in of_editors]

    assert scripts != []
    assert sum(path.stat().st_size for path in scripts) <= 5 * KB
