from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.models import FIXED_PAGES
from tests.builders import (
    a_competency,
    a_core_activity,
    a_cross_cutting_issue,
    a_document,
    a_focus,
    a_milestone,
    a_page,
    a_press_release,
    a_progress_report,
    an_activity_milestone,
    span,
)
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db

FIXED_ADDRESSES = [
    ("easy-language", "/de/einfache-sprache/", "/en/easy-language/"),
    ("sign-language", "/de/gebaerdensprache/", "/en/sign-language/"),
    ("participate", "/de/mitmachen/", "/en/participate/"),
    ("status-definitions", "/de/statuswoerter/", "/en/status-definitions/"),
    ("imprint", "/de/impressum/", "/en/imprint/"),
    ("privacy", "/de/datenschutz/", "/en/privacy/"),
    ("accessibility", "/de/barrierefreiheit/", "/en/accessibility/"),
    ("strategy", "/de/strategie/", "/en/strategy/"),
]


def content(response):
    return text_of(response, id="content")


def in_days(days):
    return span((timezone.localdate() + timedelta(days=days)).isoformat())


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("", "/de/"),
        ("de", "/de/"),
        ("de-AT,en;q=0.5", "/de/"),
        ("en", "/en/"),
        ("en-GB,de;q=0.8", "/en/"),
        ("fr,en;q=0.5", "/en/"),
        ("fr", "/de/"),
        ("*", "/de/"),
    ],
)
def test_the_root_sends_to_the_language_the_browser_asks_for(client, accepted, home):
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response["Location"]) == (302, home)
    assert "Accept-Language" in response["Vary"]


def test_the_language_of_a_page_is_the_one_of_its_address_whatever_the_browser_asks_for(client):
    german = client.get("/de/", headers={"Accept-Language": "en"}).content.decode()
    english = client.get("/en/", headers={"Accept-Language": "de"}).content.decode()

    assert '<html lang="de"' in german
    assert "Projekte entdecken" in german
    assert '<html lang="en"' in english
    assert "Explore the projects" in english


def test_home_shows_the_newest_progress_report_in_german(client):
    a_progress_report(date(2023, 1, 1), fixed=60, implemented=10, ongoing=45, discontinued_or_merged=5)
    newest = a_progress_report(date(2024, 6, 17), fixed=75, implemented=22, ongoing=49, discontinued_or_merged=4)
    newest.sources.create(citation="Zwischenbericht 2024")

    text = content(client.get("/de/"))

    assert "bis 2030 geplant 125 vom Rat festgelegt 75 in Umsetzung 49 umgesetzt 22" in text
    assert "eingestellt oder zusammengeführt 4 Amtliche Zählung der Stadt, Stand 17. Juni 2024." in text
    assert "Quelle: Zwischenbericht 2024." in text


def test_home_shows_the_newest_progress_report_in_english(client):
    a_progress_report(date(2024, 6, 17), fixed=75)

    text = content(client.get("/en/"))

    assert "planned to 2030 125 fixed by the council 75 Official count of the city as of 17 June 2024." in text


def test_home_counts_the_public_core_activities_that_are_recorded(client):
    a_progress_report(date(2024, 6, 17))
    a_core_activity("implemented", competency=a_competency())
    a_core_activity("ongoing")
    a_core_activity("ongoing")
    a_core_activity("discontinued", is_public=False)

    german, english = content(client.get("/de/")), content(client.get("/en/"))

    assert "Davon sind in diesem Portal mit Namen erfasst: 3 (1 umgesetzt, 2 in Umsetzung)." in german
    assert "This portal has recorded 3 of them by name: 1 implemented, 2 ongoing." in english


def test_home_with_a_progress_report_without_source_has_no_stray_full_stop(client):
    a_progress_report(date(2024, 6, 17))
    a_core_activity("ongoing")

    text = content(client.get("/en/"))

    assert "as of 17 June 2024. This portal has recorded 1 of them by name: 1 ongoing." in text


def test_home_without_content_is_a_page(client):
    text = content(client.get("/de/"))

    assert "Wie weit ist die Strategie?" not in text
    assert "Es gibt noch keine Meldungen." in text
    assert "Noch ist nichts erfasst." in text


def test_home_shows_the_three_newest_press_releases_and_the_next_four_milestones(client):
    for number in range(1, 5):
        a_press_release(title_de=f"Meldung {number}")
    for number in range(1, 6):
        a_milestone(in_days(number).as_input(), title_de=f"Termin {number}", is_planned=True)
    a_milestone("2020", title_de="Längst vorbei")

    text = content(client.get("/de/"))

    assert [number for number in range(1, 5) if f"Meldung {number}" in text] == [2, 3, 4]
    assert [number for number in range(1, 6) if f"Termin {number}" in text] == [1, 2, 3, 4]
    assert "Längst vorbei" not in text


def test_home_names_no_draft_core_activity_at_a_milestone(client):
    draft = a_core_activity(title_de="Geheimes Projekt", is_public=False)
    a_milestone(in_days(1).as_input(), title_de="Eröffnung", core_activity=draft)

    text = text_of(client.get("/de/"))

    assert "Eröffnung" in text
    assert "Geheimes Projekt" not in text


def test_home_says_what_is_late_and_leads_there(client):
    a_progress_report(date(2024, 6, 17))
    for days in (-1, 1):
        an_activity_milestone(a_core_activity("ongoing"), planned=in_days(days).as_input())

    response = client.get("/de/")

    assert "Bei einem dieser Projekte ist ein Termin überschritten." in content(response)
    assert ("Bei einem dieser Projekte ist ein Termin überschritten", "/de/projekte/?milestones=overdue") in links_of(
        response
    )


