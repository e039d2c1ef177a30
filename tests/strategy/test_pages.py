"""What a reader sees on the pages of the target system and of what the strategy accounts for."""

import re
from datetime import date

import pytest

from portal.models import Source
from strategy.models import Message, StrategicGoal
from tests.builders import (
    a_competency,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_document,
    a_focus,
    a_milestone,
    a_page,
    a_press_release,
    berlin,
)
from tests.html import links_of, text_of
from tests.strategy.world import World

pytestmark = pytest.mark.django_db


def section(response, name):
    return text_of(response, **{"aria-labelledby": name})


@pytest.mark.parametrize(
    ("address", "formula", "decisions", "plans", "timeline"),
    [
        (
            "/de/strategie/",
            "Die Bochum-Formel Mut",
            "Was der Rat beschlossen hat 18. Mai 2017: Erste Staffel Steckbriefe der Staffel 1 (PDF)",
            "Pläne und Verpflichtungen mit Bezug zur Strategie Klimaplan 2035 Projekte: Gute Stuben",
            "Zeitleiste 2021 Start Projekt: Gute Stuben",
        ),
        (
            "/en/strategy/",
            "The Bochum Formula Courage",
            "What the council decided 18 May 2017: First batch Fact sheets of batch 1 (PDF)",
            "Related plans and commitments Climate plan 2035 Projects: Parlours",
            "Timeline 2021 Start Project: Parlours",
        ),
    ],
)
def test_about_tells_what_the_strategy_is(client, address, formula, decisions, plans, timeline):
    World()

    response = client.get(address)

    assert section(response, "formula") == formula
    assert section(response, "decisions") == decisions
    assert section(response, "plans") == plans
    assert section(response, "timeline") == timeline


def test_only_a_batch_with_public_projects_has_fact_sheets_to_offer(client):
    a_page("strategy")
    a_core_activity(council_decision=a_council_decision("2017-05-18", batch=1))
    a_core_activity(council_decision=a_council_decision("2018-09-27", batch=2), is_public=False)
    a_council_decision("2017-06", batch=1)

    response = client.get("/de/strategie/")

    assert section(response, "decisions") == (
        "Was der Rat beschlossen hat "
        "18. Mai 2017: Beschluss 2017-05-18 Steckbriefe der Staffel 1 (PDF) "
        "Juni 2017: Beschluss 2017-06 Steckbriefe der Staffel 1 (PDF) "
        "27. September 2018: Beschluss 2018-09-27 Der Staffel 2 ist hier noch kein Projekt zugeordnet."
    )


def test_about_lists_documents_and_milestones_of_the_strategy_only(client):
    a_page("strategy")
    a_document(title_de="Broschüre")
    a_milestone("2021", title_de="Zur Strategie")
    a_milestone("2021", title_de="Zu einem Projekt", category="activity")

    response = client.get("/de/strategie/")

    assert section(response, "downloads") == (
        "Downloads Alle Steckbriefe (PDF) Broschüre (Deutsch, ohne Datum, Datei hier nicht verfügbar)"
    )
    assert section(response, "timeline") == "Zeitleiste 2021 Zur Strategie"


def test_competency_list_shows_all_competencies_in_their_order(client):
    for number in (2, 1):
        competency = a_competency(number)
        a_focus(competency, 1)
    a_core_activity("implemented", competency=competency, focus=competency.foci.get(), slot=1)
    a_core_activity("ongoing", competency=competency)
    a_core_activity(title_de="Ohne Kompetenz", slug="ohne")

    response = client.get("/de/kompetenzen/")

    assert section(response, "competency-1") == "Kompetenz 1 Schwerpunkt 1.1"
    assert section(response, "competency-2") == "Kompetenz 2 Schwerpunkt 2.1"
    assert links_of(response, **{"aria-labelledby": "elsewhere"}) == [("Ohne Kompetenz", "/de/projekte/ohne/")]
    assert [text for text, _ in links_of(response, id="content")] == [
        "Kompetenz 1",
        "Kompetenz 2",
        "Die Zählungen der Stadt",
        "Kompetenz 1",
        "Schwerpunkt 1.1",
        "Kompetenz 2",
        "Schwerpunkt 2.1",
        "Ohne Kompetenz",
    ]


