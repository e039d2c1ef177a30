"""The status of core activities in a table: another one becomes a new entry of the log."""

import pytest

from strategy.models import StatusChange
from tests.builders import a_core_activity
from tests.portal.history_pages import history_of
from tests.portal.tables import ACTIVITIES, bring_in, changes_on, errors_on, exported, look, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def benches():
    return a_core_activity("ongoing", "2024", title_de="Bänke")


def log_of(core_activity):
    return [(one.status, str(one.as_of)) for one in core_activity.status_changes.newest_first()]


def test_a_new_status_is_added_to_the_log(editor, benches):
    row = {"id": benches.pk, "status": "umgesetzt", "status_as_of": "Q2 2025"}

    page = look(editor, ACTIVITIES, row)
    bring_in(editor, ACTIVITIES, row)

    change = {"status": ("in Umsetzung", "umgesetzt"), "status_as_of": ("2024", "Q2 2025")}
    assert changes_on(page) == [(2, "changed", change)]
    assert log_of(benches) == [("implemented", "2. Quartal 2025"), ("ongoing", "2024")]
    assert "Hinzugefügt: Statusänderung: umgesetzt" in history_of(editor, benches)


@pytest.mark.parametrize("as_of", ["Q2 2025", "06.2025", "2025-06", "17.06.2025", "2024/2025"])
def test_the_date_is_written_as_in_the_form(editor, benches, as_of):
    bring_in(editor, ACTIVITIES, {"id": benches.pk, "status": "umgesetzt", "status_as_of": as_of})

    assert benches.status_changes.count() == 2


def test_a_status_that_is_left_as_it_is_adds_nothing(editor, benches):
    bring_in(
        editor, ACTIVITIES, {"id": benches.pk, "title_de": "Neu", "status": "in umsetzung", "status_as_of": "2024"}
    )

    benches.refresh_from_db()
    assert (benches.title_de, log_of(benches)) == ("Neu", [("ongoing", "2024")])


def test_a_new_core_activity_may_come_with_its_status(editor):
    bring_in(editor, ACTIVITIES, {"id": "", "title_de": "Brunnen", "status": "geplant", "status_as_of": "2023"})

    [row] = rows_of(exported(editor, ACTIVITIES))
    assert (row["title_de"], row["status"], row["status_as_of"]) == ("Brunnen", "geplant", "2023")


@pytest.mark.parametrize(
    ("status", "as_of", "column", "reason"),
    [
        ("fertig", "2025", "status", "Bitte schreiben Sie eines davon: geplant, in Umsetzung,"),
        ("", "2025", "status", "Dieses Feld darf nicht leer sein."),
        ("zusammengeführt", "2025", "status", "Zum Status „zusammengeführt“"),
        ("umgesetzt", "bald", "status_as_of", "Bitte schreiben Sie ein Datum"),
        ("umgesetzt", "2020", "status_as_of", "Es ist schon ein neuerer Status eingetragen"),
        ("umgesetzt", "2199", "status_as_of", "Es ist schon ein neuerer Status eingetragen, oder der Tag kommt erst"),
    ],
)
def test_a_status_that_cannot_be_told_so(editor, benches, status, as_of, column, reason):
    page = look(editor, ACTIVITIES, {"id": benches.pk, "status": status, "status_as_of": as_of})

    [(row, named, said)] = errors_on(page)
    assert (row, named, said[: len(reason)]) == (2, column, reason)
    assert StatusChange.objects.count() == 1
