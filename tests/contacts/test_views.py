from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import OrganisationalUnit
from tests.builders import a_contact, a_core_activity, a_unit
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db

SECRETS = {"internal_email": "geheim@bochum.example", "internal_phone": "0234 4711", "internal_note": "Geheime Notiz"}


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def content(response):
    return text_of(response, id="content")


def some_hidden_contacts(**values):
    a_contact(name_de="Geheim, weil intern", is_public=False, **values)
    a_contact(name_de="Geheim, weil beendet", ends_on=yesterday(), **values)


def secrets_in(response):
    """What of the texts that only staff may see stands anywhere in the source of the page."""
    html = response.content.decode()
    return [secret for secret in ("Geheim", "geheim", "4711") if secret in html]


def test_contact_detail_shows_how_to_reach_the_contact_in_german(client):
    contact = a_contact(
        slug="projektbuero",
        name_de="Projektbüro",
        responsible_for_de="die Innenstadt",
        unit=a_unit(name_de="Bauamt"),
        email="buero@bochum.example",
        phone="0234 910-1",
        room="1.23",
        deputy=a_contact(name_de="Zweites Büro"),
    )
    contact.sources.create(citation="bochum.de/kontakt")
    core_activity = a_core_activity(title_de="Haus des Wissens")
    core_activity.activity_contacts.create(contact=contact)

    text = content(client.get("/de/kontakte/projektbuero/"))

    assert text.startswith("Projektbüro die Innenstadt Erreichbarkeit Stelle Bauamt E-Mail buero@bochum.example")
    assert (
        "Telefon 0234 910-1 Raum 1.23 Vertretung Zweites Büro Als Kontakt speichern (vCard) Zuständig für Haus" in text
    )
    assert text.endswith("Quellen bochum.de/kontakt")


def test_contact_detail_says_in_english_what_is_not_yet_recorded(client):
    a_contact(slug="projektbuero", name_en="Project office", unit=a_unit(name_en="Building office"))

    text = content(client.get("/en/contacts/projektbuero/"))

    assert text == (
        "Project office How to reach Organisational unit Building office "
        "E-mail not yet recorded Telephone not yet recorded Save as contact (vCard)"
    )


@pytest.mark.parametrize("values", [{"is_public": False}, {"ends_on": yesterday()}], ids=["internal", "ended"])
def test_contact_detail_hides_a_deputy_who_is_not_public(client, values):
    a_contact(slug="projektbuero", name_de="Projektbüro", deputy=a_contact(name_de="Geheim", **values), **SECRETS)

    response = client.get("/de/kontakte/projektbuero/")

    assert "Projektbüro" in content(response)
    assert "Vertretung" not in content(response)
    assert secrets_in(response) == []


def test_contact_detail_hides_draft_core_activities(client):
    contact = a_contact(slug="projektbuero")
    for title, is_public in (("Haus des Wissens", True), ("Geheimer Entwurf", False)):
        a_core_activity(title_de=title, is_public=is_public).activity_contacts.create(contact=contact)

    response = client.get("/de/kontakte/projektbuero/")

    assert content(response).endswith("Zuständig für Haus des Wissens")
    assert secrets_in(response) == []


@pytest.mark.parametrize("ends_on", [None, yesterday()])
def test_contact_detail_answers_404_for_an_internal_contact(client, ends_on):
    contact = a_contact(slug="altes-buero", is_public=False, ends_on=ends_on, deputy=a_contact())
    contact.slug = "buero"
    contact.save()

    for address in ("/de/kontakte/buero/", "/en/contacts/buero/", "/de/kontakte/altes-buero/"):
        assert client.get(address).status_code == 404
    assert client.get("/de/kontakte/unbekannt/").status_code == 404


def test_the_page_of_a_contact_that_has_ended_leads_to_the_deputy(client):
    deputy = a_contact(name_de="Frau Neu", slug="neu", unit=a_unit(name_de="Bauamt"), phone="0234 910-1")
    a_contact(slug="buero", name_de="Geheim", responsible_for_de="Geheim", ends_on=yesterday(), deputy=deputy)

    response = client.get("/de/kontakte/buero/")

    assert response.status_code == 410
    assert content(response) == (
        "Dieser Kontakt ist nicht mehr da Bitte wenden Sie sich stattdessen hierhin "
        "Frau Neu Bauamt Telefon: 0234 910-1 Alle Kontakte"
    )
    assert ("Frau Neu", "/de/kontakte/neu/") in links_of(response, id="content")
    assert secrets_in(response) == []


