"""A version comes back as it was: texts in both languages, rows, relations, addresses."""

import pytest
from django.conf import settings
from reversion.models import Version

from news.models import PressRelease
from portal.content import load
from portal.history import present_state, record, restore
from portal.models import FormerSlug, Page, Source
from strategy.models import ActivityMilestone, CoreActivity
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_focus,
    a_page,
    a_press_release,
    a_status_change,
    an_activity_milestone,
)
from tests.html import text_of
from tests.portal.content_files import IMPRINT, write
from tests.portal.forms import change, form_values
from tests.portal.history_pages import bring_back, history_of, versions

pytestmark = pytest.mark.django_db


def test_a_version_of_a_page_comes_back_in_both_languages_with_its_sources(editor):
    page = a_page("frei", title_de="Bänke", title_en="Benches", body_de="<p>Eins</p>", body_en="<p>One</p>")
    Source.objects.create(subject=page, citation_de="bochum.de/baenke")
    prefix = "portal-source-content_type-object_id"
    change(editor, page, title_de="X", title_en="Y", body_de="", body_en="", **{f"{prefix}-0-DELETE": "on"})

    response = bring_back(editor, versions(editor, page)[1])

    page.refresh_from_db()
    assert "„Bänke“ ist wieder wie am" in text_of(response)
    assert (page.title_de, page.title_en) == ("Bänke", "Benches")
    assert (page.body_de, page.body_en) == ("<p>Eins</p>", "<p>One</p>")
    assert [str(source) for source in page.sources.all()] == ["bochum.de/baenke"]
    assert "admin Fassung vom" in history_of(editor, page)


def test_bringing_back_can_itself_be_undone(editor):
    page = a_page("frei", title_de="Bänke")
    change(editor, page, title_de="Neue Bänke")
    bring_back(editor, versions(editor, page)[1])

    bring_back(editor, versions(editor, page)[1])

    assert Page.objects.get().title_de == "Neue Bänke"


def test_a_version_of_a_core_activity_comes_back_with_its_rows_and_relations(editor):
    competency, contact = a_competency(), a_contact(name_de="Frau Bank")
    core_activity = a_core_activity("ongoing", as_of="2024", competency=competency)
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung")
    core_activity.departments.add(contact.unit)
    core_activity.activity_contacts.create(contact=contact)
    rows = {"milestones-0-DELETE": "on", "activity_contacts-0-DELETE": "on", "status_changes-0-status": "planned"}
    change(editor, core_activity, competency="", links="", departments=[], **rows)
    change(
        editor,
        core_activity,
        **{"milestones-TOTAL_FORMS": 1, "milestones-0-title_de": "Später"},
        **{"milestones-0-planned": "2040", "milestones-0-position": "1"},
    )
    assert [str(milestone) for milestone in core_activity.milestones.all()] == ["Später"]

    bring_back(editor, versions(editor, core_activity)[2])

    core_activity.refresh_from_db()
    assert core_activity.competency == competency
    assert [(str(m), str(m.planned)) for m in core_activity.milestones.all()] == [("Eröffnung", "2030")]
    assert [str(row) for row in core_activity.activity_contacts.all()] == ["Frau Bank"]
    assert [change.status for change in core_activity.status_changes.all()] == ["ongoing"]
    assert list(core_activity.departments.all()) == [contact.unit]


def test_a_version_of_a_press_release_comes_back_with_its_relations(editor):
    core_activity = a_core_activity()
    press_release = a_press_release(title_de="Bänke")
    press_release.core_activities.add(core_activity)
    change(editor, press_release, title_de="Neu", core_activities=[])
    assert list(press_release.core_activities.all()) == []

    bring_back(editor, versions(editor, press_release)[1])

    assert PressRelease.objects.get().title_de == "Bänke"
    assert list(press_release.core_activities.all()) == [core_activity]


def test_an_address_stays_valid_when_the_version_before_it_comes_back(editor, client):
    page = a_page("alt")
    change(editor, page, slug="neu")

    bring_back(editor, versions(editor, page)[1])

    page.refresh_from_db()
    assert page.slug == "alt"
    assert [former.slug for former in FormerSlug.objects.all()] == ["neu"]


