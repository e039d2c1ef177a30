"""The core activities from A to Z, sorted as in a German dictionary (DIN 5007-1) on every database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import a_core_activity
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/de/projekte-a-z/"


def titles_on(response):
    return [text for text, href in links_of(response, id="content") if not href.startswith("#")]


def test_titles_are_sorted_as_in_a_german_dictionary(client):
    in_order = [
        "1.000 Bänke",
        "„Ahorn“",
        "ahorn 2",
        "Ärzte",
        "aufwärts",
        "Bar",
        "Bär",
        "École",
        "Ofen",
        "Öl",
        "Opern",
        "Straße",
        "Strassen",
        "Übung",
        "Uhr",
        "Ulm",
    ]
    for title in reversed(in_order):
        a_core_activity(title_de=title)

    assert titles_on(client.get(ADDRESS)) == in_order


def test_titles_stand_under_their_letters(client):
    for title in ("Öl", "Oase", "Zoo", "Äpfel", "115", "…und Co."):
        a_core_activity("ongoing", title_de=title)

    response = client.get(ADDRESS)

    assert text_of(response, **{"aria-labelledby": "0-9"}) == "0-9 115 in Umsetzung"
    assert text_of(response, **{"aria-labelledby": "A"}) == "A Äpfel in Umsetzung"
    assert text_of(response, **{"aria-labelledby": "O"}) == "O Oase in Umsetzung Öl in Umsetzung"
    assert text_of(response, **{"aria-labelledby": "U"}) == "U …und Co. in Umsetzung"


def test_only_letters_with_a_title_are_links(client):
    for title in ("Öl", "Zoo", "115"):
        a_core_activity(title_de=title)

    response = client.get(ADDRESS)

    assert text_of(response, id="letters") == "0-9 A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"
    assert links_of(response, id="letters") == [("0-9", "#0-9"), ("O", "#O"), ("Z", "#Z")]


def test_digits_are_left_out_where_no_title_begins_with_one(client):
    a_core_activity(title_de="Zoo")

    assert text_of(client.get(ADDRESS), id="letters").startswith("A B C")


def test_english_page_sorts_by_the_english_title_and_marks_what_is_german(client):
    a_core_activity(title_de="Zoo", title_en="Animals")
    a_core_activity(title_de="Bäume", title_en="Trees")
    a_core_activity(title_de="Muße", title_en="")

    response = client.get("/en/projects-a-to-z/")

    assert titles_on(response) == ["Animals", "Muße", "Trees"]
    assert '<span lang="de">Muße</span>' in response.content.decode()


def test_drafts_and_what_is_scheduled_are_left_out(client):
    a_core_activity(title_de="Öffentlich")
    a_core_activity(title_de="Geheim", is_public=False)
    a_core_activity(title_de="Geheim", public_from=timezone.now() + timedelta(days=1))

    response = client.get(ADDRESS)

    assert titles_on(response) == ["Öffentlich"]
    assert links_of(response, id="letters") == [("O", "#O")]


def test_list_of_projects_leads_here(client):
    assert ("Projekte von A bis Z", ADDRESS) in links_of(client.get("/de/projekte/"), id="content")
