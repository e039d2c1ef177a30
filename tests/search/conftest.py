import pytest
from django.conf import settings
from django.db import transaction

from portal.content import load


@pytest.fixture(scope="module")
def strategy(django_db_setup, django_db_blocker):
    """The real strategy, loaded once for a module; taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.BASE_DIR / "strategy" / "content")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def editor(admin_client):
    return admin_client
