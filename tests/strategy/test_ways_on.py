"""No dead ends: what a page tells of, it leads to."""

import pytest

from tests.builders import a_core_activity, a_page
from tests.html import links_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/de/projekte/", "/de/meilensteine/"])
def test_what_is_late_is_one_link_away(client, address):
    a_core_activity()

    links = links_of(client.get(address), id="content")

    assert ("Projekte mit überschrittenem Termin", "/de/projekte/?milestones=overdue") in links


def test_the_page_on_taking_part_leads_to_the_citys_channel(client, settings):
    settings.BUERGERECHO_URL = "https://echo.example/"
    a_page(slug="participate", body_de="<p>Über das BürgerEcho melden Sie Mängel.</p>")
    a_page(slug="imprint", body_de="<p>Stadt.</p>")

    link = ("Schreiben Sie der Stadt über das BürgerEcho", "https://echo.example/")
    assert link in links_of(client.get("/de/mitmachen/"), id="content")
    assert link not in links_of(client.get("/de/impressum/"), id="content")
