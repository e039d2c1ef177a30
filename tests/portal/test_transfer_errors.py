"""What a table can have wrong: told by row and column, or beside the field of the file."""

import pytest

from strategy.models import CoreActivity
from tests.builders import a_competency, a_core_activity, a_focus, a_press_release
from tests.html import text_of
from tests.portal.tables import ACTIVITIES, CONTACTS, RELEASES, as_csv, can_be_confirmed, errors_on, look, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def benches():
    competency = a_competency()
    return a_core_activity(title_de="Bänke", competency=competency, focus=a_focus(competency), slot=2)


@pytest.fixture
def report():
    return a_press_release()


def test_errors_are_told_by_row_and_column_and_nothing_is_imported(editor, benches):
    other = a_core_activity(title_de="Radweg")

    page = look(
        editor,
        ACTIVITIES,
        {"id": benches.pk, "title_de": "", "is_public": "vielleicht", "slot": "7", "last_confirmed_on": "gestern"},
        {"id": other.pk, "title_de": "Gut", "is_public": "ja", "slot": "", "last_confirmed_on": "1.2.2024"},
        {"id": "99999", "title_de": "Fremd", "is_public": "ja", "slot": "", "last_confirmed_on": ""},
        {"id": other.pk, "title_de": "Doppelt", "is_public": "ja", "slot": "", "last_confirmed_on": ""},
    )

    assert errors_on(page) == [
        (2, "is_public", "Bitte schreiben Sie ja oder nein."),
        (2, "last_confirmed_on", "Bitte ein gültiges Datum eingeben."),
        (2, "title_de", "Dieses Feld darf nicht leer sein."),
        (2, "slot", "Dieser Wert muss kleiner oder gleich 5 sein."),
        (4, "id", "Diesen Eintrag gibt es nicht. Für einen neuen Eintrag lassen Sie die Zelle leer."),
        (5, "id", "Dieser Eintrag steht schon in Zeile 3."),
    ]
    assert not can_be_confirmed(page)
    assert CoreActivity.objects.filter(title_de="Gut").count() == 0


def test_errors_are_told_in_the_editors_language(editor, benches):
    page = look(editor, ACTIVITIES, {"id": benches.pk, "competency": "gibtesnicht"}, language="en")

    assert errors_on(page) == [(2, "competency", "“gibtesnicht” is not known.")]


def test_what_must_be_said_cannot_be_emptied(editor, report):
    page = look(editor, RELEASES, {"id": report.pk, "published_at": ""})

    assert errors_on(page) == [(2, "published_at", "Dieses Feld ist zwingend erforderlich.")]


def test_a_headline_alone_is_not_published_by_a_table(editor):
    page = look(editor, RELEASES, {"id": "", "title_de": "Nur ein Titel", "is_public": "ja"})

    reason = "Bitte schreiben Sie einen Vorspann oder einen Text, oder nehmen Sie das Häkchen bei „Öffentlich“ weg."
    assert errors_on(page) == [(2, "lead_de", reason)]


def test_constraints_of_the_database_are_told_too(editor, report):
    page = look(editor, RELEASES, {"id": report.pk, "public_until": "01.01.2020 00:00"})

    reason = "Der Eintrag würde verschwinden, bevor er erscheint. Bitte prüfen Sie beide Zeiten."
    assert errors_on(page) == [(2, "", reason)]


@pytest.mark.parametrize("key", ["0", "x", "1.5", "9" * 30, "-1", "٣"])
def test_a_key_that_leads_nowhere_is_an_error(editor, key):
    assert errors_on(look(editor, CONTACTS, {"id": key, "name_de": "X"}))[0][:2] == (2, "id")


def test_too_many_changes_at_once_are_refused(editor):
    rows = [{"id": "", "title_de": f"Meldung {number}"} for number in range(201)]

    page = look(editor, RELEASES, *rows)

    assert "Bitte importieren Sie höchstens 200 geänderte Zeilen" in text_of(page, **{"class": "errornote"})
    assert not can_be_confirmed(page)


# Files that are none


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Die übertragene Datei ist leer."),
        (b"%PDF-1.7\xe2", "Das ist weder eine XLSX-Datei noch eine CSV-Datei in UTF-8."),
        (b"id;title_de\n", "Unter den Namen der Spalten steht keine Zeile."),
        (b"title_de\nNeu\n", "Die Spalte „id“ fehlt. Bitte beginnen Sie mit einem Export:"),
        (b"id;titel;farbe\n1;a;b\n", "Unbekannte Spalten: titel, farbe. Es gibt: id, is_public,"),
    ],
)
def test_a_file_that_is_no_such_table_gets_a_reason_beside_its_field(editor, content, reason):
    page = upload(editor, RELEASES, content)

    assert text_of(page, **{"class": "errorlist"}).startswith(reason)


def test_a_form_without_a_file_says_so(editor):
    page = editor.post(f"/de/admin/{RELEASES}/import/")

    assert text_of(page, **{"class": "errorlist"}) == "Dieses Feld ist zwingend erforderlich."


def test_a_name_with_markup_is_shown_as_text(editor, report):
    row = {"id": report.pk, "title_de": "<script>alert(1)</script>"}

    page = upload(editor, RELEASES, as_csv(row), name="<b>x.csv").content.decode()

    assert "<script>alert" not in page
    assert "<b>x" not in page
