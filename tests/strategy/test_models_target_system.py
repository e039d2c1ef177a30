import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils import translation

from strategy.models import Accent, Competency, CrossCuttingIssue, Focus, FocusGoal, FormulaValue, StrategicGoal
from tests.builders import a_competency, a_cross_cutting_issue, a_focus
from tests.strategy.constraints import database_refuses, editor_reads

TOO_LOW = {
    "de": ["Dieser Wert muss größer oder gleich 1 sein."],
    "en": ["Ensure this value is greater than or equal to 1."],
}
TOO_HIGH = {
    "de": ["Dieser Wert muss kleiner oder gleich 5 sein."],
    "en": ["Ensure this value is less than or equal to 5."],
}


@pytest.mark.parametrize("number", [0, 4])
def test_formula_has_three_values(db, number):
    value = FormulaValue(number=number, name_de="Wir-Gefühl")

    assert editor_reads(value) == {
        "de": ["Bitte geben Sie eine Zahl von 1 bis 3 ein."],
        "en": ["Please enter a number from 1 to 3."],
    }
    with database_refuses("formula_value_number_is_1_to_3"):
        value.save()


@pytest.mark.parametrize("number", [1, 3])
def test_formula_takes_its_first_and_its_last_value(db, number):
    value = FormulaValue(number=number, name_de="Wir-Gefühl")

    value.full_clean()
    value.save()

    assert list(FormulaValue.objects.values_list("number", "slug")) == [(number, "wir-gefuehl")]


def test_formula_values_have_different_numbers(db):
    FormulaValue.objects.create(number=1, slug="mut", name_de="Mut")
    second = FormulaValue(number=1, name_de="Wandel")

    assert editor_reads(second) == {
        "de": ["Wert der Bochum-Formel mit diesem Wert für das Feld Nummer existiert bereits."],
        "en": ["Value of the formula with this Number already exists."],
    }
    with database_refuses():
        second.save()


@pytest.mark.parametrize(("number", "messages"), [(0, TOO_LOW), (6, TOO_HIGH)])
def test_there_are_five_competencies(db, number, messages):
    competency = Competency(number=number, name_de="Kompetenz", accent=Accent.INK)

    assert editor_reads(competency) == messages
    with database_refuses("competency_number_is_1_to_5"):
        competency.save()


@pytest.mark.parametrize("number", [1, 5])
def test_the_first_and_the_last_competency_are_accepted(db, number):
    competency = Competency(number=number, name_de="Großstadt mit Lebensgefühl", accent=Accent.INK)

    competency.full_clean()
    competency.save()

    assert list(Competency.objects.values_list("number", "slug")) == [(number, "grossstadt-mit-lebensgefuehl")]


def test_each_competency_has_its_own_accent(db):
    a_competency(1, accent=Accent.INK)
    second = Competency(number=2, slug="kompetenz-2", name_de="Kompetenz 2", accent=Accent.INK)

    assert editor_reads(second) == {
        "de": ["Kompetenz mit diesem Wert für das Feld Akzentfarbe existiert bereits."],
        "en": ["Competency with this Accent already exists."],
    }
    with database_refuses():
        second.save()


def test_competency_demands_a_german_name_only(db):
    competency = Competency(number=1, name_en="Competency", accent=Accent.INK)

    with pytest.raises(ValidationError) as caught:
        competency.full_clean()

    assert "name_de" in caught.value.message_dict
    assert "name_en" not in caught.value.message_dict


def test_competency_without_an_english_name_shows_the_german_one(db):
    competency = a_competency(1, name_de="Wissen", name_en="")

    with translation.override("en"):
        assert str(competency) == "Wissen"


def test_competencies_come_in_their_official_order(db):
    for number in (3, 1, 2):
        a_competency(number)

    assert [competency.number for competency in Competency.objects.all()] == [1, 2, 3]


def test_competency_is_found_by_a_former_slug(db):
    competency = a_competency(1, slug="wissen")
    competency.slug = "talente"
    competency.save()

    assert Competency.objects.by_slug("talente") == competency
    assert Competency.objects.by_slug("wissen") == competency
    with pytest.raises(Http404):
        Competency.objects.by_slug("unbekannt")


@pytest.mark.parametrize(("position", "messages"), [(0, TOO_LOW), (6, TOO_HIGH)])
def test_competency_has_five_foci(db, position, messages):
    focus = Focus(number=10 + position, competency=a_competency(1), position=position, slug="schwerpunkt")

    assert editor_reads(focus) == messages
    with database_refuses("focus_position_is_1_to_5"):
        focus.save()


