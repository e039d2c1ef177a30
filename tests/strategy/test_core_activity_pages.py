"""What a reader sees of the core activities: the list with its filters, and the page of each one."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.models import Source
from strategy.models import ActivityContact, ActivityLink, CoreActivity, KeyFigure, SustainableDevelopmentGoal
from tests.builders import (
    a_contact,
    a_core_activity,
    a_document,
    a_focus,
    a_press_release,
    a_status_change,
    a_unit,
    an_activity_milestone,
    berlin,
    span,
)
from tests.html import links_of, text_of
from tests.strategy.world import World

pytestmark = pytest.mark.django_db
ADDRESS = "/de/projekte/gute-stuben/"


def section(response, name):
    return text_of(response, **{"aria-labelledby": name})


def test_core_activity_shows_everything_that_is_recorded(client):
    world = World()
    core_activity = world.core_activity
    other = a_focus(world.competency, 1, name_de="Ausbildung")
    core_activity.also_contributes_to.add(other)
    core_activity.sdgs.add(SustainableDevelopmentGoal.objects.create(number=4, name_de="Hochwertige Bildung"))
    core_activity.departments.add(a_unit(name_de="Amt für Planung"))
    CoreActivity.objects.update(
        organisation=a_unit(name_de="Stadt Bochum"),
        body_de="<p>Ein Ort für alle.</p>",
        partners_de="VBW Stiftung\nSparkasse",
        responsibility_note_de="Federführung",
        council_note_de="Aus dem Bericht",
        council_decision_basis="inferred",
        competency_basis="inferred",
        last_confirmed_on=date(2024, 6, 17),
    )
    figure = KeyFigure(core_activity=core_activity, value_de="rund 200", label_de="Orte")
    figure.as_of = span("2023")
    figure.save()
    core_activity.documents.add(a_document(title_de="Folien"))
    ActivityLink.objects.create(core_activity=core_activity, label_de="Portal", url="https://stuben.example/")
    contact = a_contact(name_de="Büro", unit=a_unit(name_de="Stabsstelle"), phone="0234 910-1")
    ActivityContact.objects.create(core_activity=core_activity, contact=contact, role_de="Leitung")
    Source.objects.create(subject=core_activity, citation="Bericht 2023", supports_de="Status")

    response = client.get(ADDRESS)

    assert section(response, "about") == "Worum es geht Ein Ort für alle."
    assert section(response, "figures") == "In Zahlen Orte Stand 2023 rund 200"
    as_laid_out = response.content.decode().replace("<span", " <span")  # the stylesheet gives notes their own line
    assert section(as_laid_out, "place") == (
        "Auf einen Blick Kompetenz Wissen erschlossen, nicht ausdrücklich genannt Schwerpunkt Bildung Platz 3 von 5 "
        "Trägt auch bei zu Ausbildung Querschnittsthemen Inklusion UN-Nachhaltigkeitsziele 4 Hochwertige Bildung "
        "Pläne mit Bezug Klimaplan 2035 "
        "Ratsbeschluss 18. Mai 2017 erschlossen, nicht ausdrücklich genannt Aus dem Bericht "
        "Zuständig Stadt Bochum Amt für Planung Federführung Partner VBW Stiftung Sparkasse"
    )
    assert section(response, "contact") == "Kontakt Büro, Leitung Stabsstelle Telefon: 0234 910-1"
    assert section(response, "more") == (
        "Dokumente und Links Folien (Deutsch, ohne Datum, Datei hier nicht verfügbar) Portal"
    )
    assert section(response, "sources-page") == "Quellen Bericht 2023 (Status)"
    assert "Zuletzt am 17. Juni 2024 von den Zuständigen bestätigt." in text_of(response, id="content")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            ADDRESS,
            "Status noch nicht erfasst Gute Stuben Meilensteine Noch sind keine Meilensteine erfasst. "
            "Der Status und wie er zustande kam Noch ist kein Status erfasst. Was die Statuswörter bedeuten "
            "Auf einen Blick Kompetenz noch nicht erfasst Schwerpunkt noch keinem Schwerpunkt zugeordnet "
            "Querschnittsthemen noch nicht erfasst Ratsbeschluss noch nicht erfasst "
            "Zuständig noch nicht erfasst Partner noch nicht erfasst "
            "Kontakt Ein Kontakt für dieses Projekt ist noch nicht erfasst. Alle Kontakte "
            "Auf dem Laufenden bleiben Neues als Atom-Feed Neues als JSON-Feed "
            "Ein Feed-Programm zeigt Ihnen Neues von selbst. "
            "Meilensteine im eigenen Kalender abonnieren Meilensteine einmalig laden (ICS) "
            "Meilensteine, von denen nur das Halbjahr oder Jahr bekannt ist, stehen nicht im Kalender. "
            "Haben Sie eine Anregung? Schreiben Sie der Stadt über das BürgerEcho "
            "Steckbrief (PDF) Von den Zuständigen noch nicht bestätigt. "
            "Meldungen zum Projekt Zu diesem Projekt gibt es noch keine Meldungen. ",
        ),
        (
            "/en/projects/gute-stuben/",
            "status not yet recorded Parlours Milestones No milestones are recorded yet. "
            "Status and how it came about No status is recorded yet. What the status words mean "
            "At a glance Competency not yet recorded Main focus not yet assigned to a focus "
            "Cross-cutting issues not yet recorded Council decision not yet recorded "
            "In charge not yet recorded Partners not yet recorded "
            "There is no official English title; this one is our translation of: Gute Stuben "
            "Contact A contact for this project is not yet recorded. All contacts "
            "Stay up to date Updates as an Atom feed Updates as a JSON feed "
            "A feed reader shows you what is new by itself. "
            "Subscribe to the milestones in your calendar Download the milestones once (ICS) "
            "Milestones of which only the half-year or year is known are not in the calendar. "
            "A suggestion? Tell the city through BürgerEcho Fact sheet (PDF) Not yet confirmed by those in charge. "
            "News of the project There is no news of this project yet. ",
        ),
    ],
)
def test_core_activity_says_what_is_not_yet_recorded(client, address, expected):
    a_core_activity(slug="gute-stuben", title_de="Gute Stuben", title_en="Parlours")

    response = client.get(address)

    assert text_of(response, id="content").startswith(expected)


@pytest.mark.parametrize(("prefix", "text"), [("/de/projekte/", "Alle Projekte"), ("/en/projects/", "All projects")])
def test_core_activity_without_a_competency_leads_to_all_projects(client, prefix, text):
    a_core_activity(slug="gute-stuben")

    response = client.get(f"{prefix}gute-stuben/")

    assert links_of(response, **{"class": "wrap pager"}) == [(text, prefix)]


def test_core_activity_tells_how_its_status_came_about(client):
    core_activity = a_core_activity(slug="gute-stuben", title_de="Gute Stuben")
    successor = a_core_activity(slug="treffs", title_de="Treffs")
    a_status_change(core_activity, "planned", reason_de="Im ersten Bericht.")
    a_status_change(core_activity, "merged", "2024-06", successor=successor, source="Ratsvorlage")
    a_status_change(core_activity, "ongoing", "2021")

    merged, into = client.get(ADDRESS), client.get("/de/projekte/treffs/")

    assert text_of(merged, id="content").startswith("zusammengeführt Stand Juni 2024 Gute Stuben")
    assert section(merged, "status") == (
        "Der Status und wie er zustande kam zusammengeführt Stand Juni 2024 Fortgeführt in: Treffs Quelle: Ratsvorlage "
        "in Umsetzung Stand 2021 geplant ohne Datum Im ersten Bericht. Was die Statuswörter bedeuten"
    )
    assert ("Treffs", "/de/projekte/treffs/") in links_of(merged, **{"aria-labelledby": "status"})
    assert section(into, "status").endswith("In diesem Projekt aufgegangen: Gute Stuben")
    assert ("Gute Stuben", ADDRESS) in links_of(into, **{"aria-labelledby": "status"})


def test_core_activity_shows_its_milestones_in_the_order_of_the_editor(client):
    core_activity = a_core_activity(slug="gute-stuben")
    today = timezone.localdate()
    last_year, next_year = str((today - timedelta(days=366)).year), str((today + timedelta(days=366)).year)
    an_activity_milestone(core_activity, next_year, title_de="Ausbau", position=4)
    an_activity_milestone(core_activity, last_year, title_de="Umbau", position=3)
    an_activity_milestone(core_activity, "2019", "2020-05", title_de="Bau", position=2, note_de="Später als gedacht.")
    an_activity_milestone(core_activity, reached="2018", title_de="Entwurf", position=1, source="Bericht 2018")

    milestones = text_of(client.get(ADDRESS), **{"class": "timeline timeline--plan"})

    before, after = re.split(r"Termin um [\w ]+ überschritten, Ergebnis noch nicht erfasst", milestones)
    assert before == (
        "Entwurf erreicht: 2018 Quelle: Bericht 2018 "
        "Bau geplant: 2019 · erreicht: Mai 2020 · mindestens 4 Monate später als geplant Später als gedacht. "
        f"Umbau geplant: {last_year} · "
    )
    assert after == f" Ausbau geplant: {next_year}"


def test_core_activity_shows_its_six_newest_press_releases(client):
    core_activity = a_core_activity(slug="gute-stuben")
    for month in range(1, 8):
        a_press_release(berlin(2024, month, 1), title_de=f"Meldung {month}").core_activities.add(core_activity)

    *newest, everything = links_of(client.get(ADDRESS), **{"aria-labelledby": "news"})

    assert [text for text, _ in newest] == [f"Meldung {month}" for month in (7, 6, 5, 4, 3, 2)]
    assert everything == ("Alle Meldungen zu diesem Projekt", "/de/aktuelles/?project=gute-stuben")


def test_core_activity_with_few_press_releases_shows_them_all(client):
    a_press_release(title_de="Die einzige").core_activities.add(a_core_activity(slug="gute-stuben"))

    links = links_of(client.get(ADDRESS), **{"aria-labelledby": "news"})

    assert [text for text, _ in links] == ["Die einzige"]
