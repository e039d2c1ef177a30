"""Every kind of page in a real browser: accessible, within its window, alone on the network."""

import pytest

from tests.browser.accessibility import violations

pytestmark = pytest.mark.django_db

KINDS = {
    "home": "/de/",
    "about": "/de/strategie/",
    "competencies": "/de/kompetenzen/",
    "competency": "/de/kompetenzen/shootingstar/",
    "focus": "/de/kompetenzen/talentschmiede/hervorragende-schulische-bildung/",
    "unnamed focus": "/de/kompetenzen/hotspot/hotspot-1/",
    "projects": "/de/projekte/",
    "filtered projects": "/de/projekte/?status=ongoing&competency=hotspot",
    "nothing found": "/de/projekte/?status=planned",
    "wrong filter": "/de/projekte/?status=nonsense",
    "project": "/de/projekte/pocket-parks/",
    "merged project": "/de/projekte/markthalle/",
    "issues": "/de/querschnittsthemen/",
    "issue": "/de/querschnittsthemen/climate/",
    "milestones": "/de/meilensteine/",
    "messages": "/de/botschaften/",
    "news": "/de/aktuelles/",
    "news of a year": "/de/aktuelles/2024/",
    "report": "/de/aktuelles/2021/1-000-baenke-projekt-abgeschlossen/",
    "contacts": "/de/kontakte/",
    "contact": "/de/kontakte/stadt-bochum-zentrale/",
    "unit": "/de/kontakte/stellen/tiefbauamt/",
    "downloads": "/de/downloads/",
    "easy language": "/de/einfache-sprache/",
    "imprint": "/de/impressum/",
    "accessibility": "/de/barrierefreiheit/",
    "english project": "/en/projects/nachwuchskraeftesicherung-pflege/",
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_page_is_accessible_and_keeps_to_itself(page, site, complaints, address, width):
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(site + address)

    assert complaints == []  # before axe, which brings a style of its own
    assert violations(page) == []
    assert page.context.cookies() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", ["home", "projects", "project", "report"])
def test_page_is_accessible_in_the_dark(page, site, kind):
    page.emulate_media(color_scheme="dark")

    page.goto(site + KINDS[kind])

    assert violations(page) == []


@pytest.mark.parametrize("kind", ["home", "project", "contacts"])
def test_text_of_double_size_stays_within_a_phone(page, site, kind):
    page.set_viewport_size({"width": 640, "height": 800})

    page.goto(site + KINDS[kind])
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_error_page_is_accessible(page, site):
    response = page.goto(site + "/de/gibt-es-nicht/")

    assert response.status == 404
    assert violations(page) == []
