"""What nobody can see is taken out of plain texts, however they come in."""

import pytest

from news.models import PressRelease
from portal.models import Page
from portal.text import visible
from strategy.models import ActivityMilestone
from tests.builders import a_core_activity, a_page
from tests.portal.forms import add, change, errors_beside
from tests.portal.tables import RELEASES, bring_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Rechnung \u202egnp.exe", "Rechnung gnp.exe"),
        ("\ufeffHaus\u200b des\u2060 Wissens\u200e ", "Haus des Wissens"),
        ("\u2066Bank\u2069\x07", "Bank"),
        ("\u200b\u200b", ""),
    ],
)
def test_zero_width_characters_and_marks_of_direction_are_taken_out(text, seen):
    assert visible(text) == seen


@pytest.mark.parametrize("text", ["Sommerfest 👩‍🌾", "Donau\u00addampf", "zwei\nZeilen\tund mehr ", "Çağ", ""])
def test_what_has_a_meaning_stays(text):
    assert visible(text) == text


def test_an_editor_saves_only_what_can_be_seen(editor):
    add(editor, "news/pressrelease", title_de="Neue \u202eBank\u200b", title_en="New bench")

    [report] = PressRelease.objects.all()
    assert (report.title_de, report.title_en, report.slug) == ("Neue Bank", "New bench", "neue-bank")


def test_a_title_of_which_nothing_can_be_seen_is_refused_beside_its_field(editor):
    response = add(editor, "portal/page", title_de="\u200b\u200b")

    assert errors_beside(response, "title_de") == ["Dieses Feld darf nicht leer sein."]
    assert list(Page.objects.all()) == []


def test_rows_are_cleaned_too(editor):
    row = {"title_de": "Erster\u200b Spatenstich\u202e", "planned": "2030", "position": "1"}
    values = {f"milestones-0-{name}": value for name, value in row.items()}

    change(editor, a_core_activity(), **{"milestones-TOTAL_FORMS": "1"}, **values)

    assert [milestone.title_de for milestone in ActivityMilestone.objects.all()] == ["Erster Spatenstich"]


def test_a_table_is_cleaned_too(editor):
    bring_in(editor, RELEASES, {"id": "", "title_de": "\ufeffNeue \u202eBank"})

    assert [report.title_de for report in PressRelease.objects.all()] == ["Neue Bank"]


def test_a_german_text_does_not_become_the_english_one(editor):
    page = a_page(title_de="Impressum\u200b", title_en=None)

    change(editor, page, "en", lead_de="Wer dafür einsteht.")

    page.refresh_from_db()
    assert (page.title_de, page.title_en) == ("Impressum", None)
