"""The frame of every page: language switch, canonical address, error pages, headers."""

import json
import re

import pytest
from django.test import Client

from portal.views import server_error
from tests.builders import a_core_activity, a_press_release
from tests.html import links_of, text_of

ALTERNATE = re.compile(r'<link\s+rel="(canonical|alternate)"(?:\s+hreflang="(\w+)")?\s+href="([^"]*)"')


def head_links(response):
    """The canonical and the alternate addresses that the page tells search engines, by kind."""
    found = ALTERNATE.findall(html_of(response))
    return {language or rel: href for rel, language, href in found}


def html_of(response):
    return response.content.decode()


def is_kept_from_search_engines(response):
    return '<meta name="robots" content="noindex">' in html_of(response) and head_links(response) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "label", "other"),
    [
        ("/de/", "English", "/en/"),
        ("/en/", "Deutsch", "/de/"),
        ("/de/projekte/", "English", "/en/projects/"),
        ("/en/projects/?status=ongoing&x=", "Deutsch", "/de/projekte/?status=ongoing&x="),
        ("/de/aktuelles/?newer=0-0", "English", "/en/news/?newer=0-0"),
        ("/de/projekte/?x=%C3%BC%26%22", "English", "/en/projects/?x=%C3%BC%26%22"),
        ("/en/contacts/", "Deutsch", "/de/kontakte/"),
        ("/de/aktuelles/2024/hdw/", "English", "/en/news/2024/hdw/"),
    ],
)
def test_the_language_switch_keeps_path_and_query(client, address, label, other):
    a_press_release(slug="hdw")

    assert dict(links_of(client.get(address)))[label] == other


@pytest.mark.django_db
def test_a_page_names_its_canonical_address_and_its_translations(client):
    links = head_links(client.get("/de/projekte/?status=ongoing"))

    assert links == {
        "canonical": "http://testserver/de/projekte/",
        "de": "http://testserver/de/projekte/",
        "en": "http://testserver/en/projects/",
    }


@pytest.mark.django_db
def test_the_public_address_of_the_settings_is_the_canonical_one(client, settings):
    settings.PUBLIC_ADDRESS = "https://strategie.bochum.example"

    links = head_links(client.get("/en/projects/"))

    assert links["canonical"] == "https://strategie.bochum.example/en/projects/"
    assert "Sitemap: https://strategie.bochum.example/sitemap.xml" in html_of(client.get("/robots.txt"))


@pytest.mark.django_db
def test_structured_data_tells_the_way_from_home_and_cannot_end_its_script(client):
    a_core_activity(slug="haus", title_de="Haus </script><script>alert(1)</script>")

    html = html_of(client.get("/de/projekte/haus/"))
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)

    breadcrumb, project = map(json.loads, found)
    assert [item["name"] for item in breadcrumb["itemListElement"]] == [
        "Startseite",
        "Projekte",
        "Haus </script><script>alert(1)</script>",
    ]
    assert project["url"] == "http://testserver/de/projekte/haus/"
    assert "alert(1)</script>" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/de/gibt-es-nicht/", "Fehler 404 Unter dieser Adresse gibt es keine Seite"),
        ("/en/does-not-exist/", "Error 404 There is no page at this address"),
        ("/de/projekte/gibt-es-nicht/", "Fehler 404 Unter dieser Adresse gibt es keine Seite"),
        ("/en/projects/does-not-exist/", "Error 404 There is no page at this address"),
        ("/gibt-es-nicht", "Fehler 404 Unter dieser Adresse gibt es keine Seite"),
    ],
)
def test_a_page_that_is_not_there_is_answered_in_the_style_of_the_portal(client, address, text):
    response = client.get(address)

    assert response.status_code == 404
    assert text_of(response, id="content").startswith(text)
    assert "css/main.css" in html_of(response)
    assert is_kept_from_search_engines(response)


@pytest.mark.django_db
def test_a_missing_page_shows_ways_that_lead_on(client):
    assert links_of(client.get("/de/gibt-es-nicht/"), id="content") == [
        ("Startseite", "/de/"),
        ("Alle Projekte", "/de/projekte/"),
        ("Aktuelles", "/de/aktuelles/"),
        ("Kontakte", "/de/kontakte/"),
        ("Seitenübersicht", "/de/seitenuebersicht/"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/de/", "Fehler 400 Die Anfrage war nicht verständlich"),
        ("/en/", "Error 400 The request was not understood"),
    ],
)
def test_a_request_for_another_host_is_refused_in_the_style_of_the_portal(address, text):
    response = Client(raise_request_exception=False).get(address, headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert text_of(response, id="content").startswith(text)
    assert "evil.example" not in html_of(response)
    assert is_kept_from_search_engines(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/de/admin/login/", "Fehler 403 Das Formular konnte nicht angenommen werden"),
        ("/en/admin/login/", "Error 403 The form could not be accepted"),
    ],
)
def test_a_form_without_its_token_is_refused_in_the_style_of_the_portal(address, text):
    response = Client(enforce_csrf_checks=True).post(address, {"username": "x", "password": "y"})

    assert response.status_code == 403
    assert text_of(response, id="content").startswith(text)
    assert is_kept_from_search_engines(response)


def test_the_page_for_a_failure_is_bilingual_and_needs_no_database(rf):
    response = server_error(rf.get("/de/"))

    assert response.status_code == 500
    assert "Hier ist etwas schiefgegangen Diese Seite lässt sich gerade nicht anzeigen." in text_of(response)
    assert "Something went wrong here This page cannot be shown at the moment." in text_of(response)
    assert links_of(response) == [("Zur Startseite", "/de/"), ("Go to the home page", "/en/")]
    assert is_kept_from_search_engines(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/de/projekte/", "Fehler 400 Die Anfrage war nicht verständlich"),
        ("/en/projects/", "Error 400 The request was not understood"),
        ("/de/gibt-es-nicht/", "Fehler 404 Unter dieser Adresse gibt es keine Seite"),
    ],
)
def test_a_request_with_too_many_parameters_is_refused_in_the_style_of_the_portal(client, address, text):
    response = client.get(f"{address}?{'a=1&' * 1010}")

    assert response.status_code == int(text.split()[1])
    assert text_of(response, id="content").startswith(text)
    assert "css/main.css" in html_of(response)
    assert is_kept_from_search_engines(response)


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_refused_in_the_style_of_the_portal(client):
    form = "login=" + "a" * 3_000_000

    response = client.post("/de/konto/anmelden/", form, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert text_of(response, id="content").startswith("Fehler 413 Das war zu viel auf einmal")