@pytest.mark.parametrize("position", [1, 5])
def test_first_and_last_focus_of_a_competency_are_accepted(db, position):
    focus = Focus(number=40 + position, competency=a_competency(4), position=position)

    focus.full_clean()
    focus.save()

    assert list(Focus.objects.values_list("number", "slug")) == [(40 + position, "focus")]


def test_focus_makes_its_number_from_its_place(db):
    focus = a_focus(a_competency(4), position=2)

    assert (focus.number, focus.place) == (42, "4.2")


@pytest.mark.parametrize(("competency_number", "position"), [(1, 2), (2, 1)])
def test_focus_keeps_its_place(db, competency_number, position):
    competencies = {number: a_competency(number) for number in (1, 2)}
    focus = a_focus(competencies[1], position=1)

    focus.competency, focus.position = competencies[competency_number], position

    assert editor_reads(focus) == {
        "de": ["Ein Schwerpunkt behält seinen Platz in der Kompetenz."],
        "en": ["A focus keeps its place in its competency."],
    }
    with database_refuses("focus_number_tells_its_place"):
        Focus.objects.update(competency=focus.competency, position=position)


def test_focus_may_change_its_name(db):
    focus = a_focus(a_competency(1), position=1)

    focus.name_de = "Neuer Name"
    focus.full_clean()
    focus.save()

    assert Focus.objects.get().name == "Neuer Name"


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "Schwerpunkt 4.2: Name noch nicht erfasst"), ("en", "Focus 4.2: name not yet recorded")],
)
def test_focus_without_a_name_says_so(db, language, name):
    focus = a_focus(a_competency(4), position=2, name_de="", name_en="")

    with translation.override(language):
        assert str(focus) == name


def test_focus_with_a_name_is_called_by_it(db):
    assert str(a_focus(a_competency(4), position=2, name_de="Wohnen")) == "Wohnen"


def test_foci_bring_their_competency_in_one_query(db, django_assert_num_queries):
    competency = a_competency(4)
    for position in (2, 1):
        a_focus(competency, position=position)

    with django_assert_num_queries(1):
        assert [(str(focus), str(focus.competency)) for focus in Focus.objects.with_competency()] == [
            ("Schwerpunkt 4.1", "Kompetenz 4"),
            ("Schwerpunkt 4.2", "Kompetenz 4"),
        ]


def test_competency_with_foci_cannot_be_deleted(db):
    competency = a_competency(1)
    a_focus(competency)

    with pytest.raises(models.ProtectedError):
        competency.delete()

    assert Competency.objects.get() == competency


def test_goals_come_in_the_order_of_the_editor(db):
    competency = a_competency(1)
    focus = a_focus(competency)
    for position in (2, 1):
        StrategicGoal.objects.create(competency=competency, position=position, text_de=f"Ziel {position}")
        FocusGoal.objects.create(focus=focus, position=position, text_de=f"Schritt {position}")

    assert [str(goal) for goal in competency.goals.all()] == ["Ziel 1", "Ziel 2"]
    assert [str(goal) for goal in focus.goals.all()] == ["Schritt 1", "Schritt 2"]


@pytest.mark.parametrize(("position", "messages"), [(0, TOO_LOW), (6, TOO_HIGH)])
def test_there_are_five_cross_cutting_issues(db, position, messages):
    issue = CrossCuttingIssue(position=position, name_de="Inklusion")

    assert editor_reads(issue) == messages
    with database_refuses("cross_cutting_issue_position_is_1_to_5"):
        issue.save()


@pytest.mark.parametrize("position", [1, 5])
def test_first_and_last_cross_cutting_issue_are_accepted(db, position):
    issue = CrossCuttingIssue(position=position, name_de="Inklusion")

    issue.full_clean()
    issue.save()

    assert list(CrossCuttingIssue.objects.values_list("position", "slug")) == [(position, "inklusion")]


def test_cross_cutting_issues_have_different_places(db):
    a_cross_cutting_issue(1)
    second = CrossCuttingIssue(position=1, name_de="Inklusion")

    assert editor_reads(second) == {
        "de": ["Querschnittsthema mit diesem Wert für das Feld Platz existiert bereits."],
        "en": ["Cross-cutting issue with this Place already exists."],
    }
    with database_refuses():
        second.save()
