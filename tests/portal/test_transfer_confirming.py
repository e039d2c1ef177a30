"""What an import leaves behind, and what becomes of one while others go on working."""

import pytest
from reversion.models import Revision

from contacts.models import Contact
from news.models import PressRelease
from portal.drafts import Draft
from portal.translation_state import OutdatedTranslation
from strategy.models import CoreActivity
from tests.builders import a_core_activity, a_press_release, a_unit
from tests.html import text_of
from tests.portal.forms import change, errors_beside, form_values
from tests.portal.history_pages import bring_back, history_of, versions
from tests.portal.tables import ACTIVITIES, CONTACTS, RELEASES, bring_in, can_be_confirmed, changes_on, confirm, look

pytestmark = pytest.mark.django_db


@pytest.fixture
def benches():
    return a_core_activity(title_de="Bänke", title_en="Benches")


@pytest.fixture
def report():
    return a_press_release(title_de="Bank steht")


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(editor, colleague, benches):
    other = a_core_activity(title_de="Radweg", slug="radweg")
    rows = {"id": benches.pk, "title_de": "Neue Bänke"}, {"id": other.pk, "title_de": "Neuer Radweg"}
    page = look(editor, ACTIVITIES, *rows)
    change(colleague, other, title_de="Radschnellweg")

    refused = confirm(editor, ACTIVITIES, page)

    said = text_of(refused, **{"class": "messagelist"})
    assert said.startswith("Zeile 3: Anna Beispiel hat diesen Eintrag geändert, seit Sie ihn gesehen haben.")
    assert changes_on(refused)[1] == (3, "changed", {"title_de": ("Radschnellweg", "Neuer Radweg")})
    assert sorted(CoreActivity.objects.values_list("title_de", flat=True)) == ["Bänke", "Radschnellweg"]

    confirm(editor, ACTIVITIES, refused)

    assert sorted(CoreActivity.objects.values_list("title_de", flat=True)) == ["Neue Bänke", "Neuer Radweg"]


def test_what_somebody_else_changed_elsewhere_in_the_entry_stays(editor, colleague, benches):
    page = look(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neue Bänke"})
    change(colleague, benches, summary_de="Anders")

    confirm(editor, ACTIVITIES, page)

    benches.refresh_from_db()
    assert (benches.title_de, benches.summary_de) == ("Neue Bänke", "Anders")


def test_pressing_the_button_twice_imports_once(editor):
    page = look(editor, RELEASES, {"id": "", "title_de": "Neu"})

    confirm(editor, RELEASES, page)
    again = confirm(editor, RELEASES, page)

    assert text_of(again, **{"class": "messagelist"}) == "Diese Tabelle ist schon importiert."
    assert PressRelease.objects.count() == 1


def test_what_waits_belongs_to_one_editor_and_one_list(editor, colleague, report):
    page = look(editor, RELEASES, {"id": report.pk, "title_de": "Neu"})

    answers = [confirm(colleague, RELEASES, page), confirm(editor, ACTIVITIES, page)]
    forged = editor.post(f"/de/admin/{RELEASES}/import/", {"waiting": "x" + form_values(page)["waiting"]}, follow=True)

    for answer in [*answers, forged]:
        assert text_of(answer, **{"class": "messagelist"}).startswith("Nichts ist importiert: Es ist zu lange her.")
    report.refresh_from_db()
    assert report.title_de == "Bank steht"


def test_an_import_is_one_revision_in_the_history_and_can_be_taken_back(editor, benches):
    other = a_core_activity(title_de="Radweg")
    bring_in(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu"}, {"id": other.pk, "title_de": "Neu 2"})

    assert "admin Importiert aus „tabelle.csv“" in history_of(editor, benches)
    assert "So vorgefunden" in history_of(editor, benches)
    assert Revision.objects.exclude(comment="found").count() == 1

    bring_back(editor, versions(editor, benches)[-1])

    assert list(CoreActivity.objects.order_by("pk").values_list("title_de", flat=True)) == ["Bänke", "Neu 2"]


def test_english_is_outdated_when_only_the_german_is_imported(editor, benches):
    bring_in(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu", "title_en": "Benches"})
    assert list(OutdatedTranslation.objects.values_list("field", "german_then")) == [("title", "Bänke")]

    bring_in(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu", "title_en": "New"})
    assert not OutdatedTranslation.objects.exists()

    bring_in(editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu!"}, translation_is_right="on")
    assert not OutdatedTranslation.objects.exists()


def test_a_draft_that_waits_stays_and_is_named(editor, report):
    change(editor, report, title_de="Entwurf", _draft="1")

    page = look(editor, RELEASES, {"id": report.pk, "title_de": "Importiert"})
    confirm(editor, RELEASES, page)

    assert "Zu diesem Eintrag wartet ein Entwurf. Er bleibt;" in text_of(page, id="content")
    assert Draft.objects.of(report).form_data["title_de"] == ["Entwurf"]
    form = editor.get(f"/de/admin/{RELEASES}/{report.pk}/change/")
    assert errors_beside(form, "title_de") == [
        "Das hat auch jemand anderes geändert. Gespeichert ist jetzt: Importiert"
    ]


def test_nothing_of_a_table_is_kept_on_the_server(editor, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = str(tmp_path), 0
    unit = a_unit()

    page = look(editor, CONTACTS, {"id": "", "name_de": "Geheim", "unit": unit.slug})

    assert can_be_confirmed(page)
    assert list(tmp_path.iterdir()) == []
    assert not Contact.objects.exists()
