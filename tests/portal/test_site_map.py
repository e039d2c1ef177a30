"""The page that names every page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import SITE_NOTICE
from tests.builders import a_competency, a_core_activity, a_cross_cutting_issue, a_focus, a_page
from tests.html import links_of, text_of
from tests.strategy.world import World

pytestmark = pytest.mark.django_db
ADDRESSES = ["/de/seitenuebersicht/", "/en/site-map/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_site_map_leads_to_every_page_of_the_target_system_and_every_section(client, address):
    World()
    language = address[1:3]

    links = [href for _text, href in links_of(client.get(address), id="content")]

    assert all(client.get(href).status_code == 200 for href in links)
    assert (
        set(links)
        >= {
            "de": {
                "/de/",
                "/de/projekte/",
                "/de/projekte-a-z/",
                "/de/aktuelles/",
                "/de/kontakte/",
                "/de/downloads/",
                "/de/strategie/",
                "/de/kompetenzen/wissen/",
                "/de/kompetenzen/wissen/bildung/",
                "/de/projekte/gute-stuben/",
                "/de/querschnittsthemen/inklusion/",
            },
            "en": {"/en/projects/gute-stuben/", "/en/cross-cutting-issues/inklusion/", "/en/strategy/"},
        }[language]
    )


def test_site_map_shows_the_target_system_as_it_is_built(client):
    world = World()
    a_core_activity("planned", title_de="Ohne Schwerpunkt", competency=world.competency)
    a_core_activity(title_de="Ohne Kompetenz")

    response = client.get(ADDRESSES[0])

    assert text_of(response, **{"aria-labelledby": "competency-4"}) == (
        "Wissen Bildung Gute Stuben in Umsetzung noch keinem Schwerpunkt zugeordnet Ohne Schwerpunkt geplant"
    )
    assert text_of(response, **{"aria-labelledby": "elsewhere"}) == (
        "Kompetenz noch nicht erfasst Ohne Kompetenz Status noch nicht erfasst"
    )


def test_site_map_names_public_pages_in_the_order_of_their_titles(client):
    for slug, title in (("imprint", "Impressum"), ("netzwerk", "Übersicht"), ("privacy", "Datenschutz")):
        a_page(slug, title_de=title)
    a_page(SITE_NOTICE, title_de="Hinweis")
    a_page("entwurf", title_de="Entwurf", is_public=False)
    a_page("spaeter", title_de="Später", public_from=timezone.now() + timedelta(days=1))

    response = client.get(ADDRESSES[0])

    assert links_of(response, **{"aria-labelledby": "pages"}) == [
        ("Datenschutz", "/de/datenschutz/"),
        ("Impressum", "/de/impressum/"),
        ("Übersicht", "/de/seite/netzwerk/"),
    ]


def test_site_map_leaves_out_drafts_and_what_is_scheduled(client):
    place = {"competency": a_competency(slug="wissen")}
    a_core_activity(title_de="Öffentlich", **place)
    a_core_activity(title_de="Geheim", is_public=False, **place)
    a_core_activity(title_de="Geheim", public_from=timezone.now() + timedelta(days=1))

    text = text_of(client.get(ADDRESSES[0]))

    assert ("Öffentlich" in text, "Geheim" in text) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_site_map_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for number in range(1, count + 1):
        competency = a_competency(number)
        a_core_activity("ongoing", competency=competency, focus=a_focus(competency))
        a_cross_cutting_issue(number)
        a_page(f"seite-{number}")

    with django_assert_num_queries(8):
        client.get(ADDRESSES[0])


@pytest.mark.parametrize("address", ["/de/", "/de/gibt-es-nicht/"])
def test_every_page_leads_to_the_site_map(client, address):
    assert ("Seitenübersicht", ADDRESSES[0]) in links_of(client.get(address))
