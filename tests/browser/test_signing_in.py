"""Signing in as people do it: password, then app or passkey, under the real Content-Security-Policy."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import expect

from portal.accounts import forget_second_factors
from tests.browser.accessibility import violations
from tests.portal.accounts import PASSWORD, recovery_codes_of, totp_code, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(site):
    """The editor of the site, without a second factor."""
    user = User.objects.get(username="redaktion")
    forget_second_factors(user)
    cache.clear()  # the rate limits count in the database, and each code counts once
    return user


@pytest.fixture
def authenticator(page):
    """A security key that agrees to everything, as Chromium offers it to tests."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def type_password(page):
    page.locator("#id_login").fill("redaktion")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_a_new_editor_sets_up_the_app_keeps_the_codes_and_is_led_back(page, site, editor, complaints):
    page.goto(f"{site}/de/admin/portal/page/")
    type_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")

    page.get_by_role("link", name="App einrichten").click()
    secret = page.locator("code").inner_text()
    expect(page.get_by_role("img", name="QR-Code")).to_be_visible()
    page.locator("#id_code").fill(totp_code(secret))
    page.get_by_role("button", name="App einrichten").click()

    expect(page.locator(".sign-in__codes li")).to_have_count(10)
    page.get_by_role("link", name="Weiter zum Bearbeiten").click()
    expect(page).to_have_url(f"{site}/de/admin/portal/page/")
    assert complaints == []


def test_an_editor_signs_in_with_a_passkey_alone(page, site, editor, authenticator, complaints):
    page.goto(f"{site}/de/admin/")
    type_password(page)
    page.get_by_role("link", name="Passkey hinzufügen").click()
    page.locator("input[type=checkbox]").check()
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.locator(".sign-in__codes li")).to_have_count(10)
    page.goto(f"{site}/de/konto/abmelden/")
    page.get_by_role("button", name="Abmelden").click()

    page.goto(f"{site}/de/admin/portal/page/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()

    expect(page).to_have_url(f"{site}/de/admin/portal/page/")
    assert complaints == []


def test_a_passkey_is_a_second_factor_after_the_password(page, site, editor, authenticator):
    page.goto(f"{site}/de/admin/")
    type_password(page)
    page.get_by_role("link", name="Passkey hinzufügen").click()
    page.get_by_role("button", name="Passkey hinzufügen").click()
    expect(page.locator(".sign-in__codes li")).to_have_count(10)
    page.context.clear_cookies()

    page.goto(f"{site}/de/admin/")
    type_password(page)
    page.get_by_role("button", name="Passkey verwenden").click()

    expect(page).to_have_url(f"{site}/de/admin/")


def test_a_passkey_that_is_refused_is_told(page, site, editor):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto(f"{site}/de/konto/anmelden/")
    page.route("**/2fa/webauthn/login/", lambda route: route.fulfill(status=500))

    page.get_by_role("button", name="Mit Passkey anmelden").click()

    expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt.")


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_for_signing_in_are_accessible(page, site, editor, language):
    german = language == "de"
    account = f"{site}/{language}/{'konto' if german else 'account'}"
    login = f"{account}/{'anmelden' if german else 'sign-in'}/"

    def found(address=""):
        if address:
            page.goto(address)
        return violations(page)

    assert found(login) == []
    page.locator("#id_login").fill("redaktion")
    page.locator("#id_password").fill("falsch")
    with page.expect_navigation():
        page.locator("form:has(#id_password) button").click()
    assert found() == []
    for address in ("password/reset/", "password/reset/done/", "password/reset/key/1-x/", "inactive/"):
        assert (address, found(f"{account}/{address}")) == (address, [])
    page.goto(login)
    page.locator("#id_login").fill("redaktion")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form:has(#id_password) button").click()
    page.wait_for_url("**/2fa/")
    inside = ["2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "2fa/webauthn/", "password/change/"]
    for address in [*inside, "sign-out/" if not german else "abmelden/"]:
        assert (address, found(f"{account}/{address}")) == (address, [])
    with_second_factor(editor)
    recovery_codes_of(editor)
    for address in ("2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/"):
        assert (address, found(f"{account}/{address}")) == (address, [])
    page.context.clear_cookies()
    page.goto(login)
    page.locator("#id_login").fill("redaktion")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form:has(#id_password) button").click()
    page.wait_for_url("**/2fa/authenticate/")
    assert found() == []
