from textwrap import dedent

import pytest
from django.utils import translation

from news.models import PressRelease
from portal.content import load
from portal.models import Page, Source
from strategy.models import ActivityMilestone, Competency, CoreActivity, Focus, Milestone
from tests.builders import a_page
from tests.portal.content_files import BENCHES, IMPRINT, changed, write

pytestmark = pytest.mark.django_db


def edited(page, **values):
    """What an editor does in the admin."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save()


# What is loaded


def test_a_file_becomes_an_entry(folder):
    results = load(folder)

    page = Page.objects.get()
    assert results == {"created": 1}
    assert (page.slug, page.title_de, page.title_en, page.is_public) == ("imprint", "Impressum", "Imprint", True)
    assert page.body_de == "<p>Stadt <strong>Bochum</strong></p>"


def test_the_sources_of_an_entry_are_linked_and_dated(folder):
    load(folder)

    source = Source.objects.get()
    assert source.subject == Page.objects.get()
    assert source.citation == "bochum.de/impressum (2024)"
    assert source.url == "https://bochum.de/impressum"
    assert source.as_of.isoformat() == "2024-06-17"


def test_entries_refer_to_one_another_and_have_rows(strategy_folder):
    load(strategy_folder)

    core_activity = CoreActivity.objects.get()
    focus = Focus.objects.get()
    assert (core_activity.competency, core_activity.focus) == (Competency.objects.get(number=1), focus)
    assert list(core_activity.also_contributes_to.all()) == [focus]
    assert [str(change.as_of) for change in core_activity.status_changes.all()] == ["Herbst 2018"]
    assert [(str(step), str(step.planned or step.reached)) for step in core_activity.milestones.all()] == [
        ("Start", "Mai 2018"),
        ("Ende", "2030"),
    ]


def test_an_entry_can_be_hidden_in_its_file(folder):
    write(folder, "pages/imprint.toml", "is_public = false\n" + dedent(IMPRINT))

    load(folder)

    assert Page.objects.get().is_public is False


def test_a_day_of_publication_is_midnight_in_bochum(folder):
    report = 'title.de = "Neue Bänke"\nlead.de = "Sie stehen."\npublished_at = 2024-06-17'
    write(folder, "press_releases/2024/baenke.toml", report)

    load(folder)

    assert PressRelease.objects.get().published_at.isoformat() == "2024-06-16T22:00:00+00:00"


# What is loaded again


def test_what_is_loaded_again_stays_the_same(strategy_folder):
    load(strategy_folder)
    keys = set(ActivityMilestone.objects.values_list("pk", flat=True))

    results = load(strategy_folder)

    assert results == {"unchanged": 5}
    assert set(ActivityMilestone.objects.values_list("pk", flat=True)) == keys


def test_a_file_that_changed_is_loaded_again(strategy_folder):
    load(strategy_folder)
    write(strategy_folder, "core_activities/baenke.toml", changed(BENCHES, "Start", "Beginn"))

    results = load(strategy_folder)

    assert results == {"unchanged": 4, "updated": 1}
    assert [str(step) for step in ActivityMilestone.objects.order_by("position")] == ["Beginn", "Ende"]


def test_a_file_that_changed_is_loaded_again_whatever_language_was_active_before(folder):
    write(folder, "milestones.toml", '[start]\noccurs = "2018-05"\ntitle.de = "Start"')
    with translation.override("en"):
        load(folder)
    write(folder, "milestones.toml", '[start]\noccurs = "2018-05"\ntitle.de = "Beginn"')

    results = load(folder)

    assert results == {"unchanged": 1, "updated": 1}
    assert Milestone.objects.get().title == "Beginn"


def test_an_entry_is_updated_twice(folder):
    load(folder)
    for title in ("Zweitens", "Drittens"):
        write(folder, "pages/imprint.toml", changed(IMPRINT, "Impressum", title))

        assert load(folder) == {"updated": 1}
        assert Page.objects.get().title == title


# What belongs to the editors


@pytest.mark.parametrize(
    "values", [{"title_de": "Anbieter"}, {"title_en": "Provider"}, {"body_de": "<p>Rathaus</p>"}, {"is_public": False}]
)
def test_what_an_editor_changed_is_kept_when_the_file_changes(folder, values):
    load(folder)
    edited(Page.objects.get(), **values)
    write(folder, "pages/imprint.toml", changed(IMPRINT, "Wer hier schreibt.", "Wer hier wirklich schreibt."))

    load(folder)

    page = Page.objects.get()
    assert {name: getattr(page, name) for name in values} == values


def test_what_an_editor_changed_is_kept_when_the_file_stays(folder):
    load(folder)
    edited(Page.objects.get(), title_de="Anbieter")

    assert load(folder) == {"unchanged": 1}
    assert Page.objects.get().title == "Anbieter"


def test_rows_that_an_editor_added_or_took_away_are_kept(strategy_folder):
    load(strategy_folder)
    ActivityMilestone.objects.get(title_de="Ende").delete()
    write(strategy_folder, "core_activities/baenke.toml", changed(BENCHES, "1.000 Bänke", "517 Bänke"))

    assert load(strategy_folder) == {"unchanged": 4, "kept": 1}
    assert [str(step) for step in ActivityMilestone.objects.all()] == ["Start"]
    assert CoreActivity.objects.get().title == "1.000 Bänke"


def test_sources_and_relations_that_an_editor_changed_are_kept(strategy_folder):
    load(strategy_folder)
    CoreActivity.objects.get().also_contributes_to.clear()
    Source.objects.all().delete()
    write(strategy_folder, "core_activities/baenke.toml", changed(BENCHES, "1.000 Bänke", "517 Bänke"))
    write(strategy_folder, "pages/imprint.toml", changed(IMPRINT, "Impressum", "Anbieter"))

    assert load(strategy_folder) == {"unchanged": 3, "kept": 2}
    assert list(CoreActivity.objects.get().also_contributes_to.all()) == []
    assert list(Source.objects.all()) == []


def test_what_an_editor_deleted_stays_deleted(folder):
    load(folder)
    Page.objects.get().delete()
    write(folder, "pages/imprint.toml", changed(IMPRINT, "Impressum", "Anbieter"))

    assert load(folder) == {"kept": 1}
    assert list(Page.objects.all()) == []


def test_what_an_editor_made_under_the_same_address_is_kept(folder):
    a_page("imprint", title_de="Von Hand")

    assert load(folder) == {"kept": 1}
    assert Page.objects.get().title == "Von Hand"


def test_the_address_that_an_editor_gave_is_kept_even_when_the_file_changes(folder):
    load(folder)
    edited(Page.objects.get(), slug="anbieter")
    write(folder, "pages/imprint.toml", changed(IMPRINT, "Impressum", "Anbieter"))

    assert load(folder) == {"updated": 1}
    assert Page.objects.get().slug == "anbieter"


def test_overwriting_loads_what_editors_changed(folder):
    load(folder)
    edited(Page.objects.get(), title_de="Anbieter")

    assert load(folder, overwrite=True) == {"updated": 1}
    assert Page.objects.get().title == "Impressum"


def test_overwriting_brings_back_what_editors_deleted(folder):
    load(folder)
    Page.objects.get().delete()

    load(folder, overwrite=True)

    assert [str(page) for page in Page.objects.all()] == ["Impressum"]
    assert load(folder) == {"unchanged": 1}


def test_overwriting_brings_back_what_editors_deleted_although_its_file_has_lost_a_relation(strategy_folder):
    load(strategy_folder)
    CoreActivity.objects.all().delete()
    path = strategy_folder / "core_activities" / "baenke.toml"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if "also_contributes_to" not in line))

    load(strategy_folder, overwrite=True)

    assert [list(a.also_contributes_to.all()) for a in CoreActivity.objects.all()] == [[]]
