"""Those in charge say that a core activity is still right, with one click."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from strategy.models import CoreActivity
from tests.builders import a_core_activity
from tests.html import text_of
from tests.portal.accounts import sign_in, someone

pytestmark = pytest.mark.django_db
LIST = "/de/admin/strategy/coreactivity/"


def confirm(client, core_activity):
    return client.post(f"{LIST}{core_activity.pk}/confirm/", follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def someone_who_may(client, *permissions):
    user = User.objects.create_user("jemand", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    sign_in(client, user)
    return client


def test_one_click_on_its_form_confirms_a_core_activity(admin_client):
    core_activity, other = a_core_activity(), a_core_activity()

    response = confirm(admin_client, core_activity)

    core_activity.refresh_from_db()
    other.refresh_from_db()
    assert response.redirect_chain == [(f"{LIST}{core_activity.pk}/change/", 302)]
    assert messages_of(response) == ["1 Kernaktivität ist mit heutigem Datum bestätigt."]
    assert core_activity.last_confirmed_on == timezone.localdate()
    assert other.last_confirmed_on is None


def test_the_form_offers_the_button_to_those_who_may_change(admin_client):
    core_activity = a_core_activity()

    response = admin_client.get(f"{LIST}{core_activity.pk}/change/")

    assert f'action="{LIST}{core_activity.pk}/confirm/"' in response.content.decode()
    assert "Bestätigen: stimmt heute noch" in text_of(response)


def test_several_are_confirmed_from_the_list(admin_client):
    one, two, other = (a_core_activity() for _ in range(3))

    response = admin_client.post(LIST, {"action": "confirm", "_selected_action": [one.pk, two.pk]}, follow=True)

    assert messages_of(response) == ["2 Kernaktivitäten sind mit heutigem Datum bestätigt."]
    assert list(CoreActivity.objects.unconfirmed()) == [other]


def test_the_history_says_who_confirmed(admin_client, admin_user):
    core_activity = a_core_activity()

    confirm(admin_client, core_activity)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (admin_user, str(core_activity.pk))
    assert entry.get_change_message() == "Zuletzt bestätigt am geändert."


def test_following_a_link_confirms_nothing(admin_client):
    core_activity = a_core_activity()

    response = admin_client.get(f"{LIST}{core_activity.pk}/confirm/")

    core_activity.refresh_from_db()
    assert response.status_code == 405
    assert core_activity.last_confirmed_on is None


def test_who_may_only_look_cannot_confirm(client):
    core_activity = a_core_activity()
    reader = someone_who_may(client, "view_coreactivity")

    form = reader.get(f"{LIST}{core_activity.pk}/change/")
    response = confirm(reader, core_activity)
    reader.post(LIST, {"action": "confirm", "_selected_action": [core_activity.pk]})

    core_activity.refresh_from_db()
    assert form.status_code == 200
    assert "stimmt heute noch" not in text_of(form)
    assert response.status_code == 403
    assert core_activity.last_confirmed_on is None


def test_an_author_confirms_nothing_that_is_public(client):
    """Not with the button, nor from the list; what is not yet public is the author's own business."""
    public, own = a_core_activity(is_public=True), a_core_activity(is_public=False)
    sign_in(client, someone("author"))

    forms = [text_of(client.get(f"{LIST}{core_activity.pk}/change/")) for core_activity in (public, own)]
    from_list = client.post(LIST, {"action": "confirm", "_selected_action": [public.pk]}, follow=True)
    with_button = [confirm(client, core_activity).status_code for core_activity in (public, own)]

    assert ["stimmt heute noch" in form for form in forms] == [False, True]
    assert "Bestätigen" not in text_of(from_list)
    assert with_button == [403, 200]
    assert list(CoreActivity.objects.unconfirmed()) == [public]


def test_what_is_not_there_cannot_be_confirmed(admin_client):
    assert admin_client.post(f"{LIST}99/confirm/").status_code == 404


def test_the_history_tells_who_confirmed(admin_client):
    core_activity = a_core_activity()
    confirm(admin_client, core_activity)

    history = text_of(admin_client.get(f"{LIST}{core_activity.pk}/history/"), **{"class": "module history"})

    assert "admin" in history
    assert "Zuletzt bestätigt" in history


def test_what_is_confirmed_leaves_the_filtered_list_with_its_history(admin_client):
    one, two = a_core_activity(), a_core_activity()
    chosen = {"action": "confirm", "_selected_action": [one.pk, two.pk]}

    admin_client.post(f"{LIST}?care=unconfirmed", chosen)

    assert LogEntry.objects.count() == 2
    assert not CoreActivity.objects.unconfirmed().exists()
