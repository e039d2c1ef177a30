"""A draft of something public that is published at a moment, without anybody or anything that starts it."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from portal.drafts import Draft
from portal.timetable import publish_due_drafts
from tests.builders import a_press_release, berlin
from tests.html import text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import change, form_values

pytestmark = pytest.mark.django_db
ADDRESS = "/de/aktuelles/2024/hdw/"
NEW_TITLE = {"title_de": "Neuer Titel", "title_en": "New title"}


@pytest.fixture
def release():
    return a_press_release(berlin(2024, 6, 17), slug="hdw", title_de="Alter Titel", title_en="Old title")


@pytest.fixture
def editor(client):
    sign_in(client, someone("editor", username="redaktion"))
    return client


@pytest.fixture
def visitor():
    return Client()


def form_of(release):
    return f"/de/admin/news/pressrelease/{release.pk}/change/"


def schedule(editor, release, moment="2087-03-30T09:00", **values):
    return change(editor, release, **{"_schedule": "", "_publish_at": moment, **NEW_TITLE, **values})


def the_moment_comes():
    Draft.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
    return publish_due_drafts()


def title_shown(visitor):
    return text_of(visitor.get(ADDRESS), **{"class": "page-head"})


def test_the_old_version_stays_until_the_moment_has_come(editor, visitor, release):
    schedule(editor, release)
    before = title_shown(visitor)
    the_moment_comes()

    after = title_shown(visitor)

    assert ("Alter Titel" in before, "Neuer Titel" in before) == (True, False)
    assert ("Alter Titel" in after, "Neuer Titel" in after) == (False, True)
    assert not Draft.objects.exists()


def test_the_moment_is_one_of_berlin_in_summer_and_in_winter(editor, release):
    schedule(editor, release, "2087-07-01T09:00")
    summer = Draft.objects.get().publish_at
    schedule(editor, release, "2087-12-01T09:00")

    assert summer == datetime.fromisoformat("2087-07-01T07:00Z")
    assert Draft.objects.get().publish_at == datetime.fromisoformat("2087-12-01T08:00Z")


def test_the_form_says_when_it_will_be_published(editor, release):
    schedule(editor, release)

    page = editor.get(form_of(release))

    assert "Er wird am 30.03.2087 09:00 veröffentlicht." in text_of(page, **{"class": "draft"})
    assert form_values(page)["_publish_at"] == "2087-03-30T09:00"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("", "Wann soll der Entwurf veröffentlicht werden?"),
        ("morgen früh", "Bitte ein gültiges Datum und Uhrzeit eingeben."),
        ("2087-03-30T02:30", "Wann soll der Entwurf veröffentlicht werden?"),  # the clocks go forward over it
        ("2024-01-01T09:00", "Dieser Zeitpunkt ist vorbei."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_nothing_typed_is_lost(editor, release, moment, said):
    response = schedule(editor, release, moment)

    assert said in text_of(response, **{"class": "messagelist"})
    assert form_values(response)["title_de"] == "Neuer Titel"
    assert form_values(response)["_publish_at"] == moment
    assert not Draft.objects.exists()


def test_keeping_the_draft_without_a_moment_takes_it_out_of_the_timetable(editor, visitor, release):
    schedule(editor, release)
    change(editor, release, _draft="")

    assert Draft.objects.get().publish_at is None
    assert "Alter Titel" in title_shown(visitor)


def test_an_author_cannot_schedule(client, release):
    sign_in(client, someone("author"))

    response = schedule(client, release)

    assert response.status_code == 403
    assert not Draft.objects.exists()


def test_the_history_names_the_editor_who_wanted_it(editor, release):
    schedule(editor, release)
    the_moment_comes()

    history = text_of(editor.get(f"/de/admin/news/pressrelease/{release.pk}/history/"), id="content")

    assert "redaktion" in history
    assert "Neuer Titel" in history


# What cannot be published goes back


def test_a_change_made_meanwhile_is_not_overwritten(editor, visitor, release, mailoutbox):
    schedule(editor, release)
    page = editor.get(form_of(release) + "?live=1")
    editor.post(form_of(release), {**form_values(page), "title_de": "Titel der Kollegin"})
    the_moment_comes()

    shown = title_shown(visitor)

    draft = Draft.objects.get()
    assert "Titel der Kollegin" in shown
    assert (draft.state, draft.publish_at) == (Draft.State.RETURNED, None)
    assert "inzwischen geändert" in draft.comment
    assert draft.form_data["title_de"] == ["Neuer Titel"]


@pytest.mark.django_db(transaction=True)
def test_the_editor_is_told_by_mail_once(editor, release, mailoutbox):
    schedule(editor, release)
    release.delete()

    due = [the_moment_comes(), the_moment_comes()]

    assert due == [1, 0]
    [mail] = mailoutbox
    assert (mail.subject, mail.to) == ("Ihr Entwurf ist zurückgegeben", [User.objects.get().email])
    assert "konnte nicht zu seiner Zeit veröffentlicht werden" in mail.body
    assert "Es wurde gelöscht." in mail.body


@pytest.mark.parametrize("loss", [{"is_active": False}, {"groups": []}])
def test_who_may_no_longer_publish_publishes_nothing(editor, visitor, release, loss):
    schedule(editor, release)
    user = User.objects.get(username="redaktion")
    user.groups.clear() if "groups" in loss else User.objects.update(**loss)
    the_moment_comes()

    shown = title_shown(visitor)

    assert "Alter Titel" in shown
    assert Draft.objects.get().comment == "Wer das wollte, darf es nicht mehr veröffentlichen."


def test_a_draft_without_its_editor_is_not_published(editor, visitor, release):
    schedule(editor, release)
    Draft.objects.update(changed_by=None)
    the_moment_comes()

    assert "Alter Titel" in title_shown(visitor)
    assert Draft.objects.get().state == Draft.State.RETURNED


# Who is told


@pytest.mark.django_db(transaction=True)
def test_an_author_hears_what_became_of_a_draft(editor, release, mailoutbox):
    author = Client()
    sign_in(author, someone("author", email="autorin@example.org"))
    change(author, release, _hand_in="", **NEW_TITLE)
    stamp = Draft.objects.get().stamp
    editor.post(form_of(release), {"_return": "", "_comment": "Bitte kürzer.", "_stamp": stamp})
    change(author, release, _hand_in="", title_de="Kurz")
    change(editor, release)

    returned, published = mailoutbox

    assert [mail.to for mail in mailoutbox] == [["autorin@example.org"]] * 2
    assert "redaktion hat Ihren Entwurf „Alter Titel“ zurückgegeben" in returned.body
    assert "Bitte kürzer." in returned.body
    assert "redaktion hat Ihren Entwurf „Kurz“ veröffentlicht." in published.body


def test_who_publishes_the_own_draft_gets_no_mail(editor, release, mailoutbox, django_capture_on_commit_callbacks):
    change(editor, release, _draft="", **NEW_TITLE)

    with django_capture_on_commit_callbacks(execute=True):
        change(editor, release)

    assert mailoutbox == []


def test_what_is_handed_in_stands_on_an_editors_work_list(editor, client, release):
    author = Client()
    sign_in(author, someone("author"))
    change(author, release, _hand_in="", **NEW_TITLE)

    start = text_of(editor.get("/de/admin/"), **{"class": "work-list"})

    assert "Entwürfe: zu prüfen" in start
