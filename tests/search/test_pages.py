"""The search page, the suggestions and what is told of the search elsewhere."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.search.questions import LONGEST_QUESTION
from tests.builders import a_competency, a_contact, a_core_activity, a_focus, a_page, a_press_release, berlin
from tests.html import links_of, text_of
from tests.search.asking import address, found

pytestmark = pytest.mark.django_db


def some_houses():
    a_core_activity(slug="haus", title_de="Haus des Wissens", title_en="House of Knowledge")
    for month in range(1, 13):
        a_press_release(
            berlin(2024, month, 1), slug=f"haus-{month}", title_de=f"Haus {month}", title_en=f"House {month}"
        )


def test_hits_are_grouped_by_kind_with_numbers_and_the_way_to_all_of_them(client):
    some_houses()

    response = client.get(address("Haus"))

    assert text_of(response, id="content") == (
        "Suche Was suchen Sie? Suchen 13 Treffer für „Haus“ Alles Projekte: 1 Aktuelles: 12 "
        "Projekte Haus des Wissens "
        "Aktuelles Haus 12 1. Dezember 2024 Haus 11 1. November 2024 Haus 10 1. Oktober 2024 "
        "Alle Treffer: Aktuelles (12) "
        "Auf dem Laufenden bleiben Neues als Atom-Feed Neues als JSON-Feed "
        "Ein Feed-Programm zeigt Ihnen Neues von selbst."
    )


def test_one_kind_is_chosen_and_paged(client):
    some_houses()

    first = client.get(address("Haus", kind="news"))
    second = found(client, "Haus", kind="news", page=2)

    assert ("Nächste Seite →", "?q=Haus&kind=news&page=2") in links_of(first, id="content")
    assert len(found(client, "Haus", kind="news")) == 10
    assert second == ["/de/aktuelles/2024/haus-2/", "/de/aktuelles/2024/haus-1/"]


@pytest.mark.parametrize("parameters", [{"page": "99"}, {"page": "x"}, {"page": "-1"}, {"kind": "nonsense"}])
def test_an_address_that_makes_no_sense_is_answered_all_the_same(client, parameters):
    some_houses()

    assert found(client, "Haus", **parameters) != []


def test_what_was_asked_for_is_marked_in_title_and_extract(client):
    a_page("netz", title_de="Straßen & Wege", body_de="<p>Neue <b>Strassen</b> &lt;b&gt; und mehr</p>")

    html = client.get(address("strasse")).content.decode()

    assert "<mark>Straßen</mark> &amp; Wege" in html
    assert "Neue <mark>Strassen</mark> &lt;b&gt; und mehr" in html


def test_german_texts_on_the_english_page_say_their_language(client):
    a_page("netz", title_de="Wegenetz", title_en="", lead_de="Neue Wege")
    a_page("paths", title_de="Pfade", title_en="Paths", lead_de="Neue Wege")

    html = " ".join(client.get(address("Wege", "en")).content.decode().split())

    assert re.search(r'<a href="/en/page/netz/" lang="de"\s*>', html)
    assert re.search(r'<a href="/en/page/paths/"\s*>Paths', html)
    assert re.search(r'<p lang="de"\s*> Neue <mark>Wege</mark>', html)


def test_without_a_question_there_are_other_ways_in(client):
    response = client.get("/de/suche/")

    assert text_of(response, id="content").startswith("Suche Was suchen Sie? Suchen Andere Wege Alle Projekte")


def test_nothing_found_says_so_and_offers_ways_on(client):
    some_houses()

    response = client.get(address("Haus Quatsch Wissens"))

    assert "Zu „Haus Quatsch Wissens“ wurde nichts gefunden." in text_of(response, id="content")
    assert ("Haus Wissens", "?q=Haus+Wissens") in links_of(response, id="content")


def test_a_part_of_a_compound_is_found_only_if_nothing_begins_so(client):
    a_page("plan", title_de="Radwegekonzept")

    by_part = client.get(address("Konzepte"))
    a_page("konzept", title_de="Konzept")

    assert "in Wörtern, in denen der gesuchte Teil steckt" in text_of(by_part, id="content")
    assert "<mark>Radwegekonzept</mark>" in by_part.content.decode()
    assert found(client, "Konzepte") == ["/de/seite/konzept/"]


def test_of_several_words_some_may_be_parts_and_others_not(client):
    a_page("plan", title_de="Radwegekonzept", lead_de="Für Bochumer Kinder")
    a_page("konzert", title_de="Kinderkonzert in Bochum")

    assert found(client, "Konzepte Bochum Kinder") == ["/de/seite/plan/"]
    assert found(client, "Konzert Kinder") == ["/de/seite/konzert/"]


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "'",
        '"Haus',
        "Haus*",
        "Haus AND OR NOT",
        "Haus NEAR(Wissens)",
        "title:Haus",
        "Haus & | ! :* <->",
        "<script>alert(1)</script>",
        "Haus; DROP TABLE search_entry;--",
        "%_\\",
        "Haus\x00Wissens",
        "🙂 Haus",
        "ﬁ ² Ⅷ ß ẞ",
        "日本語 Ελληνικά العربية",
        "a" * LONGEST_QUESTION,
        "{0} {{ x }} %s",
    ],
)
def test_any_text_gets_an_ordinary_answer(client, question):
    some_houses()

    response = client.get(address(question))
    suggestions = client.get(address(question, name="search:suggestions"))

    assert (response.status_code, suggestions.status_code) == (200, 200)
    assert "<script>alert" not in response.content.decode()


def test_a_question_that_is_too_long_is_told_so(client):
    response = client.get(address("Haus " * 2000))

    assert response.status_code == 200
    assert "Ihre Frage ist zu lang. Bitte nehmen Sie höchstens 200 Zeichen" in text_of(response, id="content")
    assert client.get(address("Haus " * 2000, name="search:suggestions")).json()["suggestions"] == []


def test_the_question_is_in_the_title_but_on_no_picture_for_sharing(client):
    page, picture = client.get(address("Haus <3")), client.get("/de/suche/share.png?q=Unfug")

    assert "<title>Suche: Haus &lt;3 – Bochum Strategie</title>" in " ".join(page.content.decode().split())
    assert picture.content == client.get("/de/suche/share.png").content


def test_search_pages_are_kept_out_of_search_engines(client):
    html = client.get(address("Haus")).content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "/de/suche/" not in client.get("/sitemap-lists.xml").content.decode()


def test_the_language_switch_keeps_the_question(client):
    some_houses()

    assert ("English", "/en/search/?q=Haus&kind=news") in links_of(client.get(address("Haus", kind="news")))


def test_every_page_has_the_field_and_tells_browsers_of_the_search(client):
    html = client.get("/de/").content.decode()

    assert re.search(r'<form class="search" action="/de/suche/" role="search">', html)
    assert re.search(r'<link\s+rel="search"[^>]+href="/de/suche/opensearch.xml"', html)
    assert json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": "http://testserver/de/suche/?q={question}"},
        "query-input": "required name=question",
    }


def test_browsers_are_told_how_to_ask(client):
    response = client.get("/en/search/opensearch.xml")

    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert 'template="http://testserver/en/search/?q={searchTerms}"' in response.content.decode()


def test_suggestions_are_the_first_hits_of_each_kind_and_may_be_kept_for_a_minute(client):
    some_houses()

    response = client.get(address("hau", name="search:suggestions"))

    assert response["Cache-Control"] == "public, max-age=60"
    assert response.json() == {
        "message": "4 Vorschläge",
        "suggestions": [
            {"title": "Haus des Wissens", "kind": "Projekte", "path": "/de/projekte/haus/", "lang": "de"},
            {"title": "Haus 12", "kind": "Aktuelles", "path": "/de/aktuelles/2024/haus-12/", "lang": "de"},
            {"title": "Haus 11", "kind": "Aktuelles", "path": "/de/aktuelles/2024/haus-11/", "lang": "de"},
            {"title": "Haus 10", "kind": "Aktuelles", "path": "/de/aktuelles/2024/haus-10/", "lang": "de"},
        ],
    }


def queries_of(client, question, **parameters):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address(question, **parameters)).status_code == 200
    return len(queries)


def test_the_number_of_queries_depends_on_the_answer_and_not_on_its_size(client):
    a_page("haus", title_de="Haus")
    one = queries_of(client, "Haus")
    some_houses()
    a_focus(a_competency(name_de="Haus"), name_de="Hausbau")
    a_contact(name_de="Hausmeisterei")

    # The site's notice, words that begin so, numbers of hits, the hits.
    assert (one, queries_of(client, "Haus"), queries_of(client, "Haus", name="search:suggestions")) == (4, 4, 3)
    # As well: likely words, and either hits by parts with the hits, or which words find something.
    assert queries_of(client, "meister") == 6
    assert queries_of(client, "Hausmeistrei") == 5
    assert queries_of(client, "Haus Unfug Quatsch") == 5
    assert queries_of(client, "") == 1
