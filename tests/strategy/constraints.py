"""Both ways of trying a constraint: through the editor's form, and past it into the database."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

EARLY, LATE = date(2024, 6, 16), date(2024, 6, 17)
BROKEN_SPANS = pytest.mark.parametrize(
    ("first", "last"),
    [(LATE, EARLY), (EARLY, None), (None, EARLY)],
    ids=["end before beginning", "no end", "no beginning"],
)
SPAN_IS_WRONG = {
    "de": ["Das Ende liegt vor dem Anfang, oder eines von beiden fehlt."],
    "en": ["The end lies before the beginning, or one of the two is missing."],
}


def editor_reads(instance):
    """The messages of `full_clean`, in German and in English."""
    messages = {}
    for language in ("de", "en"):
        with translation.override(language), pytest.raises(ValidationError) as caught:
            instance.full_clean()
        with translation.override(language):
            messages[language] = [str(message) for message in caught.value.messages]
    return messages


@contextmanager
def database_refuses(name=""):
    """What happens inside breaks a rule of the database; `name`: that of the check constraint."""
    with pytest.raises(IntegrityError, match=name or None), transaction.atomic():
        yield
