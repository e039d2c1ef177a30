"""Two editors on one item at the same time: portal/conflicts.py."""

import pytest

from portal.models import Page, Source
from tests.builders import (
    a_contact,
    a_core_activity,
    a_page,
    a_press_release,
    a_status_change,
    an_activity_milestone,
    berlin,
)
from tests.html import text_of
from tests.portal.forms import change, errors_beside, errors_of_inline, form_values

pytestmark = pytest.mark.django_db

SOURCES = "portal-source-content_type-object_id"


def address_of(item, language="de"):
    return f"/{language}/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}/change/"


def opened(editor, item, language="de"):
    """What the form of `item` would send now, unchanged."""
    return form_values(editor.get(address_of(item, language)))


def conflict_of(response):
    return text_of(response, **{"class": "module history conflict"})


def rows(item, name):
    return [str(row) for row in getattr(item, name).all()]


def test_the_second_to_save_is_told_what_changed_and_by_whom_and_nothing_is_overwritten(editor, colleague):
    page = a_page(title_de="Impressum", lead_de="Kurz gesagt")
    form = opened(editor, page)
    change(colleague, page, title_de="Impressum der Stadt")

    response = editor.post(address_of(page), {**form, "title_de": "Unser Impressum"})

    assert response.status_code == 200
    assert "Von: Anna Beispiel ·" in conflict_of(response)
    assert conflict_of(response).endswith("Titel [de] Impressum Impressum der Stadt")
    assert errors_beside(response, "title_de") == [
        "Das hat auch jemand anderes geändert. Gespeichert ist jetzt: Impressum der Stadt"
    ]
    assert form_values(response)["title_de"] == "Unser Impressum"
    assert Page.objects.get().title_de == "Impressum der Stadt"


def test_the_second_to_save_is_told_in_english_too(editor, colleague):
    page = a_page(title_en="Imprint")
    form = opened(editor, page, "en")
    change(colleague, page, title_en="")

    response = editor.post(address_of(page, "en"), {**form, "title_en": "Our imprint"})

    assert conflict_of(response).startswith("Not saved yet: it was changed in the meantime By: Anna Beispiel")
    assert errors_beside(response, "title_en") == ["Also changed by somebody else. Stored now: (empty)"]


def test_saving_once_more_stores_what_the_merged_form_shows(editor, colleague):
    page = a_page(title_de="Impressum", lead_de="Kurz", body_de="<p>Text</p>")
    form = opened(editor, page)
    change(colleague, page, title_de="Impressum der Stadt", body_de="<p>Neuer Text</p>")
    merged = editor.post(address_of(page), {**form, "title_de": "Unser Impressum", "lead_de": "Lang"})

    response = editor.post(address_of(page), form_values(merged))

    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.title_de, page.lead_de, page.body_de) == ("Unser Impressum", "Lang", "<p>Neuer Text</p>")


def test_a_third_change_in_between_is_told_again(editor, colleague):
    page = a_page(title_de="Impressum")
    form = opened(editor, page)
    change(colleague, page, title_de="Impressum der Stadt")
    merged = editor.post(address_of(page), {**form, "lead_de": "Kurz"})
    change(colleague, page, lead_de="Anders")

    response = editor.post(address_of(page), form_values(merged))

    assert response.status_code == 200
    assert form_values(response)["lead_de"] == "Kurz"
    assert Page.objects.get().lead_de == "Anders"


def test_what_was_loaded_meanwhile_stands_beside_each_field_that_differs(editor):
    page = a_page(title_de="Impressum")
    form = opened(editor, page)
    Page.objects.update(title_de="Aus einer Datei", lead_de="Auch neu")

    response = editor.post(address_of(page), {**form, "title_de": "Unser Impressum"})

    assert "Von wem, ist nicht bekannt." in conflict_of(response)
    assert len(errors_beside(response, "title_de")) == len(errors_beside(response, "lead_de")) == 1
    assert errors_beside(response, "title_en") == []
    assert Page.objects.get().title_de == "Aus einer Datei"


def test_a_form_without_a_fingerprint_overwrites_nothing(editor):
    page = a_page(title_de="Impressum")
    form = opened(editor, page)
    del form["fingerprint"]

    response = editor.post(address_of(page), {**form, "title_de": "Neu"})

    assert response.status_code == 200
    assert Page.objects.get().title_de == "Impressum"


def test_an_editor_with_two_windows_is_told_so(editor):
    page = a_page()
    form = opened(editor, page)
    change(editor, page, title_de="Eins")

    response = editor.post(address_of(page), {**form, "title_de": "Zwei"})

    assert "admin (das waren Sie selbst, in einem anderen Fenster)" in conflict_of(response)


def test_different_fields_of_a_press_release_merge_by_themselves(editor, colleague):
    press_release = a_press_release(berlin(2024, 6, 17), title_de="Bänke")
    form = opened(editor, press_release)
    change(colleague, press_release, published_at="2024-06-18T12:00", origin="partner")
    merged = editor.post(address_of(press_release), {**form, "title_de": "Neue Bänke"})

    editor.post(address_of(press_release), form_values(merged))

    press_release.refresh_from_db()
    assert press_release.title_de == "Neue Bänke"
    assert (press_release.published_at, press_release.origin) == (berlin(2024, 6, 18), "partner")


