"""Changes of what the public sees, kept as a draft, previewed, checked by a second person, published."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from portal.drafts import Draft
from strategy.models import ActivityMilestone, StatusChange
from tests.builders import a_competency, a_core_activity, a_page, a_press_release, an_activity_milestone, berlin
from tests.html import links_of, text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import add, change, errors_beside, form_values

pytestmark = pytest.mark.django_db

NEW_TITLE = {"title_de": "Neuer Titel", "title_en": "New title"}


@pytest.fixture
def report():
    return a_press_release(berlin(2024, 6, 17), slug="hdw", title_de="Alter Titel", title_en="Old title")


@pytest.fixture
def colleague(client):
    """Another editor, signed in in another browser."""
    sign_in(client, User.objects.create_superuser("kollegin", first_name="Kim"))
    return client


def form_of(instance, query=""):
    return f"/de/admin/{instance._meta.app_label}/{instance._meta.model_name}/{instance.pk}/change/{query}"


def title_shown(visitor, address="/de/aktuelles/2024/hdw/"):
    return text_of(visitor.get(address), **{"class": "page-head"})


def keep(editor, instance, wish="_draft", **values):
    return change(editor, instance, **{wish: "", **values})


# The draft


def test_a_draft_changes_nothing_that_the_public_sees(editor, client, report):
    response = keep(editor, report, **NEW_TITLE)

    report.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, form_of(report))
    assert (report.title_de, report.title_en) == ("Alter Titel", "Old title")
    assert "Alter Titel" in title_shown(client)


def test_the_form_shows_the_draft_and_says_so(editor, report):
    keep(editor, report, **NEW_TITLE)

    page = editor.get(form_of(report))

    assert form_values(page)["title_de"] == "Neuer Titel"
    assert "Dies ist ein Entwurf von admin" in text_of(page, **{"class": "draft"})
    assert "Die Öffentlichkeit sieht noch die alte Fassung." in text_of(page, **{"class": "draft"})
    assert "errornote" not in page.content.decode()


def test_the_public_version_can_be_looked_at_beside_the_draft(editor, report):
    keep(editor, report, **NEW_TITLE)

    page = editor.get(form_of(report, "?live=1"))

    assert form_values(page)["title_de"] == "Alter Titel"
    assert links_of(page, **{"class": "draft"}) == [("Entwurf öffnen", form_of(report))]


def test_saving_the_draft_publishes_it_and_ends_it(editor, client, report):
    keep(editor, report, **NEW_TITLE)

    change(editor, report)

    report.refresh_from_db()
    assert (report.title_de, report.title_en) == ("Neuer Titel", "New title")
    assert "Neuer Titel" in title_shown(client)
    assert not Draft.objects.exists()


def test_saving_the_public_version_leaves_the_draft_alone(editor, report):
    keep(editor, report, **NEW_TITLE)

    page = editor.get(form_of(report, "?live=1"))
    editor.post(form_of(report), {**form_values(page), "lead_de": "Ein Vorspann."})

    report.refresh_from_db()
    assert (report.title_de, report.lead_de) == ("Alter Titel", "Ein Vorspann.")
    assert Draft.objects.get().form_data["title_de"] == ["Neuer Titel"]


def test_a_draft_keeps_the_rows_that_belong_to_an_item(editor):
    core_activity = a_core_activity("ongoing", "2024")
    step = an_activity_milestone(core_activity, "2025", title_de="Alter Schritt")
    new_row = {
        "milestones-TOTAL_FORMS": "2",
        "milestones-1-title_de": "Neuer Schritt",
        "milestones-1-planned": "2027",
        "milestones-1-position": "1",
    }

    keep(editor, core_activity, **{"milestones-0-title_de": "Anderer Schritt"}, **new_row)
    page = editor.get(form_of(core_activity))
    again = keep(editor, core_activity)
    change(editor, core_activity)

    step.refresh_from_db()
    assert form_values(page)["milestones-0-title_de"] == "Anderer Schritt"
    assert form_values(page)["milestones-1-title_de"] == "Neuer Schritt"
    assert again.status_code == 302
    assert list(ActivityMilestone.objects.order_by("position").values_list("title_de", flat=True)) == [
        "Anderer Schritt",
        "Neuer Schritt",
    ]
    assert StatusChange.objects.count() == 1


def test_a_draft_with_an_error_is_not_kept_and_nothing_typed_is_lost(editor, report):
    response = keep(editor, report, title_de="", title_en="Only English")

    assert errors_beside(response, "title_de") == ["Dieses Feld ist zwingend erforderlich."]
    assert form_values(response)["title_en"] == "Only English"
    assert not Draft.objects.exists()


def test_a_discarded_draft_is_gone(editor, report):
    keep(editor, report, **NEW_TITLE)

    keep(editor, report, wish="_discard")

    assert not Draft.objects.exists()
    assert form_values(editor.get(form_of(report)))["title_de"] == "Alter Titel"


def test_two_editors_of_one_draft_overwrite_nothing_silently(editor, colleague, report):
    keep(editor, report, title_de="Erster Entwurf")
    seen_by_both = form_values(colleague.get(form_of(report)))
    keep(editor, report, title_de="Zweiter Entwurf")

    refused = colleague.post(form_of(report), {**seen_by_both, "title_de": "Mein Entwurf", "_draft": ""})
    kept = colleague.post(form_of(report), {**form_values(refused), "_draft": ""})

    assert "Admin hat diesen Entwurf geändert, während Sie schrieben." in text_of(refused)
    assert form_values(refused)["title_de"] == "Mein Entwurf"
    assert kept.status_code == 302
    assert Draft.objects.get().form_data["title_de"] == ["Mein Entwurf"]


# Preview


def without_last_change(response):
    """The page without the moment of its last change, which a preview sets to now."""
    return re.sub(r'"dateModified": "[^"]*"', "", response.content.decode())


def test_the_preview_is_the_public_page_as_it_would_be(editor, client, report):
    before = without_last_change(client.get("/de/aktuelles/2024/hdw/"))

    preview = keep(editor, report, wish="_preview_de", **NEW_TITLE)

    assert without_last_change(preview) == before.replace("Alter Titel", "Neuer Titel")
    assert "no-store" in preview["Cache-Control"]
    assert preview["X-Robots-Tag"] == "noindex"
    report.refresh_from_db()
    assert report.title_de == "Alter Titel"


def test_the_preview_in_english_is_the_english_page(editor, report):
    preview = keep(editor, report, wish="_preview_en", **NEW_TITLE)

    assert '<html lang="en"' in preview.content.decode()
    assert "New title" in text_of(preview, **{"class": "page-head"})


@pytest.mark.parametrize("days", [-1, 30])
def test_what_is_not_public_yet_can_be_previewed(editor, client, days):
    later = a_press_release(timezone.now() + timedelta(days=days), slug="spaeter", title_de="Später", is_public=False)

    preview = keep(editor, later, wish="_preview_de")

    assert "Später" in text_of(preview, **{"class": "page-head"})
    assert client.get(later.get_absolute_url()).status_code == 404


def test_a_new_item_can_be_previewed_before_it_exists(editor):
    address = "/de/admin/strategy/coreactivity/add/"

    preview = editor.post(address, {**form_values(editor.get(address)), "title_de": "Ganz neu", "_preview_de": ""})

    assert "Ganz neu" in text_of(preview, **{"class": "page-head"})
    assert editor.get("/de/projekte/ganz-neu/").status_code == 404


@pytest.mark.parametrize("make", [lambda: a_page("imprint"), lambda: a_core_activity(competency=a_competency())])
def test_pages_and_core_activities_have_a_preview_too(editor, make):
    item = make()

    preview = keep(editor, item, wish="_preview_de", title_de="Neuer Titel")

    assert "Neuer Titel" in text_of(preview, **{"class": "page-head"})


def test_a_preview_with_an_error_shows_the_form(editor, report):
    response = keep(editor, report, wish="_preview_de", title_de="")

    assert errors_beside(response, "title_de") == ["Dieses Feld ist zwingend erforderlich."]


# The link


@pytest.fixture
def link(editor, report):
    keep(editor, report, wish="_link", **NEW_TITLE)
    return Draft.objects.get().link


def test_who_has_the_link_sees_the_draft_without_an_account(client, link):
    page = client.get(link)

    assert "Neuer Titel" in title_shown(client, link)
    assert "New title" in title_shown(client, link.replace("/de/vorschau/", "/en/preview/"))
    assert page["Cache-Control"] == "no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page.cookies == {}


def test_the_form_tells_the_link(editor, report, link):
    page = editor.get(form_of(report))

    assert (f"http://testserver{link}", link) in links_of(page, **{"class": "draft"})


def test_a_closed_link_leads_nowhere(editor, client, report, link):
    keep(editor, report, wish="_close_link")

    assert client.get(link).status_code == 404


def test_an_old_link_leads_nowhere(client, link):
    Draft.objects.update(link_ends_at=timezone.now() - timedelta(seconds=1))

    assert client.get(link).status_code == 404


@pytest.mark.parametrize("key", ["x", "A" * 43, "0", "%00", "a/b", "ü"])
def test_no_other_address_leads_to_a_draft(editor, client, report, link, key):
    assert client.get(f"/de/vorschau/{key}/").status_code == 404


def test_a_preview_has_no_sharing_image_that_a_cache_might_keep(client, link):
    assert client.get(f"{link}share.png").status_code == 404


def test_a_preview_shows_nothing_else_that_is_scheduled(editor, client):
    in_a_month, tomorrow = (timezone.now() + timedelta(days=days) for days in (30, 1))
    later = a_press_release(in_a_month, title_de="Später")
    a_press_release(tomorrow, title_de="GEHEIM")

    keep(editor, later, wish="_link")
    page = client.get(Draft.objects.get().link)

    assert "Später" in text_of(page, **{"class": "page-head"})
    assert "GEHEIM" not in page.content.decode()


def test_a_link_to_a_draft_of_what_was_deleted_leads_nowhere(editor, client, report, link):
    type(report).objects.all().delete()

    assert client.get(link).status_code == 404
    assert editor.get("/de/admin/portal/draft/").status_code == 200


def test_a_link_ends_with_the_right_of_its_maker(client, link):
    User.objects.filter(username="admin").update(is_active=False)

    assert client.get(link).status_code == 404


def test_a_draft_without_a_link_is_nowhere_to_be_found(editor, client, report):
    keep(editor, report, title_de="GEHEIM", title_en="GEHEIM")

    for address in ("/de/", "/de/aktuelles/", "/de/aktuelles/2024/hdw/", "/de/vorschau//", "/sitemap-news.xml"):
        assert "GEHEIM" not in client.get(address).content.decode()


# Checked by a second person


def test_a_draft_is_handed_in_and_returned_with_a_comment(editor, colleague, report):
    keep(editor, report, wish="_hand_in", **NEW_TITLE)
    keep(colleague, report, wish="_return", _comment="Bitte kürzer.")

    page = editor.get(form_of(report))

    assert "Kim hat geschrieben: Bitte kürzer." in text_of(page, **{"class": "draft"})
    assert "(zurückgegeben)" in text_of(page, **{"class": "draft"})
    assert form_values(page)["title_de"] == "Neuer Titel"


def test_a_draft_is_not_returned_without_a_word(colleague, report):
    keep(colleague, report, wish="_hand_in")
    keep(colleague, report, wish="_return", _comment=" ")

    assert Draft.objects.get().state == Draft.State.HANDED_IN


def test_the_list_of_drafts_leads_to_the_forms(editor, report):
    keep(editor, report, wish="_hand_in")

    page = editor.get("/de/admin/portal/draft/")

    assert ("Alter Titel", form_of(report)) in links_of(page, id="result_list")
    assert text_of(page, id="result_list").count("Alter Titel Pressemitteilung zu prüfen") == 1


def test_the_list_of_drafts_is_filtered_by_kinds_that_there_are(editor, report):
    keep(editor, report)
    keep(editor, a_core_activity())

    offered = text_of(editor.get("/de/admin/portal/draft/"), id="changelist-filter")

    assert "Aktuelles | Pressemitteilung" in offered
    assert "Strategie | Kernaktivität" in offered
    assert offered.count("|") == 2


def test_the_list_of_drafts_shows_only_what_one_may_change(client, editor, report):
    keep(editor, report)
    sign_in(client, User.objects.create_user("leserin", is_staff=True))

    page = client.get("/de/admin/portal/draft/")

    assert "Alter Titel" not in page.content.decode()


def test_enter_in_a_field_presses_save(editor, report):
    keep(editor, report, wish="_hand_in")
    keep(editor, report, wish="_link")

    form = editor.get(form_of(report)).content.decode().split('id="pressrelease_form"')[1]

    buttons = re.findall(r'<(?:button|input)[^>]*type="submit"[^>]*name="(\w+)"', form)
    assert buttons[0] == "_save"


# Beside the history of the item


def test_a_draft_of_what_has_changed_since_is_not_published_over_it(editor, colleague, report):
    keep(editor, report, **NEW_TITLE)
    page = colleague.get(form_of(report, "?live=1"))
    colleague.post(form_of(report), {**form_values(page), "title_de": "Titel der Kollegin"})

    shown = editor.get(form_of(report))

    report.refresh_from_db()
    assert report.title_de == "Titel der Kollegin"
    assert form_values(shown)["title_de"] == "Neuer Titel"
    assert "Titel der Kollegin" in text_of(shown)


def test_the_link_shows_the_draft_also_when_the_item_has_changed_since(editor, client, report, link):
    page = editor.get(form_of(report, "?live=1"))
    editor.post(form_of(report), {**form_values(page), "lead_en": "A new lead."})

    assert "Neuer Titel" in title_shown(client, link)


# An author writes, an editor publishes


@pytest.fixture
def author(client):
    sign_in(client, someone("author", username="autorin"))
    return client


def test_an_author_changes_what_is_public_by_a_draft_only(author, report):
    refused = author.post(form_of(report), {**form_values(author.get(form_of(report))), **NEW_TITLE})
    kept = keep(author, report, wish="_hand_in", **NEW_TITLE)

    report.refresh_from_db()
    assert (refused.status_code, kept.status_code) == (403, 302)
    assert report.title_de == "Alter Titel"
    assert 'name="_save"' not in author.get(form_of(report)).content.decode()


def test_an_editor_publishes_an_authors_draft_and_it_stays_public(author, editor, report):
    keep(author, report, wish="_hand_in", **NEW_TITLE)

    change(editor, report)

    report.refresh_from_db()
    assert (report.title_de, report.is_public) == ("Neuer Titel", True)


def test_an_editor_who_saves_without_publishing_is_told_so_and_no_author_hears_of_it(
    author, editor, mailoutbox, django_capture_on_commit_callbacks
):
    report = a_press_release(is_public=False)
    keep(author, report, wish="_hand_in", **NEW_TITLE)

    with django_capture_on_commit_callbacks(execute=True):
        saved = change(editor, report)

    told = text_of(editor.get(saved["Location"]), **{"class": "messagelist"})
    assert "Zum Veröffentlichen setzen Sie das Häkchen bei „Öffentlich“" in told
    assert mailoutbox == []


def test_a_preview_says_nothing_of_what_is_not_public_yet(author, editor):
    report = a_press_release(is_public=False)
    keep(author, report, wish="_hand_in", **NEW_TITLE)

    keep(editor, report, wish="_preview_de")

    assert "Häkchen" not in text_of(editor.get("/de/admin/"), id="container")


@pytest.mark.parametrize("is_new", [True, False])
def test_an_author_who_saves_learns_how_an_editor_hears_of_it(author, is_new):
    values = {"title_de": "Neu", "title_en": "New"}
    path = "news/pressrelease"

    saved = add(author, path, **values) if is_new else change(author, a_press_release(is_public=False), **values)

    told = text_of(author.get(saved["Location"]), **{"class": "messagelist"})
    assert "drücken Sie unter dem Formular „Zur Prüfung geben“." in told


def test_an_editor_is_not_told_to_hand_in(editor):
    saved = add(editor, "news/pressrelease", title_de="Neu", title_en="New")

    assert "Zur Prüfung geben" not in text_of(editor.get(saved["Location"]), **{"class": "messagelist"})


def test_an_author_cannot_return_a_draft_or_bring_back_a_version(author, editor, report):
    keep(editor, report, wish="_hand_in")
    stamp = Draft.objects.get().stamp

    statuses = [
        author.post(form_of(report), {"_return": "", "_comment": "Nein", "_stamp": stamp}).status_code,
        author.post(form_of(report), {"_save": ""}).status_code,
    ]

    assert statuses == [403, 403]
    assert Draft.objects.get().state == Draft.State.HANDED_IN


@pytest.mark.parametrize("role", ["staff", "contact keeper"])
@pytest.mark.parametrize("wish", ["_draft", "_hand_in", "_link", "_preview_de", "_discard", "_close_link", "_return"])
def test_others_cannot_draft(client, editor, report, role, wish):
    keep(editor, report)
    sign_in(client, someone(role))

    response = client.post(form_of(report), {wish: "", "_stamp": Draft.objects.get().stamp})

    assert response.status_code == 403
    assert Draft.objects.count() == 1


def test_staff_who_only_look_see_the_public_version(client, editor):
    core_activity = a_core_activity(title_de="Alter Titel")
    keep(editor, core_activity, title_de="GEHEIM")
    sign_in(client, someone("staff"))

    page = client.get(form_of(core_activity))

    assert page.status_code == 200
    assert "Alter Titel" in page.content.decode()
    assert "GEHEIM" not in page.content.decode()


def test_an_author_is_not_offered_to_save_what_is_scheduled(author):
    later = a_press_release(timezone.now() + timedelta(days=1))

    page = author.get(form_of(later))

    assert 'name="_save"' not in page.content.decode()
    assert 'name="_draft"' in page.content.decode()


def test_an_author_cannot_slip_a_tick_at_public_into_a_draft(author):
    own = a_press_release(is_public=False)

    keep(author, own, wish="_hand_in", is_public="on")

    assert "is_public" not in Draft.objects.get().form_data


@pytest.mark.parametrize("wish", ["_discard", "_return", "_close_link"])
def test_nothing_happens_to_a_draft_that_was_changed_meanwhile(editor, report, wish):
    keep(editor, report, wish="_hand_in", title_de="Erster Entwurf")
    old_stamp = Draft.objects.get().stamp
    keep(editor, report, wish="_hand_in", title_de="Zweiter Entwurf")

    editor.post(form_of(report), {wish: "", "_comment": "Nein", "_stamp": old_stamp})

    draft = Draft.objects.get()
    assert (draft.form_data["title_de"], draft.state) == (["Zweiter Entwurf"], Draft.State.HANDED_IN)


def test_a_draft_takes_no_character_that_a_database_cannot_store(editor, report):
    response = keep(editor, report, wish="_hand_in", **{"etwas": "a\x00b", "et\x00was": "c"})
    keep(editor, report, wish="_return", _comment="Bitte\x00 kürzer")

    assert response.status_code == 302
    assert Draft.objects.get().comment == "Bitte kürzer"
