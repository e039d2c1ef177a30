import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from strategy.models import FormulaValue, Message, RelatedPlan, SustainableDevelopmentGoal
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_document,
    a_focus,
    a_milestone,
    a_page,
    a_press_release,
    a_progress_report,
    a_unit,
    an_activity_milestone,
    an_image,
)
from tests.portal.forms import change

pytestmark = pytest.mark.django_db


def a_full_core_activity():
    core_activity = a_core_activity("ongoing", as_of="06.2024", competency=a_competency())
    an_activity_milestone(core_activity, planned="2030")
    return core_activity


INSTANCES = {  # by path in the admin
    "auth/group": lambda: Group.objects.create(name="Redaktion"),
    "auth/user": None,  # the editor herself
    "contacts/contact": a_contact,
    "contacts/organisationalunit": a_unit,
    "news/pressrelease": a_press_release,
    "portal/document": lambda: a_document(dated_from="2024-06-01", dated_until="2024-06-30"),
    "portal/image": an_image,
    "portal/page": lambda: a_page("frei", title_en="", body_de="<p>Text</p>"),
    "strategy/competency": a_competency,
    "strategy/coreactivity": a_full_core_activity,
    "strategy/councildecision": a_council_decision,
    "strategy/crosscuttingissue": a_cross_cutting_issue,
    "strategy/focus": lambda: a_focus(a_competency(), name_de="", name_en=""),
    "strategy/formulavalue": lambda: FormulaValue.objects.create(number=1, slug="wissen", name_de="Wissen"),
    "strategy/message": lambda: Message.objects.create(number=1, slug="botschaft-1", title_de="Botschaft"),
    "strategy/milestone": a_milestone,
    "strategy/progressreport": lambda: a_progress_report("2024-06-17"),
    "strategy/relatedplan": lambda: RelatedPlan.objects.create(slug="plan", name_de="Plan"),
    "strategy/sustainabledevelopmentgoal": lambda: SustainableDevelopmentGoal.objects.create(number=1, name_de="Armut"),
}
FIXED = ["competency", "crosscuttingissue", "focus", "formulavalue", "sustainabledevelopmentgoal"]
FIXED_PLACES = [f"strategy/{name}" for name in FIXED]


def stored(instance):
    """The columns that saving alone must not change; nothing and an empty text are the same."""
    names = {field.attname for field in instance._meta.concrete_fields} - {"updated_at", "date_joined", "last_login"}
    columns = type(instance).objects.values(*(name for name in names if f"{name}_de" not in names))
    return {name: value or None for name, value in columns.get(pk=instance.pk).items()}


def test_all_that_is_edited_is_tested_here():
    registered = sorted(f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry)

    # These are edited where their item is: tests/portal/test_drafts.py and test_translation_state.py.
    assert registered == sorted([*INSTANCES, "portal/draft", "portal/outdatedtranslation"])


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", INSTANCES)
def test_every_list_and_every_page_of_the_admin_opens_in_both_languages(editor, admin_user, path, language):
    instance = INSTANCES[path]() if INSTANCES[path] else admin_user

    pages = {
        page: editor.get(f"/{language}/admin/{path}/{page}").status_code
        for page in ("", "?q=a", "add/", f"{instance.pk}/change/", f"{instance.pk}/history/", f"{instance.pk}/delete/")
    }

    assert list(pages.values()) == ([200, 200, 403, 200, 200, 403] if path in FIXED_PLACES else [200] * 6)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", INSTANCES)
def test_what_is_saved_unchanged_in_either_language_stays_the_same(editor, admin_user, path, language):
    instance = INSTANCES[path]() if INSTANCES[path] else admin_user
    before = stored(instance)

    response = change(editor, instance, language)

    assert response.status_code == 302
    assert stored(instance) == before


@pytest.mark.parametrize("address", ["/de/admin/", "/de/admin/portal/page/", "/en/admin/portal/page/add/"])
def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"] == f"{address[:10]}login/?next={address}"


def test_an_account_that_may_not_edit_is_sent_to_the_sign_in_page(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("leser"))

    assert client.get("/de/admin/").headers["Location"] == "/de/admin/login/?next=/de/admin/"


@pytest.mark.parametrize("path", INSTANCES)
@pytest.mark.parametrize("key", ["abc", "9" * 30, "_00", "-1", "%00", "a_2Fb"])
def test_addresses_of_nothing_get_an_answer(editor, path, key):
    addresses = [f"/de/admin/{path}/{key}/{page}" for page in ("change/", "history/", "delete/", "revision/1/")]

    statuses = {client(address).status_code for address in addresses for client in (editor.get, editor.post)}

    assert statuses <= {302, 403, 404}
