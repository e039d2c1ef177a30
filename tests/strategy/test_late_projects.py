"""What the list of late projects says of each."""

import re

import pytest

from tests.builders import a_core_activity, an_activity_milestone
from tests.html import text_of

pytestmark = pytest.mark.django_db


def test_list_of_late_projects_names_what_is_late_and_for_how_long(client):
    late = a_core_activity("ongoing", title_de="Spät", title_en="Late")
    an_activity_milestone(late, planned="2021", title_de="Zweite Stufe", title_en="Second stage")
    an_activity_milestone(late, planned="2020-05-04", title_de="Erste Stufe", title_en="First stage")
    an_activity_milestone(late, planned="2019", reached="2019", title_de="Fertig", title_en="Done")
    an_activity_milestone(late, planned="2050", title_de="Später", title_en="Later")

    german, english = (client.get(f"/{path}/?milestones=overdue") for path in ("de/projekte", "en/projects"))

    for response, titles in ((german, "Erste Stufe · geplant: 4. Mai 2020"), (english, "First stage · planned: 4 May")):
        assert titles in text_of(response, id="content")
    text = text_of(german, **{"class": "row"})
    assert re.sub(r"um .*? überschritten", "um … überschritten", text) == (
        "Spät in Umsetzung "
        "Erste Stufe · geplant: 4. Mai 2020 · Termin um … überschritten, Ergebnis noch nicht erfasst "
        "Zweite Stufe · geplant: 2021 · Termin um … überschritten, Ergebnis noch nicht erfasst"
    )
    assert text_of(client.get("/de/projekte/"), **{"class": "row"}) == "Spät in Umsetzung"


def test_what_is_late_of_a_draft_is_named_nowhere(client):
    an_activity_milestone(a_core_activity("ongoing"), planned="2020", title_de="Offene Stufe")
    an_activity_milestone(a_core_activity("ongoing", is_public=False), planned="2020", title_de="Geheime Stufe")

    text = text_of(client.get("/de/projekte/?milestones=overdue"))

    assert "Offene Stufe" in text
    assert "Geheime Stufe" not in text
