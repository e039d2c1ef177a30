"""How two versions are compared: portal/differences.py."""

import pytest

from portal.differences import entries, names_in, parts, word_differences
from portal.history import present_state
from strategy.models import ActivityMilestone, CoreActivity, Milestone
from tests.builders import a_competency, a_core_activity, a_focus, a_milestone, a_page, span


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("gleich", "gleich", []),
        ("", "neu", [("ins", "neu")]),
        ("alt", "", [("del", "alt")]),
        ("Die alte Bank.", "Die neue Bank.", [("", "Die "), ("del", "alte"), ("ins", "neue"), ("", " Bank.")]),
        ("Eine Bank am Fluss", "Eine Bank", [("", "Eine Bank"), ("del", " am Fluss")]),
        ("Ganz anders als zuvor", "Nichts bleibt", [("del", "Ganz anders als zuvor"), ("ins", "Nichts bleibt")]),
    ],
)
def test_words_that_were_added_and_removed_stand_in_one_text(before, after, pieces):
    assert word_differences(before, after) == pieces


def test_a_long_text_is_compared_in_no_time():
    text = "Die Stadt pflanzt Bäume und stellt Bänke auf, am Fluss, im Park und in der Straße. " * 60

    assert word_differences(text + "Eins.", text + "Zwei.")[-3:] == [("del", "Eins"), ("ins", "Zwei"), ("", ".")]


def test_fields_are_named_as_in_the_form_and_a_date_is_one_field():
    names = [name for name, _label, _columns in entries(Milestone)]

    assert {"occurs", "title_de", "title_en", "core_activity"} <= set(names)
    assert {"id", "title", "starts_on", "ends_on"} & set(names) == set()


def test_a_row_does_not_tell_to_what_it_belongs():
    assert "core_activity" not in [name for name, _label, _columns in entries(ActivityMilestone)]


def difference(change, item):
    """What `change` makes of an item, as (label, before, after)."""
    before = present_state(item)
    change(item)
    after = present_state(item)
    return [
        (one.label, one.before, one.after)
        for part in parts(before, after, names_in([before, after]))
        for one in part.differences
    ]


def set_and_save(**values):
    def change(item):
        for name, value in values.items():
            setattr(item, name, value)
        item.save()

    return change


@pytest.mark.django_db
def test_values_are_told_in_words():
    page, milestone = a_page(body_de="<p>Eins</p><p>Zwei</p>"), a_milestone("2024-06-17")

    assert difference(set_and_save(is_public=False), page) == [("Öffentlich", "ja", "nein")]
    assert difference(set_and_save(body_de="<h2>Eins</h2><p>Drei</p>"), page) == [
        ("Text [de]", "Eins\nZwei", "Eins\nDrei")
    ]
    assert difference(set_and_save(occurs=span("Herbst 2024")), milestone) == [
        ("Datum", "17. Juni 2024", "Herbst 2024")
    ]
    assert difference(set_and_save(category="activity"), milestone) == [("Kategorie", "Strategie", "Kernaktivität")]


@pytest.mark.django_db
def test_relations_are_told_by_name_one_a_line():
    competency = a_competency()
    core_activity = a_core_activity()
    foci = [a_focus(competency, position, name_de=name) for position, name in ((1, "Bänke"), (2, "Alleen"))]

    assert difference(lambda item: item.also_contributes_to.set(foci), core_activity) == [
        ("Trägt auch bei zu", "", "Alleen\nBänke")
    ]
    assert difference(set_and_save(competency=competency), core_activity) == [("Kompetenz", "", "Kompetenz 1")]


@pytest.mark.django_db
def test_saving_alone_makes_no_difference():
    core_activity = a_core_activity()

    assert difference(set_and_save(), CoreActivity.objects.get(pk=core_activity.pk)) == []
