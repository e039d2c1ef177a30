"""Ways through the portal as people go them, by keyboard and without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False, "locale": "de-DE"}


def test_citizen_finds_out_how_far_a_project_is(page, site):
    page.goto(site)
    expect(page).to_have_url(f"{site}/de/")

    page.get_by_role("link", name="Projekte entdecken").click()
    page.get_by_label("Status", exact=True).select_option(label="umgesetzt (5)")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page).to_have_url(f"{site}/de/projekte/?status=implemented#result")
    expect(page.locator("#result")).to_have_text("5 Projekte mit dem Status „umgesetzt“")
    page.get_by_role("link", name="1.000 Bänke für Bochum").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("1.000 Bänke für Bochum")
    expect(page.locator(".page-head .status")).to_have_text("umgesetzt")


def test_language_switch_keeps_the_page_and_its_filters(page, site):
    page.goto(f"{site}/de/projekte/?status=ongoing")

    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(f"{site}/en/projects/?status=ongoing")


def test_first_tab_leads_past_the_navigation(page, site):
    page.goto(f"{site}/de/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}/de/#content")


def test_menu_of_a_phone_opens_by_keyboard(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/de/")
    navigation = page.get_by_role("navigation", name="Hauptnavigation")
    expect(navigation).to_be_hidden()

    page.get_by_role("button", name="Menü").focus()
    page.keyboard.press("Enter")

    expect(navigation).to_be_visible()
    page.keyboard.press("Escape")
    expect(navigation).to_be_hidden()


def test_reader_walks_from_the_newest_report_to_the_oldest(page, site):
    page.goto(f"{site}/de/aktuelles/")

    for _page in range(4):
        with page.expect_navigation():
            page.get_by_role("link", name="Ältere").click()

    expect(page.get_by_role("link", name="Ältere")).to_have_count(0)
    expect(page.get_by_role("link", name="Serviceportal").first).to_be_visible()


def test_filters_are_set_and_removed_by_keyboard(page, site):
    page.goto(f"{site}/de/aktuelles/")

    page.get_by_label("Kompetenz").focus()
    page.keyboard.type("Talent")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("2024")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/de/aktuelles/2024/?competency=talentschmiede#result")

    page.get_by_role("link", name="Kompetenz: Talentschmiede im Ruhrgebiet").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/de/aktuelles/2024/#result")


def test_filters_of_a_phone_are_shut_until_they_are_opened_by_keyboard_or_something_is_chosen(page, site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/de/projekte/")
    status = page.get_by_label("Status", exact=True)
    expect(status).to_be_hidden()
    expect(page.get_by_role("heading", name="46 Projekte")).to_be_in_viewport()

    page.locator("summary", has_text="Projekte filtern").focus()
    page.keyboard.press("Enter")
    status.focus()
    page.keyboard.type("umgesetzt")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Anzeigen").click()

    expect(page.locator("#result")).to_be_in_viewport()
    expect(status).to_have_value("implemented")
    expect(status).to_be_visible()


def test_letters_lead_to_their_projects_by_keyboard(page, site):
    page.goto(f"{site}/de/projekte-a-z/")

    page.get_by_role("link", name="W", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("WERK X")
