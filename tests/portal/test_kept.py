"""What many pages share: read once for each state of the content, and never seen by those who should not."""

from datetime import date
from threading import Thread

import pytest
from django.db import transaction
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override

from portal.drafts import Draft
from portal.kept import STATE, Shelf, kept
from strategy.models import Competency
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_cross_cutting_issue,
    a_focus,
    a_milestone,
    a_page,
    a_press_release,
    a_progress_report,
    a_unit,
)
from tests.html import text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import change

pytestmark = pytest.mark.django_db(transaction=True)


def a_request(state):
    return RequestFactory().get("/", **{STATE: state} if state else {})


class Made:
    """Counts how often it was made."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


def test_a_thing_is_made_once_for_each_state():
    make, first, second = Made(), object(), object()

    assert [kept(a_request(state), "thing", make) for state in (first, first, second, second)] == [1, 1, 2, 2]


def test_each_language_has_its_own():
    make, state = Made(), object()

    with override("en"):
        english = kept(a_request(state), "thing", make)

    assert [english, kept(a_request(state), "thing", make)] == [1, 2]


def test_without_a_state_only_the_same_request_shares():
    make, request = Made(), a_request(None)

    assert [kept(each, "thing", make) for each in (request, request, a_request(None))] == [1, 1, 2]


def test_what_is_made_within_a_transaction_is_for_nobody_else():
    make, state = Made(), object()

    with transaction.atomic():
        within = kept(a_request(state), "thing", make)

    assert [within, kept(a_request(state), "thing", make)] == [1, 2]


def test_a_slow_request_of_an_older_state_does_not_give_its_things_to_a_newer_one():
    shelf = Shelf()
    old = shelf.of("old")
    shelf.of("new")["thing"] = "new"

    old["thing"] = "old"

    assert shelf.of("new") == {"thing": "new"}


def test_threads_that_come_with_a_new_state_never_get_what_was_made_of_the_old_one():
    shelf = Shelf()
    shelf.of(0)["state"] = 0
    seen = []

    def ask():
        for state in range(2000):
            seen.append(shelf.of(state).setdefault("state", state) == state)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [True] * 8000


def test_a_part_of_a_page_is_rendered_once_for_each_of_its_names():
    template, make, state = Template("{% keep 'part' number %}{{ make }}{% endkeep %}"), Made(), object()

    def rendered(number):
        return template.render(Context({"request": a_request(state), "make": make, "number": number}))

    assert [rendered(1), rendered(1), rendered(2)] == ["1", "1", "2"]


def test_a_page_without_a_request_renders_its_parts_all_the_same():
    assert Template("{% keep 'part' %}{{ word }}{% endkeep %}").render(Context({"word": "Wandel"})) == "Wandel"


# Whole pages


def some_of_everything():
    """Two of each: so a query for each of them would show."""
    a_page("strategy")
    report = a_progress_report(date(2024, 6, 17))
    report.sources.create(citation="Quelle")
    for number in (1, 2):
        competency = a_competency(number, slug=f"kompetenz-{number}")
        focus = a_focus(competency, 1, slug=f"schwerpunkt-{number}")
        issue = a_cross_cutting_issue(number, slug=f"thema-{number}")
        unit = a_unit(slug=f"amt-{number}")
        contact = a_contact(slug=f"postfach-{number}", unit=unit)
        core_activity = a_core_activity(
            "ongoing", slug=f"projekt-{number}", competency=competency, focus=focus, slot=1, organisation=unit
        )
        core_activity.cross_cutting_issues.add(issue)
        core_activity.activity_contacts.create(contact=contact)
        core_activity.sources.create(citation="Quelle")
        a_milestone(f"203{number}", core_activity=core_activity).sources.create(citation="Quelle")
        a_press_release(slug=f"meldung-{number}").core_activities.add(core_activity)


PAGES = {
    "/de/": 0,
    "/de/strategie/": 3,
    "/de/kompetenzen/": 0,
    "/de/kompetenzen/kompetenz-1/": 1,
    "/de/kompetenzen/kompetenz-1/schwerpunkt-1/": 0,
    "/de/projekte/": 0,
    "/de/projekte/?status=ongoing": 0,
    "/de/projekte-a-z/": 0,
    "/de/projekte/projekt-1/": 1,
    "/de/querschnittsthemen/": 0,
    "/de/querschnittsthemen/thema-1/": 0,
    "/de/meilensteine/": 0,
    "/de/botschaften/": 1,
    "/de/aktuelles/": 1,
    "/de/aktuelles/?project=projekt-1": 2,
    "/de/aktuelles/2024/": 2,
    "/de/aktuelles/2024/meldung-1/": 5,
    "/de/kontakte/": 0,
    "/de/kontakte/?q=amt": 0,
    "/de/kontakte/postfach-1/": 1,
    "/de/kontakte/stellen/amt-1/": 1,
    "/de/downloads/": 1,
    "/de/seitenuebersicht/": 1,
}


def test_no_page_asks_the_database_more_than_six_times_once_a_process_knows_the_strategy(django_assert_num_queries):
    some_of_everything()
    client, state = Client(), {STATE: object()}
    for address in PAGES:
        assert client.get(address, **state).status_code == 200

    for address, queries in PAGES.items():
        with django_assert_num_queries(queries, info=address):
            client.get(address, **state)


def test_what_is_published_after_a_process_has_read_the_content_has_its_page_at_once():
    """Another machine hears of it within a second; until then it goes on with what it has kept."""
    client, state = Client(), {STATE: object()}
    addresses = ["/de/projekte/haus/", "/de/kontakte/stellen/bauamt/", "/de/kontakte/buero/"]
    before = [client.get(address, **state).status_code for address in addresses]
    unit = a_unit(slug="bauamt", name_de="Bauamt")
    a_core_activity("ongoing", slug="haus", title_de="Haus", organisation=unit)
    a_contact(slug="buero", name_de="Büro", unit=unit)

    after = [client.get(address, **state) for address in addresses]

    assert before == [404, 404, 404]
    assert [response.context["page_title"] for response in after] == ["Haus", "Bauamt", "Büro"]
    assert "in Umsetzung Haus" in text_of(after[0])


def test_a_place_that_was_added_after_a_process_has_read_the_content_is_not_there_yet():
    """The next second it is; and until then it is no error of the server."""
    client, state = Client(), {STATE: object()}
    a_competency(1, slug="wissen")
    before = client.get("/de/kompetenzen/wissen/", **state).status_code
    a_focus(Competency.objects.get(), 1, slug="lernen")
    a_focus(a_competency(2, slug="handwerk"), 1, slug="werken")
    addresses = ["/de/kompetenzen/wissen/lernen/", "/de/kompetenzen/handwerk/", "/de/kompetenzen/handwerk/werken/"]

    now, soon = ([client.get(address, **each).status_code for address in addresses] for each in (state, {}))

    assert (before, now, soon) == (200, [404] * 3, [200] * 3)


def test_a_page_says_the_same_whether_its_parts_were_kept_or_not():
    some_of_everything()
    client, state = Client(), {STATE: object()}

    for address in PAGES:
        anew = client.get(address).content
        assert [client.get(address, **state).content for _time in (1, 2)] == [anew, anew]


def test_the_preview_of_a_draft_leaves_nothing_behind_that_others_would_see():
    core_activity = a_core_activity(slug="baenke", title_de="Bänke", competency=a_competency(slug="wissen"))
    state = {STATE: object()}
    editor, visitor = Client(**state), Client(**state)
    sign_in(editor, someone("editor"))

    preview = change(editor, core_activity, _preview_de="", title_de="Geheime Sitze")
    change(editor, core_activity, _link="", title_de="Geheime Sitze")
    by_link = visitor.get(Draft.objects.get().link)

    assert "Geheime Sitze" in text_of(preview)
    assert "Geheime Sitze" in text_of(by_link)
    for address in (
        "/de/",
        "/de/projekte/",
        "/de/projekte/baenke/",
        "/de/kompetenzen/wissen/",
        "/de/seitenuebersicht/",
    ):
        page = text_of(visitor.get(address))
        assert "Bänke" in page
        assert "Geheim" not in page
