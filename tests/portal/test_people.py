"""Accounts begin with an invitation; administrators give roles, nobody sets another's password."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings

from tests.html import text_of
from tests.portal.accounts import PASSWORD, sign_in, someone
from tests.portal.forms import add, change, errors_beside, form_values

pytestmark = pytest.mark.django_db

NEW = {"email": "Neu@example.org", "first_name": "Nele", "last_name": "Neu"}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def administrator(client):
    sign_in(client, someone("administrator"))
    return client


def role(name):
    return Group.objects.get(name=name).pk


@pytest.fixture
def invited(administrator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add(administrator, "auth/user", **NEW, groups=[role("author")], is_active="on")
    return User.objects.get(email="neu@example.org")


def link_in_mail():
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def test_an_invited_person_chooses_a_password_and_is_led_to_the_second_factor(invited):
    assert (mail.outbox[0].to, invited.is_staff, invited.has_usable_password()) == (["neu@example.org"], True, False)
    assert mail.outbox[0].subject == "Ihr Konto für das Portal der Bochum-Strategie"
    person = Client()

    page = person.get(link_in_mail(), follow=True)
    passwords = {"password1": "ganz-eigenes-wort-7", "password2": "ganz-eigenes-wort-7"}
    chosen = person.post(page.redirect_chain[-1][0], passwords, follow=True)

    assert text_of(page, id="content").startswith("Wählen Sie ein Passwort")
    assert chosen.redirect_chain[-1][0] == "/de/konto/2fa/"
    assert [group.name for group in invited.groups.all()] == ["author"]


def test_the_link_works_once(invited):
    link = link_in_mail()
    page = Client().get(link, follow=True)
    person = Client()
    page = person.get(link, follow=True)
    person.post(page.redirect_chain[-1][0], {"password1": "ganz-eigenes-wort-7", "password2": "ganz-eigenes-wort-7"})

    again = Client().get(link, follow=True)

    assert text_of(again, id="content").startswith("Dieser Link gilt nicht mehr")


def test_the_link_expires(invited, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert text_of(Client().get(link_in_mail(), follow=True), id="content").startswith("Dieser Link gilt nicht mehr")


def test_the_link_names_the_public_address_whatever_host_was_asked(
    administrator, settings, django_capture_on_commit_callbacks
):
    settings.PUBLIC_ADDRESS = "https://strategie.example.org"
    with django_capture_on_commit_callbacks(execute=True):
        add(administrator, "auth/user", **NEW)

    assert "https://strategie.example.org/de/konto/password/reset/key/" in mail.outbox[0].body


def test_a_mail_that_cannot_be_sent_is_told_and_sent_later(administrator):
    waiting = someone(email="neu@example.org", password=None)
    chosen = {"action": "invite_again", "_selected_action": [waiting.pk, *User.objects.values_list("pk", flat=True)]}
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="localhost", EMAIL_PORT=1
    ):
        failed = administrator.post("/de/admin/auth/user/", chosen, follow=True)

    sent = administrator.post("/de/admin/auth/user/", chosen, follow=True)

    assert "Die E-Mail an neu@example.org konnte nicht gesendet werden." in text_of(failed)
    assert "Eine Einladung wurde an neu@example.org gesendet." in text_of(sent)
    assert [sent.to for sent in mail.outbox] == [["neu@example.org"]]


@pytest.mark.parametrize("email", ["PERSON@example.org", "Name@example.org"])
def test_an_address_that_has_an_account_is_refused_beside_its_field(administrator, email):
    someone(email="person@example.org", username="name@example.org")

    response = add(administrator, "auth/user", email=email)

    assert errors_beside(response, "email") == ["Mit dieser Adresse hat schon jemand ein Konto."]


def test_who_loses_all_roles_loses_the_way_in(administrator):
    person = someone("editor")

    values = form_values(administrator.get(f"/de/admin/auth/user/{person.pk}/change/"))
    administrator.post(f"/de/admin/auth/user/{person.pk}/change/", {**values, "groups": []})

    person.refresh_from_db()
    assert (person.is_staff, person.groups.count()) == (False, 0)


def test_nobody_sets_a_password_or_makes_a_superuser_in_the_admin(administrator):
    person = someone("editor")

    forged = {"password": "x", "password1": "x", "is_superuser": "on", "is_staff": "on", "groups": [role("staff")]}
    change(administrator, person, **forged)

    person.refresh_from_db()
    assert (person.check_password(PASSWORD), person.is_superuser) == (True, False)
    assert administrator.get(f"/de/admin/auth/user/{person.pk}/password/").status_code in {302, 404}


def test_an_administrator_cannot_take_over_the_account_of_a_superuser(administrator):
    chief = someone(is_superuser=True, is_staff=True, email="chef@example.org")

    response = change(administrator, chief, email="meine@example.org")
    administrator.post(f"/de/admin/auth/user/{chief.pk}/delete/", {"post": "yes"})

    chief.refresh_from_db()
    assert (response.status_code, chief.email) == (403, "chef@example.org")


@pytest.mark.parametrize("name", ["author", "editor", "contact keeper", "staff"])
def test_only_administrators_see_accounts(client, name):
    sign_in(client, someone(name))

    assert client.get("/de/admin/auth/user/").status_code == 403
    assert client.post("/de/admin/auth/user/add/", NEW).status_code == 403
    assert client.get("/de/admin/auth/group/").status_code == 403


@pytest.mark.parametrize("path", ["mfa/authenticator", "account/emailaddress"])
def test_the_keys_of_second_factors_are_not_in_the_admin(administrator, path):
    assert administrator.get(f"/de/admin/{path}/").status_code == 404
