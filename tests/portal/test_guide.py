"""The editors' guide within the admin."""

import pytest

from tests.html import links_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "link", "heading", "words"),
    [
        ("de", "Anleitung", "Anleitung für die Redaktion", "Setzen Sie das Häkchen bei „öffentlich“ und sichern Sie."),
        ("en", "Guide", "Guide for editors", "Tick “public” and save."),
    ],
)
def test_every_page_of_the_admin_leads_to_the_guide(editor, language, link, heading, words):
    header = dict(links_of(editor.get(f"/{language}/admin/news/pressrelease/"), id="header"))

    guide = editor.get(header[link])

    assert header[link] == f"/{language}/admin/guide/"
    assert text_of(guide, id="content").startswith(heading)
    assert words in text_of(guide, id="content")


# What the guide calls by name, the forms call the same.
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("news/pressrelease/add", ["Überschrift", "Vorspann", "Veröffentlicht am", "Öffentlich"]),
        ("strategy/coreactivity/add", ["Statusänderungen", "Stand", "Meilensteine einer Kernaktivität", "Geplant für"]),
        ("portal/image/add", ["Schmuckbild", "Bildnachweis", "Lizenz"]),
        ("strategy/coreactivity", ["Export", "Import"]),
        ("contacts/contact/add", ["Nur für angemeldete Beschäftigte sichtbar", "Allgemeine Ansprechstelle"]),
    ],
)
def test_the_guide_names_things_as_the_forms_do(editor, path, names):
    guide = text_of(editor.get("/de/admin/guide/")).lower()
    form = text_of(editor.get(f"/de/admin/{path}/")).lower()

    assert [name for name in names if name.lower() not in guide or name.lower() not in form] == []


def test_who_is_not_signed_in_does_not_see_the_guide(client):
    response = client.get("/de/admin/guide/")

    assert response.status_code == 302
    assert response["Location"] == "/de/admin/login/?next=/de/admin/guide/"