def test_relations_that_another_set_are_kept_if_the_editor_left_them_alone(editor, colleague):
    activities = [a_core_activity(title_de="Bänke"), a_core_activity(title_de="Alleen")]
    press_release = a_press_release(title_de="Neues")
    press_release.core_activities.set(activities[:1])
    form = {**opened(editor, press_release), "core_activities": [activities[0].pk]}
    change(colleague, press_release, core_activities=[activity.pk for activity in activities])

    merged = editor.post(address_of(press_release), {**form, "title_de": "Ganz Neues"})

    assert "Kernaktivitäten Alleen Bänke" in conflict_of(merged)
    assert errors_beside(merged, "core_activities") == []
    chosen = [int(pk) for pk in merged.context["adminform"].form["core_activities"].value()]
    assert sorted(chosen) == sorted(activity.pk for activity in activities)


# Rows


def test_rows_of_a_core_activity_that_both_changed_are_told_beside_them(editor, colleague):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung")
    form = opened(editor, core_activity)
    change(colleague, core_activity, **{"milestones-0-title_de": "Feier", "milestones-0-planned": "2031"})

    merged = editor.post(address_of(core_activity), {**form, "milestones-0-title_de": "Einweihung"})

    assert "Meilenstein einer Kernaktivität: Feier" in conflict_of(merged)
    assert form_values(merged)["milestones-0-title_de"] == "Einweihung"
    assert form_values(merged)["milestones-0-planned"] == "2031"
    editor.post(address_of(core_activity), form_values(merged))
    assert [(str(m), str(m.planned)) for m in core_activity.milestones.all()] == [("Einweihung", "2031")]


def test_rows_that_another_added_stay(editor, colleague):
    core_activity = a_core_activity()
    form = opened(editor, core_activity)
    row = {"status_changes-TOTAL_FORMS": "1", "status_changes-0-status": "ongoing", "status_changes-0-as_of": "2024"}
    change(colleague, core_activity, **row)

    contact = {"activity_contacts-TOTAL_FORMS": "1", "activity_contacts-0-contact": a_contact(name_de="Amt").pk}
    merged = editor.post(address_of(core_activity), {**form, **contact, "activity_contacts-0-position": "0"})
    response = editor.post(address_of(core_activity), form_values(merged))

    assert "Hinzugefügt – Statusänderung: in Umsetzung" in conflict_of(merged)
    assert response.status_code == 302
    assert rows(core_activity, "status_changes") == ["in Umsetzung"]
    assert rows(core_activity, "activity_contacts") == ["Amt"]


def test_a_row_that_another_deleted_stays_deleted_if_the_editor_left_it_alone(editor, colleague):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung", position=1)
    an_activity_milestone(core_activity, planned="2031", title_de="Ende", position=2)
    form = opened(editor, core_activity)
    change(colleague, core_activity, **{"milestones-0-DELETE": "on"})

    merged = editor.post(address_of(core_activity), {**form, "milestones-1-title_de": "Das Ende"})
    response = editor.post(address_of(core_activity), form_values(merged))

    assert response.status_code == 302
    assert rows(core_activity, "milestones") == ["Das Ende"]


def test_a_row_that_another_deleted_comes_back_with_what_the_editor_wrote(editor, colleague):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung", position=1)
    form = opened(editor, core_activity)
    change(colleague, core_activity, **{"milestones-0-DELETE": "on"})

    merged = editor.post(address_of(core_activity), {**form, "milestones-0-title_de": "Einweihung"})
    response = editor.post(address_of(core_activity), form_values(merged))

    assert errors_of_inline(merged, "milestones") == [
        "Diese Zeile hat jemand anderes gelöscht. Beim Sichern entsteht sie neu, mit Ihren Änderungen."
    ]
    assert response.status_code == 302
    assert rows(core_activity, "milestones") == ["Einweihung"]


def test_deleting_a_row_that_another_changed_is_asked_once_more(editor, colleague):
    core_activity = a_core_activity()
    a_status_change(core_activity, "ongoing")
    form = opened(editor, core_activity)
    change(colleague, core_activity, **{"status_changes-0-reason_de": "Die Arbeiten laufen."})

    merged = editor.post(address_of(core_activity), {**form, "status_changes-0-DELETE": "on"})

    assert errors_of_inline(merged, "status_changes") == ["Diese Zeile hat jemand anderes geändert; Sie löschen sie."]
    assert rows(core_activity, "status_changes") == ["in Umsetzung"]
    editor.post(address_of(core_activity), form_values(merged))
    assert rows(core_activity, "status_changes") == []


def test_sources_are_rows_like_others(editor, colleague):
    page = a_page()
    Source.objects.create(subject=page, citation_de="bochum.de/alt")
    form = opened(editor, page)
    change(colleague, page, **{f"{SOURCES}-0-citation_de": "bochum.de/neu"})

    merged = editor.post(address_of(page), {**form, "title_de": "Neu"})
    editor.post(address_of(page), form_values(merged))

    page.refresh_from_db()
    assert page.title_de == "Neu"
    assert rows(page, "sources") == ["bochum.de/neu"]


def test_what_was_deleted_meanwhile_can_be_brought_back_and_then_saved(editor, colleague):
    page = a_page("frei", title_de="Bänke")
    form = opened(editor, page)
    colleague.post(f"/de/admin/portal/page/{page.pk}/delete/", {"post": "yes"})

    refused = editor.post(address_of(page), {**form, "title_de": "Neue Bänke"})

    assert "„Bänke“ wurde gelöscht, während Sie geschrieben haben." in text_of(refused)
    recover = next(link for link in refused.content.decode().split('"') if "/recover/" in link)
    editor.post(recover)
    assert editor.post(address_of(page), {**form, "title_de": "Neue Bänke"}).status_code == 302
    assert [page.title_de for page in Page.objects.all()] == ["Neue Bänke"]
