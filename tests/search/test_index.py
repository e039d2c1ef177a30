"""The index says what is there, however it came there."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from news.models import PressRelease
from portal.content import load
from portal.history import delete, deleted_versions, restore
from portal.models import Page
from portal.sample import make
from portal.search.documents import KINDS
from portal.search.index import rebuild
from portal.search.models import Entry, Word, WordEnding
from strategy.models import CoreActivity, Message
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_cross_cutting_issue,
    a_document,
    a_focus,
    a_milestone,
    a_page,
    a_press_release,
    a_unit,
    an_activity_milestone,
)
from tests.portal.content_files import BENCHES, COMPETENCIES, FOCI, write
from tests.portal.forms import change
from tests.portal.history_pages import bring_back, versions
from tests.search.asking import found

pytestmark = pytest.mark.django_db


def test_what_is_saved_is_found_at_once_and_what_it_said_before_no_more(client):
    page = a_page("netz", title_de="Radwege")
    before = found(client, "Radwege")

    page.title_de = "Buslinien"
    page.save()

    assert (before, found(client, "Radwege"), found(client, "Buslinien")) == (
        ["/de/seite/netz/"],
        [],
        ["/de/seite/netz/"],
    )


def test_what_is_deleted_is_found_no_more_and_leaves_no_word(client):
    a_page("netz", title_de="Radwegekonzept").delete()

    assert found(client, "Radwegekonzept") == []
    assert (Entry.objects.count(), Word.objects.count(), WordEnding.objects.count()) == (0, 0, 0)


def test_a_word_is_known_while_something_has_it():
    one, other = a_page("eins", title_de="Radweg", title_en="Radweg"), a_page("zwei", title_de="Radweg", title_en="")

    one.delete()
    uses = Word.objects.get(word="radweg").uses
    other.delete()

    assert (uses, Word.objects.filter(word="radweg").exists()) == (2, False)


def test_what_is_taken_back_is_not_in_the_index(client):
    with transaction.atomic():
        a_page("netz", title_de="Radwege")
        transaction.set_rollback(True)

    assert found(client, "Radwege") == []


def test_a_core_activity_is_found_by_what_it_belongs_to_under_its_present_name(client):
    competency = a_competency(name_de="Talente")
    focus, issue, unit = (
        a_focus(competency, name_de="Bildung"),
        a_cross_cutting_issue(name_de="Klima"),
        a_unit(name_de="Schulamt"),
    )
    core_activity = a_core_activity(slug="haus", competency=competency, focus=focus, organisation=unit)
    core_activity.cross_cutting_issues.add(issue)
    unit.core_activities.add(core_activity)
    for thing, name in [(competency, "Musik"), (focus, "Sport"), (issue, "Wasser"), (unit, "Bauamt")]:
        thing.name_de = name
        thing.save()

    project = ["/de/projekte/haus/"]
    assert [found(client, word, kind="projects") for word in ("Musik", "Sport", "Wasser", "Bauamt")] == [project] * 4
    assert [found(client, word) for word in ("Talente", "Bildung", "Klima", "Schulamt")] == [[], [], [], []]


@pytest.mark.parametrize("unlink", ["remove", "clear", "set", "clear from the other side", "delete"])
def test_a_relation_that_ends_is_forgotten(client, unlink):
    issue, core_activity = a_cross_cutting_issue(name_de="Klima"), a_core_activity()
    core_activity.cross_cutting_issues.add(issue)
    before = found(client, "Klima", kind="projects")

    match unlink:
        case "remove":
            issue.core_activities.remove(core_activity)
        case "clear":
            core_activity.cross_cutting_issues.clear()
        case "set":
            core_activity.cross_cutting_issues.set([])
        case "clear from the other side":
            issue.core_activities.clear()
        case "delete":
            issue.delete()

    projects = [hit for hit in found(client, "Klima") if "/projekte/" in hit]
    assert (len(before), projects) == (1, [])


def test_rows_are_found_with_what_they_belong_to(client):
    core_activity = a_core_activity(slug="haus")
    milestone = an_activity_milestone(core_activity, planned="2029", title_de="Richtfest")
    before = found(client, "Richtfest")

    milestone.delete()

    assert (before, found(client, "Richtfest")) == (["/de/projekte/haus/"], [])


def test_a_changed_address_is_the_one_that_is_shown(client):
    competency = a_competency(slug="alt")
    a_focus(competency, slug="bildung", name_de="Bildung")

    competency.slug = "neu"
    competency.save()

    assert found(client, "Bildung") == ["/de/kompetenzen/neu/bildung/"]


def test_rows_changed_by_one_statement_are_right_too(client):
    PressRelease.objects.bulk_create([PressRelease(slug="fest", title_de="Richtfest", is_public=True)])
    created = found(client, "Richtfest")

    PressRelease.objects.update(title_de="Grundstein")
    changed = found(client, "Grundstein")
    PressRelease.objects.update(is_public=False)
    hidden = found(client, "Grundstein")
    PressRelease.objects.update(is_public=True)
    PressRelease.objects.all().delete()

    assert (len(created), len(changed), hidden, found(client, "Grundstein")) == (1, 1, [], [])
    assert Entry.objects.count() == 0


def test_rows_changed_by_one_statement_beside_others_are_the_only_ones_written_anew(client):
    a_page("eins", title_de="Eins")
    a_page("zwei", title_de="Zwei")

    Page.objects.filter(slug="zwei").update(title_de="Drei")

    assert (found(client, "Eins"), found(client, "Drei")) == (["/de/seite/eins/"], ["/de/seite/zwei/"])
    assert_as_if_rebuilt()


def something_of_every_kind():
    competency = a_competency(name_de="Zauberwort")
    a_focus(competency, name_de="Zauberwort")
    a_cross_cutting_issue(name_de="Zauberwort")
    Message.objects.create(number=1, slug="botschaft", title_de="Zauberwort")
    a_contact(name_de="Zauberwort", unit=a_unit(name_de="Zauberwort"))
    a_page("netz", title_de="Zauberwort")
    for builder in (a_core_activity, a_milestone, a_document, a_press_release):
        builder(title_de="Zauberwort")


def state():
    """All that is stored, and what the database's own index knows of it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("search_tokens_de", "search_tokens_de_last", "search_tokens_en", "search_tokens_en_last"):
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608 - our names
    entries = Entry.objects.order_by("pk").values()
    return list(entries), dict(Word.objects.values_list("word", "uses")), set(WordEnding.objects.values_list("ending"))


