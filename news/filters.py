"""The filters of the news. The hits are counted among the newest ones: so it costs the same however many there are."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.filters import Answers, Choice, Facet, with_query
from portal.templatetags.formatting import shows_german_instead
from portal.text import sort_key
from strategy.filters import named
from strategy.places import competency_order

COUNTED = 500
YEAR = re.compile(r"[12][0-9]{3}")


@dataclass
class Topics:
    """What one press release is about: its year, keys of core activities and of competencies, public or not."""

    published_at: datetime
    year: str
    core_activities: set = field(default_factory=set)
    competencies: set = field(default_factory=set)


def year_of(query):
    """The year that is asked for; None if there is none, or something else than a year."""
    asked = query.get("year", "")
    return int(asked) if YEAR.fullmatch(asked) else None


def news_answers(rows, core_activities, competencies, issues, asked_year=None):
    """`rows`: see `topics`, of the newest COUNTED and of the year that is asked for. `core_activities`: the public
    ones. `competencies`, `issues`: all, in their order."""
    topics = by_press_release(rows)
    years = year(topics)
    facets = [
        competency(core_activities, competencies),
        project(core_activities, competencies),
        issue(core_activities, issues),
        years,
    ]
    counted, partial = bounded(topics, str(asked_year) if str(asked_year) in years.by_key else None)
    return Answers(facets, counted, partial)


def by_press_release(rows):
    """One of each press release."""
    topics, zone = {}, timezone.get_current_timezone()
    for pk, published_at, core_activity, competency in rows:
        if pk not in topics:
            topics[pk] = Topics(published_at, str(published_at.astimezone(zone).year))
        topics[pk].core_activities.add(core_activity)
        topics[pk].competencies.add(competency)
    return list(topics.values())


def bounded(topics, chosen_year):
    """Those that count, and the facets of which there may be more: the very first one counts for its year only if all
    between were fetched too; and of a chosen year all may have been fetched."""
    if len(topics) <= COUNTED:
        return topics, set()
    first = min(topics, key=lambda found: found.published_at)
    counted = [found for found in topics if found is not first or found.year == chosen_year]
    is_complete = chosen_year and sum(found.year == chosen_year for found in topics) < COUNTED
    return counted, {"year"} if is_complete else {"competency", "project", "issue", "year"}


def address_of(chosen):
    """A year has an address of its own."""
    chosen = dict(chosen)
    year = chosen.pop("year", None)
    path = reverse("news:press_release_year", args=[year]) if year else reverse("news:press_release_list")
    return with_query(path, chosen)


def competency(core_activities, competencies):
    slugs = {row.pk: row.slug for row in competencies}
    of_projects = {a.pk: a.competency_id for a in core_activities}

    def keys_of(found):
        pks = found.competencies.union(map(of_projects.get, found.core_activities))
        return [slugs[pk] for pk in pks if pk in slugs]

    return Facet(
        "competency", _("Competency"), _("in the competency “{}”"), [named(row) for row in competencies], keys_of
    )


def project(core_activities, competencies):
    slugs = {core_activity.pk: core_activity.slug for core_activity in core_activities}
    groups = {row.pk: str(row) for row in competencies}
    choices = {core_activity: titled(core_activity, groups) for core_activity in core_activities}

    def order(core_activity):
        title = choices[core_activity].name
        return competency_order(core_activity), sort_key(title), title.casefold()

    return Facet(
        "project",
        _("Project"),
        _("on the project “{}”"),
        [choices[core_activity] for core_activity in sorted(choices, key=order)],
        lambda found: [slugs[pk] for pk in found.core_activities if pk in slugs],
    )


def titled(core_activity, groups):
    language = "de" if shows_german_instead(core_activity, "title") else ""
    group = groups.get(core_activity.competency_id, _("Competency not yet recorded"))
    return Choice(core_activity.slug, core_activity.title, language, group)


def issue(core_activities, issues):
    slugs = {row.pk: row.slug for row in issues}
    of_projects = {a.pk: [slugs[row.pk] for row in a.cross_cutting_issues.all()] for a in core_activities}
    offered = {slug for found in of_projects.values() for slug in found}
    return Facet(
        "issue",
        _("Cross-cutting issue"),
        _("on the cross-cutting issue “{}”"),
        [named(row) for row in issues if row.slug in offered],
        lambda found: [slug for pk in found.core_activities for slug in of_projects.get(pk, ())],
    )


def year(topics):
    years = [int(found.year) for found in topics]
    all_years = range(max(years), min(years) - 1, -1) if years else []
    choices = [Choice(str(number), str(number)) for number in all_years]
    return Facet("year", _("Year"), _("from {}"), choices, lambda found: [found.year])
