"""Staff look up contacts; nobody else sees anything of it."""

from urllib.parse import urlencode

import pytest

from tests.builders import a_contact
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone

pytestmark = pytest.mark.django_db

ADDRESSES = ["/de/intern/kontakte/", "/en/internal/contacts/", "/de/intern/kontakte.csv", "/en/internal/contacts.csv"]
ACCOUNT = {"de": "/de/konto", "en": "/en/account"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_is_not_signed_in_is_led_to_signing_in_and_back(client, address):
    a_contact(internal_note="Geheim")
    sign_in_page = {"de": "/de/konto/anmelden/", "en": "/en/account/sign-in/"}[address[1:3]]

    response = client.get(address, {"q": "ab"})

    assert (response.status_code, response["Location"]) == (
        302,
        f"{sign_in_page}?{urlencode({'next': f'{address}?q=ab'})}",
    )
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("is_staff", [True, False])
def test_who_has_no_right_to_contacts_gets_an_ordinary_page_that_says_so(client, address, is_staff):
    a_contact(internal_note="Geheim")
    sign_in(client, someone(is_staff=is_staff))

    response = client.get(address)

    assert response.status_code == 403
    assert text_of(response, id="content").startswith(("Fehler 403 ", "Error 403 "))
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_second_factor_one_is_asked_to_set_it_up(client, address):
    client.force_login(someone("staff"))

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"{ACCOUNT[address[1:3]]}/2fa/")
    assert client.session["back_to_the_admin"] == address


@pytest.mark.parametrize("role", ["author", "editor", "contact keeper", "staff", "administrator"])
def test_all_roles_that_see_contacts_may_look_them_up(client, role):
    sign_in(client, someone(role))

    assert [client.get(address).status_code for address in ADDRESSES] == [200] * 4


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["nobody", "without a right", "staff"])
def test_no_cache_keeps_an_answer_and_no_search_engine_names_it(client, address, who):
    if who != "nobody":
        sign_in(client, someone("staff") if who == "staff" else someone(is_staff=True))

    response = client.get(address)

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in response.content.decode()


def test_no_public_page_names_the_look_up(client):
    sources = [
        client.get(address).content.decode()
        for address in ("/de/", "/de/kontakte/", "/sitemap.xml", "/sitemap-pages.xml")
    ]

    assert [source for source in sources if "intern/kontakte" in source or "internal/contacts" in source] == []


@pytest.mark.parametrize(("role", "is_named"), [("staff", True), ("contact keeper", True), ("", False)])
def test_the_start_page_of_the_admin_leads_there_for_those_who_may(client, role, is_named):
    sign_in(client, someone(*filter(None, [role]), is_staff=True))

    links = links_of(client.get("/de/admin/"))

    assert (("Kontakte nachschlagen", ADDRESSES[0]) in links) is is_named
