"""Links of texts to pages of the portal: which of them lead nowhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.links import dead, own_paths
from portal.models import Page
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_document,
    a_focus,
    a_page,
    a_press_release,
    a_unit,
    an_image,
    berlin,
)

# Finding the links


@pytest.mark.parametrize(
    ("html", "paths"),
    [
        ('<p><a href="/de/projekte/">Projekte</a></p>', {"/de/projekte/"}),
        ('<a class="x" href="/de/projekte/?status=ongoing&amp;batch=1#liste">Projekte</a>', {"/de/projekte/"}),
        ('<a href="/de/b%C3%A4nke/">eins</a> <a href="/en/">zwei</a>', {"/de/bänke/", "/en/"}),
        ('<a href="https://strategie.example.org/de/kontakte/">Kontakte</a>', {"/de/kontakte/"}),
        ('<a href="https://strategie.example.org">Portal</a>', {"/"}),
        ('<a href="https://strategie.example.org.example.com/de/">fremd</a>', set()),
        ('<a href="https://www.bochum.de/">fremd</a> <a href="//example.com/">fremd</a>', set()),
        ('<a href="#oben">oben</a> <a href="mailto:a@example.org">Mail</a> <a href="">leer</a>', set()),
        ("<p>Ohne Links</p>", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_links_to_our_own_pages_are_found_in_a_text(settings, html, paths):
    settings.PUBLIC_ADDRESS = "https://strategie.example.org"

    assert own_paths(html) == paths


# Following them


@pytest.mark.django_db
def test_addresses_of_public_pages_are_alive():
    a_core_activity(slug="baenke")
    a_focus(a_competency(slug="talente"), slug="bildung")
    a_press_release(berlin(2024, 6, 17), slug="richtfest")
    a_contact(slug="buero", unit=a_unit(slug="tiefbauamt"))
    a_page("imprint")
    a_page("netzwerk")
    document = a_document(file=SimpleUploadedFile("folien.pdf", b"%PDF-"))
    alive = {
        "/",
        "/de/",
        "/en/projects/",
        "/de/projekte/baenke/",
        "/en/projects/baenke/",
        "/de/projekte/baenke/steckbrief.pdf",
        "/de/projekte/baenke/feed.atom",
        "/en/projects/baenke/milestones.ics",
        "/de/kompetenzen/talente/feed.json",
        "/de/aktuelles/feed.atom",
        "/de/kompetenzen/talente/",
        "/de/kompetenzen/talente/bildung/",
        "/de/aktuelles/2024/",
        "/de/aktuelles/2024/richtfest/",
        "/de/kontakte/buero/",
        "/de/kontakte/stellen/tiefbauamt/",
        "/de/impressum/",
        "/de/seite/netzwerk/",
        document.file.url,
        an_image().file.url,
    }

    assert dead(alive) == set()


@pytest.mark.django_db
def test_addresses_at_which_the_public_finds_nothing_are_dead():
    a_core_activity(slug="entwurf", is_public=False)
    a_press_release(slug="geheim", is_public=False)
    a_page("privacy", is_public=False)
    document = a_document(file=SimpleUploadedFile("intern.pdf", b"%PDF-"), is_public=False)
    nowhere = {
        "/de/gibt-es-nicht/",
        "/en/projekte/",
        "/de/projekte/entwurf/",
        "/de/projekte/baenke/",
        "/de/projekte/entwurf/steckbrief.pdf",
        "/de/projekte/entwurf/feed.atom",
        "/de/projekte/entwurf/meilensteine.ics",
        "/de/projekte/baenke/gibt-es-nicht.pdf",
        "/de/kompetenzen/talente/bildung/",
        "/de/aktuelles/2024/geheim/",
        "/de/kontakte/buero/",
        "/de/datenschutz/",
        "/de/impressum/",
        document.file.url,
        "/media/pictures/2024/x/foto.webp",
    }

    assert dead(nowhere) == nowhere


@pytest.mark.django_db
def test_every_address_called_dead_answers_404_and_every_other_does_not(client):
    a_core_activity(slug="baenke")
    a_core_activity(slug="entwurf", is_public=False)
    a_press_release(berlin(2024, 6, 17))
    a_page("imprint")
    paths = [
        "/de/projekte/baenke/",
        "/de/projekte/entwurf/",
        "/en/projects/nirgends/",
        "/de/impressum/",
        "/en/privacy/",
        "/de/aktuelles/2024/",
        "/de/x/",
    ]

    found = {path for path in paths if client.get(path).status_code == 404}

    assert dead(paths) == found == {"/de/projekte/entwurf/", "/en/projects/nirgends/", "/en/privacy/", "/de/x/"}


@pytest.mark.django_db
def test_a_former_address_is_alive():
    core_activity = a_core_activity(slug="alt")
    core_activity.slug = "neu"
    core_activity.save()

    assert dead({"/de/projekte/alt/", "/de/projekte/neu/", "/de/projekte/nie/"}) == {"/de/projekte/nie/"}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 100])
def test_many_links_cost_as_many_queries_as_one(django_assert_num_queries, count):
    paths = {f"/de/projekte/nie-{number}/" for number in range(count)}

    with django_assert_num_queries(2):
        assert dead(paths) == paths


@pytest.mark.django_db
def test_texts_with_a_dead_link_in_either_language_are_found():
    a_core_activity(slug="baenke")
    a_page("gut", body_de='<p><a href="/de/projekte/baenke/">Bänke</a></p>')
    a_page("deutsch", body_de='<p><a href="/de/projekte/banke/">Bänke</a></p>')
    a_page("englisch", body_en='<p><a href="/en/projects/banke/">Benches</a></p>')
    a_page("fremd", body_de='<p><a href="https://www.bochum.de/">Stadt</a></p>')
    a_page("leer")

    assert [page.slug for page in Page.objects.with_dead_links()] == ["deutsch", "englisch"]
