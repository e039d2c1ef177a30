"""Both ways of trying a constraint: through the editor's form, and past it into the database."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation


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
