"""Which texts lack their English, and whose German has changed since it was translated."""

import pytest
from django.contrib.auth.models import User

from portal.translation_state import OutdatedTranslation
from tests.builders import a_core_activity, a_page, an_activity_milestone
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in
from tests.portal.forms import change, form_values

pytestmark = pytest.mark.django_db
LIST = "/de/admin/portal/outdatedtranslation/"


@pytest.fixture
def item():
    return a_page("frei", title_de="Alt", title_en="Old", lead_de="Vorspann", lead_en="")


def outdated():
    return list(OutdatedTranslation.objects.values_list("field", "german_then"))


def row_of(response, label):
    """The cells of one row of the table, as texts."""
    table = response.content.decode().split("<table>")[-1]
    (row,) = [row for row in table.split("<tr>") if f">{label}</a>" in row]
    return [text_of(cell) for cell in row.split("<td>")[1:]]


def test_english_is_outdated_when_only_the_german_changes(editor, item):
    change(editor, item, title_de="Neu")

    assert outdated() == [("title", "Alt")]


def test_the_german_that_was_translated_is_remembered_over_several_changes(editor, item):
    change(editor, item, title_de="Neu")
    change(editor, item, title_de="Noch neuer")

    assert outdated() == [("title", "Alt")]


@pytest.mark.parametrize(
    "values",
    [
        {"title_de": "Neu", "title_en": "New"},
        {"title_de": "Neu", "translation_is_right": "on"},
        {"lead_de": "Neuer Vorspann"},
        {"slug": "anders"},
    ],
    ids=["both changed", "a minor change", "no English there", "no text"],
)
def test_english_is_not_outdated_by(editor, item, values):
    change(editor, item, **values)

    assert outdated() == []


@pytest.mark.parametrize("values", [{"title_en": "New"}, {"translation_is_right": "on"}])
def test_english_is_up_to_date_again_when_it_is_changed_or_confirmed(editor, item, values):
    change(editor, item, title_de="Neu")

    change(editor, item, **values)

    assert outdated() == []


def test_the_form_shows_what_changed_in_the_german_since(editor, item):
    change(editor, item, title_de="Alt neu")

    form = editor.get(f"/de/admin/portal/page/{item.pk}/change/")

    assert "Titel: Das Deutsche hat sich geändert, seit es übersetzt wurde:" in text_of(form)
    assert 'Alt<ins data-says="hinzugefügt"> neu</ins>' in form.content.decode()


def test_texts_of_rows_are_watched_too(editor):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, "2025", title_de="Schritt", title_en="Step")

    change(editor, core_activity, **{"milestones-0-title_de": "Anderer Schritt"})

    assert outdated() == [("title", "Schritt")]


def test_a_draft_leaves_the_translation_as_it_is(editor, item):
    change(editor, item, title_de="Neu", _draft="")

    assert outdated() == []


def test_the_list_counts_what_is_to_be_translated(editor, item):
    a_page("fertig")
    change(editor, item, title_de="Neu")

    overview = editor.get(LIST)

    assert row_of(overview, "Seiten") == ["1", "1", "1"]
    assert ("1", "?kind=portal.page&state=missing") in links_of(overview, id="content")


def test_the_list_leads_to_what_is_to_be_translated(editor, item):
    change(editor, item, title_de="Neu")
    a_page("fertig")

    response = editor.get(f"{LIST}?kind=portal.page&state=outdated")

    assert row_of(response, "Neu") == ["Englisch fehlt , Englisch veraltet"]
    assert ("Neu", f"/de/admin/portal/page/{item.pk}/change/") in links_of(response, id="content")
    assert "Seite fertig" not in text_of(response, id="content")


def test_rows_lead_to_the_form_of_their_item(editor):
    core_activity = a_core_activity(title_de="Parks")
    an_activity_milestone(core_activity, "2025", title_de="Schritt", title_en="")

    response = editor.get(f"{LIST}?kind=strategy.activitymilestone&state=missing")

    assert ("Parks", f"/de/admin/strategy/coreactivity/{core_activity.pk}/change/") in links_of(response, id="content")


def test_the_list_shows_only_what_one_may_change(client):
    a_page("frei", title_de="Geheim")
    sign_in(client, User.objects.create_user("leserin", is_staff=True))

    assert "Seiten" not in text_of(client.get(LIST), id="content")
    assert "Geheim" not in client.get(f"{LIST}?kind=portal.page").content.decode()


@pytest.mark.parametrize("query", ["?kind=x", "?kind=portal.page&state=x", "?kind=portal.page&page=99", "?page=%00"])
def test_the_list_answers_bad_input(editor, item, query):
    assert editor.get(LIST + query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(editor, django_assert_num_queries, count):
    for _ in range(count):
        an_activity_milestone(a_core_activity(), "2025")
    editor.get(LIST)

    with django_assert_num_queries(6):
        editor.get(f"{LIST}?kind=strategy.activitymilestone")


def test_the_form_asks_for_a_minor_change_only_where_something_can_be_changed(editor):
    added = editor.get("/de/admin/portal/page/add/")

    assert "translation_is_right" not in form_values(added)
    assert "translation_is_right" not in added.content.decode()
