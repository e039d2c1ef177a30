"""Where a reader goes on from a core activity: its neighbours in the target system, and what is related to it."""

import pytest

from strategy.models import CoreActivity
from strategy.ways import in_order, ways_from
from tests.builders import a_competency, a_core_activity, a_cross_cutting_issue, a_focus
from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db


def the_ways(core_activity):
    order = in_order(CoreActivity.objects.published().with_everything())
    return ways_from(next(found for found in order if found == core_activity), order)


def neighbours(core_activity):
    ways = the_ways(core_activity)
    return ways.previous and ways.previous.title, ways.next and ways.next.title


def related(core_activity):
    return [(other.title, in_common) for other, in_common in the_ways(core_activity).related]


@pytest.fixture
def system():
    """Core activities by the place that is known of them, in an order that is none."""
    one, two = a_competency(1), a_competency(2)
    places = {
        "ohne Kompetenz Ä": {},
        "2": {"competency": two},
        "1.2 Platz 1": {"focus": a_focus(one, 2), "slot": 1, "competency": one},
        "1 Öl": {"competency": one},
        "1 Zoo": {"competency": one},
        "1 Oase": {"competency": one},
        "ohne Kompetenz B": {},
        "1.1 ohne Platz": {"focus": a_focus(one, 1), "competency": one},
        "1.1 Platz 5": {"focus_id": 11, "slot": 5, "competency": one},
        "2.1 Platz 1": {"focus": a_focus(two, 1), "slot": 1, "competency": two},
        "1.1 Platz 2": {"focus_id": 11, "slot": 2, "competency": one},
    }
    return {title: a_core_activity(title_de=title, **place) for title, place in places.items()}


ORDER = [
    "1.1 Platz 2",
    "1.1 Platz 5",
    "1.1 ohne Platz",
    "1.2 Platz 1",
    "1 Oase",
    "1 Öl",
    "1 Zoo",
    "2.1 Platz 1",
    "2",
    "ohne Kompetenz Ä",
    "ohne Kompetenz B",
]


def test_order_is_that_of_the_target_system_and_by_title_where_the_place_is_not_known(system):
    assert [core_activity.title for core_activity in in_order(system.values())] == ORDER


def test_previous_and_next_lead_through_the_whole_target_system(system):
    expected = list(zip([None, *ORDER], [*ORDER[1:], None], strict=False))

    assert [neighbours(system[title]) for title in ORDER] == expected


def test_drafts_are_neither_neighbours_nor_related():
    competency = a_competency()
    middle = a_core_activity(title_de="C", competency=competency)
    for title, is_public in (("A", True), ("B", False), ("D", False), ("E", True)):
        a_core_activity(title_de=title, is_public=is_public, competency=competency)

    assert neighbours(middle) == ("A", "E")
    assert [title for title, _in_common in related(middle)] == ["A", "E"]


def test_core_activity_alone_has_no_way_on():
    alone = a_core_activity()

    assert (neighbours(alone), related(alone)) == ((None, None), [])


def test_what_shares_the_focus_is_nearer_than_what_shares_issues_or_the_competency():
    competency, issues = a_competency(1), [a_cross_cutting_issue(position) for position in (1, 2, 3)]
    focus = a_focus(competency, 1)
    here = a_core_activity(competency=competency, focus=focus)
    here.cross_cutting_issues.set(issues[:2])
    for title, place, shared in (
        ("nur die Kompetenz", {"competency": competency}, []),
        ("ein Thema", {}, issues[1:]),
        ("zwei Themen", {}, issues),
        ("Schwerpunkt", {"competency": competency, "focus": focus}, []),
        ("Schwerpunkt und Thema", {"competency": competency, "focus": focus}, issues[:1]),
        ("anderes Thema", {"competency": a_competency(2)}, issues[2:]),
    ):
        a_core_activity(title_de=title, **place).cross_cutting_issues.set(shared)

    assert related(here) == [
        ("Schwerpunkt und Thema", "gleicher Schwerpunkt, 1 gemeinsames Querschnittsthema"),
        ("Schwerpunkt", "gleicher Schwerpunkt"),
        ("zwei Themen", "2 gemeinsame Querschnittsthemen"),
        ("ein Thema", "1 gemeinsames Querschnittsthema"),
    ]


def test_of_the_same_competency_the_next_in_the_order_are_related(system):
    assert related(system["1 Oase"]) == [
        ("1.2 Platz 1", "gleiche Kompetenz"),
        ("1 Öl", "gleiche Kompetenz"),
        ("1.1 ohne Platz", "gleiche Kompetenz"),
        ("1 Zoo", "gleiche Kompetenz"),
    ]


def test_unknown_places_are_nothing_in_common():
    a_core_activity()

    assert related(a_core_activity()) == []


def test_page_names_what_is_related_and_why(client):
    competency = a_competency(slug="wissen")
    for slug, title in (("zoo", "Zoo"), ("aerzte", "Ärzte"), ("gute-stuben", "Gute Stuben")):
        a_core_activity(slug=slug, title_de=title, title_en=f"{title} (en)", competency=competency)

    german, english = client.get("/de/projekte/gute-stuben/"), client.get("/en/projects/gute-stuben/")

    assert text_of(german, **{"aria-labelledby": "related"}) == (
        "Verwandte Projekte Ärzte gleiche Kompetenz Zoo gleiche Kompetenz"
    )
    assert text_of(english, **{"aria-labelledby": "related"}) == (
        "Related projects Ärzte (en) same competency Zoo (en) same competency"
    )
    assert links_of(german, **{"class": "wrap pager"}) == [
        ("← Ärzte", "/de/projekte/aerzte/"),
        ("Alle Projekte dieser Kompetenz", "/de/projekte/?competency=wissen"),
        ("Zoo →", "/de/projekte/zoo/"),
    ]


def test_page_leaves_out_the_section_where_nothing_is_related(client):
    a_core_activity(slug="gute-stuben")

    assert "Verwandte Projekte" not in text_of(client.get("/de/projekte/gute-stuben/"))


def test_breadcrumb_tells_the_place_as_far_as_it_is_known(client):
    competency = a_competency(4, slug="wissen", name_de="Wissen")
    a_core_activity(slug="a", title_de="A", competency=competency, focus=a_focus(competency, 2, slug="b", name_de="B"))
    a_core_activity(slug="c", title_de="C", competency=competency)
    a_core_activity(slug="d", title_de="D")

    def trail(slug):
        return links_of(client.get(f"/de/projekte/{slug}/"), **{"class": "wrap breadcrumbs"})[1:]

    through_the_system = [("Kompetenzen", "/de/kompetenzen/"), ("Wissen", "/de/kompetenzen/wissen/")]
    assert trail("a") == [*through_the_system, ("B", "/de/kompetenzen/wissen/b/")]
    assert trail("c") == through_the_system
    assert trail("d") == [("Projekte", "/de/projekte/")]
