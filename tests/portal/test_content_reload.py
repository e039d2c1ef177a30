"""Keys that come and go in a content file, and references to what editors made or deleted."""

from datetime import date

import pytest

from portal.content import load
from portal.models import Document, Source
from strategy.models import CoreActivity, CouncilDecision, CrossCuttingIssue, Focus, StatusChange
from tests.builders import a_competency, a_cross_cutting_issue
from tests.portal.content_files import write

pytestmark = pytest.mark.django_db

FILES = {
    CoreActivity: ("core_activities/baenke.toml", 'title.de = "Bänke"\n'),
    Document: ("documents/folien.toml", 'title.de = "Folien"\n'),
}
SUMMARY = 'summary.de = "Kurz."\nsummary.en = "Short."'
MILESTONES = '[[milestones]]\nplanned = "2030"\ntitle.de = "Ende"'
ISSUES = '[inklusion]\nposition = 1\nname.de = "Inklusion"'
DECISIONS = '[erste]\nbatch = 1\ndecided = "2017-05-18"\ntitle.de = "Erste Staffel"'


def write_entry(folder, model, *more):
    """The file of one entry: its title, and what else is said."""
    name, title = FILES[model]
    write(folder, name, title + "\n".join(more))


def read(name):
    """Reads a value of an entry, relations and rows as a list of texts."""

    def reader(entry):
        value = getattr(entry, name)
        return [str(one) for one in value.all()] if hasattr(value, "all") else value

    return reader


KEYS = pytest.mark.parametrize(
    ("model", "lines", "reader", "value", "nothing"),
    [
        (CoreActivity, "last_confirmed_on = 2024-06-17", read("last_confirmed_on"), date(2024, 6, 17), None),
        (CoreActivity, "has_official_english_title = true", read("has_official_english_title"), True, False),
        (CoreActivity, SUMMARY, lambda a: (a.summary_de or "", a.summary_en or ""), ("Kurz.", "Short."), ("", "")),
        (CoreActivity, 'body.de = "Ein *Text*"', lambda a: a.body_de or "", "<p>Ein <em>Text</em></p>", ""),
        (CoreActivity, 'competency = "vorreiterin"', lambda a: str(a.competency), "Vorreiterin", "None"),
        (CoreActivity, 'also_contributes_to = ["vorreiterin-1"]', read("also_contributes_to"), ["Stadtmanagement"], []),
        (CoreActivity, MILESTONES, read("milestones"), ["Ende"], []),
        (CoreActivity, 'sources = ["bochum.de/baenke"]', read("sources"), ["bochum.de/baenke"], []),
        (Document, 'dated = "2024-06"', lambda d: str(d.dated), "Juni 2024", "None"),
        (Document, "pages = 12", read("pages"), 12, None),
    ],
    ids=["date", "flag", "translated", "rich", "relation", "many-to-many", "rows", "sources", "span", "number"],
)


@KEYS
def test_a_key_that_was_added_to_a_file_is_loaded(strategy_folder, model, lines, reader, value, nothing):
    write_entry(strategy_folder, model)
    load(strategy_folder)
    assert reader(model.objects.get()) == nothing

    write_entry(strategy_folder, model, lines)
    results = load(strategy_folder)

    assert results["updated"] == 1
    assert reader(model.objects.get()) == value


@KEYS
def test_a_key_that_was_removed_from_a_file_empties_the_field(strategy_folder, model, lines, reader, value, nothing):
    write_entry(strategy_folder, model, lines)
    load(strategy_folder)
    assert reader(model.objects.get()) == value

    write_entry(strategy_folder, model)
    results = load(strategy_folder)

    assert results["updated"] == 1
    assert reader(model.objects.get()) == nothing


def test_one_language_that_was_removed_from_a_file_is_emptied(folder):
    write_entry(folder, CoreActivity, SUMMARY)
    load(folder)

    write_entry(folder, CoreActivity, 'summary.de = "Kurz."')
    results = load(folder)

    core_activity = CoreActivity.objects.get()
    assert results["updated"] == 1
    assert (core_activity.summary_de, core_activity.summary_en or "") == ("Kurz.", "")


@pytest.mark.parametrize(("before", "after"), [([], [SUMMARY]), ([SUMMARY], [])], ids=["added", "removed"])
def test_an_editors_change_is_kept_when_a_key_is_added_or_removed(folder, before, after):
    write_entry(folder, CoreActivity, *before)
    load(folder)
    core_activity = CoreActivity.objects.get()
    core_activity.title_de, stored_summary = "Sitzbänke", core_activity.summary_de
    core_activity.save()

    write_entry(folder, CoreActivity, *after)
    results = load(folder)

    core_activity = CoreActivity.objects.get()
    assert results["kept"] == 1
    assert (core_activity.title_de, core_activity.summary_de) == ("Sitzbänke", stored_summary)


