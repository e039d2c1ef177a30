"""What a reader of the charts' pages is told: in words, as a table, and from which source."""

import re
from datetime import date

import pytest

from tests.builders import (
    a_competency,
    a_core_activity,
    a_council_decision,
    a_milestone,
    a_page,
    a_progress_report,
    an_activity_milestone,
)
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db
TABLE = {"de": "ls Tabelle ", "en": "s a table "}


def section(response, name):
    return text_of(response, **{"aria-labelledby": name})


def table(response, name, language="de"):
    return section(response, name).split(TABLE[language])[-1]


def two_reports():
    a_page("strategy")
    a_progress_report(date(2019, 6, 1), fixed=50, note_de="Erste Zählung.").sources.create(citation="Bericht 2019")
    newest = a_progress_report(date(2024, 6, 17), fixed=90, implemented=30, ongoing=55, discontinued_or_merged=5)
    newest.sources.create(citation="Folien")


def test_counts_of_the_city_are_told_in_words_with_their_date_and_source(client):
    two_reports()

    counts = section(client.get("/de/strategie/"), "counts")

    assert counts.startswith(
        "Die Zählungen der Stadt Stand 17. Juni 2024: Der Rat hatte 90 der 125 Kernaktivitäten festgelegt, die bis "
        "2030 geplant sind. Davon waren 30 umgesetzt, 55 in Umsetzung und 5 eingestellt oder zusammengeführt. "
    )
    assert (
        "Amtliche Zählungen der Stadt; die neueste, die hier erfasst ist, ist vom 17. Juni 2024. Quelle: Folien. "
    ) in counts


@pytest.mark.parametrize(
    ("address", "language", "expected"),
    [
        (
            "/de/strategie/",
            "de",
            "Stand Festgelegt Umgesetzt In Umsetzung Eingestellt oder zusammengeführt 17. Juni 2024 90 30 55 5 "
            "1. Juni 2019 50 – – – 1. Juni 2019: Erste Zählung. Quelle: Bericht 2019.",
        ),
        (
            "/en/strategy/",
            "en",
            "As of Fixed Implemented Ongoing Discontinued or merged 17 June 2024 90 30 55 5 "
            "1 June 2019 50 – – – 1 June 2019: Erste Zählung. Source: Bericht 2019.",
        ),
    ],
)
def test_counts_of_the_city_stand_in_a_table_the_newest_first(client, address, language, expected):
    two_reports()

    assert table(client.get(address), "counts", language) == expected


def test_count_without_details_is_told_as_its_sum(client):
    a_page("strategy")
    a_progress_report(date(2017, 5, 18), fixed=25)

    counts = section(client.get("/en/strategy/"), "counts")

    assert "As of 18 May 2017 the council had fixed 25 of the 125 core activities planned to 2030." in counts
    assert table(client.get("/en/strategy/"), "counts", "en").endswith("18 May 2017 25 – – –")


def test_page_says_that_there_is_no_count_yet(client):
    a_page("strategy")

    assert section(client.get("/de/strategie/"), "counts") == (
        "Die Zählungen der Stadt Noch ist keine Zählung der Stadt erfasst."
    )


def test_home_leads_to_all_counts(client):
    two_reports()

    assert ("Alle Zählungen", "/de/strategie/#counts") in links_of(
        client.get("/de/"), **{"aria-labelledby": "progress"}
    )


@pytest.fixture
def two_competencies():
    one, two = a_competency(1), a_competency(2)
    a_core_activity("implemented", "2023", competency=one)
    a_core_activity("permanent", "2024-06", competency=one)
    a_core_activity("ongoing", competency=two)
    a_core_activity("ongoing", "2022")
    a_core_activity("planned", "2025", competency=one, is_public=False, title_de="Geheim")


def test_competencies_are_compared_by_what_is_recorded_and_drafts_do_not_count(client, two_competencies):
    response = client.get("/de/kompetenzen/")

    assert table(response, "progress") == (
        "Kompetenz Erfasst umgesetzt oder verstetigt in Umsetzung geplant Status noch nicht erfasst "
        "eingestellt oder zusammengeführt frei oder hier noch nicht erfasst "
        "Kompetenz 1 2 2 0 0 0 0 23 Kompetenz 2 1 0 1 0 0 0 24 "
        "Alle, auch ohne erfasste Kompetenz 4 2 2 0 0 0 121"
    )
    assert "2 von 25 Plätzen erfasst: 1 umgesetzt, 1 verstetigt." in section(response, "progress")
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "/de/kompetenzen/",
            "Gezählt ist, was dieses Portal mit Namen erfasst hat. Das ist nicht die amtliche Zählung. "
            "Die neueste Statusangabe mit Datum: Juni 2024. Die Quellen stehen bei jedem Projekt. ",
        ),
        (
            "/en/competencies/",
            "This is what the portal has recorded by name, not the official count. "
            "The newest dated status is from June 2024. Each project names its sources. ",
        ),
    ],
)
def test_comparison_says_that_it_is_not_the_official_count(client, two_competencies, address, expected):
    assert expected in section(client.get(address), "progress")


