"""Whom to ask where nobody else is known: on the home page, at a project without contact, at a unit without mailbox."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import a_contact, a_core_activity, a_unit
from tests.html import text_of

pytestmark = pytest.mark.django_db

SECRETS = {"internal_email": "geheim@bochum.example", "internal_phone": "0234 4711", "internal_note": "Geheime Notiz"}
HOME = "/de/"
PROJECT, UNIT = "/de/projekte/stuben/", "/de/kontakte/stellen/bauamt/"
PART = {HOME: "ask", PROJECT: "contact", UNIT: "channels"}


def part(client, address):
    return text_of(client.get(address), **{"aria-labelledby": PART[address]})


@pytest.fixture(autouse=True)
def nobody_to_ask():
    a_core_activity(slug="stuben", title_de="Gute Stuben")
    a_unit(slug="bauamt")


def a_general_contact(**values):
    unit = a_unit(name_de="Referat", email="referat@bochum.example")
    return a_contact(**{"name_de": "Anlaufstelle", "is_general": True, "unit": unit, "email": "", **SECRETS, **values})


def test_the_general_contact_is_named_where_nobody_else_is_known(client):
    a_general_contact(email="strategie@bochum.example")
    a_contact(name_de="Baubüro")

    named = "Anlaufstelle Referat E-Mail: strategie@bochum.example"
    not_recorded = "Ein Kontakt für dieses Projekt ist noch nicht erfasst."
    assert {address: part(client, address) for address in PART} == {
        HOME: f"Wen kann ich fragen? {named} Bei jedem Projekt steht die zuständige Stelle, soweit sie "
        "bekannt ist. Alle Kontakte",
        PROJECT: f"Kontakt {not_recorded} Fragen Sie hier: {named} Alle Kontakte",
        UNIT: f"Erreichbarkeit E-Mail noch nicht erfasst Telefon noch nicht erfasst Fragen Sie hier: {named}",
    }


def test_whoever_is_known_is_named_instead(client):
    a_general_contact()
    a_core_activity(slug="haus").activity_contacts.create(contact=a_contact(name_de="Baubüro"))
    a_unit(slug="planung", phone="0234 910-1")

    texts = [text_of(client.get(address)) for address in ("/de/projekte/haus/", "/de/kontakte/stellen/planung/")]

    assert ["Anlaufstelle" in text for text in texts] == [False, False]
    assert ["Baubüro" in texts[0], "0234 910-1" in texts[1]] == [True, True]


@pytest.mark.parametrize("address", PART)
@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "Anlaufstelle"),
        ({"is_public": False}, None),
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, "Referat"),
    ],
    ids=["public", "internal", "gone"],
)
def test_one_that_is_internal_or_gone_is_not_named(client, address, values, named):
    a_general_contact(**values)

    response = client.get(address)

    text = text_of(response, **{"aria-labelledby": PART[address]})
    assert [name for name in ("Anlaufstelle", "Referat") if name in text][:1] == ([named] if named else [])
    assert [secret for secret in ("geheim", "Geheim", "4711") if secret in response.content.decode()] == []


def test_nobody_is_promised_where_there_is_no_general_contact(client):
    a_contact()

    assert ["Fragen Sie hier" in part(client, address) for address in PART] == [False, False, False]


def test_the_directory_names_projects_that_nobody_is_known_to_be_in_charge_of(client):
    text = text_of(client.get("/de/kontakte/"), **{"aria-labelledby": "by-project"})

    assert text.endswith("Projekt Zuständig Gute Stuben noch nicht erfasst")
