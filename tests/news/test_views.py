import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import Image
from tests.builders import a_competency, a_contact, a_core_activity, a_press_release, berlin
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db


def content(response):
    return text_of(response, id="content")


def news_links(response):
    """The headlines on the page, in their order."""
    return [text for text, href in links_of(response, id="content") if "/meldung-" in href]


def a_picture():
    return Image.objects.create(file="pictures/richtfest.webp", width=16, height=9, alt_text="Ein Kranz", credit="Foto")


def tomorrow():
    return timezone.now() + timedelta(days=1)


def test_press_release_list_shows_the_newest_first_in_german(client):
    a_press_release(berlin(2024, 6, 16), title_de="Die ältere")
    a_press_release(berlin(2024, 6, 17), title_de="Die neuere", lead_de="Worum es geht.")

    response = client.get("/de/aktuelles/")

    assert news_links(response) == ["Die neuere", "Die ältere"]
    assert "17. Juni 2024 Die neuere Worum es geht. 16. Juni 2024 Die ältere" in content(response)


def test_press_release_list_shows_the_newest_first_in_english(client):
    a_press_release(berlin(2024, 6, 16), title_en="The older one")
    a_press_release(berlin(2024, 6, 17), title_en="The newer one", date_precision="month")

    response = client.get("/en/news/")

    assert news_links(response) == ["The newer one", "The older one"]
    assert "June 2024 The newer one 16 June 2024 The older one" in content(response)


def test_press_release_list_marks_a_german_headline_on_an_english_page(client):
    a_press_release(title_de="Nur auf Deutsch", title_en="")

    response = client.get("/en/news/")

    assert '<span lang="de">Nur auf Deutsch</span>' in response.content.decode()


def test_press_release_list_hides_drafts_and_scheduled_press_releases(client):
    a_press_release(title_de="Öffentlich")
    a_press_release(title_de="Entwurf", is_public=False)
    a_press_release(tomorrow(), title_de="Geplant")

    response = client.get("/de/aktuelles/")

    assert news_links(response) == ["Öffentlich"]


def test_press_release_list_without_news_says_so(client):
    response = client.get("/de/aktuelles/")

    assert "Aus diesem Zeitraum gibt es keine Meldungen." in content(response)


def test_press_release_list_leads_from_page_to_page(client):
    for day in range(1, 15):
        a_press_release(berlin(2024, 6, day), title_de=f"Vom {day}.")

    first = client.get("/de/aktuelles/")
    older = dict(links_of(first, id="content"))["Ältere →"]
    second = client.get(older)
    newer = dict(links_of(second, id="content"))["← Neuere"]
    oldest = client.get(dict(links_of(first, id="content"))["Älteste"])

    assert news_links(first) == [f"Vom {day}." for day in range(14, 2, -1)]
    assert news_links(second) == ["Vom 2.", "Vom 1."]
    assert news_links(client.get(newer)) == news_links(first)
    assert news_links(oldest) == [f"Vom {day}." for day in range(12, 0, -1)]


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/de/aktuelles/", "/de/aktuelles/"),
        ("/de/aktuelles/?older=1718445600-1", "/de/aktuelles/?older=1718445600-1"),
        ("/en/news/?newer=0-0", "/en/news/?newer=0-0"),
        ("/de/aktuelles/?older=1718445600-1&utm=x", "/de/aktuelles/?older=1718445600-1"),
        ("/de/aktuelles/?older=abc", "/de/aktuelles/"),
        ("/de/aktuelles/2024/?older=1718445600-1", "/de/aktuelles/2024/?older=1718445600-1"),
    ],
)
def test_a_further_page_of_the_list_calls_itself_by_its_cursor(client, address, canonical):
    a_press_release(berlin(2024, 6, 17))

    html = client.get(address).content.decode()

    assert re.findall(r'rel="canonical" href="([^"]*)"', html) == [f"http://testserver{canonical}"]


@pytest.mark.parametrize("cursor", ["abc", "%00", "1-%00", "-1--1", "9" * 40, f"1-{'9' * 40}", "253402300800-1"])
@pytest.mark.parametrize("name", ["older", "newer"])
def test_press_release_list_answers_a_nonsense_cursor_with_the_first_page(client, name, cursor):
    a_press_release(title_de="Die neueste")

    response = client.get(f"/de/aktuelles/?{name}={cursor}")

    assert response.status_code == 200
    assert news_links(response) == ["Die neueste"]


@pytest.mark.parametrize("count", [1, 3])
def test_press_release_list_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for _ in range(count):
        a_press_release()

    with django_assert_num_queries(7):
        client.get("/de/aktuelles/")


@pytest.mark.parametrize("query", ["", "?newer=0-0", "?older=1718445600-1"])
def test_the_last_page_of_the_list_costs_what_the_first_one_costs(client, django_assert_num_queries, query):
    for day in range(1, 31):
        a_press_release(berlin(2024, 6, day))

    with django_assert_num_queries(7):
        response = client.get(f"/de/aktuelles/{query}")
    assert len(news_links(response)) == 12


