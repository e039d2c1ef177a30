"""What editors meet when they fill in the forms of portal/admin.py."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.models import Document, FormerSlug, Image, Page
from strategy.models import ActivityMilestone, CoreActivity
from tests.builders import (
    a_competency,
    a_core_activity,
    a_document,
    a_focus,
    a_milestone,
    a_page,
    a_status_change,
    an_activity_milestone,
    span,
)
from tests.html import links_of
from tests.portal.forms import a_picture_file, add, change, errors_beside, errors_of_inline, form_values

pytestmark = pytest.mark.django_db


# Dates


def test_a_date_is_typed_as_precisely_as_it_is_known(editor):
    document = a_document()

    response = change(editor, document, dated="06.2024")

    document.refresh_from_db()
    assert response.status_code == 302
    assert document.dated == span("2024-06")


def test_a_date_is_shown_to_the_editor_as_it_is_typed(editor):
    document = a_document(dated_from="2024-06-01", dated_until="2024-06-30")

    page = editor.get(f"/de/admin/portal/document/{document.pk}/change/")

    assert form_values(page)["dated"] == "06.2024"


def test_a_date_that_became_unknown_is_emptied(editor):
    document = a_document(dated_from="2024-06-01", dated_until="2024-06-30")

    change(editor, document, dated="")

    document.refresh_from_db()
    assert document.dated is None


@pytest.mark.parametrize("typed", ["gestern", "31.02.2024", "0000"])
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Bitte schreiben Sie ein Datum wie 17.06.2024, 06.2024, 2024, Q4 2024, Herbst 2024 oder 2021/2023."),
        ("en", "Please write a date such as 17.06.2024, 06.2024, 2024, Q4 2024, autumn 2024 or 2021/2023."),
    ],
)
def test_what_is_no_date_is_refused_beside_its_field(editor, typed, language, message):
    document = a_document(dated_from="2024-06-01", dated_until="2024-06-30")

    response = change(editor, document, language, dated=typed)

    document.refresh_from_db()
    assert errors_beside(response, "dated") == [message]
    assert form_values(response)["dated"] == typed
    assert document.dated == span("06.2024")


def test_a_date_that_must_be_known_is_asked_for_beside_its_field(editor):
    response = change(editor, a_milestone(), occurs="")

    assert errors_beside(response, "occurs") == ["Dieses Feld ist zwingend erforderlich."]


# Core activities


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Bitte geben Sie an, für wann der Meilenstein geplant ist oder wann er erreicht wurde."),
        ("en", "Please enter when the milestone is planned, or when it was reached."),
    ],
)
def test_a_milestone_without_any_date_is_refused_beside_its_row(editor, language, message):
    core_activity = a_core_activity()
    row = {"milestones-TOTAL_FORMS": "1", "milestones-0-title_de": "Eröffnung", "milestones-0-position": "1"}

    response = change(editor, core_activity, language, **row)

    assert response.status_code == 200
    assert errors_of_inline(response, "milestones") == [message]
    assert list(ActivityMilestone.objects.all()) == []


def test_the_top_of_a_form_leads_to_each_error_in_it(editor):
    rows = new_milestones("Spatenstich", "Eröffnung") | {"milestones-0-planned": "bald", "milestones-1-planned": ""}

    refused = change(editor, a_core_activity(), slot="7", **rows)
    saved = editor.get(f"/de/admin/strategy/coreactivity/{CoreActivity.objects.get().pk}/change/")

    assert links_of(refused, **{"class": "ways-to-errors"}) == [
        ("Platz im Schwerpunkt", "#id_slot"),
        ("Meilenstein einer Kernaktivität 1", "#milestones-0"),
        ("Geplant für", "#id_milestones-0-planned"),
        ("Meilenstein einer Kernaktivität 2", "#milestones-1"),
    ]
    for name in ("id_slot", "milestones-0", "id_milestones-0-planned", "milestones-1"):
        assert refused.content.decode().count(f'id="{name}"') == 1
    assert links_of(saved, **{"class": "ways-to-errors"}) == []


def test_a_milestone_is_added_with_a_date(editor):
    core_activity = a_core_activity()
    row = {"milestones-TOTAL_FORMS": "1", "milestones-0-title_de": "Eröffnung", "milestones-0-position": "1"}

    response = change(editor, core_activity, **row, **{"milestones-0-planned": "Herbst 2030"})

    assert response.status_code == 302
    assert [str(milestone.planned) for milestone in core_activity.milestones.all()] == ["Herbst 2030"]


def new_milestones(*titles, after=0, **values):
    """What a form sends for new rows as the browser adds them: the number 0 stands in each."""
    rows = {"milestones-TOTAL_FORMS": str(after + len(titles))}
    for number, title in enumerate(titles, start=after):
        row = {"title_de": title, "planned": "2030", "position": "0", **values}
        rows |= {f"milestones-{number}-{name}": value for name, value in row.items()}
    return rows


def titles_of_milestones(core_activity):
    return [milestone.title_de for milestone in core_activity.milestones.all()]


def test_new_rows_stay_in_the_order_in_which_they_were_added(editor):
    core_activity = a_core_activity()
    titles = [f"Schritt {number}" for number in range(1, 13)]

    change(editor, core_activity, **new_milestones(*titles))

    assert titles_of_milestones(core_activity) == titles


def test_new_rows_come_after_those_that_are_there(editor):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, "2028", title_de="Erster", position=1)
    an_activity_milestone(core_activity, "2029", title_de="Zweiter", position=2)

    change(editor, core_activity, **new_milestones("Dritter", "Vierter", after=2))

    assert titles_of_milestones(core_activity) == ["Erster", "Zweiter", "Dritter", "Vierter"]


def test_a_new_row_stands_where_its_number_says(editor):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, "2028", title_de="Erster", position=1)
    an_activity_milestone(core_activity, "2029", title_de="Zweiter", position=3)

    change(editor, core_activity, **new_milestones("Dazwischen", after=2, position="2"))

    assert titles_of_milestones(core_activity) == ["Erster", "Dazwischen", "Zweiter"]


def test_no_number_of_a_row_is_too_large_to_be_stored(editor):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, "2028", title_de="Letzter", position=32_767)

    response = change(editor, core_activity, **new_milestones("Danach", after=1))

    assert response.status_code == 302
    assert sorted(titles_of_milestones(core_activity)) == ["Danach", "Letzter"]


def test_a_merged_core_activity_without_its_successor_is_refused_beside_its_row(editor):
    row = {"status_changes-TOTAL_FORMS": "1", "status_changes-0-status": "merged"}

    response = change(editor, a_core_activity(), **row)

    assert errors_of_inline(response, "status_changes") == [
        "Zum Status „zusammengeführt“ gehört die Kernaktivität, in der diese aufgegangen ist. "
        "Bei jedem anderen Status bleibt das Feld leer."
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Der Schwerpunkt gehört zu einer anderen Kompetenz."),
        ("en", "The main focus belongs to another competency."),
    ],
)
def test_the_focus_of_another_competency_is_refused(editor, language, message):
    competency, other = a_competency(1), a_competency(2)
    core_activity = a_core_activity(competency=competency)

    response = change(editor, core_activity, language, focus=a_focus(other).pk)

    assert response.status_code == 200
    assert errors_beside(response, "focus") == [message]
    assert CoreActivity.objects.get().focus is None


# Addresses, pictures


def test_an_empty_address_is_made_from_the_german_title(editor):
    response = add(editor, "portal/page", title_de="Bänke für alle", title_en="Benches for all")

    assert response.status_code == 302
    assert [page.slug for page in Page.objects.all()] == ["baenke-fuer-alle"]


def test_a_title_is_asked_for_in_german(editor):
    response = add(editor, "portal/page", title_en="Benches for all")

    assert errors_beside(response, "title_de") == ["Dieses Feld ist zwingend erforderlich."]
    assert errors_beside(response, "title_en") == []


def test_a_former_address_comes_about_by_itself_and_cannot_be_written(editor):
    page, other = a_page("eins"), a_page("zwei")
    FormerSlug.objects.create(subject=page, slug="alt")
    prefix = "portal-formerslug-content_type-object_id"

    response = change(editor, other, **{f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-slug": "alt"})

    assert response.status_code == 302
    assert FormerSlug.objects.get().subject == page


def test_formatted_text_is_cleaned_when_an_editor_saves_it(editor):
    page = a_page()

    change(editor, page, body_de="<p>Text</p><script>alert(1)</script>")

    page.refresh_from_db()
    assert page.body_de == "<p>Text</p>"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Bitte beschreiben Sie das Bild, oder setzen Sie das Häkchen bei „Schmuckbild“."),
        ({"is_decorative": "on", "alt_text_de": "Eine Bank"}, "Ein Schmuckbild hat keine Beschreibung."),
    ],
)
def test_a_picture_is_either_described_or_decorative(editor, values, message):
    response = add(editor, "portal/image", file=a_picture_file(), credit="Stadt", licence="CC BY 4.0", **values)

    assert response.status_code == 200
    assert errors_beside(response, "alt_text_de") == [message]
    assert list(Image.objects.all()) == []


def test_a_picture_is_uploaded(editor):
    described = {"alt_text_de": "Eine Bank", "credit": "Stadt", "licence": "CC BY 4.0"}

    response = add(editor, "portal/image", file=a_picture_file(), **described)

    assert response.status_code == 302
    assert [image.file.name.rsplit(".")[-1] for image in Image.objects.all()] == ["webp"]


def test_a_document_of_another_kind_is_refused_beside_its_field(editor):
    response = change(editor, a_document(), file=SimpleUploadedFile("seite.html", b"<script>alert(1)</script>"))

    assert len(errors_beside(response, "file")) == 1
    assert Document.objects.get().size is None


def test_the_log_of_a_core_activity_shows_its_newest_status_in_the_list(editor):
    core_activity = a_core_activity("ongoing", as_of="2023", title_de="Bänke")
    a_status_change(core_activity, "implemented", as_of="2024")

    response = editor.get("/de/admin/strategy/coreactivity/")

    assert "umgesetzt" in response.content.decode()
    assert "läuft" not in response.content.decode()
