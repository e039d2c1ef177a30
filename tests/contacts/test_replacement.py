"""Somebody leaves: a successor takes their place wherever they are named, and nothing is lost."""

import pytest
from reversion.models import Version

from contacts.models import Contact
from news.models import PressRelease
from portal.drafts import Draft
from portal.history import versions_of
from portal.translation_state import OutdatedTranslation
from strategy.models import ActivityContact
from tests.builders import a_contact, a_core_activity, a_press_release
from tests.contacts.replacing import confirm, preview, replace, rows_of
from tests.html import text_of
from tests.portal.forms import change, form_values
from tests.portal.history_pages import bring_back, history_of, versions

pytestmark = pytest.mark.django_db


def named_in(core_activity):
    return [(row.contact.name_de, row.role_de, row.role_en) for row in core_activity.activity_contacts.all()]


def test_the_preview_tells_row_by_row_what_would_change_and_changes_nothing(editor, anna, nora):
    a_core_activity(title_de="Haus").activity_contacts.create(contact=anna, role_de="Leitung")
    park = a_core_activity(title_de="Park")
    park.activity_contacts.create(contact=anna, role_de="Presse")
    park.activity_contacts.create(contact=nora, role_de="Leitung")
    a_contact(name_de="Kollege", deputy=anna)
    nora.deputy = anna
    nora.save()
    a_press_release(title_de="Richtfest", contact=anna)

    page = preview(editor, anna, nora)

    assert sorted(rows_of(page)) == [
        ["Kernaktivität: Haus", "Leitung", "Nennt die Nachfolge", "Leitung"],
        [
            "Kernaktivität: Park",
            "Presse",
            "Wird mit der Zeile der Nachfolge zusammengelegt, die dort schon steht",
            "Leitung, Presse",
        ],
        ["Kontakt: Kollege", "Vertretung", "Nennt die Nachfolge", "Vertretung"],
        ["Kontakt: Nora Neu", "Vertretung", "Nennt keine Vertretung mehr: Niemand kann sich selbst vertreten", "–"],
        ["Pressemitteilung: Richtfest", "Kontakt für Rückfragen", "Nennt die Nachfolge", "Kontakt für Rückfragen"],
    ]
    assert sorted(named_in(park)) == [("Anna Alt", "Presse", None), ("Nora Neu", "Leitung", None)]
    assert Version.objects.count() == 0


def test_replacing_does_what_the_preview_said(editor, anna, nora):
    house, park = a_core_activity(title_de="Haus"), a_core_activity(title_de="Park")
    house.activity_contacts.create(contact=anna, role_de="Leitung", role_en="Head", position=3)
    park.activity_contacts.create(contact=anna, role_de="Presse", role_en="Press", position=1)
    park.activity_contacts.create(contact=nora, role_de="Leitung", role_en="Head", position=2)
    colleague = a_contact(deputy=anna)
    release = a_press_release(contact=anna)

    response = replace(editor, anna, nora)

    assert "„Nora Neu“ tritt in 4 Einträgen an die Stelle von „Anna Alt“." in text_of(response)
    assert named_in(house) == [("Nora Neu", "Leitung", "Head")]
    assert named_in(park) == [("Nora Neu", "Leitung, Presse", "Head, Press")]
    assert park.activity_contacts.get().position == 1
    colleague.refresh_from_db()
    release.refresh_from_db()
    assert (colleague.deputy, release.contact) == (nora, nora)
    assert Contact.objects.contains(anna)
    assert not ActivityContact.objects.filter(contact=anna).exists()


def test_who_cannot_deputise_for_itself_has_no_deputy_any_more(editor, anna, nora):
    nora.deputy = anna
    nora.save()

    replace(editor, anna, nora)

    nora.refresh_from_db()
    assert nora.deputy is None


def test_a_role_that_does_not_fit_is_named_in_the_preview_and_stays_in_the_history(editor, anna, nora):
    long_role = "Zuständig für alles " * 4 + "und mehr"
    house = a_core_activity(title_de="Haus")
    house.activity_contacts.create(contact=nora, role_de=long_role)
    house.activity_contacts.create(contact=anna, role_de="Presse- und Öffentlichkeitsarbeit")

    page = preview(editor, anna, nora)
    confirm(editor, page, anna)

    assert "Zu lang und deshalb weggelassen: Presse- und Öffentlichkeitsarbeit" in text_of(page)
    assert [role for _name, role, _en in named_in(house)] == [long_role]
    assert "Presse- und Öffentlichkeitsarbeit" in text_of(editor.get(versions(editor, house)[0]))


def test_each_item_has_one_revision_that_says_who_and_why(editor, colleague, anna, nora):
    house = a_core_activity(title_de="Haus")
    house.activity_contacts.create(contact=anna)
    release = a_press_release(contact=anna)

    replace(colleague, anna, nora, reason="Anna geht in Rente")

    for item in (house, release):
        assert len(versions_of(item)) == 2  # as it was found, and this one
        assert "Anna Beispiel „Anna Alt“ durch „Nora Neu“ ersetzt · Anna geht in Rente" in history_of(editor, item)


