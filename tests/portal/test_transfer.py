"""Lists out as tables and in again: nothing is lost, and nothing is half done."""

import pytest

from news.models import PressRelease
from strategy.models import CoreActivity
from tests.builders import a_competency, a_contact, a_core_activity, a_focus, a_press_release, berlin
from tests.html import links_of, text_of
from tests.portal.forms import change
from tests.portal.tables import (
    ACTIVITIES,
    CONTACTS,
    RELEASES,
    bring_in,
    can_be_confirmed,
    changes_on,
    confirm,
    edited_in_excel,
    errors_on,
    exported,
    look,
    rows_of,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def benches():
    competency = a_competency()
    return a_core_activity(
        "ongoing",
        "2024",
        slug="baenke",
        title_de="Bänke",
        title_en="Benches",
        body_de="<p>Erster &amp; zweiter</p><ul><li><p>Punkt</p></li></ul>",
        summary_de="=1+1\r\nzweite Zeile ",
        competency=competency,
        focus=a_focus(competency),
        slot=2,
        public_until=berlin(2087, 1, 1),
    )


@pytest.fixture
def report(benches):
    report = a_press_release(berlin(2024, 6, 17, 9, 30), slug="bank", title_de="Bank steht", title_en="Bench is there")
    report.core_activities.add(benches)
    return report


@pytest.fixture
def office():
    return a_contact(slug="presse", name_de="Presseamt", phone="+49 234 910-0", internal_note="nur wir")


EVERYTHING = [(ACTIVITIES, "benches"), (RELEASES, "report"), (CONTACTS, "office")]


# Out and in again


@pytest.mark.parametrize(("path", "item"), EVERYTHING)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_was_exported_changes_nothing_when_it_is_imported(editor, request, path, item, kind, language):
    request.getfixturevalue(item)

    page = upload(editor, path, exported(editor, path, kind), language=language)

    assert len(rows_of(exported(editor, path, kind))) == 1
    assert changes_on(page) == []
    assert not can_be_confirmed(page)


@pytest.mark.parametrize(
    ("path", "item", "column", "before", "after"),
    [
        (ACTIVITIES, "benches", "title_en", "Benches", "Seats"),
        (ACTIVITIES, "benches", "slot", "2", "3"),
        (ACTIVITIES, "benches", "public_until", "01.01.2087 12:00", "31.12.2030 00:00"),
        (RELEASES, "report", "core_activities", "baenke", ""),
        (RELEASES, "report", "published_at", "17.06.2024 09:30", "18.06.2024 10:00"),
        (CONTACTS, "office", "phone", "+49 234 910-0", "0234 910-1"),
        (CONTACTS, "office", "kind", "Funktion", "Person"),
    ],
)
def test_one_cell_that_is_changed_in_excel_changes_one_field(editor, request, path, item, column, before, after):
    one = request.getfixturevalue(item)
    table = edited_in_excel(exported(editor, path, "xlsx"), 2, column, after)

    page = upload(editor, path, table)
    confirm(editor, path, page)

    assert changes_on(page) == [(2, "changed", {column: (before, after)})]
    [row] = rows_of(exported(editor, path))
    assert row == {**rows_of(table)[0], "id": str(one.pk)}


def test_the_export_has_both_languages_and_says_what_editors_type(editor, benches):
    [row] = rows_of(exported(editor, ACTIVITIES))

    assert (row["id"], row["title_de"], row["title_en"]) == (str(benches.pk), "Bänke", "Benches")
    assert (row["is_public"], row["competency"], row["focus"]) == ("ja", "kompetenz-1", "schwerpunkt-1-1")
    assert (row["status"], row["status_as_of"]) == ("in Umsetzung", "2024")
    assert row["body_de"] == "<p>Erster &amp; zweiter</p><ul><li><p>Punkt</p></li></ul>"


def test_the_export_is_what_the_list_shows(editor):
    a_press_release(title_de="Radweg")
    a_press_release(title_de="Bank", is_public=False)

    page = editor.get(f"/de/admin/{RELEASES}/?is_public__exact=0")

    address = dict(links_of(page, id="content"))["Export"]
    assert address == f"/de/admin/{RELEASES}/export/?is_public__exact=0"
    assert text_of(editor.get(address), id="content").startswith("Export Ein Eintrag wird exportiert:")
    assert [row["title_de"] for row in rows_of(exported(editor, RELEASES, query="?is_public__exact=0"))] == ["Bank"]


def test_a_filter_that_does_not_exist_leads_to_the_whole_list(editor):
    response = editor.get(f"/de/admin/{RELEASES}/export/?gibtesnicht=1")

    assert response["Location"] == f"/de/admin/{RELEASES}/export/"


def test_more_than_can_be_imported_is_not_exported_at_once(editor):
    PressRelease.objects.bulk_create(PressRelease(slug=f"meldung-{n}", title_de="X") for n in range(2001))

    page = editor.post(f"/de/admin/{RELEASES}/export/", {"kind": "csv"})

    said = "Die Liste zeigt 2001 Einträge, und eine Tabelle darf 2000 haben. Bitte suchen oder filtern Sie zuerst."
    assert text_of(page, **{"class": "errornote"}) == said


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_costs_the_same_however_many_rows_it_has(editor, django_assert_num_queries, count):
    for _number in range(count):
        a_press_release()
    exported(editor, RELEASES)

    with django_assert_num_queries(11):
        exported(editor, RELEASES)


# What would change


def test_the_page_says_row_by_row_what_would_change_and_stores_nothing(editor, benches):
    a_core_activity(slug="radweg")

    page = look(
        editor,
        ACTIVITIES,
        {"id": benches.pk, "title_de": "Neue Bänke", "slot": "3"},
        {"id": "", "title_de": "Brunnen", "slot": ""},
    )

    assert text_of(page, id="row-2") == "Zeile 2: Neue Bänke – geändert"
    assert text_of(page, id="row-3") == "Zeile 3: Brunnen – neu"
    assert changes_on(page)[0] == (2, "changed", {"title_de": ("Bänke", "Neue Bänke"), "slot": ("2", "3")})
    assert changes_on(page)[1][2]["slug"] == ("", "brunnen")
    assert "Titel [de] Bänke Neue Bänke Platz im Schwerpunkt 2 3" in text_of(page, id="content")
    assert not CoreActivity.objects.filter(title_de__in=["Neue Bänke", "Brunnen"]).exists()


def test_what_is_confirmed_is_stored_and_counted(editor, benches):
    page = bring_in(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu"}, {"id": "", "title_de": "Brunnen"})

    said = text_of(page, **{"class": "messagelist"})
    assert said == "Importiert: 1 Eintrag ist hinzugefügt, 1 Eintrag ist geändert."
    assert sorted(CoreActivity.objects.values_list("title_de", "is_public")) == [("Brunnen", False), ("Neu", True)]


def test_columns_and_rows_that_are_not_in_the_table_stay_as_they_are(editor, benches):
    a_core_activity(title_de="Radweg")

    bring_in(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu"})

    before = {**rows_of(exported(editor, ACTIVITIES))[0], "title_de": "Bänke"}
    assert (before["body_de"], before["slot"], before["slug"]) == (benches.body_de, "2", "baenke")
    assert CoreActivity.objects.filter(title_de="Radweg").exists()


def test_formatted_text_is_cleaned_and_plain_text_becomes_paragraphs(editor, report):
    clean = "<p>Guter <a href='javascript:alert(1)' onclick='x()'>Text</a></p><script>alert(1)</script>"

    page = look(editor, RELEASES, {"id": report.pk, "body_de": clean, "body_en": "One < two\n\nand three"})
    confirm(editor, RELEASES, page)

    report.refresh_from_db()
    assert "script" not in report.body_de
    assert "onclick" not in report.body_de
    assert "Guter" in report.body_de
    assert report.body_en == "<p>One &lt; two</p>\n\n<p>and three</p>"


def test_relations_are_named_by_address_old_ones_and_slips_included(editor, report):
    radweg = a_core_activity(slug="radweg")
    change(editor, radweg, slug="radschnellweg")

    old = look(editor, RELEASES, {"id": report.pk, "core_activities": "radweg, baenke"})
    slip = look(editor, RELEASES, {"id": report.pk, "core_activities": "baenkle"})

    assert changes_on(old) == [(2, "changed", {"core_activities": ("baenke", "baenke, radschnellweg")})]
    assert errors_on(slip) == [(2, "core_activities", "„baenkle“ ist nicht bekannt. Meinen Sie „baenke“?")]


def test_an_address_that_changes_still_leads_there(editor, client, benches):
    old_address = benches.get_absolute_url()
    bring_in(editor, ACTIVITIES, {"id": benches.pk, "slug": "stadtbaenke"})

    response = client.get(old_address)

    assert [one.slug for one in benches.former_slugs.all()] == ["baenke"]
    assert response.status_code == 301
    assert response["Location"].endswith("/stadtbaenke/")
