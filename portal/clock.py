"""What time it is for those who read: now, or the moment for which a page is previewed."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

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
