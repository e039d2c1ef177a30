"""What a reader must not see, and where an address leads that is no longer right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import a_competency, a_contact, a_core_activity, a_press_release, a_unit, berlin
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db


def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/de/aktuelles/2023/neujahr/", "/de/aktuelles/2024/neujahr/"),
        ("/en/news/1999/neujahr/", "/en/news/2024/neujahr/"),
        ("/de/aktuelles/2024/prosit/", "/de/aktuelles/2024/neujahr/"),
        ("/en/news/2022/prosit/", "/en/news/2024/neujahr/"),
    ],
)
def test_a_wrong_year_or_a_former_address_leads_to_the_right_address(client, address, right):
    release = a_press_release(berlin(2024, 1, 1, 0, 30), slug="prosit")
    release.slug = "neujahr"
    release.save()

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (301, right)


def test_an_unknown_address_answers_404(client):
    a_press_release(slug="hdw")

    assert client.get("/de/aktuelles/2024/hdw/").status_code == 200
    assert client.get("/de/aktuelles/2024/hdw-2/").status_code == 404
    assert client.get("/de/aktuelles/9999/hdw-2/").status_code == 404


def test_drafts_and_scheduled_press_releases_have_no_page(client):
    a_press_release(slug="entwurf", is_public=False)
    a_press_release(tomorrow(), slug="geplant")

    assert client.get("/de/aktuelles/2024/entwurf/").status_code == 404
    assert client.get("/de/aktuelles/2023/entwurf/").status_code == 404
    assert client.get(f"/de/aktuelles/{timezone.localdate(tomorrow()).year}/geplant/").status_code == 404


def test_drafts_and_scheduled_press_releases_are_no_neighbours(client):
    a_press_release(berlin(2024, 6, 14), title_de="Älter", slug="aelter")
    a_press_release(berlin(2024, 6, 15), title_de="Entwurf davor", is_public=False)
    a_press_release(berlin(2024, 6, 16), title_de="Mitte", slug="mitte")
    a_press_release(berlin(2024, 6, 17), title_de="Entwurf danach", is_public=False)
    a_press_release(berlin(2024, 6, 18), title_de="Neuer", slug="neuer")
    a_press_release(tomorrow(), title_de="Geplant")

    middle, newest = client.get("/de/aktuelles/2024/mitte/"), client.get("/de/aktuelles/2024/neuer/")

    assert links_of(middle, id="content")[-3:] == [
        ("← Neuer", "/de/aktuelles/2024/neuer/"),
        ("Alle Meldungen", "/de/aktuelles/"),
        ("Älter →", "/de/aktuelles/2024/aelter/"),
    ]
    assert links_of(newest, id="content") == [
        ("Alle Meldungen", "/de/aktuelles/"),
        ("Mitte →", "/de/aktuelles/2024/mitte/"),
    ]


def test_press_release_detail_hides_draft_core_activities(client):
    release = a_press_release(slug="hdw")
    release.core_activities.add(a_core_activity(title_de="Öffentliches Projekt"))
    release.core_activities.add(a_core_activity(title_de="Geheimes Projekt", is_public=False))

    text = text_of(client.get("/de/aktuelles/2024/hdw/"), id="content")

    assert "Projekte in dieser Meldung Öffentliches Projekt Status noch nicht erfasst" in text
    assert "Geheimes Projekt" not in text


def test_press_release_detail_hides_a_contact_that_is_not_public(client):
    deputy = a_contact(name_de="Vertretung")
    contact = a_contact(name_de="Interne Stelle", is_public=False, deputy=deputy)
    a_press_release(slug="hdw", title_de="Richtfest", contact=contact)

    text = text_of(client.get("/de/aktuelles/2024/hdw/"), id="content")

    assert "Richtfest" in text
    assert [word for word in ("Rückfragen", "Interne Stelle", "Vertretung") if word in text] == []


@pytest.mark.parametrize(
    ("has_deputy", "shown"), [(True, "Frau Neu Amt 2"), (False, "Amt 1 E-Mail: amt@bochum.example")]
)
def test_press_release_detail_names_who_answers_for_a_contact_that_has_ended(client, has_deputy, shown):
    unit = a_unit(name_de="Amt 1", email="amt@bochum.example")
    deputy = a_contact(name_de="Frau Neu", unit=a_unit(name_de="Amt 2")) if has_deputy else None
    yesterday = timezone.localdate() - timedelta(days=1)
    a_press_release(slug="hdw", contact=a_contact(name_de="Herr Alt", unit=unit, ends_on=yesterday, deputy=deputy))

    text = text_of(client.get("/de/aktuelles/2024/hdw/"), id="content")

    assert f"Rückfragen {shown}" in text
    assert "Herr Alt" not in text


def test_press_release_detail_never_shows_the_internal_fields_of_its_contact(client):
    contact = a_contact(
        name_de="Pressestelle",
        email="presse@bochum.example",
        internal_email="geheim@bochum.example",
        internal_phone="0234 4711",
        internal_note="nur vormittags",
    )
    a_press_release(slug="hdw", contact=contact)

    html = client.get("/de/aktuelles/2024/hdw/").content.decode()

    assert "presse@bochum.example" in html
    assert [secret for secret in ("geheim@", "4711", "nur vormittags") if secret in html] == []


def test_competency_and_core_activity_pages_hide_drafts_and_scheduled_press_releases(client):
    competency = a_competency(slug="talentschmiede")
    core_activity = a_core_activity(slug="haus-des-wissens", competency=competency)
    for values in (
        {"title_de": "Öffentliche Meldung"},
        {"title_de": "Geheimer Entwurf", "is_public": False},
        {"title_de": "Geheimer Termin", "published_at": tomorrow()},
    ):
        release = a_press_release(**values)
        release.core_activities.add(core_activity)
        release.competencies.add(competency)

    pages = [client.get("/de/kompetenzen/talentschmiede/"), client.get("/de/projekte/haus-des-wissens/")]

    assert ["Öffentliche Meldung" in text_of(page, id="content") for page in pages] == [True, True]
    assert ["Geheimer" in text_of(page) for page in pages] == [False, False]


def test_home_hides_drafts_and_scheduled_press_releases(client):
    a_press_release(title_de="Öffentliche Meldung")
    a_press_release(title_de="Geheimer Entwurf", is_public=False)
    a_press_release(tomorrow(), title_de="Geheimer Termin")

    text = text_of(client.get("/de/"))

    assert "Öffentliche Meldung" in text
    assert "Geheimer" not in text