def test_home_leads_to_projects_without_competency(client):
    for values in ({"competency": a_competency()}, {}, {}):
        a_core_activity(**values)

    link = ("2 weitere Projekte, deren Kompetenz noch nicht erfasst ist", "/de/projekte/#competency-0")
    assert link in links_of(client.get("/de/"))


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    report = a_progress_report(date(2024, 6, 17))
    for number in range(1, count + 1):
        competency = a_competency(number)
        core_activity = a_core_activity("ongoing", competency=competency, focus=a_focus(competency), slot=1)
        a_milestone(in_days(number).as_input(), core_activity=core_activity).sources.create(citation="Quelle")
        report.sources.create(citation=f"Quelle {number}")
        a_cross_cutting_issue(number)
        a_press_release()

    with django_assert_num_queries(15):
        client.get("/de/")


def test_document_list_shows_public_documents_in_both_languages(client):
    document = a_document(title_de="Ratsfolien", title_en="Council slides", pages=12, language="de")
    document.dated = span("2024-06")
    document.save()
    document.sources.create(citation="bochum.de/folien")
    a_document(title_de="Geheimer Entwurf", title_en="Geheimer Entwurf", is_public=False)

    german, english = content(client.get("/de/downloads/")), content(client.get("/en/downloads/"))

    assert "Ratsfolien (Deutsch, Juni 2024, 12 Seiten, Datei hier nicht verfügbar)" in german
    assert "Quelle: bochum.de/folien" in german
    assert "Council slides (German, June 2024, 12 pages, file not available here)" in english
    assert "Geheimer Entwurf" not in german + english


def test_document_list_links_to_the_file(client):
    document = a_document(title_de="Ratsfolien", file=SimpleUploadedFile("folien.pdf", b"%PDF-1.7"))

    response = client.get("/de/downloads/")

    assert links_of(response, id="content")[1:] == [("Ratsfolien", document.file.url)]
    assert "Ratsfolien (Deutsch, ohne Datum, PDF, 8 Bytes)" in content(response)


@pytest.mark.parametrize("count", [1, 3])
def test_document_list_takes_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for _ in range(count):
        a_document().sources.create(citation="Quelle")

    with django_assert_num_queries(3):
        client.get("/de/downloads/")


def test_every_fixed_page_has_an_address_of_its_own():
    assert [slug for slug, _german, _english in FIXED_ADDRESSES] == [*FIXED_PAGES, "strategy"]


@pytest.mark.parametrize(("slug", "german", "english"), FIXED_ADDRESSES)
def test_fixed_pages_stand_at_addresses_of_their_own_in_both_languages(client, slug, german, english):
    a_page(slug, title_de="Wer wir sind", title_en="Who we are", body_de="<p>Ein Text.</p>", body_en="<p>A text.</p>")

    german_text, english_text = content(client.get(german)), content(client.get(english))

    assert german_text.startswith("Wer wir sind Ein Text.")
    assert english_text.startswith("Who we are A text.")


@pytest.mark.parametrize(("slug", "german", "english"), FIXED_ADDRESSES)
def test_fixed_pages_have_one_address_only(client, slug, german, english):
    a_page(slug)

    responses = [client.get(f"/de/seite/{slug}/"), client.get(f"/en/page/{slug}/")]

    assert [(r.status_code, r["Location"]) for r in responses] == [(301, german), (301, english)]


@pytest.mark.parametrize(("slug", "german", "english"), FIXED_ADDRESSES)
def test_drafts_of_fixed_pages_are_hidden(client, slug, german, english):
    a_page(slug, is_public=False)

    assert [client.get(address).status_code for address in (german, english)] == [404, 404]


def test_free_pages_are_shown_in_both_languages(client):
    texts = {"title_de": "Netzwerk", "title_en": "Network", "lead_de": "Wer mitmacht.", "body_de": "<h2>Partner</h2>"}
    page = a_page("netzwerk", **texts)
    page.sources.create(citation="bochum.de/netzwerk")

    german, english = content(client.get("/de/seite/netzwerk/")), content(client.get("/en/page/netzwerk/"))

    assert german.startswith("Netzwerk Wer mitmacht. Partner Quellen bochum.de/netzwerk Zuletzt geändert am ")
    assert english.startswith("Network Wer mitmacht. This text is not yet available in English.")


def test_free_pages_that_are_drafts_or_unknown_answer_404(client):
    a_page("netzwerk")
    a_page("entwurf", is_public=False)

    statuses = [client.get(f"/de/seite/{slug}/").status_code for slug in ("netzwerk", "entwurf", "unbekannt")]

    assert statuses == [200, 404, 404]


def test_a_former_address_of_a_free_page_leads_to_the_present_one(client):
    page = a_page("netz")
    page.slug = "netzwerk"
    page.save()

    response = client.get("/en/page/netz/")

    assert (response.status_code, response["Location"]) == (301, "/en/page/netzwerk/")


def test_robots_txt_keeps_search_engines_out_of_the_admin_and_names_the_sitemap(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == ("User-agent: *\nDisallow:\n\nSitemap: http://testserver/sitemap.xml\n")


def test_the_favicon_that_browsers_ask_for_is_there(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (302, "/static/favicon.svg")
