"""What is public for a time only, as conditions of queries; and moments that editors type."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MomentField(forms.DateTimeField):
    """A moment by the clock in Bochum. Of the hour that it goes through twice, in October, the first is meant."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            by_the_clock = error.params["datetime"]
        moment = timezone.make_aware(by_the_clock)
        if timezone.make_naive(moment.astimezone(UTC)) != by_the_clock:
            raise ValidationError(_("There is no such time on this day: the clocks go forward from 2:00 to 3:00."))
        return moment


_previewed = ContextVar("previewed", default=None)


@contextmanager
def previewing(item):
    """Within this, the time of this item has come; that of nothing else that is scheduled."""
    token = _previewed.set(item)
    try:
        yield
    finally:
        _previewed.reset(token)


def has_come(start, model):
    """The condition for rows of a model whose moment in the column `start` is reached."""
    condition, item = Q(**{f"{start}__lte": timezone.now()}), _previewed.get()
    return condition | Q(pk=item.pk) if isinstance(item, model) else condition


def not_over():
    """The condition for rows whose `public_until` is not reached."""
    return Q(public_until__isnull=True) | Q(public_until__gt=timezone.now())


def in_its_time():
    """The condition for rows between `public_from` and `public_until`; either may be open."""
    return (Q(public_from__isnull=True) | Q(public_from__lte=timezone.now())) & not_over()


def appears_before_it_disappears(start, name):
    """The constraint that `public_until`, if it is set, is later than `start`."""
    return CheckConstraint(
        condition=Q(public_until__isnull=True) | Q(**{f"{start}__isnull": True}) | Q(public_until__gt=F(start)),
        name=name,
        violation_error_message=_("It would disappear before it appears. Please check both times."),
    )