def assert_as_if_rebuilt():
    before = state()
    rebuild()
    assert state() == before


def test_every_kind_is_found_and_leads_somewhere(client):
    something_of_every_kind()

    hits = found(client, "Zauberwort")

    assert len(hits) == len(KINDS) == 11
    assert [hit for hit in hits if client.get(hit).status_code != 200] == []


def test_the_command_makes_the_index_as_it_was():
    something_of_every_kind()
    before = state()
    Entry.objects.all().delete()
    Word.objects.all().delete()

    call_command("rebuild_search", verbosity=0)

    assert state() == before


def test_a_draft_is_found_when_it_is_published_and_what_comes_back_is_found_again(client, editor):
    page = a_page("netz", title_de="Radwege")
    change(editor, page, title_de="Buslinien", _draft="")
    editor.get(f"/de/admin/portal/page/{page.pk}/change/?preview=de")
    as_draft = found(client, "Buslinien"), found(client, "Radwege")

    change(editor, page, _publish="")
    published = found(client, "Buslinien"), found(client, "Radwege")
    bring_back(editor, versions(editor, page)[1])
    back = found(client, "Buslinien"), found(client, "Radwege")

    address = ["/de/seite/netz/"]
    assert (as_draft, published, back) == (([], address), (address, []), ([], address))
    assert_as_if_rebuilt()


def test_what_was_deleted_is_found_when_it_is_brought_back(client):
    core_activity = a_core_activity(slug="haus", title_de="Haus")
    core_activity.cross_cutting_issues.add(a_cross_cutting_issue(name_de="Klima"))
    an_activity_milestone(core_activity, planned="2029", title_de="Richtfest")
    delete(core_activity, None)
    gone = found(client, "Richtfest")

    restore(deleted_versions(CoreActivity)[0], None)

    assert gone == []
    assert found(client, "Richtfest Klima") == ["/de/projekte/haus/"]
    assert_as_if_rebuilt()


def test_loaded_files_are_found_and_so_is_what_changed_in_them(client, tmp_path):
    write(tmp_path, "competencies.toml", COMPETENCIES)
    write(tmp_path, "foci.toml", FOCI)
    write(tmp_path, "core_activities/baenke.toml", BENCHES)
    load(tmp_path)
    before = found(client, "Bänke Stadtmanagement")
    write(tmp_path, "foci.toml", FOCI.replace("Stadtmanagement", "Ideenmanagement"))
    load(tmp_path)

    assert before == found(client, "Bänke Ideenmanagement") == ["/de/projekte/baenke/"]
    assert_as_if_rebuilt()


def test_sample_data_is_found_with_the_news_that_were_made_together(client):
    make(settings.BASE_DIR / "strategy" / "content", press_releases=5)

    assert len(found(client, "Beispielmeldung", kind="news")) == 5
    assert_as_if_rebuilt()


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_an_empty_index():
    a_page("netz", title_de="Radwege")

    call_command("flush", interactive=False, verbosity=0)

    assert state() == ([], {}, set())
