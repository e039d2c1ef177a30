"""The admin's lists: what they cost, and what they say while they are empty."""

from datetime import date

import pytest

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease
from portal.models import Document, Image, Page
from strategy.models import CoreActivity, CouncilDecision, Milestone, ProgressReport, RelatedPlan, StatusChange
from tests.builders import a_competency, a_contact, a_council_decision, a_page, a_press_release, a_unit, berlin
from tests.html import text_of
from tests.portal.forms import change

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 17)


def core_activities(count):
    competency, decision, unit = a_competency(), a_council_decision(), a_unit()
    rows = CoreActivity.objects.bulk_create(
        CoreActivity(
            slug=f"projekt-{n}",
            title_de=f"Projekt {n}",
            competency=competency,
            council_decision=decision,
            organisation=unit,
        )
        for n in range(count)
    )
    StatusChange.objects.bulk_create(StatusChange(core_activity=row, status="ongoing") for row in rows)


def press_releases(count):
    PressRelease.objects.bulk_create(
        PressRelease(slug=f"meldung-{n}", title_de=f"Meldung {n}", published_at=berlin(2020 + n % 5, 6, 17))
        for n in range(count)
    )


def contacts(count):
    unit = a_unit()
    Contact.objects.bulk_create(Contact(slug=f"kontakt-{n}", name_de=f"Kontakt {n}", unit=unit) for n in range(count))


def units(count):
    parent = a_unit()
    OrganisationalUnit.objects.bulk_create(
        OrganisationalUnit(slug=f"stelle-{n}", name_de=f"Stelle {n}", parent=parent) for n in range(1, count)
    )


def milestones(count):
    Milestone.objects.bulk_create(Milestone(title_de=f"M {n}", starts_on=DAY, ends_on=DAY) for n in range(count))


def pictures(count):
    Image.objects.bulk_create(
        Image(file=f"pictures/{n}.webp", width=30, height=20, alt_text_de=f"Bild {n}", credit="Stadt")
        for n in range(count)
    )


def documents(count):
    Document.objects.bulk_create(Document(title_de=f"Dokument {n}") for n in range(count))


def pages(count):
    Page.objects.bulk_create(Page(slug=f"seite-{n}", title_de=f"Seite {n}") for n in range(count))


LISTS = {
    "strategy/coreactivity": (core_activities, 9),
    "strategy/milestone": (milestones, 6),
    "news/pressrelease": (press_releases, 9),
    "contacts/contact": (contacts, 7),
    "contacts/organisationalunit": (units, 6),
    "portal/image": (pictures, 6),
    "portal/document": (documents, 6),
    "portal/page": (pages, 6),
}


@pytest.mark.parametrize("count", [10, 1000])
@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_however_long_it_is(editor, django_assert_num_queries, path, count):
    make, queries = LISTS[path]
    make(count)

    with django_assert_num_queries(queries):
        response = editor.get(f"/de/admin/{path}/")

    assert response.context["cl"].result_count == count


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_says_what_to_do_first(editor, path):
    response = editor.get(f"/de/admin/{path}/")

    text = text_of(response, **{"class": "empty"})
    assert text.startswith("Hier gibt es noch nichts. ")
    assert text == f"Hier gibt es noch nichts. {response.context['cl'].model_admin.first_step}"
    assert len(str(response.context["cl"].model_admin.first_step)) > 20


def test_a_list_that_is_empty_because_of_its_filters_says_so(editor):
    a_page()

    found_nothing = editor.get("/de/admin/portal/page/?q=gibtesnicht")
    filtered = editor.get("/de/admin/portal/page/?care=with_dead_links")
    full = editor.get("/de/admin/portal/page/")

    nothing = "Zu Ihrer Suche und Ihren Filtern passt nichts. Nehmen Sie etwas davon weg, um mehr zu sehen."
    assert [text_of(r, **{"class": "empty"}) for r in (found_nothing, filtered, full)] == [nothing, nothing, ""]


@pytest.mark.parametrize(
    ("language", "name", "found"), [("de", "Suche", "2 Ergebnisse"), ("en", "Search", "2 results")]
)
def test_the_search_speaks_the_editors_language(editor, language, name, found):
    for slug in ("imprint", "privacy", "help"):
        a_page(slug, title_de="Hilfe" if slug == "help" else f"Seite {slug}")

    searched = editor.get(f"/{language}/admin/portal/page/?q=Seite")

    assert f'aria-label="{name}"' in searched.content.decode()
    assert found in text_of(searched, id="changelist-search")


@pytest.mark.parametrize("model", [CouncilDecision, ProgressReport, RelatedPlan])
def test_smaller_lists_say_it_too(editor, model):
    response = editor.get(f"/de/admin/strategy/{model._meta.model_name}/")

    assert len(text_of(response, **{"class": "empty"})) > len("Hier gibt es noch nichts. ")


# A date with a time


def test_a_date_with_a_time_is_one_field_in_local_time_without_seconds(editor):
    press_release = a_press_release(berlin(2024, 6, 17, 9, 30), contact=a_contact())

    page = editor.get(f"/de/admin/news/pressrelease/{press_release.pk}/change/").content.decode()

    assert (
        '<input type="datetime-local" name="published_at" value="2024-06-17T09:30" required '
        'aria-describedby="id_published_at_helptext" id="id_published_at">'
    ) in page


@pytest.mark.parametrize("month", [1, 7])
def test_a_time_is_meant_in_berlin_in_winter_and_in_summer(editor, month):
    press_release = a_press_release(berlin(2024, 6, 17))

    change(editor, press_release, published_at=f"2025-{month:02}-10T08:00")

    press_release.refresh_from_db()
    assert press_release.published_at == berlin(2025, month, 10, 8)