def test_competency_shows_its_picture_goals_foci_and_news(client):
    world = World()
    world.competency.vision_de, world.competency.vision_note_de = "<p>Alle lernen gern.</p>", "Fassung von 2017."
    world.competency.former_name = "Talentschmiede"
    world.competency.save()
    a_core_activity("planned", "2024", title_de="Ohne Schwerpunkt", competency=world.competency)
    for month in (1, 2, 3, 4):
        press_release = a_press_release(berlin(2024, month, 1), title_de=f"Meldung {month}")
        press_release.competencies.add(world.competency)
    Source.objects.create(subject=world.competency, citation="Broschüre 2017", as_of=date(2024, 6, 17))

    response = client.get("/de/kompetenzen/wissen/")

    assert section(response, "vision") == "Das Bild von 2030 Alle lernen gern. Fassung von 2017."
    assert section(response, "goals") == "Strategische Ziele Alle lernen."
    assert section(response, "foci") == "Fünf Schwerpunkte Bildung Gute Stuben in Umsetzung"
    assert section(response, "unassigned") == (
        "Projekte, die noch keinem Schwerpunkt zugeordnet sind Sie gehören zu dieser Kompetenz. Zu welchem ihrer "
        "Schwerpunkte sie gehören, ist noch nicht erfasst. Ohne Schwerpunkt geplant Stand 2024"
    )
    assert [text for text, _ in links_of(response, **{"aria-labelledby": "news"})] == [
        "Meldung 4",
        "Meldung 3",
        "Meldung 2",
    ]
    assert section(response, "sources-page") == "Quellen Broschüre 2017 – abgerufen am 17. Juni 2024"
    assert section(response, "former") == "Ältere Schreibweise Talentschmiede"


@pytest.mark.parametrize(
    ("address", "vision", "goals"),
    [
        (
            "/de/kompetenzen/wissen/",
            "Das Bild von 2030 Das Bild von 2030 ist für diese Kompetenz noch nicht erfasst.",
            "Strategische Ziele Die strategischen Ziele dieser Kompetenz sind noch nicht erfasst.",
        ),
        (
            "/en/competencies/wissen/",
            "The picture of 2030 The picture of 2030 of this competency is not yet recorded.",
            "Strategic goals The strategic goals of this competency are not yet recorded.",
        ),
    ],
)
def test_competency_says_what_is_not_yet_recorded(client, address, vision, goals):
    World()
    StrategicGoal.objects.all().delete()

    response = client.get(address)

    assert (section(response, "vision"), section(response, "goals")) == (vision, goals)


def test_focus_shows_its_slots_and_who_else_contributes(client):
    world = World()
    world.competency.foci.update(position_is_known=True)
    a_core_activity("planned", title_de="Ohne Platz", competency=world.competency, focus=world.focus)
    for title in ("Zoo", "Öl"):
        a_core_activity("ongoing", title_de=title).also_contributes_to.add(world.focus)

    response = client.get("/de/kompetenzen/wissen/bildung/")

    free = "frei, hier noch nicht erfasst oder der Platz eines Projekts weiter unten"
    assert section(response, "goals") == "Ziele Schulen bauen."
    assert section(response, "slots") == (
        f"Fünf Plätze für Kernaktivitäten {free} {free} Gute Stuben in Umsetzung {free} {free} "
        "In diesem Schwerpunkt, Platz noch nicht erfasst Ohne Platz geplant"
    )
    assert section(response, "contributing") == (
        "Tragen auch zu diesem Schwerpunkt bei Öl in Umsetzung Zoo in Umsetzung"
    )
    assert section(response, "siblings") == "Schwerpunkte der Kompetenz „Wissen“ Bildung"


@pytest.mark.parametrize(
    ("name", "is_complete", "note"),
    [
        (
            "",
            False,
            "Das Zielsystem hat in der Kompetenz „Kompetenz 4“ fünf Schwerpunkte. Der Name dieses Schwerpunkts ist "
            "hier noch nicht erfasst; sein Platz bleibt erhalten. ",
        ),
        ("Wohnen und", False, "Nur der Anfang des Namens ist bekannt. "),
        ("Wohnen", True, ""),
    ],
)
def test_focus_says_how_well_its_name_is_known(client, name, is_complete, note):
    a_focus(a_competency(4), 2, name_de=name, name_en="", name_is_complete=is_complete)

    content = text_of(client.get("/de/kompetenzen/kompetenz-4/schwerpunkt-4-2/"), id="content")

    title = name or "Schwerpunkt 4.2: Name noch nicht erfasst"
    assert content.startswith(
        f"{title} Einer der fünf Schwerpunkte der Kompetenz „Kompetenz 4“. {note}"
        "Ziele Die Ziele dieses Schwerpunkts sind noch nicht erfasst."
    )


def test_cross_cutting_issues_come_in_their_order_with_their_beginning(client):
    a_cross_cutting_issue(2)
    a_cross_cutting_issue(1, text_de="<p>Erster Satz.</p><p>Zweiter Satz.</p>")

    content = text_of(client.get("/de/querschnittsthemen/"), id="content")

    assert content.endswith("Querschnittsthemen Thema 1 Erster Satz. Zweiter Satz. Thema 2")


