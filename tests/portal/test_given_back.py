"""Whose session ends while a form is open loses nothing that was typed; and nobody else's form gets in by that way."""

import pytest
from django.test import Client

from portal.models import Page
from tests.builders import a_page
from tests.html import text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import form_values

pytestmark = pytest.mark.django_db
OUR_PAGE = {"Origin": "http://testserver"}
ANOTHER_SITE = {"Origin": "https://evil.example"}


@pytest.fixture
def checked_client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def user():
    return someone("editor")


def typed(checked_client, user):
    """An open form in which an editor has typed, and where it goes."""
    address = f"/de/admin/portal/page/{a_page('frei', body_de='<p>Alt</p>').pk}/change/"
    sign_in(checked_client, user)
    return address, {**form_values(checked_client.get(address)), "body_de": "<p>Neu &amp; »lang«</p>"}


def test_the_form_comes_back_when_the_session_has_ended(checked_client, user):
    address, form = typed(checked_client, user)
    del checked_client.cookies["session"]

    response = checked_client.post(address, form, headers=OUR_PAGE)

    assert (response.status_code, response["Cache-Control"]) == (403, "no-store")
    assert text_of(response, **{"class": "wrap error"}) == (
        "Es wurde nichts gespeichert Sie sind nicht mehr angemeldet. Was Sie eingegeben haben, steht noch in dieser "
        "Seite: Bitte lassen Sie sie offen, melden Sie sich in einem neuen Tab an und senden Sie es dann hier noch "
        "einmal. Anmelden (neuer Tab) Noch einmal senden"
    )
    assert form_values(response) == form


def test_it_comes_back_also_when_the_browser_has_forgotten_all_cookies(checked_client, user):
    address, form = typed(checked_client, user)
    checked_client.cookies.clear()

    response = checked_client.post(address, form, headers=OUR_PAGE)

    assert response.status_code == 403
    assert form_values(response) == form


def test_after_signing_in_again_it_is_sent_twice_and_saved(checked_client, user):
    """Signing in makes the old form's token void; the page in between has a new one."""
    address, form = typed(checked_client, user)
    checked_client.cookies.clear()
    kept = form_values(checked_client.post(address, form, headers=OUR_PAGE))
    checked_client.force_login(user)

    asked_again = checked_client.post(address, kept, headers=OUR_PAGE)
    saved = checked_client.post(address, form_values(asked_again), headers=OUR_PAGE)

    assert (asked_again.status_code, saved.status_code) == (403, 302)
    assert "Sie haben sich neu angemeldet, seit Sie das Formular geöffnet haben." in text_of(asked_again)
    assert Page.objects.get().body_de == "<p>Neu &amp; »lang«</p>"


@pytest.mark.parametrize("headers", [ANOTHER_SITE, {"Origin": "null"}, {}], ids=["another", "hidden", "untold"])
def test_the_form_of_another_site_gets_no_token_of_ours(checked_client, user, headers):
    address, form = typed(checked_client, user)

    response = checked_client.post(address, {**form, "csrfmiddlewaretoken": "x"}, headers=headers)

    assert response.status_code == 403
    assert "Das Formular konnte nicht angenommen werden" in text_of(response)
    assert "»lang«" not in response.content.decode()


@pytest.mark.parametrize("is_checked", [True, False], ids=["without token", "signed out"])
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/de/konto/anmelden/", "password"),
        ("/de/admin/password_change/", "old_password"),
        ("/de/admin/auth/user/1/password/", "password1"),
    ],
)
def test_a_password_is_never_written_into_a_page(is_checked, address, name):
    form = {"login": "anna", name: "ein-langes-kennwort"}

    response = Client(enforce_csrf_checks=is_checked).post(address, form, headers=OUR_PAGE)

    assert "ein-langes-kennwort" not in response.content.decode()
