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
    "projects from A to Z": "/de/projekte-a-z/",
    "project": "/de/projekte/pocket-parks/",
    "merged project": "/de/projekte/markthalle/",
    "issues": "/de/querschnittsthemen/",
    "issue": "/de/querschnittsthemen/climate/",
    "milestones": "/de/meilensteine/",
    "messages": "/de/botschaften/",
    "news": "/de/aktuelles/",
    "news of a year": "/de/aktuelles/2024/",
    "filtered news": "/de/aktuelles/2024/?competency=grossstadt",
    "no news found": "/de/aktuelles/2017/?competency=grossstadt",
    "report": "/de/aktuelles/2021/1-000-baenke-projekt-abgeschlossen/",
    "contacts": "/de/kontakte/",
    "found contacts": "/de/kontakte/?q=tiefbau",
    "contact": "/de/kontakte/stadt-bochum-zentrale/",
    "unit": "/de/kontakte/stellen/tiefbauamt/",
    "site map": "/de/seitenuebersicht/",
    "downloads": "/de/downloads/",
    "easy language": "/de/einfache-sprache/",
    "imprint": "/de/impressum/",
    "accessibility": "/de/barrierefreiheit/",
    "english project": "/en/projects/nachwuchskraeftesicherung-pflege/",
}


# The sum of all layout shifts since the page began to load.
LAYOUT_SHIFT = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 200);
})"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_page_is_accessible_and_keeps_to_itself(page, site, complaints, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(site + address)

    assert len(asked) <= 30
    assert complaints == []  # before axe, which brings a style of its own
    assert violations(page) == []
    assert page.context.cookies() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_page_is_accessible_in_the_dark_and_in_forced_colours(page, site, address):
    page.emulate_media(color_scheme="dark")
    page.goto(site + address)
    in_the_dark = violations(page)

    page.emulate_media(forced_colors="active")

    assert in_the_dark == []
    assert violations(page) == []


@pytest.mark.parametrize("colours", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible(page, site, settings, colours, width):
    settings.ROOT_URLCONF = "tests.urls_of_developers"
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(**colours)

    page.goto(f"{site}/de/stil/")

    assert page.locator("h1").first.inner_text() == "Stilseite"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
@pytest.mark.parametrize("kind", ["home", "competency", "project", "report"])
def test_nothing_moves_while_a_page_loads(page, site, kind, width):
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(site + KINDS[kind], wait_until="networkidle")

    assert page.evaluate(LAYOUT_SHIFT) == 0


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_text_of_double_size_stays_within_a_phone(page, site, address):
    page.set_viewport_size({"width": 640, "height": 800})

    page.goto(site + address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("address", ["/de/", "/de/projekte/", "/de/kompetenzen/"])
def test_text_of_double_size_stays_within_a_narrow_phone(page, site, address):
    page.set_viewport_size({"width": 390, "height": 800})

    page.goto(site + address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_error_page_is_accessible(page, site):
    response = page.goto(site + "/de/gibt-es-nicht/")

    assert response.status == 404
    assert violations(page) == []


def test_what_has_happened_is_filled_in_forced_colours_and_what_is_planned_is_not(page, site):
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(forced_colors="active")

    page.goto(f"{site}/de/meilensteine/")

    filling = "mark => getComputedStyle(mark, '::before').backgroundColor"
    past, planned = (page.locator(f".years .is-{state}").first.evaluate(filling) for state in ("past", "planned"))
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert past == ink
    assert planned != ink
