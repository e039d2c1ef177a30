"""Where the English text is missing, an English page shows the German one and marks it as German."""

import re

import pytest

from strategy.models import (
    ActivityContact,
    ActivityLink,
    Competency,
    CoreActivity,
    CouncilDecision,
    CrossCuttingIssue,
    Focus,
    FocusGoal,
    KeyFigure,
    Message,
    StatusChange,
    StrategicGoal,
)
from tests.builders import a_contact, an_activity_milestone
from tests.html import text_of
from tests.strategy.world import PAGES, World

pytestmark = pytest.mark.django_db
NOTE = "This text is not yet available in English. You are reading the German version."
BODY = "<p>Nur auf Deutsch.</p>"


@pytest.fixture
def german_only():
    """The small strategy without a word of English; German words that are no names say “deutsch”."""
    world = World()
    for model, field in (
        (CoreActivity, "title"),
        (CoreActivity, "summary"),
        (Competency, "tagline"),
        (Competency, "name"),
        (Focus, "name"),
        (CrossCuttingIssue, "name"),
        (Message, "title"),
        (StrategicGoal, "text"),
        (FocusGoal, "text"),
        (CouncilDecision, "title"),
    ):
        model.objects.update(**{f"{field}_de": f"deutsch: {field}", f"{field}_en": ""})
    for model, field in (
        (Competency, "vision"),
        (CoreActivity, "body"),
        (CouncilDecision, "text"),
        (CrossCuttingIssue, "text"),
        (Message, "body"),
    ):
        model.objects.update(**{f"{field}_de": BODY})
    return world


def unmarked_german(html):
    """The texts of the page's content that begin with “deutsch” outside of an element marked as German."""
    content = re.sub(r"<option.*?</option>", "", re.search(r"<main.*</main>", html, re.DOTALL)[0], flags=re.DOTALL)
    marked = re.compile(r'<(\w+)[^>]*\slang="de"[^>]*>.*?</\1>', re.DOTALL)
    return re.findall(r">\s*(deutsch:[^<>]*?)\s*<", marked.sub("", content))


@pytest.mark.parametrize("which", PAGES)
def test_english_page_marks_german_texts(client, german_only, which):
    html = client.get(PAGES[which][1]).content.decode()

    assert unmarked_german(html) == []


@pytest.mark.parametrize("which", ["about", "competency", "core activity", "issue", "message list"])
def test_english_page_says_that_a_text_is_german(client, german_only, which):
    german, english = (client.get(address).content.decode() for address in PAGES[which])

    assert f'<p class="note">{NOTE}</p><div class="prose" lang="de">{BODY}</div>' in english
    assert f'<div class="prose">{BODY}</div>' in german
    assert NOTE not in german


def test_english_page_has_no_note_where_the_text_is_english(client):
    core_activity = World().core_activity
    core_activity.body_de, core_activity.body_en = BODY, "<p>In English.</p>"
    core_activity.save()

    html = client.get("/en/projects/gute-stuben/").content.decode()

    assert '<div class="prose"><p>In English.</p></div>' in html
    assert NOTE not in html
    assert BODY not in html


def test_english_page_of_a_core_activity_marks_the_texts_of_its_rows(client):
    core_activity = World().core_activity
    StatusChange.objects.update(reason_de="deutsch: Grund")
    an_activity_milestone(core_activity, "2021", title_de="deutsch: Schritt", note_de="deutsch: Anmerkung")
    KeyFigure.objects.create(core_activity=core_activity, value_de="deutsch: viele", label_de="deutsch: Orte")
    ActivityLink.objects.create(core_activity=core_activity, label_de="deutsch: Seite", url="https://bochum.example/")
    contact = a_contact(name_de="deutsch: Büro", name_en="")
    ActivityContact.objects.create(core_activity=core_activity, contact=contact, role_de="deutsch: Leitung")
    core_activity.responsibility_note_de = "deutsch: Zuständigkeit"
    core_activity.council_note_de = "deutsch: Beschluss"
    core_activity.save()

    html = client.get("/en/projects/gute-stuben/").content.decode()

    assert sorted(re.findall(r'<span lang="de">deutsch: (.*?)</span>', html)) == [
        "Anmerkung",
        "Beschluss",
        "Büro",
        "Grund",
        "Leitung",
        "Orte",
        "Schritt",
        "Seite",
        "Zuständigkeit",
        "viele",
    ]
    assert unmarked_german(html) == []


def test_english_page_marks_german_partners(client):
    core_activity = World().core_activity
    core_activity.partners_de = "deutsch: Stadtwerke"
    core_activity.save()

    html = client.get("/en/projects/gute-stuben/").content.decode()

    assert "deutsch: Stadtwerke" in html
    assert unmarked_german(html) == []


OUR_TRANSLATION = "There is no official English title; this one is our translation of: Gute Stuben"


@pytest.mark.parametrize(
    ("title_en", "is_official", "says_so"), [("Parlours", False, True), ("Parlours", True, False), ("", False, False)]
)
def test_english_page_says_whether_its_title_is_our_translation(client, title_en, is_official, says_so):
    World()
    CoreActivity.objects.update(title_en=title_en, has_official_english_title=is_official)

    content = text_of(client.get("/en/projects/gute-stuben/"), id="content")

    assert (OUR_TRANSLATION in content) is says_so


@pytest.mark.parametrize(
    ("name_en", "is_official", "note"),
    [
        (
            "Inclusion",
            False,
            "Der amtliche deutsche Name ist noch nicht erfasst; dieser ist unsere Übersetzung von: Inclusion ",
        ),
        ("Inclusion", True, ""),
        (None, False, ""),
    ],
)
def test_german_page_says_whether_the_name_of_an_issue_is_our_translation(client, name_en, is_official, note):
    World()
    CrossCuttingIssue.objects.update(name_en=name_en, has_official_german_name=is_official)

    content = text_of(client.get("/de/querschnittsthemen/inklusion/"), id="content")

    assert content.startswith(f"Inklusion {note}Projekte, die zu diesem Thema beitragen")
