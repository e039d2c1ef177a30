"""A fact sheet says what its page says, in the same words, whatever the words are."""

import pytest

from strategy.models import CoreActivity
from tests.builders import a_competency, a_contact, a_core_activity, a_focus, an_activity_milestone
from tests.html import read
from tests.pdf import findings, pages_of, squeezed, text_of_pdf
from tests.strategy.sheets import COMPETENCY, ONE, a_strategy

pytestmark = pytest.mark.django_db

# The parts of the page of a core activity, without its ways to elsewhere: news, suggestions, neighbours.
PARTS = [
    {"class": "page-head"},
    *({"aria-labelledby": name} for name in ("about", "figures", "status", "place", "contact", "more")),
    {"class": "timeline timeline--plan"},
    {"class": "timeline"},
    {"class": "sources"},
]
COMPETENCY_PARTS = [
    {"class": "lead"},
    *({"aria-labelledby": name} for name in ("vision", "goals", "foci", "former")),
    {"class": "sources"},
]
# What a table says by its columns, and what only leads elsewhere.
OTHERWISE = {"planned:", "geplant:", "· reached:", "· erreicht:", "·", ","} | {
    "Was die Statuswörter bedeuten",
    "What the status words mean",
}
PAGES = [("/de/projekte/gute-stuben/", ONE[0]), ("/en/projects/gute-stuben/", ONE[1])]


def texts_of(page, parts):
    pieces = [" ".join(piece.split()) for part in parts for piece in read(page, part).pieces]
    return [piece for piece in pieces if piece and piece not in OTHERWISE]


def missing(texts, text):
    return [words for words in texts if squeezed(words) not in text]


@pytest.mark.parametrize(("address", "sheet"), PAGES)
def test_every_text_of_the_page_is_in_the_fact_sheet(client, address, sheet):
    a_strategy()

    texts = texts_of(client.get(address), PARTS)

    assert len(texts) > 60
    assert missing(texts, text_of_pdf(client.get(sheet))) == []


def test_every_text_of_the_page_of_a_competency_is_in_its_fact_sheets(client):
    a_strategy()

    texts = texts_of(client.get("/de/kompetenzen/wissen/"), COMPETENCY_PARTS)

    assert {"Alle lesen.", "Alle lernen.", "Bildung", "Gute Stuben", "in Umsetzung"} <= set(texts)
    assert missing(texts, text_of_pdf(client.get(COMPETENCY[0]))) == []


@pytest.mark.parametrize(("address", "sheet"), [("/de/projekte/leer/", "/de/projekte/leer/steckbrief.pdf")])
def test_what_is_unknown_is_said_to_be_unknown(client, address, sheet):
    a_core_activity(slug="leer", title_de="Leer")
    a_contact(name_de="Zentrale", phone="0234 910", email="info@bochum.example", is_general=True)
    a_contact(name_de="Geheime Zentrale", is_general=True, is_public=False)

    texts = texts_of(client.get(address), PARTS)
    response = client.get(sheet)

    assert {"Zentrale", "0234 910", "info", "@bochum.example", "Alle Kontakte"} <= set(texts)
    assert "Geheime Zentrale" not in text_of_pdf(response)
    assert {"Status noch nicht erfasst", "noch nicht erfasst", "Noch sind keine Meilensteine erfasst."} <= set(texts)
    assert missing(texts, text_of_pdf(response)) == []
    assert (len(pages_of(response)), findings(response)) == (1, [])


NASTY = [
    "#let x = 1; #panic() $x^2$ @label <label> = * _a_ ` ``` // /* */ ~ --- \\",
    'Anführung „a“ "b" \'c\' \\n \\u{41} {"a": 1} [b] (c) & &amp; %s {{ x }}',
    "<script>alert(1)</script> <svg onload='x'>",
    "مشروع المدينة ועיר",
    "Donaudampfschifffahrts" * 8,
    "x" * 195,
    "https://bochum.example/" + "a" * 170,
]


@pytest.mark.parametrize("words", NASTY)
def test_a_text_is_never_taken_for_markup_and_never_lost(client, words):
    competency = a_competency(slug="wissen", name_de=words[:100], tagline_de=words)
    core_activity = a_core_activity(
        slug="gute-stuben",
        title_de=words,
        summary_de=words,
        partners_de=words,
        competency=competency,
        focus=a_focus(competency, name_de=words),
    )
    core_activity.key_figures.create(value_de=words[:40], label_de=words)
    an_activity_milestone(core_activity, "2020", title_de=words, note_de=words)

    responses = [client.get(address) for address in (ONE[0], COMPETENCY[0], "/de/strategie/steckbriefe.pdf")]

    assert [response.status_code for response in responses] == [200, 200, 200]
    assert [finding for response in responses for finding in findings(response)] == []
    if not any("\u0590" < letter < "\u0700" for letter in words):  # a viewer's order of letters is its own
        assert [response for response in responses if squeezed(words) not in text_of_pdf(response)] == []


def test_signs_that_no_font_has_and_control_characters_do_not_stop_a_fact_sheet(client):
    a_core_activity(slug="gute-stuben", title_de="Feiern 🎉 mit 1️⃣\x07 und 文")

    response = client.get(ONE[0])

    assert "Feiern□mit1□□und□" in text_of_pdf(response)
    assert findings(response) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p></p>",
        "<h3>Ohne Anfang</h3>",
        "<ul><li></li></ul>",
        "<ol start='3'><li>drei</li></ol>",
        "<table><tr><td rowspan='9' colspan='40'>weit</td></tr><tr><td></td></tr></table>",
        "<table><tr><th><p>a</p></th></tr><tr><td><ul><li>b</li></ul></td></tr></table>",
        "<blockquote><ul><li><blockquote><p>tief</p></blockquote></li></ul></blockquote>",
        "<p><a href='https://bochum.example/ä b'>Adresse</a><br><br><a href='mailto:a@b.example'>Post</a></p><hr>",
    ],
)
def test_whatever_an_editor_can_format_can_be_printed(client, body):
    a_core_activity(slug="gute-stuben", body_de=body)

    response = client.get(ONE[0])

    assert (response.status_code, findings(response)) == (200, [])


def test_a_long_text_goes_on_over_several_pages(client):
    a_strategy()
    CoreActivity.objects.update(body_de="".join(f"<p>Absatz {number}: {'Wort ' * 60}</p>" for number in range(40)))

    response = client.get(ONE[0])

    assert len(pages_of(response)) >= 3
    assert [n for n in range(40) if f"Absatz{n}:" not in text_of_pdf(response)] == []
    assert findings(response) == []


def test_nothing_reaches_beyond_the_edge_of_the_page(client):
    import pypdfium2

    a_core_activity(slug="gute-stuben", title_de="W" * 195, partners_de="W" * 195)

    document = pypdfium2.PdfDocument(client.get(ONE[0]).content)
    page = document[0]
    text_page = page.get_textpage()
    boxes = [text_page.get_charbox(index) for index in range(text_page.count_chars())]

    assert max(right for _left, _bottom, right, _top in boxes) <= page.get_width()
    text_page.close()
    page.close()
    document.close()
