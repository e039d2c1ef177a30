"""A database that can only be read, or is full: visitors notice nothing, editors lose nothing that they typed.

That a running portal comes through it is tested in tests/faults."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal import generation, outage
from portal.models import ContentChange, Page
from strategy.models import CoreActivity
from tests.builders import a_core_activity, a_page
from tests.html import text_of
from tests.portal.accounts import PASSWORD, someone
from tests.portal.forms import change, form_values
from tests.portal.history_pages import versions
from tests.portal.tables import confirm, look

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = '<p>Über »Bänke« & "Gärten"</p>\r\n<p>Ende</p>'


READ_ONLY = {
    "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    "postgresql": ("SET default_transaction_read_only = on", "RESET default_transaction_read_only"),
}


@pytest.fixture
def read_only(transactional_db):
    """From when it is called, the database itself refuses whatever would be written."""
    begin, end = READ_ONLY[connection.vendor]
    yield lambda: connection.cursor().execute(begin)
    connection.cursor().execute(end)


@contextmanager
def silent_database():
    """While this lasts, the watch has heard nothing of the database for long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outage.watch, "is_on", True)
        patch.setattr(outage.watch, "answered_at", -10.0)
        yield


def test_visitors_notice_nothing(client, read_only):
    a_page("frei", title_de="Bänke")
    read_only()

    addresses = ["/de/", "/en/projects/", "/de/seite/frei/", "/de/suche/?q=Bank", "/de/konto/anmelden/", "/readyz"]

    assert [client.get(address).status_code for address in addresses] == [200] * 6


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "de",
            "Es wurde nichts gespeichert Das Portal kann im Augenblick nichts speichern. Was Sie eingegeben haben, "
            "steht noch in dieser Seite: Bitte lassen Sie sie offen und senden Sie es in einigen Minuten noch einmal. "
            "Noch einmal senden",
        ),
        (
            "en",
            "Nothing was saved At the moment the portal can save nothing. What you have entered is kept in this page: "
            "please leave it open, and send it once more in some minutes. Send once more",
        ),
    ],
)
def test_an_editor_gets_back_what_was_typed_and_can_send_it_again(editor, read_only, language, said):
    page = a_page("frei", body_de="<p>Alt</p>")
    address = f"/{language}/admin/portal/page/{page.pk}/change/"
    form = form_values(editor.get(address))
    read_only()

    response = editor.post(address, {**form, "body_de": TEXT})

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "30", "no-store")
    assert text_of(response, **{"class": "wrap error"}) == said
    assert f'action="{address}"' in response.content.decode()
    assert form_values(response) == {**form, "body_de": TEXT}
    assert Page.objects.get().body_de == "<p>Alt</p>"


def test_what_is_sent_again_is_saved_when_the_database_is_well(editor):
    page = a_page("frei")
    address = f"/de/admin/portal/page/{page.pk}/change/"
    form = {**form_values(editor.get(address)), "title_de": "Neu"}
    with silent_database():
        refused = editor.post(address, form)

    response = editor.post(address, form_values(refused))

    assert (refused.status_code, response.status_code) == (503, 302)
    assert Page.objects.get().title_de == "Neu"


DEEDS = {
    "add": ("{list}add/", {"title_de": "Neu"}),
    "delete": ("{list}{pk}/delete/", {"post": "yes"}),
    "keep a draft": ("{list}{pk}/change/", {"_draft": ""}),
    "preview": ("{list}{pk}/change/", {"_preview_de": ""}),
    "delete several": ("{list}", {"action": "delete_selected", "_selected_action": "{pk}", "post": "yes"}),
    "bring back": ("{version}", {}),
}


@pytest.mark.parametrize("name", DEEDS)
def test_nothing_else_is_done_either(editor, read_only, name):
    page = a_page("frei")
    change(editor, page, title_de="Bänke")
    path, values = DEEDS[name]
    address = path.format(list="/de/admin/portal/page/", pk=page.pk, version=versions(editor, page)[-1])
    form = form_values(editor.get(address)) | {key: value.format(pk=page.pk) for key, value in values.items()}
    read_only()

    response = editor.post(address, form)

    assert response.status_code == 503
    assert "Es wurde nichts gespeichert" in text_of(response)
    assert list(Page.objects.values_list("title_de", flat=True)) == ["Bänke"]


def test_a_table_that_was_looked_at_can_be_confirmed_again(editor, read_only):
    activity = a_core_activity(slug="stuben", title_de="Stuben")
    page = look(editor, "strategy/coreactivity", {"id": activity.pk, "title_de": "Neu"})
    waiting = form_values(page)["waiting"]
    read_only()

    response = confirm(editor, "strategy/coreactivity", page)

    assert (response.status_code, form_values(response)["waiting"]) == (503, waiting)
    assert CoreActivity.objects.get().title_de == "Stuben"


def test_nobody_can_sign_in_since_attempts_cannot_be_counted(client, read_only):
    user = someone("editor")
    read_only()

    response = client.post("/de/konto/anmelden/", {"login": user.username, "password": PASSWORD})

    assert response.status_code == 429
    assert "session" not in client.cookies
    assert "warten Sie bitte einige Minuten" in text_of(response)


def test_no_password_is_written_into_the_page(client):
    with silent_database():
        response = client.post("/de/konto/anmelden/", {"login": "anna", "password": PASSWORD})

    assert response.status_code == 503
    assert "Bitte versuchen Sie es in einigen Minuten noch einmal." in text_of(response)
    assert PASSWORD not in response.content.decode()


def test_what_came_without_our_token_is_refused_when_it_is_sent_again(admin_user):
    """Another site cannot make an editor send something by way of this page."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin_user)
    with silent_database():
        page = browser.post(
            "/de/admin/portal/page/add/", {"title_de": "<script>x</script>", "csrfmiddlewaretoken": "x"}
        )

    again = browser.post("/de/admin/portal/page/add/", form_values(page))

    assert (page.status_code, again.status_code) == (503, 403)
    assert "<script>x" not in page.content.decode()


def test_the_watch_goes_on_and_nothing_that_visitors_see_becomes_old(read_only):
    """Marks that are old cannot be deleted now; the database answers all the same."""
    ContentChange.objects.update_or_create(defaults={"at": timezone.now() - timedelta(hours=2)}, pk=1)
    watch = outage.Watch()
    watch.is_on = True
    read_only()

    watch.ask()

    assert not watch.hears_nothing
    assert watch.generation[0] == generation.current()


def test_what_another_site_has_sent_is_not_offered_to_be_sent_again(admin_client):
    with silent_database():
        page = admin_client.post(
            "/de/admin/portal/page/add/", {"title_de": "Fremd"}, headers={"Origin": "https://evil.example"}
        )

    assert page.status_code == 503
    assert "Fremd" not in page.content.decode()
