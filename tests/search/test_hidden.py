"""What is not public, or not yet, or no more: not found, not counted, not suggested, not hinted at."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from portal.models import Page
from portal.search.models import Entry, Word, WordEnding
from tests.builders import a_contact, a_core_activity, a_document, a_page, a_press_release, a_unit
from tests.html import text_of
from tests.portal.forms import change
from tests.portal.test_leaks import SECRET, a_portal_with_secrets
from tests.search.asking import address, found

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def now():
    return timezone.now()


def today():
    return timezone.localdate()


HIDDEN = {
    "a page that is not public": lambda: a_page("x", title_de="Geheimplan", is_public=False),
    "a core activity that is not public": lambda: a_core_activity(title_de="Geheimplan", is_public=False),
    "a press release that is not public": lambda: a_press_release(title_de="Geheimplan", is_public=False),
    "a document that is not public": lambda: a_document(title_de="Geheimplan", is_public=False),
    "a contact that is not public": lambda: a_contact(name_de="Geheimplan", is_public=False),
    "the note on every page": lambda: a_page("site-notice", title_de="Geheimplan"),
    "internal fields": lambda: a_contact(internal_note="Geheimplan", internal_email="Geheimplan@bochum.example"),
    "the internal note of a unit": lambda: a_unit(internal_note="Geheimplan"),
    "a page to come": lambda: a_page("x", title_de="Geheimplan", public_from=now() + DAY),
    "a core activity to come": lambda: a_core_activity(title_de="Geheimplan", public_from=now() + DAY),
    "a press release to come": lambda: a_press_release(now() + DAY, title_de="Geheimplan"),
    "a page that is over": lambda: a_page("x", title_de="Geheimplan", public_until=now()),
    "a press release that is over": lambda: a_press_release(title_de="Geheimplan", public_until=now()),
    "a contact who has left": lambda: a_contact(name_de="Geheimplan", ends_on=today() - DAY),
}
NEVER_PUBLIC = list(HIDDEN)[:8]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("question", ["Geheimplan", "geh", "Plan", '"Geheimplan"', "Geheimpaln", "Geheimplan Radweg"])
def test_nothing_tells_of(client, hidden, question):
    a_page("wege", title_de="Radweg")
    HIDDEN[hidden]()

    page = client.get(address(question))
    suggestions = client.get(address(question, name="search:suggestions")).json()

    assert text_of(page, id="content").replace(question, "").lower().count("geheimp") == 0
    assert page.context["answer"].hits.count == 0
    assert suggestions == {"message": "0 Vorschläge", "suggestions": []}
    assert found(client, "Radweg") == ["/de/seite/wege/"]


@pytest.mark.parametrize("hidden", NEVER_PUBLIC)
def test_the_index_itself_does_not_know(hidden):
    a_page("wege", title_de="Radweg")
    HIDDEN[hidden]()

    assert "radweg" in all_that_is_stored()
    assert "geheim" not in all_that_is_stored()


def all_that_is_stored():
    rows = [row for model in (Entry, Word, WordEnding) for row in model.objects.values_list()]
    return str(rows).lower()


@pytest.mark.parametrize("times", [{"public_from": -1, "public_until": 1}, {"public_from": None, "public_until": 1}])
def test_it_is_found_within_its_time(client, times):
    a_page("x", title_de="Richtfest", **{name: days and now() + days * DAY for name, days in times.items()})

    assert found(client, "Richtfest") == ["/de/seite/x/"]


def test_it_appears_and_disappears_at_its_minute_without_anybody_doing_anything(client):
    a_page("x", title_de="Richtfest", public_from=now() + DAY)
    before = found(client, "Richtfest")

    pass_by(Page, public_from=now())
    meanwhile = found(client, "Richtfest")
    pass_by(Page, public_until=now())

    assert (before, meanwhile, found(client, "Richtfest")) == ([], ["/de/seite/x/"], [])


def pass_by(model, **times):
    """As if time had passed: the same times are nearer now, in the table and in the index, which is not told."""
    for one in (model, Entry):
        models.QuerySet(one).update(**times)


def test_a_contact_is_found_on_the_last_day(client):
    contact = a_contact(name_de="Projektbüro", ends_on=today())

    assert found(client, "Projektbüro") == [contact.get_absolute_url()]


def test_a_draft_and_its_preview_leave_nothing_in_the_index(client, admin_client):
    page = a_page("x", title_de="Radweg")
    change(admin_client, page, title_de="Geheimplan", _draft="")
    admin_client.get(f"/de/admin/portal/page/{page.pk}/change/?preview=de")

    assert "geheim" not in all_that_is_stored()
    assert found(client, "Radweg") == ["/de/seite/x/"]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", ["search:search", "search:suggestions"])
def test_a_portal_full_of_secrets_tells_none(client, language, name):
    a_portal_with_secrets()

    answers = [
        client.get(address(question, language, name)).content.decode()
        for question in ("Projekt", "Meldung", "Report", "Kontakt", "Amt", "bochum", "0234", SECRET[:3], SECRET[1:])
    ]

    assert [answer for answer in answers if SECRET.lower() in answer.lower()] == []
    assert found(client, "Meldung") != []
    assert found(client, SECRET) == []
    assert SECRET.lower() not in str(list(Entry.objects.filter(public_from=None, public_until=None).values())).lower()
