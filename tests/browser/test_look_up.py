"""Staff look up a contact in a real browser: by keyboard alone, as they type, and without JavaScript."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from contacts.models import Contact
from tests.browser.accessibility import violations
from tests.builders import a_contact

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def session(site, django_db_blocker):
    """The cookie of an editor."""
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(User.objects.get(username="redaktion"))
    (cookie,) = client.cookies.values()
    return {"name": cookie.key, "value": cookie.value, "url": site}


@pytest.fixture
def context(context, session):
    context.add_cookies([session])
    return context


def tab_to(page, element):
    """Press Tab until the element has the focus."""
    for _press in range(40):
        page.keyboard.press("Tab")
        if element.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"No way to {element} by keyboard.")


def search_field(page):
    return page.get_by_role("searchbox", name="Name, Stelle, Projekt")


def test_hits_appear_while_one_types_and_are_reached_by_keyboard(page, site, complaints):
    page.goto(f"{site}/de/intern/kontakte/")

    tab_to(page, search_field(page))
    page.keyboard.type("tiefbau")

    expect(page.locator("#found")).to_have_text("0 Kontakte, 1 Stelle – gefunden mit „tiefbau“")
    expect(page).to_have_url(f"{site}/de/intern/kontakte/?q=tiefbau")
    expect(search_field(page)).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Diese als Tabelle speichern (CSV)"))
    tab_to(page, page.get_by_role("link", name="Tiefbauamt", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/de/kontakte/stellen/tiefbauamt/")
    page.go_back()
    expect(page.locator("#found")).to_have_text("0 Kontakte, 1 Stelle – gefunden mit „tiefbau“")
    assert complaints == []


def test_only_the_last_of_quick_keys_is_asked_for(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    page.clock.install(time=0)
    page.goto(f"{site}/de/intern/kontakte/")
    page.clock.pause_at(60_000)  # however long a busy machine takes for the keys

    search_field(page).press_sequentially("zentrale")
    page.clock.run_for(1_000)

    expect(page).to_have_url(f"{site}/de/intern/kontakte/?q=zentrale")
    assert asked == [f"{site}/de/intern/kontakte/?q=zentrale"]


def test_who_was_signed_out_meanwhile_is_led_to_signing_in(page, site):
    page.goto(f"{site}/de/intern/kontakte/")
    page.context.clear_cookies()

    search_field(page).press_sequentially("amt")

    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_look_up_is_accessible_in_light_and_dark(page, site, complaints, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/de/intern/kontakte/")
    assert complaints == []  # before axe, which brings a style of its own

    light = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")

    assert light == []
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_preview_of_replacing_a_contact_is_accessible(page, site, complaints):
    page.emulate_media(reduced_motion="reduce")
    contact, successor = Contact.objects.first(), a_contact(name_de="Nachfolge")
    a_contact(name_de="Kollege", deputy=contact)
    page.goto(f"{site}/de/admin/contacts/contact/{contact.pk}/change/")

    page.get_by_role("link", name="Durch einen anderen Kontakt ersetzen").click()
    page.get_by_label("Nachfolge").select_option(str(successor.pk))
    page.get_by_role("button", name="Zeigen, was sich ändern würde").click()

    expect(page.get_by_role("row", name="Kollege")).to_contain_text("Nennt die Nachfolge")
    assert complaints == []
    assert violations(page) == []
    page.get_by_role("button", name="Überall ersetzen").click()
    expect(page.locator(".messagelist")).to_contain_text("tritt in einem Eintrag an die Stelle von")


def test_without_javascript_enter_asks_for_the_hits(browser, session, site):
    with browser.new_context(java_script_enabled=False, locale="de-DE") as context:
        context.add_cookies([session])
        page = context.new_page()
        page.goto(f"{site}/de/intern/kontakte/")

        search_field(page).fill("0234 / 910")
        search_field(page).press("Enter")

        expect(page.locator("#found")).to_contain_text("gefunden mit „0234 / 910“")
        expect(page.get_by_role("heading", name="Zentrale der Stadt Bochum")).to_be_visible()