def test_replacing_can_be_undone_from_the_history(editor, anna, nora):
    park = a_core_activity()
    park.activity_contacts.create(contact=anna, role_de="Presse")
    park.activity_contacts.create(contact=nora, role_de="Leitung")
    replace(editor, anna, nora)

    bring_back(editor, versions(editor, park)[1])

    assert sorted(named_in(park)) == [("Anna Alt", "Presse", None), ("Nora Neu", "Leitung", None)]


def test_no_translation_becomes_outdated(editor, anna, nora):
    park = a_core_activity()
    park.activity_contacts.create(contact=anna, role_de="Presse", role_en="Press")
    park.activity_contacts.create(contact=nora, role_de="Leitung", role_en="Head")

    replace(editor, anna, nora)

    assert not OutdatedTranslation.objects.exists()


def test_if_somebody_changed_the_assignments_meanwhile_a_new_preview_is_shown(editor, anna, nora):
    house = a_core_activity(title_de="Haus")
    house.activity_contacts.create(contact=anna)
    page = preview(editor, anna, nora)
    park = a_core_activity(title_de="Park")
    park.activity_contacts.create(contact=anna)

    second = confirm(editor, page, anna, reason="Rente")

    assert "Noch ist nichts ersetzt: Jemand hat inzwischen geändert" in text_of(second)
    assert [row[0] for row in rows_of(second)] == ["Kernaktivität: Haus", "Kernaktivität: Park"]
    assert form_values(second)["reason"] == "Rente"
    assert ActivityContact.objects.filter(contact=anna).count() == 2
    confirm(editor, second, anna)
    assert ActivityContact.objects.filter(contact=nora).count() == 2


def test_a_change_of_a_role_makes_the_preview_stale_too_but_one_of_other_texts_does_not(editor, anna, nora):
    house = a_core_activity(title_de="Haus")
    row = house.activity_contacts.create(contact=anna, role_de="Leitung")
    page = preview(editor, anna, nora)
    ActivityContact.objects.filter(pk=row.pk).update(role_de="Presse")
    assert "Noch ist nichts ersetzt" in text_of(confirm(editor, page, anna))

    page = preview(editor, anna, nora)
    house.summary_de = "Neu"
    house.save()
    assert "Noch ist nichts ersetzt" not in text_of(confirm(editor, page, anna))
    house.refresh_from_db()
    assert house.summary_de == "Neu"


def test_a_draft_that_names_the_contact_names_the_successor_and_does_not_bring_the_old_one_back(editor, anna, nora):
    release = a_press_release(title_de="Richtfest")
    change(editor, release, contact=anna.pk, title_de="Entwurf", _draft="")

    page = preview(editor, anna, nora)
    confirm(editor, page, anna)
    address = f"/de/admin/news/pressrelease/{release.pk}/change/"
    editor.post(address, {**form_values(editor.get(address)), "_save": ""})

    assert "Auch der Entwurf zu „Richtfest“ von admin nennt dann die Nachfolge." in text_of(page)
    release.refresh_from_db()
    assert (release.title_de, release.contact) == ("Entwurf", nora)
    assert not Draft.objects.exists()


def test_a_draft_of_a_project_that_is_changed_itself_can_be_published_and_names_the_successor(editor, anna, nora):
    house = a_core_activity(title_de="Haus")
    house.activity_contacts.create(contact=anna, role_de="Presse")
    house.activity_contacts.create(contact=nora, role_de="Leitung")
    change(editor, house, title_de="Entwurf", _draft="")
    page = preview(editor, anna, nora)
    confirm(editor, page, anna)
    address = f"/de/admin/strategy/coreactivity/{house.pk}/change/"

    response = editor.post(address, {**form_values(editor.get(address)), "_save": ""})

    assert "Auch der Entwurf zu „Haus“ von admin nennt dann die Nachfolge. Er nennt beide: Ihre Z" in text_of(page)
    assert response.status_code == 302
    house.refresh_from_db()
    assert house.title_de == "Entwurf"
    assert [(name, role) for name, role, _en in named_in(house)] == [("Nora Neu", "Leitung, Presse")]


def test_the_public_sees_the_successor(client, admin_client, anna, nora):
    a_core_activity(slug="haus").activity_contacts.create(contact=anna)

    replace(admin_client, anna, nora)

    assert "Nora Neu" in text_of(client.get("/de/projekte/haus/"), **{"aria-labelledby": "contact"})


def test_the_preview_warns_if_the_public_would_see_nobody(editor, anna):
    a_press_release(contact=anna)

    page = preview(editor, anna, a_contact(name_de="Intern", is_public=False))

    assert "Die Öffentlichkeit sieht „Intern“ nicht." in text_of(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_takes_the_same_queries_for_any_number(editor, django_assert_num_queries, anna, nora, count):
    for _number in range(count):
        core_activity = a_core_activity()
        core_activity.activity_contacts.create(contact=anna)
        core_activity.activity_contacts.create(contact=nora)
        PressRelease.objects.filter(pk=a_press_release().pk).update(contact=anna)
        a_contact(deputy=anna)

    with django_assert_num_queries(14):
        preview(editor, anna, nora)
