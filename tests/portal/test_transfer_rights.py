"""Who may export and import what: never more than in the forms."""

import pytest
from django.contrib import admin

from contacts.models import Contact
from portal.accounts import set_up_roles
from strategy.models import CoreActivity
from tests.builders import a_contact, a_core_activity, a_press_release, a_unit
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.tables import (
    ACTIVITIES,
    CONTACTS,
    RELEASES,
    bring_in,
    can_be_confirmed,
    changes_on,
    confirm,
    errors_on,
    exported,
    look,
    rows_of,
)

pytestmark = pytest.mark.django_db
PUBLIC = "Sie dürfen diesen Eintrag nicht ändern: Er ist öffentlich."
NOT_YOURS = "Das dürfen Sie nicht ändern."


@pytest.fixture(autouse=True)
def roles():
    set_up_roles()


@pytest.fixture
def author(client):
    sign_in(client, someone("author"))
    return client


# e: exports, i: imports; a dot: may not.
@pytest.mark.parametrize(
    ("role", "path", "rights"),
    [
        ("author", ACTIVITIES, "ei"),
        ("author", RELEASES, "ei"),
        ("author", CONTACTS, "e."),
        ("editor", ACTIVITIES, "ei"),
        ("editor", RELEASES, "ei"),
        ("editor", CONTACTS, "ei"),
        ("contact keeper", ACTIVITIES, ".."),
        ("contact keeper", RELEASES, ".."),
        ("contact keeper", CONTACTS, "ei"),
        ("staff", ACTIVITIES, "e."),
        ("staff", RELEASES, ".."),
        ("staff", CONTACTS, "e."),
        ("administrator", ACTIVITIES, "ei"),
        ("administrator", RELEASES, "ei"),
        ("administrator", CONTACTS, "ei"),
    ],
)
def test_each_role_exports_what_it_may_see_and_imports_what_it_may_change(client, role, path, rights):
    sign_in(client, someone(role))
    pages = {"e": "export", "i": "import"}

    answers = {
        letter: (
            client.get(f"/de/admin/{path}/{page}/").status_code,
            client.post(f"/de/admin/{path}/{page}/", {"kind": "csv", "waiting": ""}).status_code,
        )
        for letter, page in pages.items()
    }

    allowed = {"e": (200, 200), "i": (200, 302)}
    assert answers == {letter: allowed[letter] if letter in rights else (403, 403) for letter in pages}


@pytest.mark.parametrize(("role", "tools"), [("staff", ["Export"]), ("contact keeper", ["Export", "Import"])])
def test_a_list_offers_what_one_may_do(client, role, tools):
    sign_in(client, someone(role))

    links = dict(links_of(client.get(f"/de/admin/{CONTACTS}/"), **{"class": "object-tools"}))

    assert [name for name in links if name in {"Export", "Import"}] == tools


@pytest.mark.parametrize("path", ["contacts/organisationalunit", "portal/page", "strategy/milestone"])
def test_other_lists_offer_neither(editor, path):
    links = dict(links_of(editor.get(f"/de/admin/{path}/"), **{"class": "object-tools"}))

    assert not {"Export", "Import"} & set(links)


@pytest.mark.parametrize("page", ["export", "import"])
def test_who_is_not_signed_in_gets_nothing(client, page):
    a_contact(name_de="Geheim")

    response = client.post(f"/de/admin/{CONTACTS}/{page}/", {"kind": "csv"})

    assert response.status_code == 403
    assert "Sie sind nicht mehr angemeldet." in text_of(response)
    assert "Geheim" not in response.content.decode()


def test_an_author_changes_what_is_not_public_and_nothing_else(author):
    draft = a_core_activity(title_de="Entwurf", is_public=False)
    live = a_core_activity(title_de="Öffentlich")

    refused = look(author, ACTIVITIES, {"id": draft.pk, "title_de": "A"}, {"id": live.pk, "title_de": "B"})
    bring_in(author, ACTIVITIES, {"id": draft.pk, "title_de": "A"}, {"id": live.pk, "title_de": "Öffentlich"})

    assert errors_on(refused) == [(3, "", PUBLIC)]
    assert not can_be_confirmed(refused)
    assert sorted(CoreActivity.objects.values_list("title_de", flat=True)) == ["A", "Öffentlich"]


def test_an_author_publishes_nothing(author):
    draft = a_press_release(title_de="Entwurf", is_public=False)

    page = look(
        author,
        RELEASES,
        {"id": draft.pk, "title_de": "Entwurf", "is_public": "ja"},
        {"id": "", "title_de": "Neu", "is_public": "ja"},
        {"id": "", "title_de": "Auch neu", "is_public": "nein"},
    )

    assert errors_on(page) == [(2, "is_public", NOT_YOURS), (3, "is_public", NOT_YOURS)]


def test_what_was_published_since_an_author_looked_is_not_changed(author):
    draft = a_core_activity(title_de="Entwurf", is_public=False)
    page = look(author, ACTIVITIES, {"id": draft.pk, "title_de": "Neu"})
    CoreActivity.objects.update(is_public=True)

    refused = confirm(author, ACTIVITIES, page)

    assert errors_on(refused) == [(2, "", PUBLIC)]
    assert CoreActivity.objects.get().title_de == "Entwurf"


def test_internal_fields_are_exported_for_those_who_see_them_only(client, monkeypatch):
    a_contact(name_de="Presseamt", internal_note="nur wir", internal_phone="4711")
    sign_in(client, someone("contact keeper"))
    with_internal = exported(client, CONTACTS)
    hide_internal_fields(monkeypatch)

    without = exported(client, CONTACTS)

    assert rows_of(with_internal)[0]["internal_note"] == "nur wir"
    assert rows_of(without)[0]["name_de"] == "Presseamt"
    assert "internal" not in without.decode()
    assert "4711" not in without.decode()


def test_who_does_not_see_internal_fields_cannot_import_them(client, monkeypatch):
    contact = a_contact(internal_note="nur wir")
    sign_in(client, someone("contact keeper"))
    hide_internal_fields(monkeypatch)

    page = look(client, CONTACTS, {"id": contact.pk, "internal_note": "weg"})
    bring_in(client, CONTACTS, {"id": contact.pk, "room": "12"})

    assert "Unbekannte Spalten: internal_note." in page.content.decode()
    contact.refresh_from_db()
    assert (contact.room, contact.internal_note) == ("12", "nur wir")


def hide_internal_fields(monkeypatch):
    """As if the form had no part for them."""
    from_form = type(contact_admin()).get_fieldsets

    def public_part(self, request, obj=None):
        return from_form(self, request, obj)[:1]

    monkeypatch.setattr(type(contact_admin()), "get_fieldsets", public_part)


def contact_admin():
    return admin.site._registry[Contact]


def test_a_contact_keeper_adds_a_contact(client):
    sign_in(client, someone("contact keeper"))
    unit = a_unit()

    row = {"id": "", "name_de": "Neu", "unit": unit.slug, "ends_on": "31.12.2030", "is_public": "ja"}
    page = look(client, CONTACTS, row)
    confirm(client, CONTACTS, page)

    assert changes_on(page)[0][2]["ends_on"] == ("", "31.12.2030")
    assert list(Contact.objects.values_list("name_de", "unit", "is_public")) == [("Neu", unit.pk, True)]
