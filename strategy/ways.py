"""Where a reader goes on from a core activity: the one before, the one after, and what is related to it.

Pure: takes rows that were fetched before (see `with_everything`) and asks the database nothing.
"""

from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.places import LAST, competency_order, title_key

RELATED = 4


@dataclass
class Ways:
    """`previous` and `next` in the target system, None at its ends. `related`: (core activity, what both have in
    common, in words), the nearest first."""

    previous: object
    next: object
    related: list


def in_order(core_activities):
    """By competency, focus and place; where one of these is not known, behind the others, by title."""
    return sorted(
        core_activities, key=lambda a: (competency_order(a), a.focus_id or LAST, a.slot or LAST, title_key(a))
    )


def ways_from(core_activity, order):
    """`order`: all core activities that may be named, the one itself among them, as `in_order` sorts them."""
    here = next(index for index, other in enumerate(order) if other.pk == core_activity.pk)
    issues = issues_of(core_activity)
    others = sorted(
        (*nearness(core_activity, issues, other), abs(index - here), index)
        for index, other in enumerate(order)
        if index != here
    )
    related = ((order[index], words) for *near, _steps, index in others if (words := in_common(*near)))
    return Ways(order[here - 1] if here else None, next(iter(order[here + 1 :]), None), list(islice(related, RELATED)))


def nearness(one, issues, other):
    """The smaller, the nearer: the focus tells more than shared issues, these more than the competency.

    `issues`: the keys of the cross-cutting issues of the one."""
    differ_in_focus = one.focus_id is None or one.focus_id != other.focus_id
    differ_in_competency = one.competency_id is None or one.competency_id != other.competency_id
    shared_issues = len(issues & issues_of(other)) if issues else 0
    return differ_in_focus, -shared_issues, differ_in_competency


def issues_of(core_activity):
    return {issue.pk for issue in core_activity.cross_cutting_issues.all()}


def in_common(differ_in_focus, issues, differ_in_competency):
    """What the nearness of two says, in words; empty if they have nothing in common."""
    place = "" if differ_in_competency else _("same competency") if differ_in_focus else _("same main focus")
    count = ngettext("%d shared cross-cutting issue", "%d shared cross-cutting issues", -issues) % -issues
    return ", ".join(filter(None, [place, count if issues else ""]))
