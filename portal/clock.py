"""What time it is for those who read: now, or the moment for which a page is previewed."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import CheckConstraint, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_moment = ContextVar("moment", default=None)


def now():
    return _moment.get() or timezone.now()


@contextmanager
def shown_at(moment):
    """Within this, what is scheduled until `moment` counts as published."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def not_over():
    """The condition for rows whose `public_until` is not reached."""
    return Q(public_until__isnull=True) | Q(public_until__gt=now())


def in_its_time():
    """The condition for rows between `public_from` and `public_until`; either may be open."""
    return (Q(public_from__isnull=True) | Q(public_from__lte=now())) & not_over()


def appears_before_it_disappears(start, name):
    """The constraint that `public_until`, if it is set, is later than `start`."""
    return CheckConstraint(
        condition=Q(public_until__isnull=True) | Q(**{f"{start}__isnull": True}) | Q(public_until__gt=F(start)),
        name=name,
        violation_error_message=_("It would disappear before it appears. Please check both times."),
    )
