"""What a request says of itself in the name of a proxy counts only if the settings say that there is one."""

import pytest
from django.core.cache import cache

SIGN_IN = "/de/konto/anmelden/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "forwarded", "status"),
    [
        (0, "198.51.100.{}", 429),  # nobody stands before us: whoever says so is not believed
        (1, "198.51.100.{}", 200),  # our own proxy tells people apart
        (1, "198.51.100.{}, 192.0.2.1", 429),  # it adds whom it sees; what it was told before does not count
    ],
)
def test_attempts_to_sign_in_are_counted_by_an_address_one_can_rely_on(client, settings, proxies, forwarded, status):
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for attempt in range(30):
        client.post(SIGN_IN, {}, headers={"x-forwarded-for": forwarded.format(attempt)})

    response = client.post(SIGN_IN, {}, headers={"x-forwarded-for": forwarded.format(30)})

    assert response.status_code == status


@pytest.mark.django_db
def test_no_address_of_ours_is_made_of_what_a_request_claims(client, settings):
    settings.PUBLIC_ADDRESS = ""
    claims = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"}

    answers = [client.get(path, headers=claims).content.decode() for path in ("/de/", "/robots.txt", "/sitemap.xml")]

    assert ["http://testserver/" in text for text in answers] == [True, True, True]
    assert [text for text in answers if "evil.example" in text or "https://testserver" in text] == []
