"""Two editors on one core activity, in real Chromium: conflict, merge, history, bringing back, deleting."""

import time

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from strategy.models import CoreActivity
from tests.browser.accessibility import violations
from tests.portal.accounts import with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(browser, site):
    """Opens a window of its own for an editor who is signed in."""
    contexts = []

    def signed_in(name):
        if not User.objects.filter(username=name).exists():
            with_second_factor(User.objects.create_superuser(name))
        client = Client()
        client.force_login(User.objects.get(username=name))
        contexts.append(browser.new_context())
        contexts[-1].add_cookies([{"name": c.key, "value": c.value, "url": site} for c in client.cookies.values()])
        window = contexts[-1].new_page()
        window.goto(f"{site}/de/admin/")
        expect(window).to_have_url(f"{site}/de/admin/")
        return window

    yield signed_in
    for context in contexts:
        context.close()


@pytest.fixture
def address(site):
    core_activity = CoreActivity.objects.get(slug="haus-des-wissens")
    return f"{site}/de/admin/strategy/coreactivity/{core_activity.pk}"


def save(page):
    page.locator("input[name=_save]").first.click()


def test_two_editors_merge_and_one_brings_the_old_version_back(sign_in, address):
    anna, berta = sign_in("anna"), sign_in("berta")
    anna.goto(f"{address}/change/")
    berta.goto(f"{address}/change/")

    anna.locator("#id_title_de").fill("Haus des großen Wissens")
    anna.locator("#id_council_note_de").fill("Neu beschlossen")
    save(anna)
    expect(anna.locator(".messagelist .success")).to_be_visible()
    berta.locator("#id_title_de").fill("Haus allen Wissens")
    berta.locator("#id_summary_en").fill("A house for everybody.")
    save(berta)

    conflict = berta.get_by_role("alert")
    expect(conflict).to_contain_text("anna")
    expect(conflict.locator("ins")).to_contain_text(["großen", "Neu beschlossen"])
    expect(berta.locator(".field-title_de .errorlist").first).to_contain_text("Haus des großen Wissens")
    expect(berta.locator("#id_title_de")).to_have_value("Haus allen Wissens")
    expect(berta.locator("#id_council_note_de")).to_have_value("Neu beschlossen")
    expect(berta.locator("#id_summary_en")).to_have_value("A house for everybody.")
    assert violations(berta, ".conflict") == []
    save(berta)
    expect(berta.locator(".messagelist .success")).to_be_visible()

    berta.goto(f"{address}/history/")
    expect(berta.locator(".history tbody td:nth-child(2)")).to_have_text(["berta", "anna", "–"])
    assert violations(berta, "#content") == []
    berta.locator(".history tbody a").last.click()
    expect(berta.get_by_role("heading", name="Was sich ändert, wenn Sie diese Fassung zurückholen")).to_be_visible()
    assert violations(berta, "#content") == []
    berta.get_by_role("button", name="Diese Fassung zurückholen").click()

    expect(berta.locator(".messagelist .success")).to_contain_text("ist wieder wie am")
    expect(berta.locator("#id_title_de")).to_have_value("Haus des Wissens")
    expect(berta.locator("#id_council_note_de")).not_to_have_value("Neu beschlossen")


def test_what_was_deleted_comes_back(sign_in, site):
    page = sign_in("anna")
    tree_plan = CoreActivity.objects.get(slug="stadtbaumkonzept")
    address = f"{site}/de/admin/strategy/coreactivity/{tree_plan.pk}"
    page.goto(f"{address}/delete/")
    assert violations(page, "#content") == []
    expect(page.locator("#content")).to_contain_text("Gelöschte Einträge")
    page.get_by_role("button", name="Löschen").click()

    page.get_by_role("link", name="Zurückholen").click()
    expect(page.get_by_role("link", name=tree_plan.title_de)).to_be_visible()
    assert violations(page, "#content") == []
    page.get_by_role("link", name=tree_plan.title_de).click()
    expect(page.get_by_role("button", name="Diese Fassung zurückholen")).to_be_visible()
    assert violations(page, "#content") == []
    page.get_by_role("button", name="Diese Fassung zurückholen").click()

    expect(page).to_have_url(f"{address}/change/")
    page.goto(f"{site}/de/projekte/stadtbaumkonzept/")
    expect(page.get_by_role("heading", level=1)).to_have_text(tree_plan.title_de)


def leave(page, site):
    """Go to the public home page; returns the kinds of questions the browser asked, and stays where it asked one."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("address => { window.location = address }", f"{site}/de/impressum/")
    deadline = time.monotonic() + 20
    while not asked and page.url != f"{site}/de/impressum/" and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    page.remove_listener("dialog", stay)
    return asked


def test_leaving_a_form_asks_only_if_something_was_changed(sign_in, site, address):
    page = sign_in("anna")
    page.goto(f"{address}/change/")
    page.locator("#id_title_en").click()

    page.keyboard.type("!")
    assert leave(page, site) == ["beforeunload"]
    page.keyboard.press("Backspace")
    assert leave(page, site) == []
    expect(page).to_have_url(f"{site}/de/impressum/")


def test_leaving_a_form_asks_after_a_change_in_the_rich_text(sign_in, site, address):
    page = sign_in("anna")
    page.goto(f"{address}/change/")
    page.locator(".field-body_de [contenteditable]").first.click()
    page.keyboard.type("Neu. ")

    assert leave(page, site) == ["beforeunload"]


def test_saving_does_not_ask(sign_in, address):
    page = sign_in("anna")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{address}/change/")
    page.locator("#id_title_en").fill("House of knowledge")

    save(page)

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert asked == []
