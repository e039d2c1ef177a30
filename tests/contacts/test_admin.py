"""The form of a contact: what the public reads, what only staff read, and where the contact is named."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from contacts.models import Contact
from tests.builders import a_contact, a_core_activity, a_press_release, a_unit
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import change, errors_beside
from tests.portal.history_pages import history_of

pytestmark = pytest.mark.django_db


def form_of(client, contact):
    return client.get(f"/de/admin/contacts/contact/{contact.pk}/change/")


def test_the_form_says_in_words_what_the_public_sees_and_what_only_staff_see(editor):
    page = form_of(editor, a_contact())

    public, staff = (text_of(page, **{"class": f"module aligned {name}"}) for name in ("for-the-public", "for-staff"))

    assert public.startswith(
        "Öffentlich sichtbar Alles in diesem Teil erscheint auf der Website, solange „öffentlich“ angekreuzt ist."
    )
    assert staff.startswith(
        "Nur für angemeldete Beschäftigte sichtbar Nichts aus diesem Teil erscheint jemals auf der Website."
    )
    assert [label for label in ("Interne Anmerkung", "Interne E-Mail") if label in public] == []
    assert "Interne Anmerkung" in staff


def test_the_form_names_everything_that_names_the_contact_with_links(editor):
    contact = a_contact()
    house, plan = a_core_activity(title_de="Haus"), a_core_activity(title_de="Plan", is_public=False)
    house.activity_contacts.create(contact=contact, role_de="Leitung")
    plan.activity_contacts.create(contact=contact)
    a_contact(name_de="Kollege", deputy=contact)
    release = a_press_release(title_de="Richtfest", contact=contact)

    page = form_of(editor, contact)

    assert text_of(page, **{"class": "uses"}) == (
        "Kontakt: Kollege – Vertretung Kernaktivität: Haus – Leitung Kernaktivität: Plan – Kontakt "
        "Pressemitteilung: Richtfest – Kontakt für Rückfragen"
    )
    assert ("Plan", f"/de/admin/strategy/coreactivity/{plan.pk}/change/") in links_of(page, **{"class": "uses"})
    assert ("Richtfest", f"/de/admin/news/pressrelease/{release.pk}/change/") in links_of(page, **{"class": "uses"})


def test_a_contact_keeper_is_led_to_the_website_where_the_form_is_not_for_them(client):
    contact = a_contact()
    for values in ({"title_de": "Haus", "slug": "haus"}, {"title_de": "Plan", "is_public": False}):
        a_core_activity(**values).activity_contacts.create(contact=contact)
    sign_in(client, someone("contact keeper"))

    page = form_of(client, contact)

    assert links_of(page, **{"class": "uses"}) == [("Haus", "/de/projekte/haus/")]
    assert "Kernaktivität: Plan" in text_of(page, **{"class": "uses"})


def test_a_contact_that_nothing_names_says_so(editor):
    page = form_of(editor, a_contact())

    assert "Wo der Kontakt genannt ist Diesen Kontakt nennt nichts." in text_of(page)


@pytest.mark.parametrize(("role", "count"), [("contact keeper", 1), ("staff", 0)])
def test_the_form_leads_to_replacing_for_those_who_may(client, role, count):
    contact = a_contact()
    sign_in(client, someone(role))

    links = [href for _text, href in links_of(form_of(client, contact))]

    assert links.count(f"/de/admin/contacts/contact/{contact.pk}/replace/") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries_for_any_number(editor, django_assert_num_queries, count):
    contact = a_contact()
    for _number in range(count):
        a_core_activity().activity_contacts.create(contact=contact)
        a_press_release(contact=contact)
        a_contact(deputy=contact, unit=contact.unit)

    with django_assert_num_queries(17):
        form_of(editor, contact)


# Telephone numbers


@pytest.mark.parametrize(
    ("field", "typed"),
    [("phone", "4711"), ("phone", "0234 910-0 oder 910-1"), ("internal_phone", "1"), ("internal_phone", "Apparat 5")],
)
def test_what_is_no_telephone_number_is_refused_beside_its_field(editor, field, typed):
    contact = a_contact()

    response = change(editor, contact, **{field: typed})

    [error] = errors_beside(response, field)
    assert error.startswith("Bitte geben Sie eine einzige Telefonnummer mit Vorwahl an")
    assert getattr(Contact.objects.get(), field) == ""


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "+49 (0)234 910-0"),
        ("phone", "115"),
        ("internal_phone", "4711"),
        ("internal_phone", "47 11"),
        ("internal_phone", "0234/910 1"),
    ],
)
def test_a_telephone_number_may_be_typed_in_any_spelling(editor, field, typed):
    contact = a_contact()

    change(editor, contact, **{field: typed})

    assert getattr(Contact.objects.get(), field) == typed


def test_the_telephone_number_of_a_unit_is_checked_too(editor):
    assert errors_beside(change(editor, a_unit(), phone="nie"), "phone") != []


# Confirming


def test_several_contacts_are_confirmed_in_one_click_and_the_history_says_so(editor):
    contacts = [a_contact(last_confirmed_on=date(2020, 1, 1)), a_contact()]
    values = {"action": "confirm", "_selected_action": [contact.pk for contact in contacts]}

    response = editor.post("/de/admin/contacts/contact/", values, follow=True)

    assert "2 Kontakte sind mit heutigem Datum bestätigt." in text_of(response)
    assert set(Contact.objects.values_list("last_confirmed_on", flat=True)) == {timezone.localdate()}
    assert "admin Geändert Zuletzt bestätigt am" in history_of(editor, contacts[0])


def test_confirming_takes_back_nothing_that_somebody_else_saves_meanwhile(editor):
    contact, others = a_contact(room="1"), ["2"]

    def meanwhile(execute, sql, *arguments):
        if sql.startswith('UPDATE "contacts_contact"') and others:
            Contact.objects.update(room=others.pop())
        return execute(sql, *arguments)

    with connection.execute_wrapper(meanwhile):
        editor.post("/de/admin/contacts/contact/", {"action": "confirm", "_selected_action": [contact.pk]})

    assert Contact.objects.values_list("room", "last_confirmed_on").get() == ("2", timezone.localdate())


def test_who_only_looks_up_contacts_cannot_confirm_them(client):
    contact = a_contact(last_confirmed_on=timezone.localdate() - timedelta(days=1))
    sign_in(client, someone("staff"))

    client.post("/de/admin/contacts/contact/", {"action": "confirm", "_selected_action": [contact.pk]})

    assert Contact.objects.get().last_confirmed_on < timezone.localdate()
