"""Deleting says what else goes, and can be undone."""

import pytest

from news.models import PressRelease
from portal.models import Document, FormerSlug, Image, Page, Source
from strategy.models import CoreActivity, Milestone
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_document,
    a_milestone,
    a_page,
    a_press_release,
    a_status_change,
    a_unit,
    an_activity_milestone,
)
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import a_picture_file, change

pytestmark = pytest.mark.django_db


def address_of(item, page="delete", language="de"):
    return f"/{language}/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/{page}/"


def delete(editor, item):
    return editor.post(address_of(item), {"post": "yes"}, follow=True)


def deleted(editor, path):
    """Name and address of each deleted entry."""
    return links_of(editor.get(f"/de/admin/{path}/recover/"), **{"class": "module history"})


def bring_back(editor, path):
    [(_name, address)] = deleted(editor, path)
    return editor.post(address, follow=True)


def test_the_question_says_what_goes_with_it_what_stays_and_how_it_comes_back(editor):
    core_activity = a_core_activity(title_de="Bänke")
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung")
    a_press_release(title_de="Neue Bänke").core_activities.add(core_activity)

    asked = text_of(editor.get(address_of(core_activity)), id="content")

    assert "„Bänke“ löschen? Gelöscht wird: Kernaktivität: Bänke Meilenstein einer Kernaktivität: Eröffnung" in asked
    assert "Diese bleiben, nennen es aber nicht mehr: Pressemitteilung: Neue Bänke" in asked
    assert "Sie können es jederzeit unter „Gelöschte Einträge“ zurückholen" in asked


def test_what_stands_in_the_way_is_named_with_the_entry_that_one_has_to_change(editor):
    unit = a_unit()
    contact = a_contact(name_de="Frau Bank", unit=unit)
    core_activity = a_core_activity(title_de="Bänke", organisation=unit)
    core_activity.activity_contacts.create(contact=contact)

    of_contact, of_unit = (editor.get(address_of(item)) for item in (contact, unit))

    assert "„Frau Bank“ kann nicht gelöscht werden, weil es hier noch genannt ist." in text_of(of_contact)
    assert links_of(of_contact, id="deleted-objects") == [("Bänke", address_of(core_activity, "change"))]
    assert links_of(of_unit, id="deleted-objects") == [
        ("Bänke", address_of(core_activity, "change")),
        ("Frau Bank", address_of(contact, "change")),
    ]
    assert 'name="post"' not in of_contact.content.decode()


def test_who_may_not_change_what_stands_in_the_way_is_told_whom_to_ask(client):
    sign_in(client, someone("contact keeper"))
    unit = a_unit(name_de="Tiefbauamt")
    a_core_activity(organisation=unit)

    told = text_of(client.get(address_of(unit)), id="content")

    assert "„Tiefbauamt“ lässt sich nicht löschen: Darauf verweisen Einträge, die Sie nicht ändern dürfen." in told
    assert "Bitte wenden Sie sich an die Redaktion. Es geht um: Kernaktivität" in told


def test_who_has_deleted_something_is_shown_the_way_to_bring_it_back(editor):
    response = delete(editor, a_page("frei", title_de="Bänke"))

    assert "Aus Versehen gelöscht? Zurückholen" in text_of(response)
    assert ("Zurückholen", "/de/admin/portal/page/recover/") in links_of(response)
    assert [name for name, _address in deleted(editor, "portal/page")] == ["Bänke"]


def test_nothing_deleted_is_said_in_words(editor):
    assert ("Gelöschte Einträge", "/de/admin/portal/page/recover/") in links_of(editor.get("/de/admin/portal/page/"))
    assert "Hier wurde nichts gelöscht." in text_of(editor.get("/de/admin/portal/page/recover/"))
    assert "Nothing was deleted here." in text_of(editor.get("/en/admin/portal/page/recover/"))


def test_a_page_that_nobody_ever_edited_comes_back_with_both_languages_sources_and_old_addresses(editor, client):
    page = a_page("frei", title_de="Bänke", title_en="Benches", body_de="<p>Text</p>")
    Source.objects.create(subject=page, citation_de="bochum.de/baenke")
    FormerSlug.objects.create(subject=page, slug="alt")
    delete(editor, page)
    assert [Page.objects.count(), Source.objects.count(), FormerSlug.objects.count()] == [0, 0, 0]

    bring_back(editor, "portal/page")

    recovered = Page.objects.get()
    assert (recovered.pk, recovered.title_de, recovered.title_en) == (page.pk, "Bänke", "Benches")
    assert [str(source) for source in recovered.sources.all()] == ["bochum.de/baenke"]
    assert client.get("/de/seite/alt/").headers["Location"] == "/de/seite/frei/"