def test_cross_cutting_issue_lists_its_core_activities_by_title(client):
    issue = a_cross_cutting_issue(1, has_official_german_name=True, text_de="<p>Für alle.</p>")
    for title in ("Zoo", "Ärzte", "Baum"):
        issue.core_activities.add(a_core_activity("ongoing", title_de=title))

    response = client.get("/de/querschnittsthemen/thema-1/")

    assert text_of(response, **{"class": "prose"}) == "Für alle."
    assert section(response, "projects") == (
        "Projekte, die zu diesem Thema beitragen Ärzte in Umsetzung Baum in Umsetzung Zoo in Umsetzung"
    )


def test_cross_cutting_issue_without_core_activities_leads_to_all(client):
    a_cross_cutting_issue(1)

    response = client.get("/en/cross-cutting-issues/thema-1/")

    assert section(response, "projects") == (
        "Projects that serve this issue Which projects serve this issue is not yet recorded. All projects"
    )
    assert text_of(response, **{"class": "wheel__inner"}) == "not yet recorded"


@pytest.mark.parametrize(
    ("address", "upcoming", "overdue", "past"),
    [
        (
            "/de/meilensteine/",
            "Was als Nächstes kommt 2098 · geplant · Strategie Bald Quelle: Vorlage. 2099 · geplant · Strategie Später",
            "Geplante Termine, die ohne erfasstes Ergebnis verstrichen sind 2019 · geplant · Strategie Verstrichen",
            "Was geschehen ist 17. Juni 2021 · Kernaktivität Neuer 2020 · Strategie Älter",
        ),
        (
            "/en/milestones/",
            "What comes next 2098 · planned · strategy Soon Source: Vorlage. 2099 · planned · strategy Later",
            "Planned dates that have passed without a recorded result 2019 · planned · strategy Passed",
            "What has happened 17 June 2021 · core activity Newer 2020 · strategy Older",
        ),
    ],
)
def test_milestone_list_tells_what_comes_and_what_has_happened(client, address, upcoming, overdue, past):
    a_milestone("2099", title_de="Später", title_en="Later", is_planned=True)
    soon = a_milestone("2098", title_de="Bald", title_en="Soon", is_planned=True)
    soon.sources.create(citation="Vorlage")
    a_milestone("2019", title_de="Verstrichen", title_en="Passed", is_planned=True)
    a_milestone("2020", title_de="Älter", title_en="Older")
    a_milestone("2021-06-17", title_de="Neuer", title_en="Newer", category="activity")

    response = client.get(address)

    assert section(response, "upcoming") == upcoming
    assert section(response, "overdue") == overdue
    assert section(response, "past") == past


def test_message_list_shows_the_messages_in_their_order(client):
    Message.objects.create(number=2, slug="zwei", title_de="Zwei", has_official_title=True, body_de="<p>Text.</p>")
    Message.objects.create(number=1, slug="eins", title_de="Eins").sources.create(citation="Broschüre")

    content = text_of(client.get("/de/botschaften/"), id="content")

    assert content == (
        "Fünf Botschaften für Bochum Wofür Bochum steht, in fünf Botschaften. "
        "1. Eins Die amtliche Überschrift ist noch nicht erfasst; diese stammt von uns. Quelle: Broschüre. "
        "2. Zwei Text. Kompetenzen · Alle Projekte"
    )


def wheel_of(response):
    """The shapes of the wheel as (what it is, its classes)."""
    return re.findall(r'class="wheel__(place|rim)([^"]*)"', response.content.decode())


def test_cross_cutting_issue_lights_up_what_it_touches(client):
    issue, other = a_cross_cutting_issue(1), a_cross_cutting_issue(2)
    competency = a_competency()
    issue.core_activities.add(a_core_activity("ongoing", competency=competency))
    other.core_activities.add(a_core_activity("implemented", competency=competency))

    response = client.get("/de/querschnittsthemen/thema-1/")

    assert sorted(wheel_of(response)) == [
        ("place", " wheel__place--implemented"),
        ("place", " wheel__place--ongoing is-lit"),
        ("rim", ""),
        ("rim", " is-lit"),
    ]


def test_competency_opens_its_sector_of_the_wheel(client):
    competency = a_competency(2)
    focus = a_focus(competency, 3)
    a_core_activity("ongoing", competency=competency, focus=focus, slot=4, slug="eins", title_de="Eins")
    a_core_activity("planned", competency=competency, slug="zwei", title_de="Zwei")

    response = client.get("/de/kompetenzen/kompetenz-2/")

    wheel = {"aria-label": "„Kompetenz 2“ im Steuerrad"}
    assert links_of(response, **wheel) == [
        ("Schwerpunkt 2.3 2.3", "/de/kompetenzen/kompetenz-2/schwerpunkt-2-3/"),
        ("Eins: in Umsetzung", "/de/projekte/eins/"),
        ("Zwei: geplant", "/de/projekte/zwei/"),
    ]
