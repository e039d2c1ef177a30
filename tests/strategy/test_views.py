"""What all pages of the strategy have in common: frame, addresses, structured data, number of queries."""

import json
import re

import pytest

from portal.models import Document
from strategy.models import CrossCuttingIssue, Focus, FormulaValue, Message, RelatedPlan
from tests.builders import (
    a_competency,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_focus,
    a_milestone,
    a_page,
    a_progress_report,
    a_unit,
)
from tests.html import links_of, text_of
from tests.strategy.world import ADDRESSES, PAGES, World

pytestmark = pytest.mark.django_db


def structured_data(response):
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return [json.loads(script) for script in scripts]


@pytest.mark.parametrize(
    ("which", "german", "english"),
    [
        ("about", "Startseite > Die Bochum Strategie", "Home > The Bochum Strategy"),
        ("competency list", "Startseite > Fünf Kompetenzen", "Home > Five competencies"),
        ("competency", "Startseite > Kompetenzen > Wissen", "Home > Competencies > Knowledge"),
        ("focus", "Startseite > Kompetenzen > Wissen > Bildung", "Home > Competencies > Knowledge > Education"),
        ("core activity list", "Startseite > Projekte", "Home > Projects"),
        (
            "core activity index",
            "Startseite > Projekte > Projekte von A bis Z",
            "Home > Projects > Projects from A to Z",
        ),
        (
            "core activity",
            "Startseite > Kompetenzen > Wissen > Bildung > Gute Stuben",
            "Home > Competencies > Knowledge > Education > Parlours",
        ),
        ("issue list", "Startseite > Fünf Querschnittsthemen", "Home > Five cross-cutting issues"),
        ("issue", "Startseite > Querschnittsthemen > Inklusion", "Home > Cross-cutting issues > Inclusion"),
        ("milestone list", "Startseite > Meilensteine", "Home > Milestones"),
        ("message list", "Startseite > Fünf Botschaften für Bochum", "Home > Five messages for Bochum"),
    ],
)
def test_page_says_where_the_reader_is(client, which, german, english):
    World()

    for address, trail, portal in zip(
        PAGES[which], (german, english), ("Bochum Strategie", "Bochum Strategy"), strict=True
    ):
        response = client.get(address)
        labels = trail.split(" > ")
        html = response.content.decode()
        assert re.findall(r"<title>(.*?)</title>", html.split("</head>")[0]) == [f"{labels[-1]} – {portal}"]
        assert [text_of(h1) for h1 in re.findall(r"<h1>.*?</h1>", html, re.DOTALL)] == [labels[-1]]
        assert text_of(response, **{"class": "wrap breadcrumbs"}) == " ".join(labels)
        assert [text for text, _ in links_of(response, **{"class": "wrap breadcrumbs"})] == labels[:-1]
        (breadcrumb,) = (data for data in structured_data(response) if data["@type"] == "BreadcrumbList")
        assert [(item["position"], item["name"]) for item in breadcrumb["itemListElement"]] == list(
            enumerate(labels, 1)
        )
        assert breadcrumb["itemListElement"][-1]["item"] == f"http://testserver{address}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_breadcrumb_leads_to_pages_that_exist(client, address):
    World()

    for _text, href in links_of(client.get(address), **{"class": "wrap breadcrumbs"}):
        assert client.get(href).status_code == 200


@pytest.mark.parametrize("which", PAGES)
def test_page_names_its_addresses_in_both_languages(client, which):
    World()
    german, english = PAGES[which]

    for address, language, other, other_name in (
        (german, "de", english, "English"),
        (english, "en", german, "Deutsch"),
    ):
        html = client.get(address).content.decode()
        assert re.findall(r'<html lang="(\w+)"', html) == [language]
        assert re.findall(r'rel="canonical" href="([^"]*)"', html) == [f"http://testserver{address}"]
        assert re.findall(r'rel="alternate"\s+hreflang="(\w+)"\s+href="([^"]*)"', html) == [
            ("de", f"http://testserver{german}"),
            ("en", f"http://testserver{english}"),
        ]
        assert (other_name, other) in links_of(html)


def test_canonical_address_leaves_out_the_filters(client):
    World()

    html = client.get("/de/projekte/?status=ongoing").content.decode()

    assert re.findall(r'rel="canonical" href="([^"]*)"', html) == ["http://testserver/de/projekte/"]
    assert ("English", "/en/projects/?status=ongoing") in links_of(html)


def test_addresses_name_the_public_address_of_the_portal(client, settings):
    settings.PUBLIC_ADDRESS = "https://www.bochum-strategie.de"
    World()

    response = client.get("/de/projekte/gute-stuben/")

    assert (
        'rel="canonical" href="https://www.bochum-strategie.de/de/projekte/gute-stuben/"' in response.content.decode()
    )
    assert structured_data(response)[1]["url"] == "https://www.bochum-strategie.de/de/projekte/gute-stuben/"


@pytest.mark.parametrize(
    ("address", "name", "description"),
    [
        ("/de/projekte/gute-stuben/", "Gute Stuben", "Treffpunkte für alle."),
        ("/en/projects/gute-stuben/", "Parlours", "Places for everybody."),
    ],
)
def test_core_activity_describes_itself_to_search_engines(client, address, name, description):
    core_activity = World().core_activity
    expected = {
        "@context": "https://schema.org",
        "@type": "Project",
        "name": name,
        "description": description,
        "url": f"http://testserver{address}",
    }

    assert structured_data(client.get(address))[1:] == [expected]

    core_activity.organisation = a_unit(name_de="Stadt Bochum", name_en="Stadt Bochum")
    core_activity.save()
    organisation = {"@type": "Organization", "name": "Stadt Bochum"}
    assert structured_data(client.get(address))[1:] == [{**expected, "parentOrganization": organisation}]


