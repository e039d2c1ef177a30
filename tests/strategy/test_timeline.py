"""The strategy's timeline: everything has its place, its shape and its words, and no label touches another."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import translation

from portal import content, sample
from strategy.models import CouncilDecision, Milestone, ProgressReport
from strategy.timeline import LANE_GAP, LONGEST_LABEL, TRACK, by_state, lanes, timeline
from tests.builders import a_council_decision, a_milestone, a_progress_report

pytestmark = pytest.mark.django_db
CONTENT = Path(content.__file__).parent.parent / "strategy" / "content"
TODAY = date(2026, 11, 22)


def drawn(today=TODAY):
    return timeline(list(Milestone.objects.all()), CouncilDecision.objects.all(), ProgressReport.objects.all(), today)


def marks(kind):
    (band,) = (band for band in drawn().bands if band.kind == kind)
    return [mark for lane in band.lanes for mark in lane]


def make_sample():
    sample.make(CONTENT, press_releases=0)


def load_the_real_strategy():
    content.load(CONTENT)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("fill", [load_the_real_strategy, make_sample])
def test_no_label_touches_another_or_leaves_the_picture(fill, language):
    fill()

    with translation.override(language):
        bands = drawn().bands

    labelled = [lane for band in bands for lane in band.lanes if lane[0].label]
    assert sum(len(lane) for lane in labelled) > 25
    for lane in labelled:
        assert all(left.extent[1] + LANE_GAP <= right.extent[0] for left, right in pairwise(lane))
        assert lane[0].extent[0] >= -1
        assert lane[-1].extent[1] <= TRACK + 1


def test_marks_share_a_lane_as_soon_as_it_is_free():
    for day in ("2017-01-01", "2017-02-01", "2022-01-01", "2022-02-01"):
        a_milestone(day, title_de=f"Ereignis {day}")

    found = [[mark.event.text for mark in lane] for lane in lanes(marks("strategy"))]

    assert found == [["Ereignis 2017-01-01", "Ereignis 2022-01-01"], ["Ereignis 2017-02-01", "Ereignis 2022-02-01"]]


@pytest.mark.parametrize(
    ("occurs", "is_planned", "state", "is_open"),
    [
        ("2024-06-17", False, "past", False),
        ("2026", False, "past", False),
        ("2027", False, "planned", True),
        ("2026", True, "planned", True),
        ("2026-11-22", True, "planned", True),
        ("2026-11-21", True, "overdue", True),
    ],
)
def test_mark_tells_past_planned_and_overdue_apart(occurs, is_planned, state, is_open):
    a_milestone(occurs, is_planned=is_planned)

    (mark,) = marks("strategy")

    assert (mark.event.state, mark.is_open) == (state, is_open)
    assert (mark.way is not None) is (state == "overdue")


@pytest.mark.parametrize(
    ("is_planned", "occurs", "words"),
    [
        (False, "2020", ["Ereignis"]),
        (True, "2028", ["Ereignis (geplant)"]),
        (True, "2020", ["Ereignis (Termin vorbei)"]),
    ],
)
def test_label_says_what_the_shape_of_its_mark_says(is_planned, occurs, words):
    a_milestone(occurs, is_planned=is_planned)

    assert marks("strategy")[0].label.lines == words


def test_label_at_the_end_of_the_picture_stands_to_the_left_of_its_mark():
    a_milestone("2017", title_de="Am Anfang")
    a_milestone("2030", title_de="Am Ende")

    assert [mark.label.is_left for mark in marks("strategy")] == [False, True]


def test_label_of_an_overdue_mark_stands_behind_its_way_to_today():
    a_milestone("2025-01-01", is_planned=True)

    (mark,) = marks("strategy")

    assert mark.label.x == mark.way[1] == drawn().today


def test_long_title_is_cut_at_a_word():
    a_milestone("2018", title_de="Wort " * 39 + "Ende")

    (mark,) = marks("strategy")

    assert len(" ".join(mark.label.lines)) <= LONGEST_LABEL
    assert mark.label.lines[1].endswith("Wort…")


def test_milestone_of_a_council_decision_is_told_once_as_the_decision():
    decision = a_council_decision("2017-05-18", title_de="Rat beschließt")
    milestone = a_milestone("2017-05-18", council_decision=decision)
    later = a_council_decision("2018-09-27", batch=2)

    assert marks("strategy") == []
    assert [(mark.event.subject, mark.event.entry) for mark in marks("council")] == [
        (decision, milestone),
        (later, None),
    ]


def test_counts_lead_to_the_goal():
    a_progress_report(date(2017, 5, 18), fixed=25)
    a_progress_report(date(2024, 6, 17), fixed=75)

    assert [mark.label.lines for mark in marks("count")] == [["25"], ["75"], ["125 (geplant)"]]


def test_milestones_of_projects_and_plans_are_points_without_a_label_in_one_lane():
    for category in ("activity", "related_plan"):
        for month in (1, 2):
            a_milestone(f"2020-{month:02}-01", category=category)

    for kind in ("activity", "related_plan"):
        assert [mark.label for mark in marks(kind)] == [None, None]
    assert [len(band.lanes) for band in drawn().bands] == [0, 1, 0, 1, 1]


def test_picture_begins_with_the_strategy_and_ends_with_its_target_year():
    assert (drawn().axis.first_year, drawn().axis.last_year) == (2016, 2030)

    a_milestone("2015")
    a_milestone("1990", category="activity")
    a_milestone("2035", category="related_plan")

    assert (drawn().axis.first_year, drawn().axis.last_year, drawn().beyond) == (2015, 2030, 2)
    assert drawn(today=date(2031, 1, 1)).axis.last_year == 2031


def test_years_tell_what_matters_and_count_the_rest():
    a_council_decision("2017-05-18")
    a_milestone("2017-06")
    a_milestone("2018-03")
    a_milestone("2028", is_planned=True)

    years = {year.year: ([event.kind for event in year.events], year.others) for year in drawn().years}

    assert list(years) == list(range(2016, 2031))
    assert years[2016] == ([], 0)
    assert years[2017] == (["council"], 1)
    assert years[2018] == ([], 1)
    assert years[2026] == (["today"], 0)
    assert years[2028] == (["strategy"], 0)
    assert years[2030] == (["count"], 0)


# What is past, overdue, still to come

MOMENTS = [(-9, -9), (-2, -1), (-1, 0), (0, 0), (0, 1), (-3, 3), (1, 1), (5, 9)]


def titles_by_state():
    for first, last in MOMENTS:
        days = "/".join((TODAY + timedelta(days=offset)).isoformat() for offset in (first, last))
        for is_planned in (False, True):
            a_milestone(days, title_de=f"{first} {last} {is_planned}", is_planned=is_planned)
    return [[milestone.title for milestone in found] for found in by_state(Milestone.objects.all(), TODAY)]


def test_milestone_is_upcoming_up_to_its_last_day_the_next_first():
    upcoming, _overdue, _past = titles_by_state()

    assert upcoming == [
        f"{moment} {is_planned}"
        for moment in ("-1 0", "0 0", "0 1", "1 1", "-3 3", "5 9")
        for is_planned in (False, True)
    ]


def test_milestone_is_overdue_if_it_was_planned_for_a_time_that_has_ended():
    _upcoming, overdue, _past = titles_by_state()

    assert overdue == ["-9 -9 True", "-2 -1 True"]


def test_milestone_is_past_if_it_ended_and_happened_the_newest_first():
    _upcoming, _overdue, past = titles_by_state()

    assert past == ["-2 -1 False", "-9 -9 False"]
