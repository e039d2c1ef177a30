"""What is wrong with the place of a core activity is said beside the field."""

import pytest

from strategy.models import CoreActivity
from tests.builders import a_competency, a_core_activity, a_focus
from tests.portal.forms import change, errors_beside

pytestmark = pytest.mark.django_db


def all_errors(response):
    """The errors of the main form by field; those of no field under “__all__”."""
    return {field: errors_beside(response, field) for field in response.context["adminform"].form.errors}


@pytest.mark.parametrize(
    ("language", "message"),
    [("de", "Diesen Platz belegt schon „Gute Stuben“."), ("en", "This place is taken by “Parlours”.")],
)
def test_a_place_that_is_taken_is_refused_beside_its_field(admin_client, language, message):
    competency = a_competency()
    focus = a_focus(competency)
    a_core_activity(title_de="Gute Stuben", title_en="Parlours", competency=competency, focus=focus, slot=3)
    core_activity = a_core_activity(competency=competency, focus=focus)

    response = change(admin_client, core_activity, language, slot="3")

    core_activity.refresh_from_db()
    assert all_errors(response) == {"slot": [message]}
    assert core_activity.slot is None


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("de", "Zu einem Platz gehört ein Schwerpunkt. Bitte wählen Sie ihn aus."),
        ("en", "A place needs a main focus."),
    ],
)
def test_a_place_without_a_focus_is_refused_beside_its_field(admin_client, language, message):
    response = change(admin_client, a_core_activity(), language, slot="3")

    assert all_errors(response) == {"slot": [message]}
    assert CoreActivity.objects.get().slot is None


@pytest.mark.parametrize("slot", ["", "3"])
def test_a_focus_of_another_competency_is_refused_beside_its_field(admin_client, slot):
    core_activity = a_core_activity(competency=a_competency(1))
    focus = a_focus(a_competency(2))

    response = change(admin_client, core_activity, focus=focus.pk, slot=slot)

    assert all_errors(response) == {"focus": ["Der Schwerpunkt gehört zu einer anderen Kompetenz."]}
    assert CoreActivity.objects.get().focus is None


def test_a_core_activity_with_a_place_is_saved_in_its_own_place(admin_client):
    competency = a_competency()
    core_activity = a_core_activity(competency=competency, focus=a_focus(competency), slot=3)

    response = change(admin_client, core_activity, title_de="Bänke")

    assert response.status_code == 302
    assert [(str(a), a.slot) for a in CoreActivity.objects.all()] == [("Bänke", 3)]


def test_several_core_activities_without_a_place_are_saved(admin_client):
    competency = a_competency()
    focus = a_focus(competency)
    a_core_activity(competency=competency, focus=focus)
    core_activity = a_core_activity(competency=competency)

    response = change(admin_client, core_activity, focus=focus.pk)

    assert response.status_code == 302
    assert [a.focus for a in CoreActivity.objects.all()] == [focus, focus]
