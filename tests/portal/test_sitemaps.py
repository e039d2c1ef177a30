import re
from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import PressRelease
from portal.models import Page
from portal.sitemaps import BilingualSitemap, sitemaps
from strategy.models import CoreActivity
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_cross_cutting_issue,
    a_focus,
    a_page,
    a_press_release,
    a_unit,
    berlin,
)

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
# Address in German, and the same page in English.
LISTS = {
    "/de/": "/en/",
    "/de/kompetenzen/": "/en/competencies/",
    "/de/projekte/": "/en/projects/",
    "/de/projekte-a-z/": "/en/projects-a-to-z/",
    "/de/querschnittsthemen/": "/en/cross-cutting-issues/",
    "/de/meilensteine/": "/en/milestones/",
    "/de/botschaften/": "/en/messages/",
    "/de/aktuelles/": "/en/news/",
    "/de/kontakte/": "/en/contacts/",
    "/de/downloads/": "/en/downloads/",
    "/de/seitenuebersicht/": "/en/site-map/",
}
ROWS = {
    "/de/strategie/": "/en/strategy/",
    "/de/impressum/": "/en/imprint/",
    "/de/seite/netzwerk/": "/en/page/netzwerk/",
    "/de/kompetenzen/talente/": "/en/competencies/talente/",
    "/de/kompetenzen/talente/ideen/": "/en/competencies/talente/ideen/",
    "/de/projekte/haus/": "/en/projects/haus/",
    "/de/querschnittsthemen/klima/": "/en/cross-cutting-issues/klima/",
    "/de/aktuelles/2024/richtfest/": "/en/news/2024/richtfest/",
    "/de/kontakte/buero/": "/en/contacts/buero/",
    "/de/kontakte/stellen/amt/": "/en/contacts/units/amt/",
}


def something_public():
    for slug in ("strategy", "imprint", "netzwerk"):
        a_page(slug)
    a_focus(a_competency(slug="talente"), slug="ideen")
    a_core_activity(slug="haus")
    a_cross_cutting_issue(slug="klima")
    a_press_release(slug="richtfest")
    a_contact(slug="buero", unit=a_unit(slug="amt"))


def something_hidden(unit):
    tomorrow, yesterday = timezone.now() + timedelta(days=1), timezone.localdate() - timedelta(days=1)
    a_page("entwurf", is_public=False)
    a_core_activity(slug="entwurf", is_public=False)
    a_press_release(slug="entwurf", is_public=False)
    a_press_release(tomorrow, slug="geplant")
    a_contact(slug="intern", unit=unit, is_public=False)
    a_contact(slug="beendet", unit=unit, ends_on=yesterday)


def entries(client):
    """Every address of the sitemap, each with its alternates by language."""
    index = client.get("/sitemap.xml").content.decode()
    found = {}
    for section in re.findall(r"<loc>(.*?)</loc>", index):
        xml = client.get(section.removeprefix(HOST)).content.decode()
        for entry in re.findall(r"<url>(.*?)</url>", xml, re.DOTALL):
            (address,) = re.findall(r"<loc>(.*?)</loc>", entry)
            assert address not in found
            found[address] = dict(re.findall(r'hreflang="(.*?)" href="(.*?)"', entry))
    return found


def expected(pages):
    """The entries that these pages should have."""
    alternates = [{"de": HOST + german, "en": HOST + english} for german, english in pages.items()]
    return {address: pair for pair in alternates for address in pair.values()}


def test_the_sitemap_names_every_public_page_in_both_languages_and_nothing_else(client):
    something_public()
    something_hidden(unit=a_contact(slug="zweites-buero", unit=a_unit(slug="zweites-amt")).unit)

    found = entries(client)

    assert found == expected(
        LISTS
        | ROWS
        | {
            "/de/kontakte/zweites-buero/": "/en/contacts/zweites-buero/",
            "/de/kontakte/stellen/zweites-amt/": "/en/contacts/units/zweites-amt/",
        }
    )


