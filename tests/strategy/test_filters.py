"""What the filters of the list of core activities ask, and what a reader of the list sees of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from strategy.models import CoreActivity
from tests.builders import (
    a_competency,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_focus,
    a_unit,
    an_activity_milestone,
)
from tests.html import links_of, text_of
from tests.strategy.world import World

pytestmark = pytest.mark.django_db


def titles_on(response):
    """The core activities on the page, in their order."""
    return [core_activity.title for _, group in response.context["groups"] for core_activity, _late in group]


def result(response):
    return text_of(response, id="result")


def options_of(response, name):
    return text_of(response, id=f"filter-{name}")


def a_day(offset):
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


@pytest.fixture
def world():
    """Beside the “Gute Stuben” of the small strategy one that is implemented, and one that contributes to a focus."""
    world = World()
    a_core_activity("implemented", title_de="Zoo", title_en="Zoo", competency=world.competency)
    a_core_activity("planned", title_de="Anderswo").also_contributes_to.add(world.focus)
    return world


@pytest.mark.parametrize(
    ("query", "titles", "words"),
    [
        ("", ["Gute Stuben", "Zoo", "Anderswo"], "3 Projekte"),
        ("competency=wissen", ["Gute Stuben", "Zoo"], "2 Projekte in der Kompetenz „Wissen“"),
        ("focus=bildung", ["Gute Stuben", "Anderswo"], "2 Projekte im Schwerpunkt „Bildung“"),
        ("status=planned", ["Anderswo"], "1 Projekt mit dem Status „geplant“"),
        ("issue=inklusion", ["Gute Stuben"], "1 Projekt zum Querschnittsthema „Inklusion“"),
        ("batch=1", ["Gute Stuben"], "1 Projekt aus Staffel 1"),
        (
            "competency=wissen&status=implemented",
            ["Zoo"],
            "1 Projekt in der Kompetenz „Wissen“, mit dem Status „umgesetzt“",
        ),
        ("competency=wissen&status=planned", [], "0 Projekte in der Kompetenz „Wissen“, mit dem Status „geplant“"),
    ],
)
def test_list_shows_what_is_asked_for_and_says_so(client, world, query, titles, words):
    response = client.get(f"/de/projekte/?{query}")

    assert titles_on(response) == titles
    assert result(response) == words


def test_list_says_in_english_and_in_its_title_what_is_shown(client, world):
    response = client.get("/en/projects/?competency=wissen&status=ongoing")

    words = "in the competency “Knowledge”, with the status “ongoing”"
    assert result(response) == f"1 project {words}"
    assert text_of(response.content.decode().split("</title>")[0]) == f"Projects: {words} – Bochum Strategy"


def test_list_marks_a_german_name_on_an_english_page(client):
    a_core_activity(competency=a_competency(slug="wissen", name_de="Wissen", name_en=""))

    html = " ".join(client.get("/en/projects/?competency=wissen").content.decode().split())

    assert 'in the competency “<span lang="de">Wissen</span>”' in html
    assert '<strong lang="de" >Wissen</strong>' in html
    assert '<option value="wissen" lang="de" selected > Wissen (1) </option>' in html


def test_each_answer_tells_how_many_projects_it_leaves(client, world):
    response = client.get("/de/projekte/?competency=wissen")

    assert options_of(response, "competency") == "alle (3) Wissen (2)"
    assert options_of(response, "focus") == "alle (2) Bildung (1)"
    assert options_of(response, "status") == "alle (2) geplant (0) in Umsetzung (1) umgesetzt (1)"
    assert options_of(response, "issue") == "alle (2) Inklusion (1)"
    assert options_of(response, "batch") == "alle (2) Staffel 1 (1)"


def test_the_ways_to_each_status_keep_the_other_filters(client, world):
    response = client.get("/de/projekte/?competency=wissen&status=ongoing")

    links = links_of(response, **{"aria-label": "Nach Status filtern"})
    assert text_of(response, **{"aria-label": "Nach Status filtern"}) == "alle 2 geplant 0 in Umsetzung 1 umgesetzt 1"
    assert links == [
        ("alle 2", "/de/projekte/?competency=wissen"),
        ("in Umsetzung 1", "/de/projekte/?competency=wissen&status=ongoing"),
        ("umgesetzt 1", "/de/projekte/?competency=wissen&status=implemented"),
    ]


def test_each_filter_is_removed_by_one_link(client, world):
    response = client.get("/de/projekte/?competency=wissen&status=ongoing")

    assert links_of(response, **{"aria-label": "Gesetzte Filter"}) == [
        ("Kompetenz: Wissen – diesen Filter entfernen×", "/de/projekte/?status=ongoing#result"),
        ("Status: in Umsetzung – diesen Filter entfernen×", "/de/projekte/?competency=wissen#result"),
    ]


def test_list_leads_on_where_nothing_fits(client, world):
    response = client.get("/de/projekte/?competency=wissen&status=planned")

    assert text_of(response, id="content").endswith(
        "Kein Projekt passt zu allen diesen Filtern. „Kompetenz“ weglassen (1) „Status“ weglassen (2) Alle anzeigen"
    )
    assert links_of(response, id="content")[-3:] == [
        ("„Kompetenz“ weglassen", "/de/projekte/?status=planned#result"),
        ("„Status“ weglassen", "/de/projekte/?competency=wissen#result"),
        ("Alle anzeigen", "/de/projekte/"),
    ]


def test_list_of_an_empty_portal_asks_nothing(client):
    content = text_of(client.get("/de/projekte/"), id="content")

    assert content.endswith("0 Projekte Noch ist kein Projekt erfasst.")


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("competency=&focus=&status=ongoing&batch=", "/de/projekte/?status=ongoing"),
        ("status=ongoing&competency=wissen", "/de/projekte/?competency=wissen&status=ongoing"),
        ("competency=", "/de/projekte/"),
    ],
)
def test_form_leads_to_the_one_address_of_what_is_asked(client, world, query, address):
    response = client.get(f"/de/projekte/?{query}")

    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["competency", "focus", "status", "milestones", "issue", "batch", "organisation"])
@pytest.mark.parametrize(
    "value", ["unbekannt", "\0", "x" * 10_000, "' OR 1=1 --", "<script>alert(1)</script>", "٣", "-1"], ids=ascii
)
def test_nonsense_shows_everything_and_is_told_beside_its_question(client, world, name, value):
    response = client.get("/de/projekte/", {name: value})

    assert response.status_code == 200
    assert len(titles_on(response)) == 3
    assert text_of(response, id=f"filter-{name}-error") == (
        "Zu dieser Auswahl ist nichts erfasst; sie bleibt unberücksichtigt."
    )
    assert "alert(1)" not in response.content.decode().replace("alert%281%29", "")


def test_foci_are_grouped_by_competency_and_offered_if_they_have_a_name(client, world):
    other = a_competency(1, name_de="Anfang")
    a_core_activity(competency=other, focus=a_focus(other, 1, name_de="Erster"))
    a_core_activity(competency=other, focus=a_focus(other, 2, name_de="", name_en="", slug="namenlos"))

    response = client.get("/de/projekte/?focus=namenlos")

    groups = response.content.decode().split("<optgroup label=")[1:]
    assert [group.split('"')[1] for group in groups] == ["Anfang", "Wissen"]
    assert options_of(response, "focus") == "alle (5) Erster (1) Bildung (2)"
    assert text_of(response, id="filter-focus-error")


@pytest.mark.parametrize(
    ("address", "words", "link"),
    [
        (
            "/de/projekte/?status=implemented",
            "Gezählt ist, was dieses Portal mit Namen erfasst hat. Das ist nicht die amtliche Zählung.",
            ("Die Zählungen der Stadt", "/de/strategie/#counts"),
        ),
        (
            "/en/projects/?status=implemented",
            "This is what the portal has recorded by name, not the official count.",
            ("The city’s own counts", "/en/strategy/#counts"),
        ),
    ],
)
def test_nobody_takes_the_number_of_projects_for_the_official_count(client, world, address, words, link):
    response = client.get(address)

    assert words in text_of(response, id="content")
    assert link in links_of(response, id="content")


def test_projects_can_be_asked_for_by_who_runs_them(client):
    for name in ("Stadtwerke", "Bäder"):
        a_core_activity(title_de=f"Projekt der {name}", organisation=a_unit(slug=name[0].lower(), name_de=name))

    response = client.get("/de/projekte/?organisation=s")

    assert options_of(response, "organisation") == "alle (2) Bäder (1) Stadtwerke (1)"
    assert result(response) == "1 Projekt in der Zuständigkeit von „Stadtwerke“"
    assert titles_on(response) == ["Projekt der Stadtwerke"]


@pytest.mark.parametrize("status", ["planned", "ongoing", ""])
def test_project_is_late_while_a_date_has_passed_and_the_result_is_unknown(client, status):
    an_activity_milestone(a_core_activity(status, title_de="Spät"), planned=a_day(-1))
    an_activity_milestone(a_core_activity(status, title_de="Heute"), planned=a_day(0))
    an_activity_milestone(a_core_activity(status, title_de="Erreicht"), planned=a_day(-9), reached=a_day(-1))

    response = client.get("/de/projekte/?milestones=overdue")

    assert titles_on(response) == ["Spät"]
    assert result(response) == "1 Projekt mit überschrittenem Termin"


@pytest.mark.parametrize("status", ["implemented", "permanent", "discontinued"])
def test_project_that_has_come_to_its_end_is_not_late(client, status):
    an_activity_milestone(a_core_activity(status), planned=a_day(-1))

    response = client.get("/de/projekte/")

    assert result(response) == "1 Projekt"
    assert "Meilensteine" not in text_of(response, **{"class": "filter"})


def one_more(number):
    """One more core activity with one more of everything that is asked for."""
    competency = a_competency(number)
    focus, other = a_focus(competency, 1), a_focus(competency, 2)
    decision = a_council_decision(f"201{number}-05-18", batch=number)
    core_activity = a_core_activity(
        "ongoing", competency=competency, focus=focus, council_decision=decision, organisation=a_unit()
    )
    core_activity.also_contributes_to.add(other)
    core_activity.cross_cutting_issues.add(a_cross_cutting_issue(number))
    an_activity_milestone(core_activity, planned="2020")


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 6),  # the notice, competencies, foci, core activities, their issues, where else they contribute
        ("?competency=kompetenz-1&status=ongoing&batch=1", 6),
        ("?competency=kompetenz-1&status=ongoing&milestones=overdue&batch=1", 7),  # and what is late
    ],
)
def test_the_number_of_queries_depends_on_what_is_asked_and_not_on_how_many_there_are(
    client, django_assert_num_queries, query, queries
):
    one_more(1)
    with django_assert_num_queries(queries):
        client.get(f"/de/projekte/{query}")

    one_more(2)
    one_more(3)
    with django_assert_num_queries(queries):
        response = client.get(f"/de/projekte/{query}")
    assert len(titles_on(response)) == (1 if query else 3)


def test_drafts_are_neither_counted_nor_offered(client, world):
    hidden = {"title_de": "Geheim", "is_public": False}
    secret = a_competency(5, slug="geheim", name_de="Geheim")
    draft = a_core_activity("permanent", competency=secret, organisation=a_unit(name_de="Geheim"), **hidden)
    draft.cross_cutting_issues.add(a_cross_cutting_issue(5, name_de="Geheim"))
    draft.also_contributes_to.add(a_focus(secret, 1, name_de="Geheim"))
    a_core_activity("ongoing", competency=world.competency, public_from=timezone.now() + timedelta(days=1), **hidden)
    assert CoreActivity.objects.count() == 5

    for query in ("", "?competency=wissen", "?competency=geheim", "?status=permanent"):
        assert "Geheim" not in text_of(client.get(f"/de/projekte/{query}"))
    response = client.get("/de/projekte/")
    assert options_of(response, "competency") == "alle (3) Wissen (2)"
    assert "verstetigt" not in options_of(response, "status")
