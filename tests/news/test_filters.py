"""Filters of the news: what belongs to what, what is counted, and that paging goes on within them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news import filters
from news.models import PressRelease
from news.paging import PER_PAGE
from tests.builders import a_competency, a_core_activity, a_cross_cutting_issue, a_press_release, berlin
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/de/aktuelles/"


def headlines(response):
    return [text for text, href in links_of(response, id="content") if "/meldung-" in href]


def result(response):
    return text_of(response, id="result")


def options_of(response, name):
    return text_of(response, id=f"filter-{name}")


def follow(client, response, label):
    """The page behind a link of the page."""
    return client.get(dict(links_of(response, id="content"))[label])


@pytest.fixture
def park():
    """A public core activity with a competency and an issue."""
    park = a_core_activity(
        slug="park",
        title_de="Park",
        title_en="Park",
        competency=a_competency(1, slug="stadt", name_de="Stadt", name_en="City"),
    )
    park.cross_cutting_issues.add(a_cross_cutting_issue(1, slug="klima", name_de="Klima", name_en="Climate"))
    return park


@pytest.fixture
def news(park):
    """One of the project, one that names its competency itself, one of another project, one of nothing."""
    other = a_core_activity(slug="bad", title_de="Bad", competency=a_competency(2, slug="wissen", name_de="Wissen"))
    a_press_release(berlin(2024, 6, 17), title_de="Vom Park").core_activities.add(park)
    a_press_release(berlin(2024, 6, 16), title_de="Von der Stadt").competencies.add(park.competency)
    a_press_release(berlin(2023, 6, 15), title_de="Vom Bad").core_activities.add(other)
    a_press_release(berlin(2022, 6, 14), title_de="Allgemeines")


@pytest.mark.parametrize(
    ("address", "found", "words"),
    [
        (ADDRESS, ["Vom Park", "Von der Stadt", "Vom Bad", "Allgemeines"], "4 Meldungen"),
        (f"{ADDRESS}?competency=stadt", ["Vom Park", "Von der Stadt"], "2 Meldungen in der Kompetenz „Stadt“"),
        (f"{ADDRESS}?project=park", ["Vom Park"], "1 Meldung zum Projekt „Park“"),
        (f"{ADDRESS}?issue=klima", ["Vom Park"], "1 Meldung zum Querschnittsthema „Klima“"),
        (f"{ADDRESS}2023/", ["Vom Bad"], "1 Meldung aus dem Jahr 2023"),
        (
            f"{ADDRESS}2024/?competency=stadt&issue=klima",
            ["Vom Park"],
            "1 Meldung in der Kompetenz „Stadt“, zum Querschnittsthema „Klima“, aus dem Jahr 2024",
        ),
        (f"{ADDRESS}2023/?competency=stadt", [], "0 Meldungen in der Kompetenz „Stadt“, aus dem Jahr 2023"),
    ],
)
def test_news_show_what_is_asked_for_and_say_so(client, news, address, found, words):
    response = client.get(address)

    assert headlines(response) == found
    assert result(response) == words


def test_news_say_in_english_and_in_their_title_what_is_shown(client, news):
    response = client.get("/en/news/2024/?competency=stadt")

    assert result(response) == "2 reports in the competency “City”, from 2024"
    title = text_of(response.content.decode().split("</title>")[0])
    assert title == "News of 2024: in the competency “City” – Bochum Strategy"


def test_each_answer_tells_how_many_reports_it_leaves(client, news):
    response = client.get(f"{ADDRESS}?competency=stadt")

    assert options_of(response, "competency") == "alle (4) Stadt (2) Wissen (1)"
    assert options_of(response, "project") == "alle (2) Park (1) Bad (0)"
    assert options_of(response, "issue") == "alle (2) Klima (1)"
    assert options_of(response, "year") == "alle (2) 2024 (2) 2023 (0) 2022 (0)"
    assert links_of(response, **{"aria-label": "Jahre"}) == [
        ("alle 2", f"{ADDRESS}?competency=stadt"),
        ("2024 2", f"{ADDRESS}2024/?competency=stadt"),
    ]


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (f"{ADDRESS}?competency=&project=&issue=&year=2024", f"{ADDRESS}2024/"),
        (f"{ADDRESS}?year=2024&competency=stadt", f"{ADDRESS}2024/?competency=stadt"),
        (f"{ADDRESS}?issue=klima&competency=stadt", f"{ADDRESS}?competency=stadt&issue=klima"),
        (f"{ADDRESS}2024/?year=2023", f"{ADDRESS}2024/"),
        (f"{ADDRESS}?year=", ADDRESS),
    ],
)
def test_form_leads_to_the_one_address_of_what_is_asked(client, news, asked, address):
    response = client.get(asked)

    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["competency", "project", "issue", "year"])
@pytest.mark.parametrize("value", ["unbekannt", "\0", "x" * 10_000, "' OR 1=1 --", "٢٠٢٤", "9999", "-1"], ids=ascii)
def test_nonsense_shows_everything_and_is_told_beside_its_question(client, news, name, value):
    response = client.get(ADDRESS, {name: value})

    assert response.status_code == 200
    assert len(headlines(response)) == 4
    assert "nichts erfasst" in text_of(response, id=f"filter-{name}-error")


def test_news_lead_on_where_nothing_fits(client, news):
    response = client.get(f"{ADDRESS}2023/?competency=stadt")

    assert links_of(response, **{"class": "ways-on"}) == [
        ("„Kompetenz“ weglassen", f"{ADDRESS}2023/#result"),
        ("„Jahr“ weglassen", f"{ADDRESS}?competency=stadt#result"),
        ("Alle anzeigen", ADDRESS),
    ]


def test_pages_go_on_within_the_filters(client, park):
    for day in range(1, 29):
        release = a_press_release(berlin(2024, 6, day), title_de=f"Vom {day}.")
        if day % 2:
            release.core_activities.add(park)
    first = client.get(f"{ADDRESS}2024/?competency=stadt")

    second = follow(client, first, "Ältere →")
    oldest = follow(client, first, "Älteste")

    assert headlines(first) == [f"Vom {day}." for day in range(27, 3, -2)]
    assert headlines(second) == ["Vom 3.", "Vom 1."]
    assert "Ältere →" not in dict(links_of(second))
    assert headlines(oldest) == [f"Vom {day}." for day in range(23, 0, -2)]
    assert headlines(follow(client, second, "← Neuere")) == headlines(first)
    assert headlines(follow(client, oldest, "Neueste")) == headlines(first)
    assert result(second) == "14 Meldungen in der Kompetenz „Stadt“, aus dem Jahr 2024"


def test_search_engines_are_led_to_the_list_without_filters(client, news):
    html = client.get(f"{ADDRESS}?project=park&older=1718618400-999").content.decode()

    assert f'<link rel="canonical" href="http://testserver{ADDRESS}">' in html


# The notice, the strategy, what the newest are about, one page; with a topic, whether there are more than the newest.
@pytest.mark.parametrize("count", [1, 3, 14])
@pytest.mark.parametrize("query", ["", "?competency=stadt&project=park&issue=klima", "2024/?competency=stadt"])
def test_news_take_nine_queries_and_one_more_with_a_topic(client, django_assert_num_queries, park, count, query):
    for _number in range(count):
        release = a_press_release()
        release.core_activities.add(park, a_core_activity())

    with django_assert_num_queries(10 if query else 9):
        response = client.get(ADDRESS + query)
    assert len(headlines(response)) == min(count, PER_PAGE)


def test_what_is_not_public_is_neither_found_nor_counted_nor_offered(client, park):
    draft = a_core_activity(slug="geheim", title_de="Geheim", competency=park.competency, is_public=False)
    draft.cross_cutting_issues.set(park.cross_cutting_issues.all())
    a_press_release(title_de="Von einem Entwurf").core_activities.add(draft)
    a_press_release(title_de="Vom Park").core_activities.add(park)
    hidden = [
        a_press_release(title_de="Geheim", is_public=False),
        a_press_release(timezone.now() + timedelta(days=1), title_de="Geheim"),
        a_press_release(berlin(2019, 1, 1), title_de="Geheim", public_until=berlin(2020, 1, 1)),
    ]
    park.press_releases.add(*hidden)

    response = client.get(f"{ADDRESS}?competency=stadt")

    assert headlines(response) == ["Vom Park"]
    assert headlines(client.get(f"{ADDRESS}?issue=klima")) == ["Vom Park"]
    assert headlines(client.get(f"{ADDRESS}?project=geheim")) == ["Vom Park", "Von einem Entwurf"]
    assert options_of(response, "competency") == "alle (2) Stadt (1)"
    assert options_of(response, "project") == "alle (1) Park (1)"
    assert options_of(response, "year") == "alle (1) 2024 (1)"
    assert "geheim" not in text_of(response).lower()


@pytest.fixture
def only_four_are_counted(monkeypatch):
    monkeypatch.setattr(filters, "COUNTED", 4)
    monkeypatch.setattr("news.views.COUNTED", 4)


def test_of_many_the_newest_are_counted_and_the_page_says_so(client, only_four_are_counted, park):
    for year in range(2018, 2025):
        a_press_release(berlin(year, 5, 1), title_de=f"Von {year}").core_activities.add(park)

    response = client.get(f"{ADDRESS}?project=park")

    assert len(headlines(response)) == 7
    assert result(response) == "4+ Meldungen zum Projekt „Park“"
    assert text_of(response, **{"aria-label": "Jahre"}) == "alle 4+ 2024 1+ 2023 1+ 2022 1+ 2021 1+ 2020 2019 2018"
    assert ("2018", f"{ADDRESS}2018/?project=park") in links_of(response, **{"aria-label": "Jahre"})
    assert "„+“ heißt, dass es mehr sein können" in text_of(response)


def test_of_many_those_of_a_year_are_counted_exactly(client, only_four_are_counted, park):
    for year in range(2018, 2025):
        a_press_release(berlin(year, 5, 1)).core_activities.add(park)
    a_press_release(berlin(2018, 6, 1))

    response = client.get(f"{ADDRESS}2018/")

    assert result(response) == "2 Meldungen aus dem Jahr 2018"
    assert options_of(response, "project") == "alle (2) Park (1)"


@pytest.mark.parametrize(("year", "words"), [("2019", "0 Meldungen aus dem Jahr 2019"), ("1999", "4+ Meldungen")])
def test_of_many_a_year_without_news_has_none_and_an_unknown_year_narrows_nothing(
    client, only_four_are_counted, year, words
):
    for known in (2018, 2020, 2021, 2022, 2023, 2024):
        a_press_release(berlin(known, 5, 1))

    assert result(client.get(ADDRESS, {"year": year}, follow=True)) == words


@pytest.mark.parametrize("count", [4, 5])
def test_exactly_as_many_as_are_counted_are_all(client, only_four_are_counted, count):
    for day in range(count):
        a_press_release(berlin(2024, 5, day + 1))

    assert result(client.get(ADDRESS)) == {4: "4 Meldungen", 5: "4+ Meldungen"}[count]


def test_topics_are_one_query_and_at_most_so_many(django_assert_num_queries, park):
    for year in range(2018, 2025):
        a_press_release(berlin(year, 5, 1)).core_activities.add(park)

    with django_assert_num_queries(1):
        rows = list(PressRelease.objects.topics(2020, 2))

    assert sorted(published_at.year for _pk, published_at, _activity, _competency in rows) == [2018, 2020, 2023, 2024]
    assert {core_activity for _pk, _at, core_activity, _competency in rows} == {park.pk}
