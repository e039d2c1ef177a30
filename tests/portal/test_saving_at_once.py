"""Two editors who press »save« in the same moment: really at the same time, each with a connection of their own."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.models import Page
from tests.builders import a_page
from tests.portal.accounts import sign_in
from tests.portal.forms import form_values

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editors():
    clients = {name: Client() for name in ("anna", "berta", "carla")}
    for name, client in clients.items():
        sign_in(client, User.objects.create_superuser(name))
    return clients


@pytest.fixture
def page():
    return a_page(title_de="Impressum")


def test_of_those_who_save_at_once_one_wins_and_the_others_are_told(page, editors, at_once):
    address = f"/de/admin/portal/page/{page.pk}/change/"
    forms = {name: form_values(client.get(address)) for name, client in editors.items()}

    def save(name):
        return editors[name].post(address, {**forms[name], "title_de": f"Von {name}"}).status_code

    answers = at_once(save, list(editors))

    assert sorted(answers.values()) == [200, 200, 302]
    [winner] = [name for name, status in answers.items() if status == 302]
    assert at_once(lambda pk: Page.objects.get(pk=pk).title_de, [page.pk]) == {page.pk: f"Von {winner}"}
