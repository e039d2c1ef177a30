"""Addresses, fixed pages and the way to the website, as editors meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import FIXED_PAGES, SITE_NOTICE, FormerSlug, Page
from tests.builders import a_competency, a_contact, a_core_activity, a_page, a_press_release
from tests.html import links_of
from tests.portal.forms import add, change, errors_beside, form_values

pytestmark = pytest.mark.django_db

LEADS_ELSEWHERE = {
    "de": "Diese Adresse gehörte früher zu einem anderen Eintrag; alte Verweise führen dorthin.",
    "en": "This address leads to something else that had it before.",
}


def renamed(entry, slug):
    entry.slug = slug
    entry.save()
    return entry


def change_page(editor, entry):
    return editor.get(f"/de/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/")


# Former addresses


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_former_address_of_something_else_is_refused_beside_its_field(editor, language):
    renamed(a_page("alt"), "neu")
    other = a_page("andere")

    response = change(editor, other, language, slug="alt")

    assert errors_beside(response, "slug") == [LEADS_ELSEWHERE[language]]
    assert Page.objects.get(pk=other.pk).slug == "andere"


def test_the_former_address_of_something_else_is_refused_for_something_new(editor):
    renamed(a_page("alt"), "neu")

    response = add(editor, "portal/page", title_de="Bänke", slug="alt")

    assert errors_beside(response, "slug") == [LEADS_ELSEWHERE["de"]]
    assert [page.slug for page in Page.objects.all()] == ["neu"]


def test_the_former_address_of_another_kind_of_thing_may_be_taken(editor):
    renamed(a_core_activity(slug="alt"), "neu")
    page = a_page("andere")

    assert change(editor, page, slug="alt").status_code == 302
    assert Page.objects.get().slug == "alt"


def test_who_takes_back_a_former_address_has_it_as_a_former_one_no_longer(editor):
    page = a_page("eins")

    statuses = [change(editor, page, slug=slug).status_code for slug in ("zwei", "eins")]

    assert statuses == [302, 302]
    assert Page.objects.get().slug == "eins"
    assert [str(former) for former in FormerSlug.objects.all()] == ["zwei"]


# Fixed pages


@pytest.mark.parametrize("slug", [*FIXED_PAGES, "strategy", SITE_NOTICE])
def test_the_address_of_a_fixed_page_is_shown_but_cannot_be_changed(editor, slug):
    page = a_page(slug)

    shown = change_page(editor, page)
    response = change(editor, page, slug="anders", title_de="Anderer Titel")

    page.refresh_from_db()
    assert "slug" not in form_values(shown)
    assert f'<div class="readonly">{slug}</div>' in shown.content.decode()
    assert response.status_code == 302
    assert (page.slug, page.title_de) == (slug, "Anderer Titel")


def test_a_fixed_page_cannot_be_deleted_but_a_free_one_can(editor):
    fixed, free = a_page("imprint"), a_page("netzwerk")

    addresses = [f"/de/admin/portal/page/{page.pk}/delete/" for page in (fixed, free)]
    statuses = [editor.post(address, {"post": "yes"}).status_code for address in addresses]

    assert statuses == [403, 302]
    assert [page.slug for page in Page.objects.all()] == ["imprint"]


def test_a_fixed_page_cannot_be_deleted_from_the_list_but_a_free_one_can(editor):
    fixed, free = a_page("imprint"), a_page("netzwerk")

    for page in (fixed, free):
        values = {"action": "delete_selected", "_selected_action": [page.pk], "post": "yes"}
        editor.post("/de/admin/portal/page/", values)

    assert [page.slug for page in Page.objects.all()] == ["imprint"]


def test_the_address_of_a_free_page_can_be_changed(editor):
    page = a_page("netzwerk")

    assert change(editor, page, slug="netz").status_code == 302
    assert Page.objects.get().slug == "netz"


# The way to the website


def tomorrow():
    return timezone.now() + timedelta(days=1)


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (lambda: a_page("imprint"), "/de/impressum/"),
        (lambda: a_core_activity(slug="baenke"), "/de/projekte/baenke/"),
        (lambda: a_press_release(slug="richtfest"), "/de/aktuelles/2024/richtfest/"),
        (lambda: a_contact(slug="buero"), "/de/kontakte/buero/"),
        (lambda: a_competency(slug="talente"), "/de/kompetenzen/talente/"),
    ],
    ids=["page", "core activity", "press release", "contact", "competency"],
)
def test_a_link_leads_to_what_is_public_on_the_website(editor, make, address):
    link = dict(links_of(change_page(editor, make())))["Auf der Website anzeigen"]

    assert editor.get(link)["Location"].removeprefix("http://testserver") == address


@pytest.mark.parametrize(
    "make",
    [
        lambda: a_page(is_public=False),
        lambda: a_core_activity(is_public=False),
        lambda: a_press_release(is_public=False),
        lambda: a_press_release(tomorrow()),
        lambda: a_contact(is_public=False),
        lambda: a_contact(ends_on=yesterday()),
    ],
    ids=["page", "core activity", "press release", "scheduled press release", "contact", "contact who has left"],
)
def test_no_link_leads_to_what_the_public_cannot_see(editor, make):
    response = change_page(editor, make())

    assert response.status_code == 200
    assert "Auf der Website anzeigen" not in dict(links_of(response))
