"""How late a milestone was reached, in words that claim no more than the two dates tell.

Pure: spans of days (DateSpan) in, a phrase in the language of the page out.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAYS_OF_A_MONTH = 365.25 / 12
EXACT = (1, 12)  # whole months of a span whose distance to another of its kind is told in its own unit


def delay(planned, reached, today):
    """How `reached` compares with `planned`; either may be None. Empty while there is nothing to compare:
    no plan is known, or its time has not passed.

    A plan is kept if the milestone was reached at any time in the planned span. Two dates of the same precision
    are compared in it; otherwise the phrase names the least that both allow, or says that it cannot be known."""
    if not planned:
        return ""
    if not reached:
        return _overdue(planned.last, today) if planned.last < today else ""
    if planned.first <= reached.first and reached.last <= planned.last:
        return _("as planned")
    if planned.last < reached.first:
        return _later(_distance(planned, reached))
    if reached.last < planned.first:
        return _earlier(_distance(reached, planned))
    return _("it is not known whether on time")


def _overdue(day, today):
    months = _whole_months(day, today)
    duration = _months(months) if months else _days((today - day).days)
    return _("%(duration)s past its date, result not yet recorded") % {"duration": duration}


def _later(duration):
    return _("%(duration)s later than planned") % {"duration": duration} if duration else _("later than planned")


def _earlier(duration):
    return _("%(duration)s earlier than planned") % {"duration": duration} if duration else _("earlier than planned")


def _distance(first, second):
    """How far two spans lie apart, the first one ending before the second; empty if it may be but a few days."""
    if first.is_day and second.is_day:
        return _between_days(first.first, second.first)
    if first.whole_months and first.whole_months == second.whole_months:
        phrase = _months(_whole_months(first.first, second.first))
        return phrase if first.whole_months in EXACT else _("about %s") % phrase
    least = _whole_months(first.last, second.first)
    return _("at least %s") % _months(least) if least else ""


def _between_days(first, second):
    days = (second - first).days
    if days < DAYS_OF_A_MONTH:
        return _days(days)
    phrase = _months(round(days / DAYS_OF_A_MONTH))
    return phrase if first.day == second.day else _("about %s") % phrase


def _whole_months(first, second):
    return (second.year - first.year) * 12 + second.month - first.month - (second.day < first.day)


def _days(count):
    return ngettext("%d day", "%d days", count) % count


def _months(count):
    """A number of months as people say it: in years from two years on, and where it is a whole year."""
    years, months = divmod(count, 12)
    in_years = ngettext("%d year", "%d years", years) % years
    if years and not months:
        return in_years
    in_months = ngettext("%d month", "%d months", months if years >= 2 else count)
    if years < 2:
        return in_months % count
    return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months % months}
