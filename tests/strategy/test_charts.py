"""The geometry of the charts: true to time and number, and honest where something is not known."""

from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest

from strategy.charts import PLOT_HEIGHT, PLOT_TOP, TimeAxis, competency_row, plan, progress
from strategy.places import CompetencyPlaces
from tests.builders import span

TODAY = date(2026, 11, 22)


def number(length):
    return float(length.removesuffix("em").removesuffix("%"))


def a_report(day, fixed, *details):
    implemented, ongoing, ended = details or (None, None, None)
    return SimpleNamespace(
        reported_on=date.fromisoformat(day),
        fixed=fixed,
        implemented=implemented,
        ongoing=ongoing,
        discontinued_or_merged=ended,
        has_details=bool(details),
    )


def a_milestone(planned="", reached=""):
    return SimpleNamespace(planned=span(planned) if planned else None, reached=span(reached) if reached else None)


def places_of(*statuses):
    return CompetencyPlaces(SimpleNamespace(), [], [SimpleNamespace(status=status) for status in statuses])


def test_time_axis_runs_from_the_first_day_to_the_last():
    axis = TimeAxis(2017, 2018, start=20)

    assert axis.x(date(2017, 1, 1)) == "20%"
    assert axis.x(date(2018, 1, 1)) == "60%"
    assert axis.at(date(2018, 12, 31)) == pytest.approx(100, abs=0.2)
    assert [(tick.year, tick.x) for tick in axis.ticks] == [(2017, "20%"), (2018, "60%")]


@pytest.mark.parametrize(("last_year", "minor"), [(2023, []), (2026, [2016, 2018, 2020, 2022, 2024])])
def test_of_many_years_every_second_is_a_minor_one_but_never_the_last(last_year, minor):
    ticks = TimeAxis(2015 if not minor else 2016, last_year).ticks

    assert [tick.year for tick in ticks if tick.is_minor] == [year + 1 for year in minor]


@pytest.mark.parametrize(
    ("dates", "is_long"), [("2023-06-17", False), ("2023-06", False), ("Q2 2023", True), ("2023", True)]
)
def test_span_of_more_than_a_month_is_drawn_as_a_bar(dates, is_long):
    stretch = TimeAxis(2023, 2023).stretch(span(dates))

    assert stretch.is_long is is_long
    assert (stretch.start == stretch.end) is span(dates).is_day


def test_bars_stand_at_their_day_and_not_at_equal_distances():
    reports = [a_report("2024-06-17", 75), a_report("2017-05-18", 25), a_report("2018-09-27", 50)]

    middles = [number(bar.middle) for bar in progress(reports, TODAY).bars]

    assert middles == sorted(middles)
    assert (middles[2] - middles[1]) / (middles[1] - middles[0]) == pytest.approx(2090 / 497, rel=0.01)


def test_pieces_of_a_bar_stand_on_one_another_and_add_up():
    (bar,) = progress([a_report("2024-06-17", 75, 23, 50, 2)], TODAY).bars

    assert [(piece.status, piece.count) for piece in bar.pieces] == [
        ("implemented", 23),
        ("ongoing", 50),
        ("merged", 2),
    ]
    assert number(bar.pieces[0].y) + number(bar.pieces[0].height) == PLOT_TOP + PLOT_HEIGHT
    for below, above in pairwise(bar.pieces):
        assert number(above.y) + number(above.height) == pytest.approx(number(below.y), abs=0.02)
    assert sum(number(piece.height) for piece in bar.pieces) == pytest.approx(PLOT_HEIGHT * 75 / 125, abs=0.02)
    assert [piece.is_thin for piece in bar.pieces] == [False, False, True]


def test_count_of_which_only_the_sum_is_known_is_one_piece_and_not_zero_of_each():
    (bar,) = progress([a_report("2017-05-18", 25)], TODAY).bars

    assert [(piece.status, piece.count) for piece in bar.pieces] == [("unknown", 25)]


def test_status_that_none_has_leaves_no_piece():
    (bar,) = progress([a_report("2024-06-17", 20, 20, 0, 0)], TODAY).bars

    assert [piece.status for piece in bar.pieces] == ["implemented"]


