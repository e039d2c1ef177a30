"""The secrets of second factors as they are stored."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from tests.portal.accounts import PASSWORD, SECRET, recovery_codes_of, someone, totp_code, with_second_factor

pytestmark = pytest.mark.django_db
SIGN_IN = "/de/konto/anmelden/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def user():
    return with_second_factor(someone("editor", username="redaktion"))


def status_after_signing_in(client, user):
    client.post(SIGN_IN, {"login": user.username, "password": PASSWORD}, follow=True)
    client.post("/de/konto/2fa/authenticate/", {"code": totp_code()}, follow=True)
    return client.get("/de/admin/").status_code


def test_nothing_stored_tells_the_secret_or_a_recovery_code(user):
    codes = recovery_codes_of(user)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert len(codes) == 10
    assert not any(secret in stored for secret in [SECRET, *codes])


def test_the_code_of_the_app_opens_the_admin(client, user):
    assert status_after_signing_in(client, user) == 200


def test_after_a_change_of_the_key_it_still_does_if_the_former_one_is_named(client, user, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"

    assert status_after_signing_in(client, user) == 200


def test_else_no_code_fits_and_the_log_says_why(client, user, settings, caplog):
    settings.SECRET_KEY = "a new key"

    status = status_after_signing_in(client, user)

    assert status == 302
    assert "A second factor was stored with another SECRET_KEY" in caplog.text
    assert not TOTP(Authenticator.objects.get(user=user)).validate_code(totp_code())
