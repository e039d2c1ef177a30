"""The small script that names the wheel's pieces in its hub."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db


def test_wheel_names_in_its_hub_what_the_keyboard_is_on(page, site):
    page.goto(f"{site}/de/")
    page.locator(".wheel a").first.focus()
    name = page.locator(".wheel-name")

    expect(name).to_have_text("Vorreiterin modernen Stadtmanagements")
    page.keyboard.press("Escape")
    expect(name).to_be_hidden()


def test_wheel_names_in_its_hub_what_the_pointer_is_on(page, site):
    page.goto(f"{site}/de/kompetenzen/talentschmiede/")

    page.locator(".wheel a:has(.wheel__place)").first.hover()
    expect(page.locator(".wheel-name")).to_contain_text(": ")
    page.locator("h1").hover()

    expect(page.locator(".wheel-name")).to_be_hidden()


def test_wheel_itself_is_no_stop_for_the_tab_key(page, site):
    page.goto(f"{site}/de/")
    page.locator(".hero .button").focus()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == page.locator(".wheel a").first.get_attribute(
        "href"
    )
