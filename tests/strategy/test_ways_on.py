"""No dead ends: what a page tells of, it leads to."""

import pytest

from tests.builders import a_core_activity, a_page, an_activity_milestone
from tests.html import links_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/de/projekte/", "Bei 2 dieser Projekte ist ein Termin überschritten"),
        ("/de/meilensteine/", "Projekte mit überschrittenem Termin"),
    ],
)
def test_what_is_late_is_one_link_away(client, address, name):
    for planned in ("2020", "2021", "2099"):
        an_activity_milestone(a_core_activity("ongoing"), planned=planned)

    links = links_of(client.get(address), id="content")

    assert (name, "/de/projekte/?milestones=overdue") in links


def test_where_nothing_is_late_the_list_says_nothing_of_it(client):
    an_activity_milestone(a_core_activity("ongoing"), planned="2099")

    assert [name for name, _address in links_of(client.get("/de/projekte/")) if "Termin" in name] == []


def test_the_page_on_taking_part_leads_to_the_citys_channel(client, settings):
    settings.BUERGERECHO_URL = "https://echo.example/"
    a_page(slug="participate", body_de="<p>Über das BürgerEcho melden Sie Mängel.</p>")
    a_page(slug="imprint", body_de="<p>Stadt.</p>")

    link = ("Schreiben Sie der Stadt über das BürgerEcho", "https://echo.example/")
    assert link in links_of(client.get("/de/mitmachen/"), id="content")
    assert link not in links_of(client.get("/de/impressum/"), id="content")