def test_what_an_editor_wrote_where_the_file_was_silent_is_kept_when_the_file_speaks_of_it(folder):
    write_entry(folder, CoreActivity)
    load(folder)
    core_activity = CoreActivity.objects.get()
    core_activity.summary_de = "Von Hand."
    core_activity.save()

    write_entry(folder, CoreActivity, SUMMARY)
    load(folder)

    assert CoreActivity.objects.get().summary_de == "Von Hand."


def test_a_row_that_a_file_says_again_keeps_its_key_wherever_it_stands(folder):
    ways = [f'[[milestones]]\nplanned = "{year}"\ntitle.de = "{title}"' for year, title in ((2027, "A"), (2028, "B"))]
    write_entry(folder, CoreActivity, *ways, "[[milestones]]", 'planned = "2030"', 'title.de = "C"')
    load(folder)
    before = {str(milestone): milestone for milestone in CoreActivity.objects.get().milestones.all()}

    write_entry(folder, CoreActivity, ways[1], MILESTONES, ways[0], ways[0])
    load(folder)

    after = list(CoreActivity.objects.get().milestones.all())
    assert [str(milestone) for milestone in after] == ["B", "Ende", "A", "A"]
    assert [milestone.pk in {known.pk for known in before.values()} for milestone in after] == [
        True,
        False,
        True,
        False,
    ]
    assert [after[0].pk, after[2].pk] == [before["B"].pk, before["A"].pk]
    assert after[0].updated_at == before["B"].updated_at


# References


def test_a_reference_to_many_leaves_out_what_an_editor_has_deleted(folder):
    write(folder, "cross_cutting_issues.toml", f'{ISSUES}\n\n[klima]\nposition = 2\nname.de = "Klima"')
    load(folder)
    CrossCuttingIssue.objects.get(slug="klima").delete()

    write_entry(folder, CoreActivity, 'cross_cutting_issues = ["inklusion", "klima"]')
    results = load(folder)

    assert results["created"] == 1
    assert [str(issue) for issue in CoreActivity.objects.get().cross_cutting_issues.all()] == ["Inklusion"]


def test_a_reference_that_may_be_empty_is_empty_if_an_editor_has_deleted_its_target(folder):
    write(folder, "council_decisions.toml", DECISIONS)
    load(folder)
    CouncilDecision.objects.get().delete()

    write_entry(folder, CoreActivity, 'council_decision = "erste"')
    results = load(folder)

    assert results["created"] == 1
    assert CoreActivity.objects.get().council_decision is None


def test_references_find_what_an_editor_made_by_hand(folder):
    issue, competency = a_cross_cutting_issue(slug="inklusion"), a_competency(slug="vorreiterin")

    write_entry(folder, CoreActivity, 'competency = "vorreiterin"', 'cross_cutting_issues = ["inklusion"]')
    load(folder)

    core_activity = CoreActivity.objects.get()
    assert core_activity.competency == competency
    assert list(core_activity.cross_cutting_issues.all()) == [issue]


def test_references_follow_what_an_editor_gave_another_address(strategy_folder):
    write_entry(strategy_folder, CoreActivity)
    load(strategy_folder)
    focus = Focus.objects.get()
    focus.slug = "verwaltung"
    focus.save()

    write_entry(strategy_folder, CoreActivity, 'also_contributes_to = ["vorreiterin-1"]')
    load(strategy_folder)

    assert list(CoreActivity.objects.get().also_contributes_to.all()) == [focus]


# Sources, in one language or in two


@pytest.mark.parametrize(
    ("citation", "german", "english"),
    [
        ('"bochum.de/baenke"', "bochum.de/baenke", "bochum.de/baenke"),
        ('{de = "Ratsvorlage 1", en = "Council paper 1"}', "Ratsvorlage 1", "Council paper 1"),
    ],
    ids=["one text", "two"],
)
def test_a_source_is_told_in_one_text_for_both_languages_or_in_two(folder, citation, german, english):
    change = f'[[status_changes]]\nstatus = "ongoing"\nsource = {citation}'

    write_entry(folder, CoreActivity, f"sources = [{citation}]", change)
    load(folder)

    source, change = Source.objects.get(citation_de=german), StatusChange.objects.get()
    assert (source.citation_de, source.citation_en) == (german, english)
    assert (change.source_de, change.source_en) == (german, english)
