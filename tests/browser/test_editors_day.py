"""An editor's whole day, in real Chromium under the real Content-Security-Policy, with a look at each page by axe."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from PIL import Image as Picture
from playwright.sync_api import expect

from news.models import PressRelease
from tests.browser.accessibility import violations
from tests.portal.accounts import PASSWORD, sign_in, totp_code
from tests.portal.forms import change

pytestmark = pytest.mark.django_db
IN_SUMMER = "2087-07-01T09:00"


@pytest.fixture
def editor(page, site):
    cache.clear()  # each code counts once, but a person has one for each test
    page.goto(f"{site}/de/admin/")
    assert violations(page) == []
    page.locator("#id_login").fill("redaktion")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator("#id_code")).to_be_visible()
    assert violations(page) == []
    page.locator("#id_code").fill(totp_code())
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{site}/de/admin/")
    return page


def a_photograph():
    written = BytesIO()
    Picture.new("RGB", (1200, 800), "seagreen").save(written, "JPEG")
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def save(page):
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def write(page, field, text):
    page.locator(f".fieldBox.field-{field} [contenteditable]").click()
    page.keyboard.type(text)


def upload_a_picture(page, site):
    page.goto(f"{site}/de/admin/portal/image/add/")
    assert violations(page) == []
    page.locator("#id_file").set_input_files(a_photograph())
    page.locator("#id_alt_text_de").fill("Ein Park am Fluss")
    page.locator("#id_alt_text_en").fill("A park by the river")
    page.locator("#id_credit").fill("Stadt Bochum")
    page.locator("#id_licence").fill("CC BY 4.0")
    save(page)
    assert violations(page) == []


def write_a_report(page, site):
    page.goto(f"{site}/de/admin/news/pressrelease/add/")
    page.locator("#id_title_de").fill("Ein neuer Park für alle")
    page.locator("#id_title_en").fill("A new park for everybody")
    write(page, "body_de", "Er liegt am Fluss.")
    write(page, "body_en", "It lies by the river.")
    page.locator("#press_release_images-group .add-row a").click()
    page.locator("#press_release_images-0 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("Park am Fluss")
    page.locator(".select2-results__option", has_text="Ein Park am Fluss").click()
    page.locator("#id_is_public").check()
    page.locator("#id_published_at").fill(IN_SUMMER)
    assert violations(page) == []


def preview(page, button):
    with page.expect_popup() as opened:
        page.locator(f"button[name={button}]").click()
    shown = opened.value
    expect(shown.locator("h1")).to_be_visible()  # at first there is an empty page, and it is loaded
    shown.wait_for_load_state()
    found = shown.locator("h1").inner_text(), shown.locator(".prose").first.inner_text(), shown.locator("img").count()
    assert violations(shown) == []
    shown.close()
    return found


def test_an_editors_day(editor, site, complaints):
    assert violations(editor) == []
    upload_a_picture(editor, site)
    write_a_report(editor, site)

    # Looked at in both languages, as the public will see it.
    assert preview(editor, "_preview_de") == ("Ein neuer Park für alle", "Er liegt am Fluss.", 1)
    assert preview(editor, "_preview_en") == ("A new park for everybody", "It lies by the river.", 1)

    # Scheduled: nobody sees it yet.
    save(editor)
    release = PressRelease.objects.get(title_de="Ein neuer Park für alle")
    address = f"{site}/de/admin/news/pressrelease/{release.pk}"
    assert editor.request.get(f"{site}{release.get_absolute_url()}").status == 404
    assert "neuer Park" not in editor.request.get(f"{site}/de/aktuelles/").text()

    # A second editor saves while the first one writes: told, merged, nothing lost.
    editor.goto(f"{address}/change/")
    editor.locator("#id_title_en").fill("A park for all")
    colleague = Client()
    sign_in(colleague, User.objects.create_superuser("kollegin"))
    change(colleague, release, title_de="Ein Park für Bochum")
    editor.locator("input[name=_save]").first.click()
    expect(editor.get_by_role("alert")).to_contain_text("kollegin")
    expect(editor.locator("#id_title_de")).to_have_value("Ein Park für Bochum")
    expect(editor.locator("#id_title_en")).to_have_value("A park for all")
    assert violations(editor) == []
    save(editor)

    # The first version comes back from the history.
    editor.goto(f"{address}/history/")
    assert violations(editor) == []
    editor.locator(".history tbody th a").last.click()
    expect(editor.get_by_role("button", name="Diese Fassung zurückholen")).to_be_visible()
    assert violations(editor) == []
    editor.get_by_role("button", name="Diese Fassung zurückholen").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    expect(editor.locator("#id_title_de")).to_have_value("Ein neuer Park für alle")
    assert violations(editor) == []
    assert complaints == []
