"""Who changed what, and what differed: the history pages of every item."""

import pytest
from django.contrib.auth.models import Permission, User

from portal.models import Page
from tests.builders import a_competency, a_contact, a_core_activity, a_page, an_activity_milestone
from tests.html import text_of
from tests.portal.accounts import sign_in
from tests.portal.forms import add, change
from tests.portal.history_pages import admin_address, history_of, versions

pytestmark = pytest.mark.django_db


# What is recorded


def test_the_history_says_who_changed_what_and_what_was_there_before(editor, colleague):
    page = a_page("frei", title_de="Bänke", title_en="Benches")

    change(colleague, page, title_de="Neue Bänke", title_en="New benches")

    assert "Anna Beispiel Geändert Titel [de], Titel [en]" in history_of(editor, page)
    assert "– So vorgefunden: außerhalb dieses Formulars geändert" in history_of(editor, page)
    assert "Anna Beispiel Changed Titel" not in history_of(editor, page, "en")
    assert "Anna Beispiel Changed Title [de], Title [en]" in history_of(editor, page, "en")


def test_the_history_of_what_an_editor_made_begins_with_its_making(editor):
    add(editor, "portal/page", title_de="Bänke")

    assert history_of(editor, Page.objects.get()).endswith("admin Angelegt")
    assert len(versions(editor, Page.objects.get())) == 1


def test_a_version_shows_the_words_that_were_added_and_removed_in_both_languages(editor):
    page = a_page("frei", body_de="<p>Die alte Bank steht am Fluss.</p>", body_en="<p>An old bench.</p>")
    change(editor, page, body_de="<p>Die neue Bank steht am Fluss.</p>", body_en="<p>A bench of oak by the river.</p>")

    response = editor.get(versions(editor, page)[0])

    [german, english] = response.context["change"].parts[0].differences
    assert german.words == [("", "Die "), ("del", "alte"), ("ins", "neue"), ("", " Bank steht am Fluss.")]
    assert english.words == [("del", "An old bench."), ("ins", "A bench of oak by the river.")]
    assert (german.language, english.language) == ("de", "en")
    shown = response.content.decode()
    assert 'Die <del data-says="entfernt">alte</del><ins data-says="hinzugefügt">neue</ins> Bank steht' in shown


def test_a_change_of_the_formatting_alone_is_told_in_words(editor):
    page = a_page("frei", body_de="<p>Die Bank</p>")
    change(editor, page, body_de="<p>Die <strong>Bank</strong></p>")

    assert "Die Wörter sind dieselben; die Formatierung" in text_of(editor.get(versions(editor, page)[0]))


def test_what_changed_in_rows_and_relations_is_told_with_their_names(editor):
    core_activity = a_core_activity(competency=a_competency())
    an_activity_milestone(core_activity, planned="2030", title_de="Eröffnung")
    row = {"activity_contacts-TOTAL_FORMS": "1", "activity_contacts-0-contact": a_contact(name_de="Frau Bank").pk}
    change(
        editor,
        core_activity,
        competency="",
        **{**row, "activity_contacts-0-position": "0", "milestones-0-planned": "Herbst 2031"},
    )

    shown = text_of(editor.get(versions(editor, core_activity)[0]))

    assert "Kompetenz Kompetenz 1" in shown
    assert "Hinzugefügt – Kontakt einer Kernaktivität: Frau Bank" in shown
    assert "Meilenstein einer Kernaktivität: Eröffnung Geplant für 2030 Herbst 2031" in shown


def test_texts_of_editors_are_shown_as_text(editor):
    page = a_page("frei", title_de="Bänke")
    change(editor, page, title_de="<script>alert(1)</script>")

    assert "<script>alert(1)" not in editor.get(versions(editor, page)[0]).content.decode()
    assert "<script>alert(1)" not in editor.get(admin_address(page, "history")).content.decode()


@pytest.mark.parametrize("count", [1, 3, 15])
def test_the_history_asks_the_database_the_same_number_of_times_however_long_it_is(
    editor, django_assert_num_queries, count
):
    core_activity = a_core_activity(competency=a_competency())
    an_activity_milestone(core_activity, planned="2030")
    for number in range(count):
        change(editor, core_activity, title_de=f"Titel {number}")
    editor.get(admin_address(core_activity, "history"))

    with django_assert_num_queries(11):
        response = editor.get(admin_address(core_activity, "history"))

    assert len(response.context["changes"]) == count + 1


def test_a_long_history_is_paged(editor):
    page = a_page("frei")
    for number in range(21):
        change(editor, page, title_de=f"Titel {number}")

    assert len(versions(editor, page)) == 20
    assert "So vorgefunden" in text_of(editor.get(admin_address(page, "history") + "?p=2"))


# Who may


def reader(client, *codenames):
    user = User.objects.create_user("leserin", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    sign_in(client, user)
    return client


def test_who_may_only_look_sees_the_history_and_brings_nothing_back(editor, client):
    page = a_page("frei", title_de="Eins")
    change(editor, page, title_de="Zwei")
    address = versions(editor, page)[1]

    reader(client, "view_page")

    assert "Geändert Titel [de]" in history_of(client, page)
    assert "Diese Fassung zurückholen" not in text_of(client.get(address))
    assert client.post(address).status_code == 403
    assert client.get("/de/admin/portal/page/recover/").status_code == 403
    assert Page.objects.get().title_de == "Zwei"


def test_versions_are_seen_by_nobody_who_may_not_see_the_item(editor, client):
    contact = a_contact(internal_note="Streng vertraulich")
    change(editor, contact, internal_note="Noch vertraulicher")
    pages = [admin_address(contact, "history"), *versions(editor, contact)]
    assert "vertraulich" in text_of(editor.get(pages[1]))

    assert [client.get(page).status_code for page in pages] == [302] * 3
    reader(client, "view_page", "change_page")
    assert [client.get(page).status_code for page in pages] == [403] * 3


def test_a_version_is_not_shown_under_the_address_of_another_item(editor):
    secret, page = a_page("geheim", title_de="Geheim"), a_page("frei")
    change(editor, secret, title_de="Ganz geheim")
    [newest, *_older] = versions(editor, secret)

    assert editor.get(newest.replace(f"/{secret.pk}/", f"/{page.pk}/")).status_code == 404
