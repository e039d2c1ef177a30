"""What is not public never reaches a reader, wherever it is attached. Everything hidden here is called “geheim”."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from strategy.models import ActivityContact
from tests.builders import (
    a_contact,
    a_core_activity,
    a_document,
    a_milestone,
    a_press_release,
    a_status_change,
    a_unit,
    an_activity_milestone,
)
from tests.html import links_of, text_of
from tests.strategy.world import ADDRESSES, PAGES, World

pytestmark = pytest.mark.django_db
NAMES = {"title_de": "Geheimes Projekt", "title_en": "Geheim project", "summary_de": "Geheim", "is_public": False}


def a_draft(status="planned", as_of="2024", **values):
    return a_core_activity(status, as_of, slug=f"geheim-{values.pop('slug', 'projekt')}", **{**NAMES, **values})


@pytest.fixture
def world_with_drafts():
    world = World()
    place = {"competency": world.competency}
    drafts = [
        a_draft(slug="im-platz", focus=world.focus, slot=1, **place),
        a_draft(slug="im-schwerpunkt", focus=world.focus, **place),
        a_draft(slug="in-der-kompetenz", **place),
        a_draft(slug="anderswo"),
    ]
    for draft in drafts:
        draft.also_contributes_to.add(world.focus)
        draft.cross_cutting_issues.add(world.issue)
        draft.related_plans.add(world.plan)
        a_milestone("2020", title_de="Öffentlich", title_en="Public", core_activity=draft)
        a_milestone("2099", title_de="Öffentlich", title_en="Public", core_activity=draft, category="activity")
    a_status_change(drafts[0], "merged", "2024", successor=world.core_activity)
    a_status_change(world.core_activity, "merged", "2021", successor=drafts[1])
    hidden = {"title_de": "Geheim", "title_en": "Geheim"}
    for values in ({"is_public": False}, {"published_at": timezone.now() + timedelta(days=1)}):
        press_release = a_press_release(slug=f"geheim-{len(values)}-{next(iter(values))}", **hidden, **values)
        press_release.core_activities.add(world.core_activity)
        press_release.competencies.add(world.competency)
    world.core_activity.documents.add(a_document(is_public=False, **hidden))
    return world


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_hides_everything_that_is_not_public(client, world_with_drafts, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "geheim" not in response.content.decode().lower()


@pytest.mark.parametrize("which", ["about", "competency", "focus", "core activity list", "issue", "milestone list"])
def test_page_shows_the_public_core_activity_beside_the_drafts(client, world_with_drafts, which):
    german, english = PAGES[which]

    titles = [text for text, href in links_of(client.get(german)) if href == "/de/projekte/gute-stuben/"]
    assert {re.sub("^Projekt: |: in Umsetzung$", "", title) for title in titles} == {"Gute Stuben"}
    titles = [text for text, href in links_of(client.get(english)) if href == "/en/projects/gute-stuben/"]
    assert {re.sub("^Project: |: ongoing$", "", title) for title in titles} == {"Parlours"}


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/de/kompetenzen/", "1 von 25 Plätzen erfasst: 1 in Umsetzung."),
        ("/en/competencies/", "1 of 25 places recorded: 1 ongoing."),
        ("/de/kompetenzen/wissen/", "1 von 25 Plätzen erfasst: 1 in Umsetzung. Frei oder hier noch nicht erfasst: 24"),
        ("/en/competencies/wissen/", "1 of 25 places recorded: 1 ongoing. 24 places are free"),
        ("/de/projekte/", "alle 1 in Umsetzung 1 1 Projekt Gezählt"),
        ("/en/projects/", "all 1 ongoing 1 1 project This"),
    ],
)
def test_drafts_do_not_count(client, world_with_drafts, address, count):
    assert count in text_of(client.get(address), id="content")


@pytest.mark.parametrize(
    "filters", ["competency=wissen", "focus=bildung", "status=planned", "status=merged", "issue=inklusion", "batch=1"]
)
def test_filters_find_no_drafts(client, world_with_drafts, filters):
    response = client.get(f"/de/projekte/?{filters}")

    assert "geheim" not in response.content.decode().lower()
    assert ("Gute Stuben" in text_of(response)) is not filters.startswith("status")


@pytest.mark.parametrize("prefix", ["/de/projekte/", "/en/projects/"])
def test_core_activity_is_not_found_while_it_is_a_draft(client, world_with_drafts, prefix):
    assert client.get(f"{prefix}gute-stuben/").status_code == 200
    assert client.get(f"{prefix}geheim-anderswo/").status_code == 404


def test_former_address_of_a_draft_is_not_found(client):
    draft = a_draft(slug="alt")
    draft.slug = "geheim-neu"
    draft.save()

    assert client.get("/de/projekte/geheim-alt/").status_code == 404


def test_core_activity_stays_merged_while_its_successor_is_a_draft(client):
    merged = a_core_activity(slug="gute-stuben", title_de="Gute Stuben")
    a_status_change(merged, "merged", "2024", successor=a_draft(), reason_de="Zwei Vorhaben wurden eins.")

    content = text_of(client.get("/de/projekte/gute-stuben/"), id="content")

    assert content.startswith("zusammengeführt Stand 2024 Gute Stuben")
    assert "zusammengeführt Stand 2024 Zwei Vorhaben wurden eins. Was die Statuswörter bedeuten" in content


def test_core_activity_with_drafts_around_it_has_no_neighbours(client, world_with_drafts):
    pager = links_of(client.get("/de/projekte/gute-stuben/"), **{"class": "wrap pager"})

    assert pager == [("Alle Projekte dieser Kompetenz", "/de/projekte/?competency=wissen")]


@pytest.mark.parametrize("address", PAGES["core activity"])
def test_core_activity_shows_contacts_that_are_public_and_still_there(client, address):
    core_activity = World().core_activity
    yesterday, today = timezone.localdate() - timedelta(days=1), timezone.localdate()
    for name, values in {
        "Frau Offen": {},
        "Herr Heute": {"ends_on": today},
        "Frau Geheim": {"is_public": False},
        "Herr Geheim": {"ends_on": yesterday},
        "Amt Geheim": {"is_public": False, "ends_on": today},
    }.items():
        contact = a_contact(name_de=name, name_en=name, **values)
        ActivityContact.objects.create(core_activity=core_activity, contact=contact)

    response = client.get(address)

    names = [text for text, href in links_of(response, **{"aria-labelledby": "contact"}) if "kontakt-" in href]
    assert sorted(names) == ["Frau Offen", "Herr Heute"]
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("address", PAGES["core activity"])
def test_core_activity_names_who_answers_for_contacts_that_have_ended_and_each_of_them_once(client, address):
    core_activity, unit = World().core_activity, a_unit(slug="amt", name_de="Amt", name_en="Amt")
    deputy = a_contact(slug="neu", name_de="Frau Neu", name_en="Frau Neu", unit=unit)
    yesterday = timezone.localdate() - timedelta(days=1)
    for values in ({"deputy": deputy}, {"deputy": deputy}, {}, {}):
        contact = a_contact(name_de="Geheim", name_en="Geheim", unit=unit, ends_on=yesterday, **values)
        core_activity.activity_contacts.create(contact=contact, role_de="Geheim", role_en="Geheim")
    core_activity.activity_contacts.create(contact=deputy, role_de="Presse", role_en="Presse", position=9)

    response = client.get(address)

    contact_box = text_of(response, **{"aria-labelledby": "contact"})
    assert contact_box.split(" ", 1)[1] == "Frau Neu, Presse Amt Amt"
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("address", PAGES["core activity"])
def test_core_activity_never_shows_what_is_internal_to_a_contact(client, address):
    core_activity = World().core_activity
    contact = a_contact(
        name_de="Büro",
        name_en="Office",
        email="buero@bochum.example",
        phone="0234 910-1",
        internal_email="geheim@bochum.example",
        internal_phone="0234 910-9999",
        internal_note="Geheime Anmerkung",
        deputy=a_contact(name_de="Frau Geheim", name_en="Frau Geheim", is_public=False),
    )
    contact.unit.internal_note = "Geheime Anmerkung"
    contact.unit.save()
    ActivityContact.objects.create(core_activity=core_activity, contact=contact)

    response = client.get(address)

    assert ("buero@bochum.example", "mailto:buero@bochum.example") in links_of(response)
    assert ("0234 910-1", "tel:+492349101") in links_of(response)
    assert "geheim" not in response.content.decode().lower()
    assert "9999" not in response.content.decode()


def test_core_activity_without_a_public_contact_leads_to_all_contacts(client):
    core_activity = World().core_activity
    ActivityContact.objects.create(core_activity=core_activity, contact=a_contact(is_public=False))

    contact_box = text_of(client.get("/de/projekte/gute-stuben/"), **{"aria-labelledby": "contact"})

    assert contact_box == "Kontakt Ein Kontakt für dieses Projekt ist noch nicht erfasst. Alle Kontakte"


def test_milestones_of_drafts_appear_on_no_page_of_the_strategy(client, world_with_drafts):
    draft = a_draft(slug="mit-meilenstein")
    an_activity_milestone(draft, planned="2025", title_de="Geheimer Schritt")

    for address in ADDRESSES:
        assert "Geheimer Schritt" not in client.get(address).content.decode()
