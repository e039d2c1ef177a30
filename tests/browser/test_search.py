"""Suggestions while somebody types, by keyboard only, and the search page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations

pytestmark = pytest.mark.django_db


def type_in(page, text):
    field = reach_field(page)
    page.keyboard.type(text)
    return field


def reach_field(page):
    page.keyboard.press("Tab")
    field = page.get_by_role("combobox", name="Was suchen Sie?")
    while not field.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    return field


def test_a_project_is_reached_from_any_page_by_keyboard_only(page, site, complaints):
    page.goto(f"{site}/de/kontakte/")
    field = type_in(page, "Rathausc")
    suggestions = page.get_by_role("option")

    expect(suggestions.first).to_have_text(re.compile("Rathausclubbing – Das Rathaus als Bühne der Stadt"))
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#suggestions + [role=status]")).to_have_text("7 Vorschläge")

    page.keyboard.press("ArrowDown")
    expect(suggestions.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("Rathausc")

    page.keyboard.press("ArrowDown")
    expect(suggestions.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/de/projekte/rathausclubbing/")
    assert complaints == []


def test_enter_asks_the_question_as_it_is_and_nothing_moves_meanwhile(page, site, complaints):
    page.goto(f"{site}/de/projekte/")
    reach_field(page)  # by way of the skip link, which shows itself
    page.evaluate(
        "() => { window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.shift += entry.value; })).observe({ type: 'layout-shift' }); }"
    )
    page.keyboard.type("Bänke")
    expect(page.get_by_role("option").first).to_be_visible()
    moved = page.evaluate("window.shift")

    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}/de/suche/?q=B%C3%A4nke")
    expect(page.get_by_role("status").filter(has_text="Treffer für „Bänke“")).to_be_visible()
    assert (moved, complaints) == (0, [])


def test_open_suggestions_are_accessible(page, site):
    page.goto(f"{site}/de/")
    type_in(page, "Pocket")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")

    assert violations(page) == []


def test_a_suggestion_is_chosen_with_the_pointer(page, site):
    page.goto(f"{site}/de/")
    type_in(page, "Pocket")

    page.get_by_role("option", name="Pocket Parks Projekte").click()

    expect(page).to_have_url(f"{site}/de/projekte/pocket-parks/")


@pytest.mark.parametrize("address", ["/de/suche/", "/de/suche/?q=Quatschwort", "/en/search/?q=haus&kind=projects"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_page_is_accessible_and_fits_a_small_screen(page, site, address, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site}{address}")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_the_form_asks(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/de/")
    page.get_by_role("searchbox").fill("Wärmewende")
    page.get_by_role("button", name="Suchen").click()

    expect(page.get_by_role("heading", name="Suche", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Bochumer Wärmewende", exact=True)).to_be_visible()
    context.close()
