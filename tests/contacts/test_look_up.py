"""What signed-in staff look up of contacts and units."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.utils import timezone

from contacts.look_up import safe
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_cross_cutting_issue,
    a_focus,
    a_press_release,
    a_unit,
)
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone

pytestmark = pytest.mark.django_db

PAGE, TABLE = "/de/intern/kontakte/", "/de/intern/kontakte.csv"


@pytest.fixture
def staff(client):
    sign_in(client, someone("staff"))
    return client


def found(client, query=""):
    return text_of(client.get(PAGE, {"q": query}), id="hits")


def cells(response):
    """The table as a spreadsheet reads it, row by row."""
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_staff_read_what_is_internal_the_deputy_and_where_somebody_is_named(staff):
    unit = a_unit(name_de="Bauamt", parent=a_unit(name_de="Stadt"))
    contact = a_contact(
        name_de="Anna Groß",
        kind="person",
        unit=unit,
        phone="0234/910-1",
        internal_phone="4711",
        internal_email="a.gross@intern.example",
        internal_note="Nur dienstags",
        deputy=a_contact(name_de="Bernd Klein", phone="0234 910-2", is_public=False),
        last_confirmed_on=date(2026, 10, 5),
    )
    a_core_activity(title_de="Haus").activity_contacts.create(contact=contact)
    a_core_activity(title_de="Plan", is_public=False).activity_contacts.create(contact=contact)

    text = found(staff, "anna")

    assert text.startswith(
        "Diese als Tabelle speichern (CSV) Kontakte Anna Groß Person, Bauamt – öffentlich Telefon 0234 910-1"
    )
    assert "Internes Telefon 4711 Interne E-Mail-Adresse a.gross@intern.example Interne Anmerkung Nur dienstags" in text
    assert "Vertretung Bernd Klein 0234 910-2 Zuletzt bestätigt 5. Oktober 2026" in text
    assert "Genannt in (2) Kernaktivität: Haus Kernaktivität: Plan (nicht öffentlich)" in text


def test_staff_see_also_who_is_internal_or_has_gone(staff):
    a_contact(name_de="Intern", is_public=False, unit=a_unit(name_de="Amt"))
    a_contact(name_de="Gegangen", ends_on=date(2020, 5, 31), unit=a_unit(name_de="Amt"))

    assert "Intern Funktion, Amt – intern" in found(staff, "intern")
    assert "Gegangen Funktion, Amt – letzter Tag ist vorbei Letzter Tag 31. Mai 2020" in found(staff, "gegangen")


def test_units_are_found_with_what_they_are_in_charge_of(staff):
    unit = a_unit(name_de="Tiefbauamt", phone="0234 910-3", internal_note="Umzug im Mai")
    a_core_activity(title_de="Radweg").departments.add(unit)

    text = found(staff, "radweg")

    assert (
        "Stellen Tiefbauamt Telefon 0234 910-3 Interne Anmerkung Umzug im Mai Genannt in (1) Kernaktivität: Radweg"
        in text
    )


@pytest.mark.parametrize(
    "query",
    [
        "groß",
        "GROSS anna",
        "strassenamt",
        "straßenamt",
        "bänke",
        "baenke",
        "talentschmiede",
        "schulen",
        "klimaschutz",
        "richtfest",
        "fördermittel",
        "0234 / 910 77",
        "+49 234 91077",
        "91077",
        "4711",
        "anna@bochum",
        "a.gross@intern",
        "dienstags",
        "bernd",
        "cordula",
        "groß 4711",
    ],
)
def test_one_field_finds_by_name_unit_project_topic_number_and_mailbox(staff, query):
    a_contact(name_de="Zweiter", phone="0234 910-8")
    competency = a_competency(1, name_de="Talentschmiede")
    benches = a_core_activity(
        title_de="1.000 Bänke", competency=competency, focus=a_focus(competency, name_de="Schulen")
    )
    benches.cross_cutting_issues.add(a_cross_cutting_issue(name_de="Klimaschutz"))
    contact = a_contact(
        name_de="Anna Groß",
        unit=a_unit(name_de="Straßenamt"),
        email="anna@bochum.example",
        phone="(0234) 910-77",
        internal_phone="4711",
        internal_email="a.gross@intern.example",
        internal_note="Nur dienstags",
        responsible_for_de="Fördermittel",
        deputy=a_contact(name_de="Bernd"),
    )
    benches.activity_contacts.create(contact=contact)
    a_press_release(title_de="Richtfest", contact=contact)
    a_contact(name_de="Cordula", deputy=contact)

    text = found(staff, query)

    assert "Anna Groß" in text
    assert "Zweiter" not in text


def test_a_contact_keeper_who_may_not_see_drafts_learns_of_none(client):
    contact = a_contact(name_de="Anna")
    for title, is_public in (("Haus", True), ("Geheimer Plan", False)):
        a_core_activity(title_de=title, slug=title[:4].lower(), is_public=is_public).activity_contacts.create(
            contact=contact
        )
    a_press_release(title_de="Geheime Meldung", is_public=False, contact=contact)
    a_core_activity(title_de="Geheimes Amt", is_public=False).departments.add(contact.unit)
    sign_in(client, someone("contact keeper"))

    response = client.get(PAGE)

    assert [link for link in links_of(response, id="hits") if link[0] == "Haus"] == [("Haus", "/de/projekte/haus/")]
    assert "Geheim" not in response.content.decode()
    assert "Geheim" not in client.get(TABLE).content.decode()
    assert "Anna" not in found(client, "geheim")


def test_nothing_found_says_what_to_do(staff):
    response = staff.get(PAGE, {"q": "gibtesnicht"})

    assert text_of(response, id="found") == "0 Kontakte, 0 Stellen – gefunden mit „gibtesnicht“"
    assert (
        text_of(response, id="hits")
        == "Dazu ist niemand erfasst. Lassen Sie ein Wort weg, oder suchen Sie mit einem Teil davon."
    )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("role", "address", "queries"),
    [("staff", PAGE, 16), ("staff", TABLE, 15), ("contact keeper", PAGE, 17), ("contact keeper", TABLE, 16)],
)
def test_a_look_up_takes_the_same_queries_for_any_number(
    client, django_assert_num_queries, count, role, address, queries
):
    for number in range(count):
        competency = a_competency(number + 1)
        core_activity = a_core_activity(competency=competency, focus=a_focus(competency))
        core_activity.cross_cutting_issues.add(a_cross_cutting_issue(number + 1))
        contact = a_contact(unit=a_unit(parent=a_unit()), deputy=a_contact())
        core_activity.activity_contacts.create(contact=contact)
        core_activity.departments.add(contact.unit)
        a_press_release(contact=contact)
    sign_in(client, someone(role))

    with django_assert_num_queries(queries):
        client.get(address, {"q": "kontakt"})


# As a table


def test_the_table_holds_what_the_page_shows(staff):
    contact = a_contact(
        name_de="Anna Groß",
        unit=a_unit(name_de="Bauamt"),
        phone="0234 910-1",
        internal_phone="4711",
        ends_on=date(2099, 12, 31),
        responsible_for_de="Parks;\nBänke",
    )
    a_core_activity(title_de="Haus").activity_contacts.create(contact=contact)
    a_contact(name_de="Zweiter")

    response = staff.get(TABLE, {"q": "anna"})

    head, row = cells(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="kontakte-intern.csv"'
    assert dict(zip(head, row, strict=True)) == {
        "Name": "Anna Groß",
        "Art": "Funktion",
        "Stelle": "Bauamt",
        "Öffentlich": "ja",
        "E-Mail-Postfach": "",
        "Telefon": "0234 910-1",
        "Raum": "",
        "Interne E-Mail-Adresse": "",
        "Internes Telefon": "4711",
        "Vertretung": "",
        "Letzter Tag": "31.12.2099",
        "Zuständig für": "Parks;\nBänke",
        "Zuletzt bestätigt am": "",
        "Interne Anmerkung": "",
        "Genannt in": "Haus",
    }


def test_units_stand_in_the_table_too(staff):
    a_unit(name_de="Bauamt", parent=a_unit(name_de="Stadt"), email="bau@bochum.example")

    rows = cells(staff.get(TABLE, {"q": "bauamt"}))

    assert [row[:5] for row in rows[1:]] == [["Bauamt", "Stelle", "Stadt", "ja", "bau@bochum.example"]]


@pytest.mark.parametrize("text", ["=1+1", "+49 234 1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_text_that_a_spreadsheet_would_compute_is_marked_as_text(text):
    assert safe(text) == f"'{text}"
    assert safe(f"Text {text}") == f"Text {text}"


def test_no_cell_of_the_table_is_a_formula(staff):
    contact = a_contact(name_de="=Anna()", internal_note="@SUM(A1)", phone="+31 20 555 1111", unit=a_unit(name_de="-1"))
    a_core_activity(title_de="=Haus()").activity_contacts.create(contact=contact)

    [row] = cells(staff.get(TABLE, {"q": "anna"}))[1:]

    assert {"'=Anna()", "'-1", "'+31 20 555 1111", "'@SUM(A1)", "'=Haus()"} <= set(row)
    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_link_to_the_table_keeps_the_query(staff):
    a_contact(name_de="Anna")

    assert ("Diese als Tabelle speichern (CSV)", f"{TABLE}?q=anna") in links_of(staff.get(PAGE, {"q": "anna"}))


@pytest.mark.parametrize("query", ["\0", "(", "%", "'\"<b>", "a" * 10_000, "1 " * 500])
def test_whatever_is_typed_gets_an_ordinary_answer(staff, query):
    a_contact(ends_on=timezone.localdate() - timedelta(days=1))

    response = staff.get(PAGE, {"q": query})

    assert response.status_code == 200
    assert "<b>" not in response.content.decode()