@pytest.mark.parametrize("deputy", [{"is_public": False}, {"ends_on": yesterday()}, None])
def test_without_a_deputy_who_can_be_asked_it_leads_to_the_mailbox_of_the_unit(client, deputy):
    unit = a_unit(name_en="Building office", email="bau@bochum.example")
    ended = {"slug": "buero", "name_en": "Geheim", "ends_on": yesterday(), "unit": unit}
    a_contact(deputy=a_contact(name_en="Geheim", **deputy) if deputy else None, **ended)

    response = client.get("/en/contacts/buero/")

    assert response.status_code == 410
    assert content(response).endswith("ask here instead Building office E-mail: bau@bochum.example All contacts")
    assert secrets_in(response) == []


@pytest.mark.parametrize("count", [1, 3])
def test_contact_detail_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    contact = a_contact(slug="projektbuero", deputy=a_contact())
    for number in range(count):
        a_core_activity().activity_contacts.create(contact=contact)
        contact.sources.create(citation=f"Quelle {number}")

    with django_assert_num_queries(8):
        client.get("/de/kontakte/projektbuero/")


def test_organisational_unit_detail_shows_the_unit_in_german(client):
    unit = a_unit(
        slug="bauamt",
        name_de="Bauamt",
        text_de="Baut und plant.",
        parent=a_unit(name_de="Dezernat V"),
        email="bau@bochum.example",
        phone="0234 910-2",
        address="Willy-Brandt-Platz 2",
        internal_note="Geheime Notiz",
    )
    a_unit(name_de="Hochbau", parent=unit)
    a_contact(name_de="Projektbüro", unit=unit, **SECRETS)
    some_hidden_contacts(unit=unit)
    a_core_activity(title_de="Haus des Wissens").departments.add(unit)
    a_core_activity(title_de="Geheimer Entwurf", is_public=False).departments.add(unit)
    unit.sources.create(citation="bochum.de/bauamt")

    response = client.get("/de/kontakte/stellen/bauamt/")

    assert content(response) == (
        "Bauamt Baut und plant. Erreichbarkeit Gehört zu Dezernat V E-Mail bau@bochum.example Telefon 0234 910-2 "
        "Anschrift Willy-Brandt-Platz 2 Als Kontakt speichern (vCard) Kontakte Projektbüro Bauamt "
        "Zuständig für Haus des Wissens Zugehörige Stellen Hochbau Quellen bochum.de/bauamt"
    )
    assert secrets_in(response) == []


def test_organisational_unit_detail_says_in_english_what_is_not_yet_recorded(client):
    a_unit(slug="bauamt", name_en="Building office")

    text = content(client.get("/en/contacts/units/bauamt/"))

    assert text == (
        "Building office How to reach E-mail not yet recorded Telephone not yet recorded "
        "In charge of No project of this unit is recorded."
    )


def test_organisational_unit_detail_answers_404_for_an_unknown_unit(client):
    assert client.get("/de/kontakte/stellen/unbekannt/").status_code == 404
    assert client.get("/en/contacts/units/unbekannt/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_organisational_unit_detail_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    unit = a_unit(slug="bauamt", parent=a_unit())
    for number in range(count):
        a_unit(parent=unit)
        a_contact(unit=unit)
        a_core_activity().departments.add(unit)
        unit.sources.create(citation=f"Quelle {number}")

    with django_assert_num_queries(9):
        client.get("/de/kontakte/stellen/bauamt/")


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/de/kontakte/altes-buero/", "/de/kontakte/buero/"),
        ("/en/contacts/altes-buero/", "/en/contacts/buero/"),
        ("/de/kontakte/stellen/altes-amt/", "/de/kontakte/stellen/amt/"),
        ("/en/contacts/units/altes-amt/", "/en/contacts/units/amt/"),
    ],
)
def test_a_former_address_leads_to_the_present_one(client, address, right):
    unit = a_unit(slug="altes-amt")
    contact = a_contact(slug="altes-buero", unit=unit)
    unit.slug, contact.slug = "amt", "buero"
    unit.save()
    contact.save()

    response = client.get(address)

    assert OrganisationalUnit.objects.get().slug == "amt"
    assert (response.status_code, response["Location"]) == (301, right)