def test_press_release_year_shows_only_that_year(client):
    a_press_release(berlin(2023, 12, 31, 23, 30), title_de="Silvester")
    a_press_release(berlin(2024, 1, 1, 0, 30), title_de="Neujahr")

    german, english = client.get("/de/aktuelles/2023/"), client.get("/en/news/2024/")

    assert news_links(german) == ["Silvester"]
    assert "Aktuelles aus dem Jahr 2023" in content(german)
    assert len(news_links(english)) == 1
    assert "News of 2024" in content(english)


def test_press_release_year_leads_to_the_other_years(client):
    a_press_release(berlin(2022, 5, 1))
    a_press_release(berlin(2024, 5, 1))

    response = client.get("/de/aktuelles/2024/")

    assert links_of(response, **{"aria-label": "Jahre"}) == [
        ("alle 2", "/de/aktuelles/"),
        ("2024 1", "/de/aktuelles/2024/"),
        ("2022 1", "/de/aktuelles/2022/"),
    ]


def test_a_year_without_news_between_two_with_news_says_so(client):
    a_press_release(berlin(2022, 5, 1))
    a_press_release(berlin(2024, 5, 1))

    response = client.get("/de/aktuelles/2023/")

    assert "0 Meldungen aus dem Jahr 2023" in content(response)
    assert "Keine Meldung passt zu allen diesen Filtern. „Jahr“ weglassen (2) Alle anzeigen" in content(response)


@pytest.mark.parametrize("year", ["2014", "2025", "9999", "1000", "0999", "0000", "20240", "-2024"])
@pytest.mark.parametrize("address", ["/de/aktuelles", "/en/news"])
def test_press_release_year_answers_404_beyond_the_years_with_news(client, address, year):
    a_press_release(berlin(2024, 5, 1))

    assert client.get(f"{address}/2024/").status_code == 200
    assert client.get(f"{address}/{year}/").status_code == 404


def test_press_release_year_answers_404_for_the_year_of_a_draft(client):
    a_press_release(berlin(2024, 5, 1))
    a_press_release(berlin(2020, 5, 1), is_public=False)

    assert client.get("/de/aktuelles/2020/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_press_release_year_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for _ in range(count):
        a_press_release()

    with django_assert_num_queries(7):
        client.get("/de/aktuelles/2024/")


def test_press_release_detail_shows_everything_in_german(client):
    core_activity = a_core_activity("ongoing", title_de="Haus des Wissens")
    competency = a_competency(name_de="Talentschmiede")
    contact = a_contact(name_de="Pressestelle", phone="0234 910-1")
    release = a_press_release(
        slug="hdw",
        title_de="Richtfest",
        lead_de="Der Dachstuhl steht.",
        body_de="<p>Viele kamen.</p>",
        original_headline="Kranz hängt",
        origin="press",
        date_basis="event",
        contact=contact,
    )
    release.core_activities.add(core_activity)
    release.competencies.add(competency)
    release.sources.create(citation="bochum.de/hdw")

    text = content(client.get("/de/aktuelles/2024/hdw/"))

    assert "17. Juni 2024 · Datum des Ereignisses · zuerst veröffentlicht von: Presse Richtfest" in text
    assert "Der Dachstuhl steht. Viele kamen. Überschrift der Quelle: „Kranz hängt“" in text
    assert "Quellen bochum.de/hdw" in text
    assert "Projekte in dieser Meldung Haus des Wissens in Umsetzung Kompetenz Talentschmiede" in text
    assert "Rückfragen Pressestelle" in text


def test_press_release_detail_shows_everything_in_english(client):
    release = a_press_release(slug="hdw", title_en="Topping out", lead_en="It is up.", body_en="<p>Many came.</p>")
    release.core_activities.add(a_core_activity("ongoing", title_en="House of Knowledge"))

    text = content(client.get("/en/news/2024/hdw/"))

    assert "17 June 2024 · date of publication · first published by: City of Bochum Topping out" in text
    assert "It is up. Many came." in text
    assert "Projects in this report House of Knowledge ongoing" in text


def test_press_release_detail_says_that_a_text_is_not_yet_translated(client):
    a_press_release(slug="hdw", body_de="<p>Viele kamen.</p>")

    text = content(client.get("/en/news/2024/hdw/"))

    assert "This text is not yet available in English. You are reading the German version. Viele kamen." in text


@pytest.mark.parametrize("count", [1, 3])
def test_press_release_detail_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    release = a_press_release(slug="hdw", contact=a_contact())
    for number in range(1, count + 1):
        release.core_activities.add(a_core_activity("ongoing"))
        release.competencies.add(a_competency(number))
        release.sources.create(citation=f"Quelle {number}")
        release.press_release_images.create(image=a_picture())

    with django_assert_num_queries(17):
        client.get("/de/aktuelles/2024/hdw/")
