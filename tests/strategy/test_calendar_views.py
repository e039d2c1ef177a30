"""How calendars are found and answered."""

from datetime import timedelta

import pytest

from tests.builders import a_core_activity, a_milestone, an_activity_milestone
from tests.calendars import ALL, CALENDARS, EACH_CALENDAR, read, titles_of
from tests.html import links_of

pytestmark = pytest.mark.django_db


@EACH_CALENDAR
def test_a_program_is_told_the_name_where_to_ask_again_and_how_often(client, stuben, address):
    calendar = read(client.get(address))

    title = {"all": "Meilensteine", "competency": "Wissen", "core activity": "Stuben"}
    name = f"Bochum Strategie: {next(title[kind] for kind, pair in CALENDARS.items() if address in pair)}"
    assert (calendar["NAME"], calendar["X-WR-CALNAME"]) == (name, name)
    assert calendar["SOURCE"] == f"http://testserver{address}"
    assert calendar["URL"] == f"http://testserver{address.removesuffix('meilensteine.ics')}"
    assert (calendar["REFRESH-INTERVAL"].dt, calendar["REFRESH-INTERVAL"].params["VALUE"]) == (
        timedelta(days=1),
        "DURATION",
    )
    assert calendar["X-PUBLISHED-TTL"] == "P1D"


@EACH_CALENDAR
def test_the_page_of_a_calendar_names_it_in_its_head_and_offers_to_subscribe(client, stuben, address, settings):
    settings.PUBLIC_ADDRESS = "https://strategie.bochum.example"

    page = client.get(address.removesuffix("meilensteine.ics"))

    head = f'<link rel="alternate" type="text/calendar" title="{page.context["page_title"]}" href="{address}"'
    assert head in " ".join(page.content.decode().split())
    assert links_of(page, **{"aria-labelledby": "subscribe"})[-2:] == [
        ("Meilensteine im eigenen Kalender abonnieren", f"webcal://strategie.bochum.example{address}"),
        ("Meilensteine einmalig laden (ICS)", address),
    ]


def test_milestones_of_a_core_activity_that_is_not_public_are_in_no_calendar(client, stuben):
    draft = a_core_activity(slug="geheim", title_de="Geheim", is_public=False, competency=stuben.competency)
    for core_activity in (stuben, draft):
        an_activity_milestone(core_activity, planned="2024-06-17", title_de="Schritt")
    a_milestone("2024-06-18", title_de="Öffentliches Ereignis", core_activity=draft)

    found = [client.get(german) for german, _english in CALENDARS.values()]

    assert [titles_of(response) for response in found] == [
        ["Stuben: Schritt (Termin vorbei)", "Öffentliches Ereignis"],
        ["Stuben: Schritt (Termin vorbei)"],
        ["Stuben: Schritt (Termin vorbei)"],
    ]
    assert ["Geheim" in response.content.decode().replace("\r\n ", "") for response in found] == [False] * 3
    assert client.get("/de/projekte/geheim/meilensteine.ics").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("all", 3), ("competency", 4), ("core activity", 3)])
def test_a_calendar_takes_the_same_queries_for_any_number(
    client, stuben, django_assert_num_queries, name, queries, count
):
    for number in range(1, count + 1):
        a_milestone(f"2024-06-0{number}", core_activity=stuben).sources.create(citation_de="bochum.de")
        an_activity_milestone(stuben, planned=f"2024-07-0{number}")
    client.get(ALL)  # the content types are known from here on

    with django_assert_num_queries(queries):
        client.get(CALENDARS[name][0])


@EACH_CALENDAR
def test_a_calendar_is_the_same_for_everybody_and_sent_again_only_when_it_has_changed(client, stuben, address):
    an_activity_milestone(stuben, planned="2024-06-17")
    first = client.get(address)

    again = [
        client.get(address, headers=headers)
        for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]})
    ]
    an_activity_milestone(stuben, planned="2024-06-18")
    later = client.get(address, headers={"if-none-match": first["ETag"]})

    assert [response.status_code for response in (*again, later)] == [304, 304, 200]
    assert (first.cookies, "Cookie" in first.get("Vary", "")) == ({}, False)
    assert (first["Cache-Control"], first["X-Robots-Tag"]) == ("public, max-age=300", "noindex")
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Content-Disposition"] == 'inline; filename="meilensteine.ics"'


@EACH_CALENDAR
def test_a_former_address_leads_to_the_calendar(client, stuben, address):
    for row in (stuben, stuben.competency):
        row.slug = f"{row.slug}-neu"
        row.save()

    response = client.get(address, follow=True)

    assert response.status_code == 200
    assert response.redirect_chain == ([(address.replace("/meil", "-neu/meil"), 301)] if address != ALL else [])
