"""Signing in: password and second factor, nobody told who has an account, nobody led elsewhere."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from tests.html import links_of, text_of
from tests.portal.accounts import PASSWORD, recovery_codes_of, sign_in, someone, totp_code, with_second_factor

pytestmark = pytest.mark.django_db

LOGIN = "/de/konto/anmelden/"
PAGES = [LOGIN, "/de/konto/password/reset/", "/de/konto/password/reset/done/", "/de/konto/inactive/"]


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """The rate limits count in the database; browser tests may have left something."""
    cache.clear()


def log_in(client, login, password=PASSWORD, **values):
    return client.post(LOGIN, {"login": login, "password": password, **values})


def where(response):
    return response.headers["Location"]


def test_password_and_second_factor_lead_to_where_one_was_going(client):
    user = with_second_factor(someone("editor"))

    asked = client.get("/de/admin/news/pressrelease/", follow=True)
    second = log_in(client, user.email, next="/de/admin/news/pressrelease/")
    refused = client.post(where(second), {"code": "000000"})
    entered = client.post(where(second), {"code": totp_code()})

    assert asked.redirect_chain[-1] == (f"{LOGIN}?next=%2Fde%2Fadmin%2Fnews%2Fpressrelease%2F", 302)
    assert where(second) == "/de/konto/2fa/authenticate/"
    assert "Falscher Code" in text_of(refused) or "Ungültiger Code" in text_of(refused)
    assert where(entered) == "/de/admin/news/pressrelease/"
    assert client.get("/de/admin/news/pressrelease/").status_code == 200


def test_user_name_and_recovery_code_do_as_well_but_the_code_only_once(client):
    user = with_second_factor(someone("editor"))
    code = recovery_codes_of(user)[0]

    log_in(client, user.username)
    assert where(client.post("/de/konto/2fa/authenticate/", {"code": code})) == "/de/admin/"

    client.post("/de/konto/abmelden/")
    log_in(client, user.username)
    assert client.post("/de/konto/2fa/authenticate/", {"code": code}).status_code == 200


def test_the_password_alone_signs_nobody_in(client):
    user = with_second_factor(someone("editor"))

    log_in(client, user.email)

    assert where(client.get("/de/admin/")) == "/de/admin/login/?next=/de/admin/"
    assert "_auth_user_id" not in client.session


def test_without_a_second_factor_one_is_led_to_set_it_up_and_then_back(client):
    user = someone("editor")
    log_in(client, user.email)

    led = client.get("/de/admin/news/pressrelease/", follow=True)
    form = client.get("/de/konto/2fa/totp/activate/")
    secret = form.context["form"].secret
    codes = client.post("/de/konto/2fa/totp/activate/", {"code": totp_code(secret)}, follow=True)

    assert led.redirect_chain[-1][0] == "/de/konto/2fa/"
    assert secret in text_of(form)
    assert len(codes.context["unused_codes"]) == 10
    assert ("Weiter zum Bearbeiten", "/de/admin/news/pressrelease/") in links_of(codes)
    assert client.get("/de/admin/news/pressrelease/").status_code == 200


def test_who_signed_in_a_while_ago_confirms_with_the_password_before_a_second_factor_is_changed(client):
    client.force_login(someone("editor"))

    asked = client.get("/de/konto/2fa/totp/activate/")
    confirmed = client.post(where(asked), {"password": PASSWORD})

    assert where(asked) == "/de/konto/reauthenticate/?next=%2Fde%2Fkonto%2F2fa%2Ftotp%2Factivate%2F"
    assert where(confirmed) == "/de/konto/2fa/totp/activate/"


@pytest.mark.parametrize("superuser", [True, False])
def test_nobody_works_in_the_admin_without_a_second_factor(client, superuser):
    client.force_login(someone("administrator", is_superuser=superuser))

    answers = [client.get("/de/admin/"), client.post("/de/admin/news/pressrelease/add/", {"title_de": "Neu"})]

    assert [where(answer)[:16] for answer in answers] == ["/de/admin/login/"] * 2


def test_recovery_codes_alone_are_no_second_factor(client):
    user = someone("editor")
    recovery_codes_of(user)
    client.force_login(user)

    assert client.get("/de/admin/").status_code == 302


def test_an_account_without_a_role_may_not_enter(client):
    client.force_login(with_second_factor(someone()))

    response = client.get("/de/admin/", follow=True)

    assert response.status_code == 403
    assert text_of(response, id="content").startswith("Fehler 403 Diese Seite ist für Sie nicht freigegeben")


def test_a_closed_account_is_told_so_only_with_its_password(client):
    user = someone("editor", is_active=False)

    wrong, right = log_in(client, user.email, "falsch"), log_in(client, user.email)

    assert wrong.status_code == 200
    assert right.status_code in {200, 302}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("login", ["person@example.org", "niemand@example.org", "niemand"])
def test_a_wrong_password_and_an_unknown_account_read_alike(client, login):
    someone("editor", username="person", email="person@example.org")

    response = log_in(client, login, "falsch")

    kind = "E-Mail-Adresse" if "@" in login else "Anmeldename"
    assert [text for text in response.context["form"].non_field_errors() if kind in text or "Benutzername" in text]
    unknown = log_in(client, "jemand@example.org" if "@" in login else "jemand", "falsch")
    assert response.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


@pytest.mark.parametrize(("email", "mails"), [("person@example.org", 1), ("niemand@example.org", 0)])
def test_who_forgot_the_password_is_not_told_whether_there_is_an_account(client, email, mails):
    someone("editor", email="person@example.org")

    response = client.post("/de/konto/password/reset/", {"email": email}, follow=True)

    assert response.redirect_chain == [("/de/konto/password/reset/done/", 302)]
    assert text_of(response, id="content").startswith("Bitte sehen Sie in Ihre E-Mails")
    assert len(mail.outbox) == mails


def test_a_mail_server_that_is_down_tells_nothing_either(client, settings):
    someone("editor", email="person@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1

    assert client.post("/de/konto/password/reset/", {"email": "person@example.org"}).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"])
def test_nobody_is_led_to_another_site(client, elsewhere):
    user = with_second_factor(someone("editor"))

    log_in(client, user.email, next=elsewhere)
    after_password = client.post("/de/konto/2fa/authenticate/", {"code": totp_code()})

    assert where(after_password) == "/de/admin/"
    assert where(client.get("/de/admin/login/", {"next": elsewhere})) == "/de/admin/"


@pytest.mark.parametrize(
    ("language", "address", "text"),
    [("de", LOGIN, "Zu viele Versuche"), ("en", "/en/account/sign-in/", "Too many attempts")],
)
def test_too_many_attempts_are_answered_in_the_portals_own_words(client, language, address, text):
    for _attempt in range(30):
        client.post(address, {})

    response = client.post(address, {})

    assert response.status_code == 429
    assert text in text_of(response, id="content")
    assert f'<html lang="{language}"' in response.content.decode()


def test_an_account_is_closed_for_a_while_after_five_wrong_passwords_from_wherever(client):
    user = someone("editor")
    for attempt in range(5):
        client.post(LOGIN, {"login": user.email, "password": "falsch"}, REMOTE_ADDR=f"192.0.2.{attempt}")

    log_in(client, user.email)

    assert "_auth_user_id" not in client.session


def test_other_sessions_end_when_the_password_is_changed(client):
    user = with_second_factor(someone("editor"))
    elsewhere = Client()
    for browser in (client, elsewhere):
        log_in(browser, user.email)
        browser.post("/de/konto/2fa/authenticate/", {"code": totp_code()})
        cache.clear()  # each code counts once
    assert elsewhere.get("/de/admin/").status_code == 200

    passwords = {"oldpassword": PASSWORD, "password1": "ganz-anderes-wort-7", "password2": "ganz-anderes-wort-7"}
    assert client.post("/de/konto/password/change/", passwords).status_code == 302

    assert client.get("/de/admin/").status_code == 200
    assert elsewhere.get("/de/admin/").status_code == 302


def test_signing_out_needs_a_form_that_was_sent(client):
    client.force_login(with_second_factor(someone("editor")))

    client.get("/de/konto/abmelden/")
    assert client.get("/de/admin/").status_code == 200

    client.post("/de/konto/abmelden/")
    assert client.get("/de/admin/").status_code == 302


@pytest.mark.parametrize("address", PAGES)
def test_pages_for_signing_in_are_neither_kept_nor_found(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "canonical" not in response.content.decode()
    assert client.get(f"{address}share.png").status_code in {302, 404}


def test_strangers_cannot_sign_up(client):
    assert client.get("/de/konto/signup/").status_code == 404
    assert client.post("/de/konto/signup/", {}).status_code == 404


def test_the_cookies_of_signing_in_are_for_https_and_unread_by_scripts():
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY) == (True, True)


def test_the_command_lets_a_locked_out_editor_begin_anew(client, capsys):
    user = with_second_factor(someone("editor"))
    recovery_codes_of(user)

    call_command("reset_mfa", user.email.upper())

    assert (
        capsys.readouterr().out.splitlines()[0] == f"Forgotten for {user.username}: TOTP Authenticator, Recovery codes."
    )
    log_in(client, user.email)
    assert client.get("/de/admin/", follow=True).redirect_chain[-1][0] == "/de/konto/2fa/"


def test_the_command_names_an_account_that_does_not_exist():
    with pytest.raises(CommandError, match=r"There is no account niemand\."):
        call_command("reset_mfa", "niemand")
    assert not User.objects.exists()


@pytest.mark.parametrize(("trusted", "status"), [(True, 200), (False, 302)])
def test_the_second_factor_of_the_citys_server_counts_only_if_the_installation_says_so(
    client, settings, trusted, status
):
    settings.OIDC_MFA = trusted
    user = someone("editor")
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "socialaccount", "at": 0, "provider": "city"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()

    assert client.get("/de/admin/").status_code == status


def test_the_citys_server_does_not_make_up_for_a_password_alone(client, settings):
    settings.OIDC_MFA = True
    log_in(client, someone("editor").email)

    assert client.get("/de/admin/").status_code == 302


def test_an_account_without_a_password_can_choose_one(client):
    user = someone("editor", password=None)
    sign_in(client, user)

    page = client.get("/de/konto/password/set/")
    client.post("/de/konto/password/set/", {"password1": PASSWORD, "password2": PASSWORD})

    assert text_of(page, id="content").startswith("Wählen Sie ein Passwort Wo Sie sonst")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
