"""A search as a feed: the news that answer a question, now and later."""

import pytest
from django.utils import timezone

from portal.models import Document
from tests.builders import a_core_activity, a_press_release, berlin
from tests.search.asking import address

pytestmark = pytest.mark.django_db
FEED = "/de/suche/feed.json"


def titles(client, question, path=FEED):
    return [item["title"] for item in client.get(path, {"q": question}).json()["items"]]


def test_the_feed_of_a_question_holds_the_news_that_answer_it_the_newest_first(client):
    a_core_activity(slug="haus", title_de="Haus des Wissens")
    a_press_release(berlin(2024, 1, 1), slug="alt", title_de="Das alte Haus")
    a_press_release(berlin(2024, 6, 1), slug="neu", title_de="Neue Häuser")
    a_press_release(berlin(2024, 7, 1), slug="park", title_de="Ein Park")

    assert titles(client, "Haus") == ["Neue Häuser", "Das alte Haus"]


def test_it_holds_nothing_that_is_not_public(client):
    a_press_release(berlin(2024, 1, 1), slug="da", title_de="Haus da")
    a_press_release(berlin(2024, 1, 1), slug="entwurf", title_de="Haus Entwurf", is_public=False)
    a_press_release(timezone.now() + timezone.timedelta(days=1), slug="morgen", title_de="Haus morgen")
    over = {"public_until": timezone.now() - timezone.timedelta(days=1)}
    a_press_release(berlin(2024, 1, 1), slug="vorbei", title_de="Haus vorbei", **over)
    Document.objects.create(title_de="Haus", is_public=False)

    assert titles(client, "Haus") == ["Haus da"]


@pytest.mark.parametrize("question", ["", "gibtesnicht", "'\"<&>", "a" * 1000, "\x00"])
def test_any_question_gets_a_feed(client, question):
    a_press_release(berlin(2024, 1, 1), slug="da", title_de="Haus da")

    for feed_format in ("atom", "json"):
        response = client.get(f"/de/suche/feed.{feed_format}", {"q": question})
        assert response.status_code == 200
    assert titles(client, question) == []


def test_the_page_of_the_search_names_its_feed(client):
    a_press_release(berlin(2024, 1, 1), slug="da", title_de="Haus & Hof")

    page = client.get(address("Haus & Hof")).content.decode()
    feed = client.get("/de/suche/feed.atom?q=Haus+%26+Hof")

    assert 'href="/de/suche/feed.atom?q=Haus+%26+Hof"' in page
    assert "<title>Bochum Strategie: Aktuelles zu „Haus &amp; Hof“</title>" in feed.content.decode()
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_the_same_whatever_it_holds(client, django_assert_num_queries, count):
    for number in range(count):
        a_press_release(berlin(2024, 1, number + 1), slug=f"haus-{number}", title_de=f"Haus {number}")

    with django_assert_num_queries(6):
        client.get(FEED, {"q": "Haus"})
