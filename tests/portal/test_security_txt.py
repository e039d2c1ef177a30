"""Where somebody who has found a hole learns whom to tell (RFC 9116)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def contact(settings):
    settings.SECURITY_CONTACT, settings.PUBLIC_ADDRESS = "sicherheit@example.org", ""


def fields(client):
    lines = client.get(ADDRESS).content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_it_names_the_contact_and_our_languages(client, settings):
    settings.PUBLIC_ADDRESS = "https://strategie.example.org"

    response, found = client.get(ADDRESS), fields(client)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert {name: value for name, value in found.items() if name != "Expires"} == {
        "Contact": "mailto:sicherheit@example.org",
        "Preferred-Languages": "de, en",
        "Canonical": f"https://strategie.example.org{ADDRESS}",
    }


@pytest.mark.parametrize("given", ["https://example.org/melden", "mailto:a@example.org", "tel:+49-234-0"])
def test_an_address_of_any_kind_is_taken_as_it_is(client, settings, given):
    settings.SECURITY_CONTACT = given

    assert fields(client)["Contact"] == given


def test_without_a_public_address_it_claims_none(client):
    assert set(fields(client)) == {"Contact", "Expires", "Preferred-Languages"}


def test_it_never_expires_and_stays_the_same_all_day(client, monkeypatch):
    moments = [datetime(2030, 12, 31, hour, 5, 7, 99, tzinfo=UTC) for hour in (0, 23)]
    expiries = set()
    for moment in moments:
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        expiries.add(fields(client)["Expires"])

    assert expiries == {"2031-07-01T00:00:00Z"}


def test_it_lies_in_the_future_by_less_than_the_year_that_is_recommended(client):
    expires = datetime.fromisoformat(fields(client)["Expires"])

    assert timedelta(days=180) < expires - timezone.now() < timedelta(days=365)


def test_without_a_contact_there_is_none(client, settings):
    settings.SECURITY_CONTACT = ""

    assert client.get(ADDRESS).status_code == 404
