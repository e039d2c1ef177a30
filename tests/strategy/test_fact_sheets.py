"""Where fact sheets are, what they are told to browsers as, and what they never tell."""

import pytest

from strategy.models import CoreActivity
from tests.builders import a_competency, a_core_activity, a_council_decision, a_focus, a_page
from tests.html import links_of
from tests.pdf import pages_of, text_of_pdf
from tests.strategy.sheets import ADDRESSES, KINDS, ONE, SECRET, WHOLE, a_strategy, hide_something

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_fact_sheet_is_a_pdf_that_opens_in_the_browser(client, address):
    a_strategy()

    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/de/projekte/gute-stuben/steckbrief.pdf", "steckbrief-gute-stuben.pdf"),
        ("/en/projects/gute-stuben/fact-sheet.pdf", "fact-sheet-gute-stuben.pdf"),
        ("/de/kompetenzen/wissen/steckbriefe.pdf", "steckbriefe-wissen.pdf"),
        ("/en/strategy/batches/1/fact-sheets.pdf", "fact-sheets-batch-1.pdf"),
        ("/de/strategie/steckbriefe.pdf", "steckbriefe-bochum-strategie.pdf"),
    ],
)
def test_the_name_of_the_file_says_what_it_is(client, address, name):
    a_strategy()

    assert client.get(address)["Content-Disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/de/projekte/stuben/steckbrief.pdf", "/de/projekte/gute-stuben/steckbrief.pdf"),
        ("/en/competencies/bildung-alt/fact-sheets.pdf", "/en/competencies/wissen/fact-sheets.pdf"),
    ],
)
def test_a_former_address_leads_to_the_present_one(client, former, present):
    core_activity = a_strategy()
    for row, slug in ((core_activity, "stuben"), (core_activity.competency, "bildung-alt")):
        row.former_slugs.create(slug=slug)

    response = client.get(former)

    assert (response.status_code, response["Location"]) == (301, present)


@pytest.mark.parametrize(
    "address",
    [
        "/de/projekte/entwurf/steckbrief.pdf",
        "/de/projekte/nie/steckbrief.pdf",
        "/en/competencies/nie/fact-sheets.pdf",
        "/en/strategy/batches/7/fact-sheets.pdf",
        f"/en/strategy/batches/{10**30}/fact-sheets.pdf",
    ],
)
def test_there_is_no_fact_sheet_of_what_is_not_public_or_not_there(client, address):
    a_core_activity(slug="entwurf", is_public=False)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_private_is_in_a_fact_sheet(client, address):
    hide_something(a_strategy())

    response = client.get(address)

    text = text_of_pdf(response)
    assert ("GuteStuben" if "/de/" in address else "Parlours") in text
    assert ("Stubenbüro" if "/de/" in address else "Parlourdesk") in text
    assert SECRET.lower() not in text.lower()
    assert SECRET.encode() not in response.content


@pytest.mark.parametrize("address", [WHOLE[0], ONE[0]])
def test_the_notice_of_the_site_stands_above_each_sheet(client, address):
    a_strategy()
    a_page("site-notice", title_de="Dies ist ein Muster.")

    pages = pages_of(client.get(address))

    assert pages[0].startswith("Dies ist ein Muster.")
    assert [page for page in pages if "Gute Stuben\r\nin Umsetzung" in page and "Dies ist ein Muster." in page]


@pytest.mark.parametrize(
    ("address", "queries"), [(kind[0], n) for kind, n in zip(KINDS, (18, 22, 20, 25), strict=True)]
)
def test_a_fact_sheet_of_three_takes_as_many_queries_as_of_one(client, django_assert_num_queries, address, queries):
    core_activity = a_strategy()
    with django_assert_num_queries(queries):
        client.get(address)

    for number in (4, 5):
        more = a_core_activity(
            "ongoing",
            competency=core_activity.competency,
            focus=core_activity.focus,
            slot=number,
            council_decision=core_activity.council_decision,
            organisation=core_activity.organisation,
        )
        more.cross_cutting_issues.set(core_activity.cross_cutting_issues.all())
        more.departments.set(core_activity.departments.all())
        more.also_contributes_to.set(core_activity.also_contributes_to.all())
        for contact in core_activity.contacts.all():
            more.activity_contacts.create(contact=contact)
        a_core_activity()
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("/de/projekte/gute-stuben/", [("Steckbrief (PDF)", "/de/projekte/gute-stuben/steckbrief.pdf")]),
        ("/en/projects/gute-stuben/", [("Fact sheet (PDF)", "/en/projects/gute-stuben/fact-sheet.pdf")]),
        ("/de/kompetenzen/wissen/", [("Steckbriefe (PDF)", "/de/kompetenzen/wissen/steckbriefe.pdf")]),
        (
            "/de/strategie/",
            [
                ("Steckbriefe der Staffel 1 (PDF)", "/de/strategie/staffeln/1/steckbriefe.pdf"),
                ("Alle Steckbriefe (PDF)", "/de/strategie/steckbriefe.pdf"),
            ],
        ),
        ("/en/downloads/", [("All fact sheets (PDF)", "/en/strategy/fact-sheets.pdf")]),
    ],
)
def test_the_pages_lead_to_their_fact_sheets(client, page, links):
    a_strategy()
    a_page("strategy")

    assert [link for link in links_of(client.get(page)) if link[1].endswith(".pdf")] == links


def test_core_activities_without_a_competency_are_in_the_whole_and_those_of_others_not_in_a_part(client):
    core_activity = a_strategy()
    other = a_competency(1)
    a_core_activity(title_de="Anderswo", competency=other, focus=a_focus(other))
    a_core_activity(title_de="Heimatlos", council_decision=a_council_decision("2020-01-01", batch=2))

    found = {
        kind[0]: [
            title for title in ("GuteStuben", "Anderswo", "Heimatlos") if title in text_of_pdf(client.get(kind[0]))
        ]
        for kind in KINDS
    }

    assert found == {
        f"/de/projekte/{core_activity.slug}/steckbrief.pdf": ["GuteStuben"],
        "/de/kompetenzen/wissen/steckbriefe.pdf": ["GuteStuben"],
        "/de/strategie/staffeln/1/steckbriefe.pdf": ["GuteStuben"],
        "/de/strategie/steckbriefe.pdf": ["GuteStuben", "Anderswo", "Heimatlos"],
    }


def test_the_whole_strategy_can_be_printed_before_anything_is_recorded(client):
    assert CoreActivity.objects.count() == 0
    assert "Nochistkeinerder125Plätzeerfasst." in text_of_pdf(client.get(WHOLE[0]))
