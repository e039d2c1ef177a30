"""An editor changes a core activity in a table, by keyboard, and sees what it would do."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from strategy.models import CoreActivity
from tests.browser.accessibility import violations
from tests.portal.tables import ACTIVITIES, edited_in_excel, rows_of

pytestmark = pytest.mark.django_db
PHONE = {"width": 320, "height": 800}


@pytest.fixture
def page(page, site):
    """Signed in, on a narrow phone in the dark."""
    client = Client()
    client.force_login(User.objects.get(username="redaktion"))
    (cookie,) = client.cookies.values()
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return page


def pick(page, content):
    file = {"name": "tabelle.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Tabelle").set_input_files(file)
    page.get_by_role("button", name="Zeigen, was sich ändern würde").press("Enter")
    page.get_by_role("heading", name="Was sich ändern würde").wait_for()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_table_goes_out_and_comes_in_again(page, site, complaints):
    page.goto(f"{site}/de/admin/{ACTIVITIES}/")
    page.get_by_role("link", name="Export", exact=True).press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel-Datei (XLSX)").press("Enter")
    content = download.value.path().read_bytes()
    [first, *_others] = rows_of(content)

    page.goto(f"{site}/de/admin/{ACTIVITIES}/import/")
    pick(page, edited_in_excel(edited_in_excel(content, 2, "title_de", ""), 2, "slot", "9"))
    with_errors = [page.locator(".errorlist").inner_text(), fits(page), complaints[:], violations(page)]
    page.get_by_role("link", name="Andere Datei wählen").press("Enter")
    del complaints[:]  # axe brings a style of its own
    pick(page, edited_in_excel(content, 2, "title_de", "Von Hand geändert"))
    row = page.locator("section").inner_text()
    without = [fits(page), complaints[:], violations(page)]
    page.get_by_role("button", name="Alles importieren").press("Enter")
    page.locator(".messagelist").wait_for()

    assert "title_de" in with_errors[0]
    assert "slot" in with_errors[0]
    assert with_errors[1:] == [True, [], []]
    assert "Zeile 2: Von Hand geändert – geändert" in row
    assert without == [True, [], []]
    assert page.locator(".messagelist").inner_text() == "Importiert: 1 Eintrag ist geändert."
    assert CoreActivity.objects.get(pk=first["id"]).title_de == "Von Hand geändert"