def test_every_address_of_the_sitemap_is_a_page_that_calls_itself_by_this_address(client):
    something_public()

    found = entries(client)

    for address in found:
        response = client.get(address.removeprefix(HOST))
        assert (address, response.status_code) == (address, 200)
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


def test_the_sitemap_of_an_empty_portal_names_its_lists(client):
    assert entries(client) == expected(LISTS)


def test_the_sitemap_tells_when_a_press_release_last_changed(client):
    release = a_press_release(slug="richtfest")

    xml = client.get("/sitemap-press_releases.xml").content.decode()

    assert f"<lastmod>{timezone.localdate(release.updated_at).isoformat()}</lastmod>" in xml


def test_the_sitemap_names_the_public_address_of_the_settings(client, settings):
    settings.PUBLIC_ADDRESS = "https://strategie.bochum.example"

    xml = client.get("/sitemap-lists.xml").content.decode()

    assert "<loc>https://strategie.bochum.example/de/projekte/</loc>" in xml


def test_a_section_that_is_not_there_answers_404(client):
    assert client.get("/sitemap-unknown.xml").status_code == 404


@pytest.mark.parametrize("section", ["pages", "foci", "core_activities", "press_releases", "contacts"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_section_takes_two_queries_for_any_number(client, django_assert_num_queries, section, count):
    competency = a_competency()
    for number in range(1, count + 1):
        a_page(f"seite-{number}")
        a_focus(competency, number)
        a_core_activity()
        a_press_release()
        a_contact()

    with django_assert_num_queries(2):  # how many, and one page of them
        client.get(f"/sitemap-{section}.xml")


def test_a_section_of_several_pages_names_every_row_once_in_each_language(client, monkeypatch):
    monkeypatch.setattr(BilingualSitemap, "limit", 2)
    unit = a_unit(slug="amt")
    pages = {f"/de/kontakte/buero-{number}/": f"/en/contacts/buero-{number}/" for number in range(5)}
    for number in range(5):
        a_contact(slug=f"buero-{number}", unit=unit)

    index = client.get("/sitemap.xml").content.decode()

    parts = ["", "?p=2", "?p=3"]
    assert re.findall(r"<loc>([^<]*-contacts.xml[^<]*)</loc>", index) == [
        f"{HOST}/sitemap-contacts.xml{p}" for p in parts
    ]
    assert entries(client) == expected(LISTS | pages | {"/de/kontakte/stellen/amt/": "/en/contacts/units/amt/"})


@pytest.mark.parametrize("section", ["pages", "core_activities", "press_releases"])
@pytest.mark.parametrize("count", [1, 3])
def test_when_a_section_last_changed_is_one_question_to_the_database(django_assert_num_queries, section, count):
    for number in range(1, count + 1):
        a_page(f"seite-{number}")
        a_core_activity()
        a_press_release()
    model = {"pages": Page, "core_activities": CoreActivity, "press_releases": PressRelease}[section]
    newest = berlin(2024, 6, 17)
    model.objects.update(updated_at=berlin(2020, 1, 1))
    model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(updated_at=newest)

    with django_assert_num_queries(1) as asked:
        latest = sitemaps[section].get_latest_lastmod()

    assert latest == newest
    assert "MAX(" in asked.captured_queries[0]["sql"]


def test_the_index_tells_when_a_section_last_changed_and_drafts_do_not_count(client):
    a_core_activity()
    CoreActivity.objects.update(updated_at=berlin(2024, 6, 17))
    a_core_activity(is_public=False)

    index = client.get("/sitemap.xml").content.decode()

    (entry,) = (part for part in index.split("<sitemap>") if "/sitemap-core_activities.xml" in part)
    assert re.findall(r"<lastmod>(.{10})", entry) == ["2024-06-17"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_index_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    competency = a_competency()
    for number in range(1, count + 1):
        a_page(f"seite-{number}")
        a_focus(competency, number)
        a_core_activity()
        a_press_release()
        a_contact()

    with django_assert_num_queries(11):  # how many in each section of rows, and when three of them last changed
        client.get("/sitemap.xml")
