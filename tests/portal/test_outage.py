"""What process managers and load balancers ask, and what happens while the database is silent.

That a real database hangs or stops is tested in tests/faults."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from portal import outage

pytestmark = pytest.mark.django_db


@pytest.fixture
def silence(monkeypatch):
    monkeypatch.setattr(outage.watch, "is_on", True)
    monkeypatch.setattr(outage.watch, "answered_at", -10.0)


def answered(client, address):
    response = client.get(address, headers={"host": "localhost"})
    return response.status_code, response.content.decode(), response["Cache-Control"]


def test_a_living_process_says_so_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = answered(client, "/healthz")

    assert answer == (200, "lives\n", "no-store")


def test_a_portal_is_ready_when_the_database_fits_the_code(client):
    assert answered(client, "/readyz") == (200, "ready\n", "no-store")


def test_it_is_not_ready_before_it_has_been_migrated(client):
    latest = MigrationRecorder(connection).migration_qs.filter(app="news").latest("name")
    latest.delete()

    assert answered(client, "/readyz") == (503, "migrations are missing\n", "no-store")


@pytest.mark.parametrize(
    ("address", "status"), [("/de/", 503), ("/readyz", 503), ("/de/admin/", 503), ("/healthz", 200)]
)
def test_while_the_database_is_silent_only_the_process_says_that_it_lives(client, silence, address, status):
    assert client.get(address).status_code == status


def test_the_refusal_is_said_in_both_languages_and_tells_when_to_come_back(client, silence):
    response = client.get("/en/")

    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert "Wir sind gleich wieder da" in response.content.decode()
    assert "We will be back in a moment" in response.content.decode()


@pytest.mark.parametrize(("error", "status"), [(OperationalError("gone"), 503), (ValueError("ours"), 500)])
def test_an_error_of_the_connection_is_an_outage_and_one_of_ours_is_not(client, monkeypatch, error, status):
    def fails(request):
        raise error

    monkeypatch.setattr(outage.watch, "is_on", False)
    client.raise_request_exception = False
    monkeypatch.setattr("portal.views.Document.objects.published", lambda: fails(None))

    assert client.get("/de/downloads/").status_code == status
