"""Who may let a successor take a contact's place, and how they come to that page."""

import pytest
from reversion.models import Version

from strategy.models import ActivityContact
from tests.builders import a_contact, a_core_activity, a_press_release
from tests.contacts.replacing import address_of, confirm, preview, rows_of
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "status"), [("contact keeper", 200), ("editor", 200), ("author", 403), ("staff", 403), ("", 403)]
)
def test_who_may_change_contacts_may_replace_them(client, anna, nora, role, status):
    release = a_press_release(contact=anna)
    sign_in(client, someone(*filter(None, [role]), is_staff=True))

    page = client.get(address_of(anna))
    response = client.post(address_of(anna), {"successor": nora.pk, "stamp": "x"})

    assert (page.status_code, response.status_code) == (status, status)
    release.refresh_from_db()
    assert release.contact == anna


def test_a_contact_keeper_replaces_a_contact_in_projects_without_being_able_to_open_them(client, anna, nora):
    house = a_core_activity(title_de="Haus", slug="haus")
    plan = a_core_activity(title_de="Plan", is_public=False)
    for core_activity in (house, plan):
        core_activity.activity_contacts.create(contact=anna)
    keeper = someone("contact keeper")
    sign_in(client, keeper)

    page = preview(client, anna, nora)
    confirm(client, page, anna)

    assert [row[0] for row in rows_of(page)] == ["Kernaktivität: Haus", "Kernaktivität: Plan"]
    assert [link for link in links_of(page) if link[0] in {"Haus", "Plan"}] == [("Haus", "/de/projekte/haus/")]
    assert {row.contact for row in ActivityContact.objects.all()} == {nora}
    assert {version.revision.user for version in Version.objects.filter(revision__comment__startswith="replaced")} == {
        keeper
    }


def test_who_has_gone_cannot_be_chosen_and_nobody_succeeds_themselves(editor, anna, nora):
    gone = a_contact(ends_on="2020-01-01")

    page = editor.get(address_of(anna))

    assert f'value="{nora.pk}"' in page.content.decode()
    for contact in (anna, gone):
        assert f'<option value="{contact.pk}"' not in page.content.decode()
        assert "Bitte eine gültige Auswahl treffen." in text_of(preview(editor, anna, contact))


def test_a_contact_that_nothing_names_needs_no_replacing(editor, anna, nora):
    assert "Diesen Kontakt nennt nichts: Es gibt nichts zu ersetzen." in text_of(preview(editor, anna, nora))


def test_the_list_leads_to_the_page_for_exactly_one_contact(editor, anna, nora):
    def chosen(*contacts):
        values = {"action": "replace", "_selected_action": [contact.pk for contact in contacts]}
        return editor.post("/de/admin/contacts/contact/", values, follow=True)

    assert chosen(anna).request["PATH_INFO"] == address_of(anna)
    assert "Bitte markieren Sie genau einen Kontakt, der ersetzt werden soll." in text_of(chosen(anna, nora))


@pytest.mark.parametrize(("successor_is_general", "is_told"), [(False, True), (True, False)])
def test_the_preview_of_replacing_a_general_contact_tells_to_tick_the_successor(
    editor, anna, nora, successor_is_general, is_told
):
    anna.is_general, nora.is_general = True, successor_is_general
    for contact in (anna, nora):
        contact.save()

    text = text_of(preview(editor, anna, nora))

    assert ("„Anna Alt“ ist eine allgemeine Ansprechstelle. Wenn auch „Nora Neu“ eine sein soll" in text) == is_told
