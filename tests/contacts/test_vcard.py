"""A contact as a file for one's own address book."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.vcard import folded, vcard
from tests.builders import a_contact, a_unit

SECRETS = {"internal_email": "geheim@bochum.example", "internal_phone": "0234 4711", "internal_note": "Geheime Notiz"}


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_signs_with_a_meaning_are_escaped_and_lines_end_as_the_standard_says():
    text = vcard(
        [("FN", "Müller; Groß, A\\B\r\nZwei"), ("ORG", ("Stadt; Bochum", "Amt, 1")), ("NOTE", ""), ("N", ("", ""))]
    )

    assert text == (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Müller\\; Groß\\, A\\\\B\\nZwei\r\n"
        "ORG:Stadt\\; Bochum;Amt\\, 1\r\nEND:VCARD\r\n"
    )


def test_long_lines_are_folded_at_75_bytes_without_splitting_a_letter():
    line = "NOTE:" + "äöü€" * 50

    pieces = folded(line).split("\r\n")

    assert {len(piece.encode()) <= 75 for piece in pieces} == {True}
    assert [piece[0] for piece in pieces[1:]] == [" "] * (len(pieces) - 1)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_what_the_page_shows_of_a_contact_is_in_its_card(client, db):
    unit = a_unit(name_de="Bauamt", parent=a_unit(name_de="Stadt Bochum"), address="Willy-Brandt-Platz 2, 44787 Bochum")
    values = {
        "kind": "person",
        "email": "anna@bochum.example",
        "phone": "0234/910-1",
        "responsible_for_de": "Parks; Bänke",
    }
    a_contact(slug="anna", name_de="Anna Groß", unit=unit, **values, **SECRETS)

    response = client.get("/de/kontakte/anna.vcf")

    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="anna.vcf"'
    assert response["X-Robots-Tag"] == "noindex"
    assert unfolded(response.content.decode()) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        "FN:Anna Groß",
        "N:Anna Groß;;;;",
        "ORG:Stadt Bochum;Bauamt",
        "EMAIL;TYPE=work:anna@bochum.example",
        "TEL;TYPE=work:+49 234 9101",
        "ADR;TYPE=work:;;Willy-Brandt-Platz 2\\, 44787 Bochum;;;;",
        "NOTE:Parks\\; Bänke",
        "URL:http://testserver/de/kontakte/anna/",
        "END:VCARD",
        "",
    ]


def test_a_card_is_in_the_language_of_its_address(client, db):
    a_contact(slug="buero", name_de="Büro", name_en="Office")

    text = client.get("/en/contacts/buero.vcf").content.decode()

    assert "FN:Office\r\n" in text
    assert "KIND:org\r\n" in text
    assert "/en/contacts/buero/" in text


def test_a_unit_with_a_mailbox_has_a_card_too(client, db):
    unit = a_unit(slug="bauamt", name_de="Bauamt", email="bau@bochum.example", internal_note="Geheim")
    unit.slug = "amt"
    unit.save()

    text = client.get("/de/kontakte/stellen/amt.vcf").content.decode()

    assert "FN:Bauamt\r\nN:Bauamt;;;;\r\nORG:Bauamt\r\nEMAIL;TYPE=work:bau@bochum.example\r\n" in text
    assert "Geheim" not in text
    assert client.get("/de/kontakte/stellen/bauamt.vcf")["Location"] == "/de/kontakte/stellen/amt.vcf"
    a_unit(slug="stumm")
    assert client.get("/de/kontakte/stellen/stumm.vcf").status_code == 404


@pytest.mark.parametrize("values", [{"is_public": False}, {"ends_on": timezone.localdate() - timedelta(days=1)}])
def test_who_is_not_public_has_no_card(client, db, values):
    a_contact(slug="anna", **values)

    assert client.get("/de/kontakte/anna.vcf").status_code == 404


def test_a_former_address_of_a_card_leads_to_the_present_one(client, db):
    contact = a_contact(slug="alt")
    contact.slug = "neu"
    contact.save()

    assert client.get("/en/contacts/alt.vcf")["Location"] == "/en/contacts/neu.vcf"


@pytest.mark.parametrize(
    "address", ["/de/kontakte/anna/", "/de/kontakte/anna.vcf", "/en/contacts/anna/", "/en/contacts/anna.vcf"]
)
def test_what_is_internal_is_on_no_page_of_a_contact(client, db, address):
    unit = a_unit(internal_note="Geheime Notiz")
    a_contact(slug="anna", unit=unit, email="anna@bochum.example", last_confirmed_on="2026-10-05", **SECRETS)

    source = client.get(address).content.decode()

    assert "anna@bochum.example" in source
    assert [
        secret for secret in ("geheim", "Geheim", "4711", "2026-10-05", "Oktober", "October") if secret in source
    ] == []


def test_search_engines_are_told_the_same_as_readers(client, db):
    unit = a_unit(slug="amt", name_de="Bauamt", email="bau@bochum.example", internal_note="Geheim")
    values = {"kind": "person", "email": "anna@bochum.example", "phone": "0234 910-1"}
    a_contact(slug="anna", name_de="Anna", unit=unit, **values, **SECRETS)

    def told(address):
        source = client.get(address).content.decode()
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', source)
        return json.loads(blocks[1])

    assert told("/de/kontakte/anna/") == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Anna",
        "url": "http://testserver/de/kontakte/anna/",
        "email": "anna@bochum.example",
        "telephone": "+49 234 9101",
        "worksFor": {"@type": "Organization", "name": "Bauamt"},
    }
    assert told("/de/kontakte/stellen/amt/") == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Bauamt",
        "url": "http://testserver/de/kontakte/stellen/amt/",
        "email": "bau@bochum.example",
    }
