"""The strategy as the public sees it, each part read whole and shared by all pages (see portal/kept.py)."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from portal.kept import kept
from strategy.filters import core_activity_answers
from strategy.models import (
    ActivityMilestone,
    Competency,
    CoreActivity,
    CouncilDecision,
    CrossCuttingIssue,
    Focus,
    FormulaValue,
    Milestone,
    ProgressReport,
    RelatedPlan,
)
from strategy.places import by_title, target_system
from strategy.timeline import timeline
from strategy.ways import in_order
from strategy.wheel import wheel


@dataclass(frozen=True)
class Strategy:
    """`competencies` with their places, in the official order; `elsewhere`: the core activities whose competency is
    not known; `core_activities`: all of them, by title."""

    competencies: list
    elsewhere: list
    core_activities: list

    def places_of(self, competency):
        return first(places for places in self.competencies if places.competency == competency)

    def places_of_focus(self, focus):
        return first(places for places in self.places_of(focus.competency).foci if places.focus == focus)

    @property
    def competency_rows(self):
        return [places.competency for places in self.competencies]

    @property
    def foci(self):
        return [places_of.focus for places in self.competencies for places_of in places.foci]


def first(found):
    """Raises Http404 if there is none: it was added after all was read, by another machine up to a second ago."""
    if (places := next(found, None)) is None:
        raise Http404
    return places


def the_strategy(request):
    def read():
        core_activities = by_title(CoreActivity.objects.published().with_status().with_answers())
        places = target_system(Competency.objects.all(), Focus.objects.all(), core_activities)
        return Strategy(*places, core_activities)

    return kept(request, "strategy", read)


def answers(request):
    """What the filters of the list of core activities may ask."""
    return kept(request, "answers", lambda: core_activity_answers(the_strategy(request).core_activities))


def overdue_milestones(request):
    """By the key of their core activity, which need not be public."""

    def read():
        found = defaultdict(list)
        for milestone in ActivityMilestone.objects.overdue():
            found[milestone.core_activity_id].append(milestone)
        return dict(found)

    return kept(request, "overdue milestones", read)


def core_activities_in_full(request):
    """Each with all that its own page shows, by its address, in the order of the target system."""

    def read():
        return {core_activity.slug: core_activity for core_activity in in_order(CoreActivity.objects.in_full())}

    return kept(request, "core activities in full", read)


# What only the own page of a competency, focus or issue shows.
ROWS = {Competency: ("goals", "sources"), Focus: ("goals", "sources"), CrossCuttingIssue: ("sources",)}


def in_full(request, row):
    """The same row of the target system, with the rows that belong to it (ROWS)."""
    model = type(row)
    rows = kept(request, (model, "in full"), model.objects.prefetch_related(*ROWS[model]).in_bulk)
    return rows.get(row.pk, row)


def formula_values(request):
    return kept(request, "formula values", lambda: list(FormulaValue.objects.all()))


def cross_cutting_issues(request):
    return kept(request, "cross-cutting issues", lambda: list(CrossCuttingIssue.objects.all()))


def steering_wheel(request):
    return kept(request, "wheel", lambda: wheel(the_strategy(request).competencies, cross_cutting_issues(request)))


def progress_reports(request):
    """The newest first."""
    return kept(request, "progress reports", lambda: list(ProgressReport.objects.prefetch_related("sources")))


def council_decisions(request):
    return kept(request, "council decisions", lambda: list(CouncilDecision.objects.with_fact_sheets()))


def related_plans(request):
    return kept(request, "related plans", lambda: list(RelatedPlan.objects.with_published_core_activities()))


def milestones(request):
    """Of the strategy as a whole, in the order of time, each with its core activity if that is public."""
    return kept(request, "milestones", lambda: list(Milestone.objects.with_subject().prefetch_related("sources")))


def the_timeline(request):
    def read():
        dates = milestones(request), council_decisions(request), progress_reports(request)
        return timeline(*dates, timezone.localdate())

    return kept(request, "timeline", read)