def test_a_core_activity_comes_back_with_its_rows_and_everything_names_it_again(editor):
    core_activity = a_core_activity("ongoing", as_of="2024", title_de="Bänke", competency=a_competency())
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung")
    core_activity.activity_contacts.create(contact=a_contact(name_de="Frau Bank"))
    press_release, milestone = a_press_release(), a_milestone(core_activity=core_activity)
    press_release.core_activities.add(core_activity)
    delete(editor, core_activity)
    assert Milestone.objects.get().core_activity is None

    bring_back(editor, "strategy/coreactivity")

    recovered = CoreActivity.objects.get()
    rows = [
        str(row)
        for name in ("status_changes", "milestones", "activity_contacts")
        for row in getattr(recovered, name).all()
    ]
    assert rows == ["in Umsetzung", "Eröffnung", "Frau Bank"]
    assert list(PressRelease.objects.get().core_activities.all()) == [recovered]
    milestone.refresh_from_db()
    assert milestone.core_activity == recovered
    assert "Etwas, das hier genannt war, wurde zurückgeholt" in text_of(
        editor.get(address_of(press_release, "history"))
    )


def test_what_names_something_else_by_now_is_left_alone(editor):
    core_activity, other = a_core_activity(), a_core_activity()
    milestone = a_milestone(core_activity=core_activity)
    delete(editor, core_activity)
    change(editor, milestone, core_activity=other.pk)

    bring_back(editor, "strategy/coreactivity")

    milestone.refresh_from_db()
    assert milestone.core_activity == other


def test_several_deleted_at_once_come_back_one_by_one(editor):
    pages = [a_page("eins", title_de="Eins"), a_page("zwei", title_de="Zwei")]
    form = {"action": "delete_selected", "_selected_action": [page.pk for page in pages]}
    asked = editor.post("/de/admin/portal/page/", form)
    assert "Diese Einträge löschen? Gelöscht wird: Seite: Eins Seite: Zwei Wer solche" in text_of(asked)

    editor.post("/de/admin/portal/page/", {**form, "post": "yes"})

    assert Page.objects.count() == 0
    assert [name for name, _address in deleted(editor, "portal/page")] == ["Zwei", "Eins"]


def test_several_of_which_one_belongs_to_the_portal_are_not_deleted_and_it_is_said_why(editor):
    pages = [a_page("imprint"), a_page("eins")]
    form = {"action": "delete_selected", "_selected_action": [page.pk for page in pages]}

    told = text_of(editor.post("/de/admin/portal/page/", form), id="content")

    assert (
        "Nicht alle davon lassen sich löschen: Manches gehört fest zum Portal, oder Sie dürfen es nicht löschen."
        in told
    )
    assert "Es geht um: Seite" in told
    assert Page.objects.count() == 2


def test_an_address_that_was_given_to_another_meanwhile_is_replaced(editor):
    delete(editor, a_page("frei", title_de="Bänke"))
    a_page("frei", title_de="Andere")

    bring_back(editor, "portal/page")

    assert {page.title_de: page.slug for page in Page.objects.all()} == {"Andere": "frei", "Bänke": "baenke"}


def test_a_picture_and_a_document_come_back_with_their_files(editor):
    picture = Image.objects.create(file=a_picture_file(), alt_text_de="Eine Bank", credit="Stadt", licence="CC BY 4.0")
    document = a_document(title_de="Folien")
    delete(editor, picture)
    delete(editor, document)

    bring_back(editor, "portal/image")
    bring_back(editor, "portal/document")

    recovered = Image.objects.get()
    assert (recovered.file.name, recovered.width, recovered.copy_widths) == (picture.file.name, 30, picture.copy_widths)
    assert recovered.file.storage.exists(recovered.file.name)
    assert Document.objects.get().title_de == "Folien"


def test_a_picture_that_was_replaced_comes_back_with_its_old_file(editor):
    picture = Image.objects.create(file=a_picture_file(), alt_text_de="Eine Bank", credit="Stadt", licence="CC BY 4.0")
    old = picture.file.name
    change(editor, picture, file=a_picture_file())
    assert Image.objects.get().file.name != old
    version = links_of(editor.get(address_of(picture, "history")), **{"class": "module history"})[1][1]
    form = editor.get(version).context["fingerprint"]

    editor.post(version, {"fingerprint": form})

    assert Image.objects.get().file.name == old


def test_the_status_of_one_that_was_merged_keeps_its_successor_from_being_deleted(editor):
    successor, merged = a_core_activity(title_de="Neu"), a_core_activity(title_de="Alt")
    a_status_change(merged, "merged", successor=successor)

    response = editor.get(address_of(successor))

    assert links_of(response, id="deleted-objects") == [("Alt", address_of(merged, "change"))]