def test_nothing_recorded_yet_has_no_date(client):
    a_competency(1)

    progress = section(client.get("/de/kompetenzen/"), "progress")

    assert "Noch ist keiner der 25 Plätze erfasst." in progress
    assert "Statusangabe mit Datum" not in progress
    assert progress.endswith("Alle 0 0 0 0 0 0 125")


def test_timeline_is_told_as_a_table_in_the_order_of_time(client):
    decision = a_council_decision("2017-05-18", title_de="Rat beschließt")
    a_milestone("2017-05-18", title_de="Dasselbe", council_decision=decision)
    a_progress_report(date(2024, 6, 17), fixed=75)
    a_milestone("2018", title_de="Konferenz")
    a_milestone("2019", title_de="Verstrichen", is_planned=True)
    a_milestone("2019", title_de="Eines Projekts", category="activity")
    a_milestone("2050", title_de="Ferne Zukunft", is_planned=True)

    response = client.get("/de/meilensteine/")

    assert table(response, "overview") == (
        "Datum Was Stand 18. Mai 2017 Rat beschließt geschehen 2018 Konferenz geschehen 2019 Verstrichen Termin vorbei "
        "17. Juni 2024 75 Kernaktivitäten insgesamt festgelegt geschehen "
        "2030 125 Kernaktivitäten insgesamt festgelegt geplant"
    )
    assert "Ein Termin außerhalb dieser Jahre steht nur in der Liste unten." in section(response, "overview")


def test_marks_of_the_timeline_lead_to_entries_on_the_page(client):
    milestone = a_milestone("2018", title_de="Konferenz")
    decision = a_council_decision("2017-05-18")
    a_council_decision("2018-09-27", batch=2)
    a_milestone("2017-05-18", council_decision=decision)
    a_progress_report(date(2024, 6, 17), fixed=75)

    html = client.get("/de/meilensteine/").content.decode()

    addresses = [href for _text, href in links_of(html, **{"class": "rail"})]
    assert f"#m{milestone.pk}" in addresses
    assert {"/de/strategie/#decisions", "/de/strategie/#counts"} <= set(addresses)
    inside = {href[1:] for href in addresses if href.startswith("#")}
    assert inside <= set(re.findall(r' id="(m\d+)"', html))
    # On a phone, too, what has a name leads on.
    assert links_of(html, **{"class": "years"}) == [
        ("Beschluss 2017-05-18", f"#m{milestone.pk + 1}"),
        ("Beschluss 2018-09-27", "/de/strategie/#decisions"),
    ]
    assert "Ein Name in der Zeitleiste führt zu seinem Eintrag; dort steht mehr." in section(html, "overview")


def test_timeline_in_english_marks_what_is_german(client):
    a_milestone("2018", title_de="Nur auf Deutsch", title_en="")

    html = client.get("/en/milestones/").content.decode()

    assert re.search(r'<a\s[^>]*lang="de"[^>]*>\s*<title>\s*2018: Nur auf Deutsch', html)


def test_timeline_without_entries_still_shows_today_and_the_goal(client):
    years = text_of(client.get("/en/milestones/"), **{"class": "years"})

    assert "today, " in years
    assert "2030 125 core activities fixed in all (planned) 2030" in years


@pytest.mark.parametrize(
    ("address", "language", "expected"),
    [
        (
            "/de/projekte/gute-stuben/",
            "de",
            "Meilenstein Geplant Erreicht Vergleich Bau 2019 Mai 2020 mindestens 4 Monate später als geplant "
            "Fest – 17. Juni 2020 – Ausbau 2099 – –",
        ),
        (
            "/en/projects/gute-stuben/",
            "en",
            "Milestone Planned Reached Compared Bau 2019 May 2020 at least 4 months later than planned "
            "Fest – 17 June 2020 – Ausbau 2099 – –",
        ),
    ],
)
def test_plan_of_a_core_activity_is_told_as_a_table(client, address, language, expected):
    core_activity = a_core_activity(slug="gute-stuben")
    for position, (title, planned, reached) in enumerate(
        [("Bau", "2019", "2020-05"), ("Fest", "", "2020-06-17"), ("Ausbau", "2099", "")]
    ):
        an_activity_milestone(core_activity, planned, reached, title_de=title, position=position)

    assert table(client.get(address), "milestones", language) == expected


def test_single_milestone_stands_without_a_plot(client):
    an_activity_milestone(a_core_activity(slug="gute-stuben"), "2019", "2019-05", title_de="Bau")

    assert section(client.get("/de/projekte/gute-stuben/"), "milestones") == (
        "Meilensteine Bau geplant: 2019 · erreicht: Mai 2019 · wie geplant"
    )
