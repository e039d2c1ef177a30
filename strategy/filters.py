"""The filters of the list of core activities: what can be chosen is what the listed ones have."""

from django.utils.translation import gettext as _

from portal.filters import Answers, Choice, Facet
from portal.templatetags.formatting import shows_german_instead
from portal.text import sort_key
from strategy.models import Status

OVERDUE = "overdue"


def core_activity_answers(core_activities):
    """`core_activities` as `with_answers` gives them."""
    facets = [facet(core_activities) for facet in (competency, focus, status, overdue, issue, batch, organisation)]
    return Answers(facets, core_activities)


def named(row, group=""):
    """The choice of a row that has a slug and a name."""
    return Choice(row.slug, str(row), "de" if shows_german_instead(row, "name") else "", group)


def distinct(found, order):
    return sorted({row.pk: row for row in found if row}.values(), key=order)


def competency(core_activities):
    competencies = distinct((a.competency for a in core_activities), lambda row: row.number)
    return Facet(
        "competency",
        _("Competency"),
        _("in the competency “{}”"),
        [named(row) for row in competencies],
        lambda a: [a.competency.slug] if a.competency else [],
    )


def foci_of(core_activity):
    """The foci it belongs or contributes to, as far as they have a name."""
    return [row for row in (core_activity.focus, *core_activity.also_contributes_to.all()) if row and row.name]


def focus(core_activities):
    foci = distinct((row for a in core_activities for row in foci_of(a)), lambda row: row.number)
    return Facet(
        "focus",
        _("Main focus"),
        _("in the focus “{}”"),
        [named(row, group=str(row.competency)) for row in foci],
        lambda a: [row.slug for row in foci_of(a)],
    )


def status(core_activities):
    names = {**dict(Status.choices), Status.UNKNOWN: _("not yet recorded")}
    choices = [Choice(value, name) for value, name in names.items()]
    return Facet("status", _("Status"), _("with the status “{}”"), choices, lambda a: [a.status])


def overdue(core_activities):
    return Facet(
        "milestones",
        _("Milestones"),
        _("with a milestone past its date"),
        [Choice(OVERDUE, _("date passed, result not yet recorded"))],
        lambda a: [OVERDUE] if a.is_overdue else [],
    )


def issue(core_activities):
    issues = distinct((row for a in core_activities for row in a.cross_cutting_issues.all()), lambda row: row.position)
    return Facet(
        "issue",
        _("Cross-cutting issue"),
        _("on the cross-cutting issue “{}”"),
        [named(row) for row in issues],
        lambda a: [row.slug for row in a.cross_cutting_issues.all()],
    )


def batch(core_activities):
    batches = sorted({a.council_decision.batch for a in core_activities if a.council_decision})
    return Facet(
        "batch",
        _("Batch"),
        _("of {}"),
        [Choice(str(number), _("Batch %s") % number) for number in batches],
        lambda a: [str(a.council_decision.batch)] if a.council_decision else [],
    )


def organisation(core_activities):
    organisations = distinct((a.organisation for a in core_activities), lambda row: sort_key(row.name))
    return Facet(
        "organisation",
        _("In charge"),
        _("run by “{}”"),
        [named(row) for row in organisations],
        lambda a: [a.organisation.slug] if a.organisation else [],
    )
