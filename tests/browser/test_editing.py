"""An editor at work in the admin, under the real Content-Security-Policy."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.portal.accounts import PASSWORD, totp_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(page, site):
    cache.clear()  # each code counts once, but a person has one for each test
    page.goto(f"{site}/de/admin/")
    sign_in_at(page, site)
    return page


def sign_in_at(page, site):
    page.locator("#id_login").fill("redaktion")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.locator("#id_code").fill(totp_code())
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{site}/de/admin/")


def test_editor_publishes_a_report_in_both_languages(signed_in, site, complaints):
    page = signed_in
    page.goto(f"{site}/de/admin/news/pressrelease/add/")
    page.locator("#id_title_de").fill("Ein neuer Park für Bürger")
    page.locator("#id_title_en").fill("A new park for citizens")
    page.locator(".form-row.field-body_de [contenteditable], .fieldBox.field-body_de [contenteditable]").first.click()
    page.keyboard.type("Er liegt am Fluss.")
    page.locator("#id_is_public").check()

    page.get_by_role("button", name="Sichern", exact=True).first.click()

    expect(page.locator(".messagelist .success")).to_contain_text("Ein neuer Park für Bürger")
    assert complaints == []
    page.goto(f"{site}/de/aktuelles/")
    page.get_by_role("link", name="Ein neuer Park für Bürger").click()
    expect(page.locator(".prose")).to_have_text("Er liegt am Fluss.")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A new park for citizens")
    expect(page.locator(".note")).to_contain_text("not yet available in English")
    expect(page.locator(".prose")).to_have_attribute("lang", "de")


def test_editor_is_told_beside_the_field_what_is_wrong(signed_in, site):
    page = signed_in
    page.goto(f"{site}/de/admin/strategy/milestone/add/")
    page.locator("#id_title_de").fill("Ein Ereignis")
    page.locator("#id_occurs").fill("demnächst")

    page.get_by_role("button", name="Sichern", exact=True).first.click()

    expect(page.locator(".field-occurs .errorlist")).to_contain_text("17.06.2024")
    expect(page.locator("#id_title_de")).to_have_value("Ein Ereignis")


def test_a_double_click_on_save_adds_one_entry(signed_in, site):
    page = signed_in
    page.goto(f"{site}/de/admin/news/pressrelease/add/")
    page.locator("#id_title_de").fill("Ein einziger Park")

    page.get_by_role("button", name="Sichern", exact=True).first.dblclick()

    expect(page.locator(".messagelist .success")).to_contain_text("Ein einziger Park")
    page.goto(f"{site}/de/admin/news/pressrelease/?q=Ein+einziger+Park")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)


def test_leaving_a_form_asks_also_after_a_preview(signed_in, site):
    page = signed_in
    page.goto(f"{site}/de/admin/news/pressrelease/add/")
    page.locator("#id_title_de").fill("Noch nicht gesichert")
    with page.context.expect_page() as preview:
        page.get_by_role("button", name="Vorschau", exact=True).click()
    preview.value.close()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(f"{site}/de/admin/")

    assert asked == ["beforeunload"]


def test_whose_session_ends_signs_in_again_and_saves_what_was_typed(signed_in, site):
    page = signed_in
    page.goto(f"{site}/de/admin/news/pressrelease/add/")
    page.locator("#id_title_de").fill("Ein langer Text")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Sichern", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Es wurde nichts gespeichert")
    cache.clear()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Anmelden (neuer Tab)").click()
    sign_in_at(opened.value, site)

    page.get_by_role("button", name="Noch einmal senden").click()
    expect(page.get_by_text("Sie haben sich neu angemeldet")).to_be_visible()
    page.get_by_role("button", name="Noch einmal senden").click()

    expect(page.locator(".messagelist .success")).to_contain_text("Ein langer Text")