def test_bars_of_reports_close_to_one_another_do_not_touch():
    bars = progress([a_report(f"2024-{month:02}-01", 75) for month in (1, 4, 7)], TODAY).bars

    assert all(number(left.right) < number(right.x) for left, right in pairwise(bars))


def test_progress_reaches_to_the_target_year_and_marks_the_goal():
    drawn = progress([a_report("2017-05-18", 25)], TODAY)

    assert (drawn.axis.first_year, drawn.axis.last_year) == (2017, 2030)
    assert drawn.rules[-1] == (125, f"{PLOT_TOP}em")
    assert [count for count, _y in drawn.rules] == [0, 25, 50, 75, 100, 125]


def test_progress_without_a_report_has_no_bars():
    assert progress([], TODAY).bars == []


def test_numbers_stand_under_the_middle_of_their_places():
    row = competency_row(places_of("ongoing", "permanent", "implemented", "discontinued"))

    assert row.counts == [2, 1, 0, 0, 1]
    assert [(share.count, share.middle) for share in row.shares] == [(2, "4%"), (1, "10%"), (1, "14%"), (21, "58%")]


def test_full_competency_has_no_free_places():
    row = competency_row(places_of(*["ongoing"] * 25))

    assert [(share.count, share.middle) for share in row.shares] == [(25, "50%")]


@pytest.mark.parametrize("milestones", [[], [a_milestone("2023")]])
def test_one_milestone_is_no_plan(milestones):
    assert plan(milestones, TODAY) is None


def test_plan_leads_from_the_plan_to_what_was_reached():
    drawn = plan([a_milestone("2023-01-01", "2023-06-01"), a_milestone("2023-10-01", "2023-07-01")], TODAY)

    late, early = drawn.steps
    assert late.way == (late.planned.end, late.reached.start)
    assert early.way == (early.reached.end, early.planned.start)
    assert (drawn.axis.first_year, drawn.axis.last_year, drawn.today) == (2023, 2023, "")


def test_overdue_milestone_leads_to_today():
    drawn = plan([a_milestone("2023-01-01"), a_milestone("2028"), a_milestone(reached="2020")], TODAY)

    overdue, planned, reached = drawn.steps
    assert overdue.way == (overdue.planned.end, drawn.today)
    assert (overdue.reached, planned.way, planned.reached) == (None, None, None)
    assert (reached.planned, reached.way) == (None, None)
    assert (drawn.axis.first_year, drawn.axis.last_year) == (2020, 2028)


def test_milestone_reached_within_its_plan_has_no_way_to_go():
    drawn = plan([a_milestone("2023", "2023-06"), a_milestone(reached="2020")], TODAY)

    assert drawn.steps[0].way is None


@pytest.mark.parametrize(
    ("planned", "reached", "looks"),
    [
        ("2028-06-01", "", ["chart__mark", "chart__hole"]),
        ("2028", "", ["chart__mark chart__mark--long", "chart__hole chart__hole--long"]),
        ("2023-01-01", "", ["chart__way chart__way--open", "chart__mark", "chart__hole"]),
        ("2023-01-01", "2023-06-01", ["chart__way", "chart__mark", "chart__hole", "chart__mark"]),
        (
            "2023",
            "2023-06-01",
            ["chart__mark chart__mark--long", "chart__hole chart__hole--long", "chart__mark chart__mark--within"],
        ),
        ("", "2023", ["chart__mark chart__mark--long"]),
    ],
)
def test_lines_of_a_milestone_tell_what_was_planned_and_what_was_reached(planned, reached, looks):
    step = plan([a_milestone(planned, reached), a_milestone("2022")], TODAY).steps[0]

    assert [line.look for line in step.lines] == looks


def test_line_to_what_was_reached_leads_from_the_end_of_the_plan():
    step = plan([a_milestone("2023-01-01", "2023-06-01"), a_milestone("2023-10-01")], TODAY).steps[0]

    way, plan_mark, plan_hole, mark = step.lines
    assert (way.start, way.end) == (plan_mark.end, mark.start)
    assert (plan_mark.start, plan_mark.end) == (plan_hole.start, plan_hole.end)
