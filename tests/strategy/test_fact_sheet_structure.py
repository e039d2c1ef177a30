"""What somebody who does not see a fact sheet is told of it: PDF/UA-1."""

from itertools import pairwise

import pytest

from portal.rich_text import LANGUAGES
from tests.builders import a_core_activity
from tests.pdf import Structure, findings
from tests.strategy.sheets import ADDRESSES, BATCH, COMPETENCY, ONE, WHOLE, a_strategy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_fact_sheet_can_be_read_by_everybody(client, address):
    a_strategy()

    response = client.get(address)

    structure = Structure(response)
    assert findings(response) == []
    assert (structure.is_marked, structure.shows_title, structure.language) == (True, True, address[1:3])
    assert {"H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TH", "TD", "Link", "Figure"} <= set(
        structure.roles
    )


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (ONE[0], "Steckbrief: Gute Stuben"),
        (ONE[1], "Fact sheet: Parlours"),
        (COMPETENCY[0], "Steckbriefe: Wissen"),
        (BATCH[1], "Fact sheets: Batch 1"),
        (WHOLE[0], "Steckbriefe der Bochum Strategie"),
    ],
)
def test_the_title_says_what_it_is(client, address, title):
    a_strategy()

    assert Structure(client.get(address)).title == title


SECTIONS = [
    "Worum es geht",
    "In Zahlen",
    "Meilensteine",
    "Der Status und wie er zustande kam",
    "Auf einen Blick",
    "Kontakt",
    "Dokumente und Links",
    "Quellen",
]


def test_the_headings_and_bookmarks_of_one_sheet_are_its_sections(client):
    a_strategy()

    structure = Structure(client.get(ONE[0]))

    assert structure.headings == [
        (1, "Gute Stuben"),
        (2, "Worum es geht"),
        (3, "Anlass"),
        *((2, section) for section in SECTIONS[1:]),
    ]
    assert structure.bookmarks == [("Gute Stuben", SECTIONS)]


def test_the_bookmarks_of_several_sheets_lead_to_each(client):
    a_strategy()
    a_core_activity(title_de="Heimatlos")

    (strategy, competency, elsewhere) = Structure(client.get(WHOLE[0])).bookmarks

    assert strategy[0] == "Die Bochum Strategie"
    assert (competency[0], competency[1][-1]) == ("Wissen", "Gute Stuben")
    assert elsewhere == ("Kernaktivitäten, deren Kompetenz noch nicht erfasst ist", ["Altes Haus", "Heimatlos"])


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_heading_skips_a_level(client, address):
    a_strategy()

    levels = [level for level, _text in Structure(client.get(address)).headings]

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_the_wheels_say_in_words_what_they_show(client):
    a_strategy()

    (alt,) = Structure(client.get(ONE[0])).values("/Alt")
    large, *small = Structure(client.get(WHOLE[1])).values("/Alt")

    assert alt == "Platz im Steuerrad: Wissen, Bildung"
    assert large == (
        "Steering wheel. In the hub: Courage. Around it the competencies Knowledge, each with five main foci and 25 "
        "places for core activities. On the rim the cross-cutting issues Inclusion. "
        "2 of 125 places recorded: 1 ongoing, 1 merged into another."
    )
    assert small == ["Place in the steering wheel: Knowledge", "Place in the steering wheel: Knowledge, Education"]


def test_a_table_of_contents_stands_in_several_sheets_and_not_in_one(client):
    a_strategy()

    assert [("TOC" in Structure(client.get(a)).roles) for a in (ONE[0], COMPETENCY[0], BATCH[0], WHOLE[0])] == [
        False,
        True,
        True,
        True,
    ]


def test_german_is_marked_on_an_english_sheet_where_the_english_is_missing(client):
    a_core_activity(slug="deutsch", title_de="Nur Deutsch", title_en="", has_official_english_title=True)
    a_core_activity(slug="english", title_de="Beides", title_en="Both", has_official_english_title=True)

    assert "de" in Structure(client.get("/en/projects/deutsch/fact-sheet.pdf")).languages
    assert "de" not in Structure(client.get("/en/projects/english/fact-sheet.pdf")).languages


def test_passages_in_another_language_are_marked_on_the_sheet(client):
    passages = "".join(f'<p><span lang="{lang}">{name}</span></p>' for lang, name in LANGUAGES.items())
    a_core_activity(slug="sprachen", body_de=passages)

    response = client.get("/de/projekte/sprachen/steckbrief.pdf")

    assert set(LANGUAGES) <= set(Structure(response).languages) | {"de"}
    assert findings(response) == []


def test_the_sheet_leads_to_its_page_and_to_what_it_names(client):
    a_strategy()

    links = Structure(client.get(ONE[0])).links

    assert {
        "http://testserver/de/projekte/gute-stuben/",
        "http://testserver/de/kompetenzen/wissen/",
        "https://bochum.de/stuben",
        "https://stuben.example/",
        "mailto:stuben@bochum.example",
        "tel:+49234910",
    } <= set(links)