def test_what_a_version_names_and_is_gone_is_left_out_and_told(editor):
    contact = a_contact()
    core_activity = a_core_activity(title_de="Bänke")
    core_activity.activity_contacts.create(contact=contact)
    change(editor, core_activity, title_de="Neu", **{"activity_contacts-0-DELETE": "on"})
    contact.delete()

    response = bring_back(editor, versions(editor, core_activity)[1])

    assert "Bitte prüfen Sie: Kontakt (Kontakt einer Kernaktivität)" in text_of(response)
    assert CoreActivity.objects.get().title_de == "Bänke"


def test_a_version_that_contradicts_what_is_stored_today_is_refused_in_words(editor):
    competency = a_competency()
    core_activity = a_core_activity(competency=competency, focus=a_focus(competency), slot=1)
    change(editor, core_activity, slot="")
    a_core_activity(competency=competency, focus=core_activity.focus, slot=1, title_de="Schneller")

    response = bring_back(editor, versions(editor, core_activity)[1])

    assert "Diese Fassung kann nicht zurückgeholt werden:" in text_of(response)
    assert "„Schneller“" in text_of(response)
    core_activity.refresh_from_db()
    assert core_activity.slot is None


def test_nothing_is_brought_back_over_a_change_that_the_editor_has_not_seen(editor, colleague):
    page = a_page("frei", title_de="Eins")
    change(editor, page, title_de="Zwei")
    address = versions(editor, page)[1]
    form = form_values(editor.get(address))
    change(colleague, page, title_de="Drei")

    response = editor.post(address, form, follow=True)

    assert "Der Eintrag wurde inzwischen geändert." in text_of(response)
    assert Page.objects.get().title_de == "Drei"


def test_what_the_loader_wrote_can_be_brought_back_and_is_an_editors_from_then_on(editor, folder):
    load(folder)
    assert list(Version.objects.all()) == []
    page = Page.objects.get()
    loaded = page.title_de
    change(editor, page, title_de="Anders")
    bring_back(editor, versions(editor, page)[1])
    assert Page.objects.get().title_de == loaded

    write(folder, "pages/imprint.toml", IMPRINT.replace(loaded, "Aus der neuen Datei"))
    results = load(folder)

    assert results["kept"] == 1
    assert Page.objects.get().title_de == loaded


def test_every_item_of_the_real_strategy_comes_back_as_it_was(editor):
    load(settings.BASE_DIR / "strategy" / "content", leave_out={"press_releases"})
    core_activity = CoreActivity.objects.get(slug="haus-des-wissens")
    before = present_state(core_activity)
    record([core_activity])
    core_activity.milestones.all().delete()
    core_activity.sources.all().delete()
    CoreActivity.objects.filter(pk=core_activity.pk).update(title_de="X", body_de="", organisation=None)

    restore(Version.objects.get_for_object(core_activity).first(), None)

    assert present_state(core_activity) == before
    assert ActivityMilestone.objects.filter(core_activity=core_activity).exists()


def test_a_row_that_is_as_it_was_does_not_count_as_changed(editor):
    core_activity = a_core_activity()
    an_activity_milestone(core_activity, planned="2030")
    before = core_activity.milestones.get().updated_at
    change(editor, core_activity, title_de="Anders")

    bring_back(editor, versions(editor, core_activity)[1])

    assert core_activity.milestones.get().updated_at == before


def test_what_was_noted_by_hand_keeps_its_status_log(editor):
    core_activity = a_core_activity()
    a_status_change(core_activity, "ongoing", as_of="2023")
    recorded_at = core_activity.status_changes.get().recorded_at
    change(editor, core_activity, **{"status_changes-0-DELETE": "on"})

    bring_back(editor, versions(editor, core_activity)[1])

    assert core_activity.status_changes.get().recorded_at.replace(microsecond=0) == recorded_at.replace(microsecond=0)
