"""Who may do what in the admin; the table is portal/roles.py, this is what it comes to."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from contacts.models import Contact
from news.models import PressRelease
from portal.accounts import set_up_roles
from portal.roles import ROLES
from strategy.models import CoreActivity
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_document,
    a_page,
    a_press_release,
    a_unit,
    an_image,
)
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import add, change, form_values

pytestmark = pytest.mark.django_db

SECTIONS = {  # what belongs to no other role than is said below
    "news": ["news/pressrelease"],
    "projects": ["strategy/coreactivity"],
    "pages": ["portal/page", "portal/document", "portal/image"],
    "places": [
        "strategy/competency",
        "strategy/crosscuttingissue",
        "strategy/focus",
        "strategy/formulavalue",
        "strategy/sustainabledevelopmentgoal",
    ],
    "record": [
        "strategy/councildecision",
        "strategy/message",
        "strategy/milestone",
        "strategy/progressreport",
        "strategy/relatedplan",
    ],
    "contacts": ["contacts/contact", "contacts/organisationalunit"],
    "accounts": ["auth/user", "auth/group"],
}
# v: sees, a: adds, c: changes, d: deletes; a dot: may not.
MAY = {
    "author": {
        "news": "vac.",
        "projects": "vac.",
        "pages": "vac.",
        "places": "v...",
        "record": "v...",
        "contacts": "v...",
    },
    "editor": {
        "news": "vacd",
        "projects": "vacd",
        "pages": "vacd",
        "places": "v.c.",
        "record": "vacd",
        "contacts": "vacd",
    },
    "contact keeper": {"contacts": "vacd"},
    "staff": {"projects": "v...", "contacts": "v..."},
    "administrator": dict.fromkeys(SECTIONS, "vacd") | {"places": "v.c."},
}


@pytest.fixture(autouse=True)
def roles():
    set_up_roles()


def granted(rights, section):
    return rights.get(section, "....")


def opened(client, path):
    """What the admin of this model lets the client do, in the letters of the table."""
    app, model = path.split("/")
    model_admin = next(a for m, a in admin.site._registry.items() if m._meta.label_lower == f"{app}.{model}")
    request = client.get("/de/admin/").wsgi_request
    return "".join(
        letter if may(request) else "."
        for letter, may in [
            ("v", model_admin.has_view_permission),
            ("a", model_admin.has_add_permission),
            ("c", model_admin.has_change_permission),
            ("d", model_admin.has_delete_permission),
        ]
    )


# Lists of what is edited elsewhere; who may change something finds there what waits.
LISTS = {"portal/draft", "portal/outdatedtranslation"}
LISTS_OF = {
    "author": LISTS,
    "editor": LISTS,
    "contact keeper": {"portal/outdatedtranslation"},
    "staff": set(),
    "administrator": LISTS,
}


def test_the_table_below_covers_every_model_of_the_admin():
    registered = sorted(model._meta.label_lower.replace(".", "/") for model in admin.site._registry)

    assert sorted([*LISTS, *(path for paths in SECTIONS.values() for path in paths)]) == registered


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("section", SECTIONS)
def test_each_role_may_do_what_the_table_says(client, role, section):
    sign_in(client, someone(role))

    assert {opened(client, path) for path in SECTIONS[section]} == {granted(MAY[role], section)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", [path for paths in SECTIONS.values() for path in paths])
def test_pages_of_the_admin_open_for_those_only_who_may_use_them(client, role, path):
    sign_in(client, someone(role))
    rights = granted(MAY[role], next(section for section, paths in SECTIONS.items() if path in paths))

    statuses = [client.get(f"/de/admin/{path}/{page}").status_code for page in ("", "add/")]

    assert statuses == [200 if letter in rights else 403 for letter in "va"]


@pytest.mark.parametrize("role", ROLES)
def test_the_start_page_names_only_what_the_role_may_use(client, role):
    sign_in(client, someone(role))

    apps = client.get("/de/admin/").context["app_list"]

    named = {f"{app['app_label']}/{model['object_name'].lower()}" for app in apps for model in app["models"]}
    assert named - LISTS == {path for section, paths in SECTIONS.items() if section in MAY[role] for path in paths}
    assert named & LISTS == LISTS_OF[role]


def test_every_right_of_the_table_exists():
    existing = set(Permission.objects.values_list("content_type__app_label", "codename"))

    assert {right for role in ROLES.values() for right in role.permissions} <= existing


@pytest.mark.parametrize("build", [a_press_release, a_core_activity, a_page, a_document])
def test_an_author_reads_what_is_public_but_cannot_change_or_withdraw_it(client, build):
    sign_in(client, someone("author"))
    item = build(title_de="Öffentlich")
    address = f"/de/admin/{item._meta.app_label}/{item._meta.model_name}/{item.pk}"

    page = client.get(f"{address}/change/")
    answers = [
        client.post(f"{address}/change/", {**form_values(page), "title_de": "Geändert", "is_public": ""}).status_code,
        client.post(f"{address}/delete/", {"post": "yes"}).status_code,
    ]

    item.refresh_from_db()
    assert (page.status_code, answers) == (200, [403, 403])
    assert (item.title_de, item.is_public) == ("Öffentlich", True)
    assert "_save" not in page.content.decode()


@pytest.mark.parametrize("build", [a_press_release, a_core_activity, a_page, a_document])
def test_an_author_changes_a_draft_but_a_forged_form_does_not_publish_it(client, build):
    sign_in(client, someone("author"))
    item = build(title_de="Entwurf", is_public=False)

    response = change(client, item, title_de="Geändert", is_public="on")

    item.refresh_from_db()
    assert response.status_code == 302
    assert (item.title_de, item.is_public) == ("Geändert", False)


def test_what_an_author_adds_is_a_draft_even_if_the_form_was_forged(client):
    sign_in(client, someone("author"))

    response = add(client, "news/pressrelease", title_de="Neu", slug="neu", is_public="on")

    assert response.status_code == 302
    assert [(r.title_de, r.is_public) for r in PressRelease.objects.all()] == [("Neu", False)]


def test_an_author_cannot_change_the_rows_of_a_public_project(client):
    sign_in(client, someone("author"))
    core_activity = a_core_activity("ongoing", competency=a_competency())
    address = f"/de/admin/strategy/coreactivity/{core_activity.pk}/change/"

    values = {**form_values(client.get(address)), "status_changes-0-status": "implemented"}

    assert client.post(address, values).status_code == 403
    assert client.post(address, {**values, "_draft": ""}).status_code == 302
    assert list(core_activity.status_changes.values_list("status", flat=True)) == ["ongoing"]


def test_an_author_changes_a_picture_only_while_nothing_public_shows_it(client):
    sign_in(client, someone("author"))
    draft, public = a_press_release(is_public=False), a_press_release()
    shown, unused = an_image(), an_image()
    draft.press_release_images.create(image=unused)
    public.press_release_images.create(image=shown)

    assert [change(client, image, credit="Neu").status_code for image in (shown, unused)] == [403, 302]


def test_an_editor_publishes_and_withdraws(client):
    sign_in(client, someone("editor"))
    press_release = a_press_release(is_public=False, lead_de="Worum es geht.")

    change(client, press_release, is_public="on")
    assert PressRelease.objects.get().is_public

    values = form_values(client.get(f"/de/admin/news/pressrelease/{press_release.pk}/change/"))
    del values["is_public"]
    client.post(f"/de/admin/news/pressrelease/{press_release.pk}/change/", values)
    assert not PressRelease.objects.get().is_public


@pytest.mark.parametrize(("role", "left"), [("author", 2), ("staff", 2), ("contact keeper", 2), ("editor", 0)])
def test_the_action_that_deletes_several_is_for_those_who_may_delete(client, role, left):
    sign_in(client, someone(role))
    chosen = [a_core_activity().pk, a_core_activity(is_public=False).pk]
    forged = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    client.post("/de/admin/strategy/coreactivity/", forged)

    assert CoreActivity.objects.count() == left


@pytest.mark.parametrize(("role", "status", "phone"), [("staff", 403, ""), ("author", 403, ""), ("editor", 302, "115")])
def test_who_only_looks_up_contacts_cannot_post_a_change(client, role, status, phone):
    sign_in(client, someone(role))
    contact = a_contact()

    assert change(client, contact, phone="115").status_code == status
    assert Contact.objects.get().phone == phone


def test_a_contact_keeper_keeps_contacts_and_units_but_cannot_post_news(client):
    sign_in(client, someone("contact keeper"))
    press_release, unit = a_press_release(), a_unit()

    assert change(client, unit, phone="115").status_code == 302
    assert client.post("/de/admin/news/pressrelease/add/", {"title_de": "Neu"}).status_code == 403
    assert client.post(f"/de/admin/news/pressrelease/{press_release.pk}/change/", {}).status_code == 403


def test_who_has_two_roles_may_do_what_either_may(client):
    sign_in(client, someone("author", "contact keeper"))

    assert opened(client, "contacts/contact") == "vacd"
    assert opened(client, "news/pressrelease") == "vac."


def test_the_command_mends_the_roles_and_says_what_it_changed(capsys):
    Group.objects.get(name="staff").delete()
    author = Group.objects.get(name="author")
    author.permissions.add(Permission.objects.get(codename="publish_pressrelease"))
    author.permissions.remove(Permission.objects.get(codename="add_page"))

    call_command("set_up_roles")

    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["author: may now add_page", "author: may no longer publish_pressrelease"]
    assert said[2] == "staff: new role"
    call_command("set_up_roles")
    assert capsys.readouterr().out == "The roles are as they should be.\n"