def test_structured_data_survives_any_title(client):
    title = '</script><script>alert("1")</script> & „Stuben“'
    a_core_activity(slug="gute-stuben", title_de=title)

    response = client.get("/de/projekte/gute-stuben/")

    assert structured_data(response)[1]["name"] == title
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/de/kompetenzen/unbekannt/",
        "/en/competencies/unbekannt/",
        "/de/kompetenzen/wissen/unbekannt/",
        "/en/competencies/wissen/unbekannt/",
        "/de/projekte/unbekannt/",
        "/en/projects/unbekannt/",
        "/de/querschnittsthemen/unbekannt/",
        "/en/cross-cutting-issues/unbekannt/",
        "/de/projects/gute-stuben/",
        "/en/projekte/gute-stuben/",
    ],
)
def test_unknown_address_is_not_found(client, address):
    World()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES["about"])
def test_page_about_the_strategy_is_not_found_while_it_is_a_draft(client, address):
    page = World().page
    page.is_public = False
    page.save()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("thing", "former", "present"),
    [
        ("competency", "/de/kompetenzen/wissen/", "/de/kompetenzen/neu/"),
        ("competency", "/en/competencies/wissen/", "/en/competencies/neu/"),
        ("competency", "/de/kompetenzen/wissen/bildung/", "/de/kompetenzen/neu/bildung/"),
        ("focus", "/de/kompetenzen/wissen/bildung/", "/de/kompetenzen/wissen/neu/"),
        ("focus", "/en/competencies/wissen/bildung/", "/en/competencies/wissen/neu/"),
        ("core_activity", "/de/projekte/gute-stuben/", "/de/projekte/neu/"),
        ("core_activity", "/en/projects/gute-stuben/", "/en/projects/neu/"),
        ("issue", "/de/querschnittsthemen/inklusion/", "/de/querschnittsthemen/neu/"),
        ("issue", "/en/cross-cutting-issues/inklusion/", "/en/cross-cutting-issues/neu/"),
    ],
)
def test_former_address_leads_to_the_present_one(client, thing, former, present):
    instance = getattr(World(), thing)
    instance.slug = "neu"
    instance.save()

    response = client.get(former)

    assert (response.status_code, response.headers["Location"]) == (301, present)
    assert client.get(present).status_code == 200


@pytest.mark.parametrize("wrong", ["kultur", "unbekannt"])
def test_focus_under_another_competency_leads_to_its_own(client, wrong):
    World()
    a_competency(5, slug="kultur")

    response = client.get(f"/de/kompetenzen/{wrong}/bildung/")

    assert (response.status_code, response.headers["Location"]) == (301, "/de/kompetenzen/wissen/bildung/")


def one_more(number):
    """One more of everything that a page lists."""
    competency = a_competency(number)
    focus = a_focus(competency, 1)
    decision = a_council_decision(f"201{number}-05-18", batch=number)
    core_activity = a_core_activity(
        "ongoing", "2023", competency=competency, focus=focus, slot=1, council_decision=decision
    )
    issue = a_cross_cutting_issue(number)
    issue.core_activities.add(core_activity, a_core_activity("planned"))
    plan = RelatedPlan.objects.create(slug=f"plan-{number}", name_de=f"Plan {number}")
    plan.core_activities.add(core_activity)
    for year, is_planned in ((2020, False), (2021, True), (2099, True)):
        a_milestone(str(year), is_planned=is_planned, core_activity=core_activity, related_plan=plan)
    a_progress_report(f"202{number}-01-01").sources.create(citation="Bericht")
    FormulaValue.objects.create(number=number, slug=f"wert-{number}", name_de=f"Wert {number}")
    message = Message.objects.create(number=number, slug=f"botschaft-{number}", title_de=f"Botschaft {number}")
    message.sources.create(citation="Broschüre")
    Document.objects.create(title_de="Folien", is_public=True)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/de/strategie/", 13),
        ("/de/kompetenzen/", 6),
        ("/de/projekte/", 6),
        ("/de/projekte-a-z/", 6),
        ("/de/querschnittsthemen/", 2),
        ("/de/meilensteine/", 7),
        ("/de/botschaften/", 3),
    ],
)
def test_list_asks_the_database_as_often_for_three_as_for_one(client, django_assert_num_queries, address, queries):
    a_page("strategy")
    one_more(1)
    client.get(address)  # Django learns its content types once in the life of a process

    with django_assert_num_queries(queries):
        client.get(address)

    one_more(2)
    one_more(3)
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/de/kompetenzen/kompetenz-1/", 10),
        ("/de/kompetenzen/kompetenz-1/schwerpunkt-1-1/", 9),
        ("/de/querschnittsthemen/thema-1/", 9),
    ],
)
def test_page_with_a_list_asks_the_database_as_often_for_three_as_for_one(
    client, django_assert_num_queries, address, queries
):
    one_more(1)
    focus, issue = Focus.objects.get(), CrossCuttingIssue.objects.get()
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)

    for position in (2, 3):
        sibling = a_focus(focus.competency, position)
        for place in ({"focus": focus, "slot": position}, {"focus": sibling}, {}):
            core_activity = a_core_activity("ongoing", "2024", competency=focus.competency, **place)
            core_activity.also_contributes_to.add(focus)
            core_activity.cross_cutting_issues.add(issue)
    with django_assert_num_queries(queries):
        client.get(address)
