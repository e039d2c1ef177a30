"""The public directory: contacts by unit, project and competency, and its search."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import a_competency, a_contact, a_core_activity, a_unit
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db

SECRETS = {"internal_email": "geheim@bochum.example", "internal_phone": "0234 4711", "internal_note": "Geheime Notiz"}


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def part(response, name):
    return text_of(response, **{"aria-labelledby": name})


def content(response):
    return text_of(response, id="content")


def secrets_in(response):
    """What of the texts that only staff may see stands anywhere in the source of the page."""
    html = response.content.decode()
    return [secret for secret in ("Geheim", "geheim", "4711") if secret in html]


def names(response):
    """Whom one can ask, in the order of the page."""
    return [text for text, href in links_of(response, **{"aria-labelledby": "people"}) if href.endswith("/")]


def test_contact_list_shows_contacts_units_and_responsibilities_in_german(client):
    unit = a_unit(name_de="Amt für Stadtplanung", email="planung@bochum.example")
    a_contact(name_de="Projektbüro", unit=unit, phone="0234 910-1", responsible_for_de="die Innenstadt")
    a_core_activity(title_de="Haus des Wissens").departments.add(unit)

    text = content(client.get("/de/kontakte/"))

    assert "Wen Sie fragen können Projektbüro Amt für Stadtplanung Telefon: 0234 910-1 die Innenstadt" in text
    assert "Nach Stelle Amt für Stadtplanung planung@bochum.example Projektbüro 1 Projekt Nach Kompetenz" in text
    assert text.endswith("Projekt Zuständig Haus des Wissens Amt für Stadtplanung")


def test_contact_list_shows_contacts_units_and_responsibilities_in_english(client):
    unit = a_unit(name_en="Planning office")
    a_contact(name_en="Project office", unit=unit, responsible_for_en="the city centre")
    for title in ("House of Knowledge", "Green courtyards"):
        a_core_activity(title_en=title).departments.add(unit)

    text = content(client.get("/en/contacts/"))

    assert "Whom you can ask Project office Planning office the city centre" in text
    assert "By organisational unit Planning office Project office 2 projects By competency and" in text
    assert text.endswith("In charge Green courtyards Planning office House of Knowledge Planning office")


def test_contact_list_links_to_all_that_it_names(client):
    unit = a_unit(name_de="Amt", slug="amt", email="amt@bochum.example", phone="115")
    contact = a_contact(name_de="Büro", slug="buero", unit=unit, phone="0234/910-1", email="büro+haus@bochum.example")
    house = a_core_activity(title_de="Haus", slug="haus", competency=a_competency(2, slug="talente"))
    house.activity_contacts.create(contact=contact)

    response = client.get("/de/kontakte/")

    assert links_of(response, **{"aria-labelledby": "people"}) == [
        ("Büro", "/de/kontakte/buero/"),
        ("0234 910-1", "tel:+492349101"),
        ("büro+haus@bochum.example", "mailto:b%C3%BCro%2Bhaus@bochum.example"),
        ("Haus", "/de/projekte/haus/"),
        ("Als Kontakt speichern – Büro (vCard)", "/de/kontakte/buero.vcf"),
    ]
    assert links_of(response, **{"aria-labelledby": "by-unit"}) == [
        ("Amt", "/de/kontakte/stellen/amt/"),
        ("115", "tel:115"),
        ("amt@bochum.example", "mailto:amt@bochum.example"),
        ("Büro", "/de/kontakte/buero/"),
    ]
    assert links_of(response, **{"aria-labelledby": "by-project"}) == [
        ("Kompetenz 2", "/de/kompetenzen/talente/"),
        ("Haus", "/de/projekte/haus/"),
        ("Büro", "/de/kontakte/buero/"),
    ]


def test_contact_list_sorts_units_and_core_activities_as_a_german_reader_expects(client):
    for name, title in (("Zentrum", "Zukunft"), ("Ärzte", "Öffnung"), ("Bäder", "Nähe"), ("Bahn", "nachts")):
        a_core_activity(title_de=title).departments.add(a_unit(name_de=name))

    response = client.get("/de/kontakte/")

    units, projects = (links_of(response, **{"aria-labelledby": name}) for name in ("by-unit", "by-project"))
    assert [text for text, _href in units] == ["Ärzte", "Bäder", "Bahn", "Zentrum"]
    assert [text for text, _href in projects][::2] == ["nachts", "Nähe", "Öffnung", "Zukunft"]


def test_projects_stand_below_their_competencies_and_those_without_one_come_last(client):
    unit = a_unit(name_de="Bauamt")
    for title, competency in (("Ohne", None), ("Zweites", a_competency(2)), ("Erstes", a_competency(1))):
        a_core_activity(title_de=title, competency=competency, organisation=unit)

    response = client.get("/de/kontakte/")

    head = "Projekt Zuständig"
    assert part(response, "by-project") == (
        f"Nach Kompetenz und Projekt Kompetenz 1 {head} Erstes Bauamt Kompetenz 2 {head} Zweites Bauamt "
        f"Kompetenz noch nicht erfasst {head} Ohne Bauamt"
    )
    assert links_of(response, **{"aria-label": "Auf dieser Seite"}) == [
        ("Nach Stelle", "#by-unit"),
        ("Kompetenz 1", "#competency-1"),
        ("Kompetenz 2", "#competency-2"),
        ("Kompetenz noch nicht erfasst", "#competency-0"),
    ]


def test_who_stands_in_for_a_contact_that_has_ended_answers_for_its_projects(client):
    unit, deputy = a_unit(name_de="Bauamt"), a_contact(name_de="Frau Neu")
    for title, values in (("Haus", {"deputy": deputy}), ("Park", {"unit": unit})):
        contact = a_contact(name_de="Geheim", ends_on=yesterday(), **values)
        a_core_activity(title_de=title).activity_contacts.create(contact=contact)

    response = client.get("/de/kontakte/")

    assert part(response, "by-project").endswith("Haus Frau Neu Park Bauamt")
    assert "Zuständig für 1 Projekt Haus" in part(response, "people")
    assert secrets_in(response) == []


def test_responsibilities_name_all_units_in_charge_of_a_core_activity(client):
    core_activity = a_core_activity(title_de="Haus des Wissens")
    core_activity.departments.add(a_unit(name_de="Kulturbüro"), a_unit(name_de="Bauamt"))
    a_core_activity(title_de="Wassernetz", organisation=a_unit(name_de="Stadtwerke"))

    text = content(client.get("/de/kontakte/"))

    assert text.endswith("Projekt Zuständig Haus des Wissens Bauamt, Kulturbüro Wassernetz Stadtwerke")


def test_responsibilities_hide_draft_core_activities(client):
    unit = a_unit(name_de="Bauamt")
    a_core_activity(title_de="Haus des Wissens").departments.add(unit)
    a_core_activity(title_de="Geheimer Entwurf", is_public=False).departments.add(unit)
    a_core_activity(title_de="Geheimer Plan", is_public=False, organisation=unit)

    response = client.get("/de/kontakte/")

    assert content(response).endswith("Projekt Zuständig Haus des Wissens Bauamt")
    assert secrets_in(response) == []


def test_contact_list_without_contacts_says_so(client):
    assert "Noch ist kein Kontakt erfasst." in content(client.get("/de/kontakte/"))


@pytest.mark.parametrize("address", ["/de/kontakte/", "/en/contacts/"])
def test_contact_list_hides_internal_and_ended_contacts_and_internal_fields(client, address):
    unit = a_unit(internal_note="Geheime Notiz")
    a_contact(name_de="Projektbüro", name_en="Projektbüro", unit=unit, **SECRETS)
    a_contact(name_de="Geheim, weil intern", is_public=False, unit=unit)
    a_contact(name_de="Geheim, weil beendet", ends_on=yesterday(), unit=unit)

    response = client.get(address)

    assert "Projektbüro" in content(response)
    assert secrets_in(response) == []


@pytest.mark.parametrize("count", [1, 3])
def test_contact_list_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for number in range(count):
        unit = a_unit(parent=a_unit())
        a_contact(unit=unit, deputy=a_contact(unit=unit))
        core_activity = a_core_activity(organisation=a_unit(), competency=a_competency(number + 1))
        core_activity.departments.add(unit)
        core_activity.activity_contacts.create(contact=a_contact(unit=unit, ends_on=yesterday(), deputy=a_contact()))

    with django_assert_num_queries(7):
        client.get("/de/kontakte/")


# Searching


@pytest.fixture
def offices():
    """Two contacts in two units, with a project each."""
    for number, (name, unit, title, competency, values) in enumerate(
        [
            ("Bürgerbüro", "Straßenamt", "Haus des Wissens", "Talentschmiede", {"phone": "0234 910-1234"}),
            ("Sabine Groß", "Kulturamt", "1.000 Pocket-Parks", "Hotspot", {"responsible_for_de": "Fördermittel"}),
        ],
        start=1,
    ):
        contact = a_contact(name_de=name, unit=a_unit(name_de=unit), email=f"b{number}@bochum.example", **values)
        activity = a_core_activity(title_de=title, competency=a_competency(number, name_de=competency))
        activity.activity_contacts.create(contact=contact)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bürgerbüro", ["Bürgerbüro"]),
        ("BUERGERBUERO", ["Bürgerbüro"]),
        ("burgerburo", ["Bürgerbüro"]),
        ("Strassenamt", ["Bürgerbüro"]),
        ("gross", ["Sabine Groß"]),
        ("foerdermittel", ["Sabine Groß"]),
        ("haus wissen", ["Bürgerbüro"]),
        ("pocket", ["Sabine Groß"]),
        ("talentschmiede", ["Bürgerbüro"]),
        ("b2@bochum", ["Sabine Groß"]),
        ("+49 (0)234 / 910 12", ["Bürgerbüro"]),
        ("9101234", ["Bürgerbüro"]),
        ("1.000", ["Sabine Groß"]),
        ("00", []),  # but as a part of another number
        ("sabine kultur", ["Sabine Groß"]),
        ("sabine wissen", []),
        ("bochum.example", ["Bürgerbüro", "Sabine Groß"]),
    ],
)
def test_contacts_are_found_by_name_unit_project_competency_topic_mailbox_and_number(client, offices, query, found):
    shown = names(client.get("/de/kontakte/", {"q": query}))

    assert [name for name in shown if name in {"Bürgerbüro", "Sabine Groß"}] == found


def test_who_is_called_as_one_asks_comes_first(client):
    a_contact(name_de="Archiv", responsible_for_de="Fragen zu Zoll")
    a_contact(name_de="Zollamt")

    assert names(client.get("/de/kontakte/", {"q": "zoll"})) == ["Zollamt", "Archiv"]


def test_a_search_narrows_all_three_parts_and_says_in_words_what_is_shown(client, offices):
    text = content(client.get("/de/kontakte/", {"q": "strassen"}))

    assert "1 Kontakt, 1 Stelle, 0 Projekte – gefunden mit „strassen“" in text
    assert "Kulturamt" not in text
    assert "Alle anzeigen" in text


def test_a_search_for_a_project_shows_who_is_in_charge_of_it(client, offices):
    assert part(client.get("/de/kontakte/", {"q": "pocket"}), "by-project").endswith("1.000 Pocket-Parks Sabine Groß")


def test_a_search_without_a_hit_says_what_to_do_and_whom_to_ask(client, offices):
    a_contact(name_de="Zentrale", phone="0234 910", is_general=True)
    a_contact(name_de="Geheim", is_general=True, is_public=False)

    text = content(client.get("/de/kontakte/", {"q": "gibtesnicht"}))

    assert "0 Kontakte, 0 Stellen, 0 Projekte" in text
    assert text.count("Zentrale") == 1
    assert (
        "Dazu ist niemand erfasst. Versuchen Sie es mit einem anderen Wort oder mit weniger Wörtern. "
        "Fragen Sie hier: Zentrale"
    ) in text
    assert "Geheim" not in text
    assert "Wen Sie fragen können" not in text
    assert "Fragen Sie hier" not in content(client.get("/de/kontakte/", {"q": "strassen"}))


@pytest.mark.parametrize("query", ["geheim", "4711", "0234 4711", "geheim@bochum"])
def test_what_is_internal_is_not_found_either(client, query):
    contact = a_contact(name_de="Projektbüro", **SECRETS)
    contact.unit.internal_note = "Geheim"
    contact.unit.save()
    a_contact(name_de="Geheim", is_public=False, unit=contact.unit, phone="0234 4711")
    a_core_activity(title_de="Geheim 4711", is_public=False).activity_contacts.create(contact=contact)

    text = content(client.get("/de/kontakte/", {"q": query}))

    assert "0 Kontakte, 0 Stellen, 0 Projekte" in text


@pytest.mark.parametrize("query", ["", "   ", "\0", "(", "+", "%", "'\"<b>", "a" * 10_000, "1 " * 500])
def test_whatever_is_typed_gets_an_ordinary_answer(client, offices, query):
    response = client.get("/de/kontakte/", {"q": query})

    assert response.status_code == 200
    assert "<b>" not in response.content.decode()
    assert response.cookies == {}
