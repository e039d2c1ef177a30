"""What the loader says of files that it cannot load, the command around it, and the real content."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.content import COLLECTIONS, ContentError, load
from portal.models import LoadedEntry, Page
from strategy.models import CoreActivity, Focus
from tests.portal.content_files import BENCHES, COMPETENCIES, IMPRINT, changed, write

pytestmark = pytest.mark.django_db

DATE = "Bitte schreiben Sie ein Datum wie 17.06.2024, 06.2024, 2024, Q4 2024, Herbst 2024 oder 2021/2023."


def refusal_of(folder):
    """Why nothing of this folder was loaded."""
    with pytest.raises(ContentError) as refusal:
        load(folder)
    assert {model.__name__: model.objects.count() for model in COLLECTIONS.values() if model.objects.exists()} == {}
    assert LoadedEntry.objects.count() == 0
    return str(refusal.value).replace(str(folder), "…")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('title.de = "1.000 Bänke"', 'titel.de = "1.000 Bänke"', "there is no field 'titel'."),
        ("\n    focus =", "\n    is_publik = true\n    focus =", "there is no field 'is_publik'."),
        ('focus = "vorreiterin-1"', 'focus = "grossstadt-1"', "'grossstadt-1' is not among the foci."),
        ('["vorreiterin-1"]', '["vorreiterin-1", "x"]', "'x' is not among the foci."),
        ('competency = "vorreiterin"', 'competency = "x"', "'x' is not among the competencies."),
        ('"autumn 2018"', '"2018-13"', DATE),
        ('"autumn 2018"', '"2019/2018"', "Das Ende liegt vor dem Anfang."),
        ('"autumn 2018"', '"0000"', DATE),
        (
            "last_confirmed_on = 2024-06-17",
            'last_confirmed_on = "31.02.2024"',
            "last_confirmed_on: Wert „31.02.2024“ hat ein ungültiges Datumsformat. Es muss YYYY-MM-DD entsprechen.",
        ),
        ('title.de = "1.000 Bänke"', 'title.fr = "1.000 bancs"', "title needs the keys de and en, and no others."),
        ('title.de = "1.000 Bänke"', 'title = "1.000 Bänke"', "title needs the keys de and en, and no others."),
        (
            'title.de = "1.000 Bänke"',
            'title.en = "1.000 benches"',
            "title: Dieses Feld darf nicht leer sein.; title_de: Dieses Feld darf nicht leer sein.",
        ),
        ('status = "ongoing"', 'status = "fast fertig"', "status: Wert 'fast fertig' ist keine gültige Option."),
        (
            'planned = "2030"',
            "",
            "__all__: Bitte geben Sie an, für wann der Meilenstein geplant ist oder wann er erreicht wurde.",
        ),
        (
            'competency = "vorreiterin"',
            'competency = "grossstadt"',
            "focus: Der Schwerpunkt gehört zu einer anderen Kompetenz.",
        ),
    ],
)
def test_one_wrong_entry_and_nothing_is_loaded_and_the_reason_is_told(strategy_folder, before, after, reason):
    write(strategy_folder, "core_activities/baenke.toml", changed(BENCHES, before, after))

    assert refusal_of(strategy_folder) == f"…/core_activities/baenke.toml: baenke: {reason}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title.de = "1.000 Bänke"', "title.de = 1000"),
        ('title.de = "1.000 Bänke"', 'title.de = ["1.000 Bänke"]'),
        ('also_contributes_to = ["vorreiterin-1"]', "also_contributes_to = 1"),
        ('also_contributes_to = ["vorreiterin-1"]', 'links = ["bochum.de/baenke"]'),
        ('also_contributes_to = ["vorreiterin-1"]', 'sources = "bochum.de/baenke"'),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_its_file_and_entry(strategy_folder, before, after):
    write(strategy_folder, "core_activities/baenke.toml", changed(BENCHES, before, after))

    assert refusal_of(strategy_folder).startswith("…/core_activities/baenke.toml: baenke: ")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "core_activities/baenke.toml",
            'title.de = "Bänke"\nlast_confirmed_on.de = "2024-06-17"',
            "last_confirmed_on has a value of the wrong kind.",
        ),
        (
            "documents/folien.toml",
            'title.de = "Folien"\npages = [12]',
            "pages has a value of the wrong kind.",
        ),
        (
            "sustainable_development_goals/sdg-1.toml",
            'number = 1\nname.de = "Keine Armut"\nsources = ["bochum.de/sdg"]',
            "there is no field 'sources'.",
        ),
    ],
    ids=["a table for a plain field", "a list for a plain field", "sources where there are none"],
)
def test_what_a_field_cannot_hold_is_told_with_its_file_and_entry(folder, name, text, reason):
    write(folder, name, text)

    assert refusal_of(folder) == f"…/{name}: {name.split('/')[1].removesuffix('.toml')}: {reason}"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title.de = Bänke", "(at line 1, column 12)"),
        ('slug = "a"\npublished_at = 2024-13-01', "(at line 2, column 20)"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_the_place(folder, text, place):
    write(folder, "pages/privacy.toml", text)

    reason = refusal_of(folder)

    assert reason.startswith("…/pages/privacy.toml: ")
    assert reason.endswith(place)


def test_a_file_in_another_encoding_is_told(folder):
    (folder / "pages" / "privacy.toml").write_bytes('title.de = "Bänke"'.encode("latin-1"))

    assert refusal_of(folder).startswith("…/pages/privacy.toml: ")


def test_a_value_where_an_entry_should_be_is_told(folder):
    write(folder, "competencies.toml", "number = 1")

    assert refusal_of(folder) == "competencies.toml: number: a table was expected."


def test_two_entries_of_one_name_are_told(folder):
    write(folder, "pages.toml", '[imprint]\ntitle.de = "Impressum"')

    assert refusal_of(folder) == "…/pages.toml: imprint: there are two entries of this name."


def test_an_entry_that_breaks_a_rule_of_the_database_is_told(strategy_folder):
    write(strategy_folder, "competencies.toml", changed(COMPETENCIES, "number = 2", "number = 6"))

    assert refusal_of(strategy_folder).startswith("…/competencies.toml: grossstadt: number: ")


def test_a_wrong_file_leaves_what_was_loaded_before_as_it_is(folder):
    load(folder)
    write(folder, "pages/imprint.toml", changed(IMPRINT, "Impressum", "Anbieter"))
    write(folder, "pages/privacy.toml", 'titel.de = "Datenschutz"')

    with pytest.raises(ContentError):
        load(folder)

    assert [str(page) for page in Page.objects.all()] == ["Impressum"]


# The command


def run(folder, **options):
    said = StringIO()
    call_command("load_strategy", folder=folder, verbosity=0, stdout=said, **options)
    return said.getvalue()


def test_the_command_says_how_much_it_loaded(strategy_folder):
    assert run(strategy_folder) == "5 created, 0 updated, 0 unchanged, 0 kept\n"
    assert run(strategy_folder) == "0 created, 0 updated, 5 unchanged, 0 kept\n"


def test_the_command_loads_nothing_twice_if_asked(folder):
    assert run(folder, if_empty=True) == "1 created, 0 updated, 0 unchanged, 0 kept\n"
    assert run(folder, if_empty=True) == ""


def test_the_command_overwrites_only_if_asked(folder):
    run(folder)
    page = Page.objects.get()
    page.title_de = "Anbieter"
    page.save()
    write(folder, "pages/imprint.toml", changed(IMPRINT, "Impressum", "Impressum (neu)"))

    assert run(folder) == "0 created, 0 updated, 0 unchanged, 1 kept\n"
    assert run(folder, overwrite=True) == "0 created, 1 updated, 0 unchanged, 0 kept\n"
    assert Page.objects.get().title == "Impressum (neu)"


def test_the_command_ends_with_the_reason_if_nothing_was_loaded(folder):
    write(folder, "pages/privacy.toml", 'titel.de = "Datenschutz"')

    with pytest.raises(CommandError) as refusal:
        run(folder)

    assert str(refusal.value) == f"Nothing was loaded. {folder}/pages/privacy.toml: privacy: there is no field 'titel'."


def test_the_command_names_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError) as refusal:
        run(tmp_path / "nowhere")

    assert str(refusal.value) == f"There is no folder {tmp_path / 'nowhere'}."


# The real strategy


def test_the_real_strategy_is_loaded_completely_and_a_second_time_changes_nothing(settings):
    content = settings.BASE_DIR / "strategy" / "content"

    assert load(content) == {"created": 272}
    assert {name: model.objects.count() for name, model in COLLECTIONS.items()} == {
        "formula_values": 3,
        "competencies": 5,
        "foci": 25,
        "cross_cutting_issues": 5,
        "council_decisions": 4,
        "sustainable_development_goals": 17,
        "related_plans": 9,
        "organisational_units": 29,
        "contacts": 2,
        "documents": 7,
        "pages": 9,
        "core_activities": 46,
        "messages": 5,
        "progress_reports": 4,
        "milestones": 47,
        "press_releases": 55,
    }
    assert Focus.objects.exclude(name_de="").exclude(name_de=None).count() == 9
    assert CoreActivity.objects.published().count() == 46

    assert load(content) == {"unchanged": 272}
