"""Every kind of page of the admin in a real browser: accessible in light and dark, on a desk and on a phone."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from news.models import PressRelease
from strategy.models import CoreActivity, Milestone
from tests.browser.accessibility import violations
from tests.builders import an_image

pytestmark = pytest.mark.django_db

MODELS = [
    "auth/group",
    "auth/user",
    "contacts/contact",
    "contacts/organisationalunit",
    "news/pressrelease",
    "portal/document",
    "portal/image",
    "portal/page",
    "strategy/competency",
    "strategy/coreactivity",
    "strategy/councildecision",
    "strategy/crosscuttingissue",
    "strategy/focus",
    "strategy/formulavalue",
    "strategy/message",
    "strategy/milestone",
    "strategy/progressreport",
    "strategy/relatedplan",
    "strategy/sustainabledevelopmentgoal",
]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}
# What comes late: the rich text editor of each field, and its name.
EDITORS_ARE_READY = """() => document.querySelectorAll(".tiptap[aria-labelledby]").length
    === document.querySelectorAll("textarea[data-django-prose-editor-configurable]:not([id*=__prefix__])").length"""
OPEN_ALL = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"


@pytest.fixture(scope="module")
def signed_in(site, django_db_blocker):
    """The cookies of an editor, for all tests of this module."""
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(User.objects.get(username="redaktion"))
        an_image()
    (cookie,) = client.cookies.values()
    return {"cookies": [{"name": cookie.key, "value": cookie.value, "url": site}], "origins": []}


@pytest.fixture
def context(context, signed_in):
    context.add_cookies(signed_in["cookies"])
    return context


@pytest.fixture
def page(page):
    # Else axe would see colours on their way from light to dark.
    page.emulate_media(reduced_motion="reduce")
    return page


def open_page(page, address):
    page.goto(address)
    page.wait_for_function(EDITORS_ARE_READY)
    page.evaluate(OPEN_ALL)


def all_violations(page):
    """What axe finds on the page that is open: light on a desk, dark on a phone."""
    found = []
    for window, colours in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(window)
        page.emulate_media(color_scheme=colours)
        found += violations(page)
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("path", MODELS)
def test_list_and_forms_are_accessible_and_quiet(page, site, complaints, path):
    address = f"{site}/de/admin/{path}/"
    open_page(page, address)
    row = page.locator("#result_list tbody th a").first
    changing = row.get_attribute("href") if row.count() else ""
    addresses = [address]
    if page.locator(".object-tools .addlink").count():
        addresses.append(f"{address}add/")
    if changing:
        addresses.append(f"{site}{changing}")

    for each in addresses:
        del complaints[:]  # axe brings a style of its own
        open_page(page, each)
        assert complaints == []
        assert all_violations(page) == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "guide/",
        "strategy/",
        "portal/image/?q=gibtesnicht",
        "news/pressrelease/?is_public__exact=1&q=park&o=2&p=1",
        "news/pressrelease/?published_at__year=2024",
        "strategy/coreactivity/?care=unconfirmed",
        "strategy/coreactivity/export/",
        "strategy/coreactivity/import/",
    ],
)
def test_other_pages_are_accessible_and_quiet(page, site, complaints, path):
    open_page(page, f"{site}/de/admin/{path}")

    assert complaints == []
    assert all_violations(page) == []


@pytest.mark.parametrize("model", [CoreActivity, PressRelease, Milestone])
@pytest.mark.parametrize("step", ["delete", "history"])
def test_deleting_and_history_are_accessible(page, site, complaints, model, step):
    row = model.objects.first()

    open_page(page, f"{site}/de/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/{step}/")

    assert complaints == []
    assert all_violations(page) == []


def test_deleting_several_is_accessible(page, site):
    open_page(page, f"{site}/de/admin/news/pressrelease/")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("delete_selected")

    page.get_by_role("button", name="Ausführen").click()

    page.get_by_role("heading", name="Löschen").wait_for()
    assert all_violations(page) == []


@pytest.mark.parametrize("path", ["news/pressrelease", "strategy/coreactivity", "portal/image", "strategy/milestone"])
def test_a_form_with_errors_is_accessible(page, site, path):
    open_page(page, f"{site}/de/admin/{path}/add/")

    page.get_by_role("button", name="Sichern", exact=True).first.click()
    page.locator(".errornote").wait_for()
    page.wait_for_function(EDITORS_ARE_READY)

    assert all_violations(page) == []


def test_rows_that_are_added_are_accessible(page, site):
    open_page(page, f"{site}/de/admin/strategy/coreactivity/add/")

    for button in page.locator(".inline-group .add-row a").all():
        button.click()

    assert page.locator(".inline-related.dynamic-status_changes").count() == 1
    assert all_violations(page) == []


@pytest.mark.parametrize("path", ["", "strategy/coreactivity/"])
def test_the_dark_desk_and_the_light_phone_are_accessible_too(page, site, path):
    open_page(page, f"{site}/de/admin/{path}")
    page.emulate_media(color_scheme="dark")
    dark = violations(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")

    assert dark == []
    assert violations(page) == []


@pytest.mark.parametrize("window", [DESK, PHONE])
def test_no_button_covers_the_title_of_an_entry(page, site, window):
    page.set_viewport_size(window)
    core_activity = CoreActivity.objects.get(slug="baustellenmanagement")
    open_page(page, f"{site}/de/admin/strategy/coreactivity/{core_activity.pk}/change/")

    title = page.locator("#content > h2").bounding_box()
    buttons = page.locator(".object-tools").bounding_box()

    assert buttons["y"] >= title["y"] + title["height"]


@pytest.mark.parametrize("path", ["news/pressrelease", "strategy/coreactivity", "contacts/contact"])
def test_what_is_public_is_in_sight_beside_the_longest_title(page, site, path):
    open_page(page, f"{site}/de/admin/{path}/")
    page.locator("#result_list tbody th a").first.evaluate("link => { link.textContent = 'Schiff'.repeat(33); }")

    column = page.locator("#result_list tbody .field-is_public").first.bounding_box()
    shown = page.locator("#changelist .results").bounding_box()

    assert column["x"] + column["width"] <= shown["x"] + shown["width"]


def test_the_page_for_a_new_password_is_accessible(page, site):
    open_page(page, f"{site}/de/admin/password_change/")

    assert all_violations(page) == []


def test_the_page_for_signing_in_is_accessible(page, site):
    page.context.clear_cookies()
    page.goto(f"{site}/de/admin/")

    assert all_violations(page) == []


def test_fields_that_scripts_draw_are_called_by_their_labels(page, site):
    open_page(page, f"{site}/de/admin/news/pressrelease/add/")

    assert page.get_by_role("textbox", name="Text [de]").count() == 1
    assert page.get_by_role("combobox", name="Kontakt für Rückfragen").count() == 1
    assert page.get_by_label("Veröffentlicht am").get_attribute("type") == "datetime-local"


def test_one_click_confirms_a_core_activity(page, site):
    core_activity = CoreActivity.objects.unconfirmed().first()
    open_page(page, f"{site}/de/admin/strategy/coreactivity/{core_activity.pk}/change/")

    page.get_by_role("button", name="Bestätigen: stimmt heute noch").click()

    assert "1 Kernaktivität ist mit heutigem Datum bestätigt." in page.locator(".messagelist").inner_text()
    core_activity.refresh_from_db()
    assert core_activity.last_confirmed_on is not None
