"""What is written in strategy/content/, the real strategy: read as files, without a database."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils.translation import override

from portal.content import read_entries
from portal.dates import DateSpan

LOOKED_UP = date(2026, 11, 21)
ENGLISH = {"and", "on", "of", "the", "older", "version", "quotes", "project", "page", "list", "map", "part"}
OWN_LINK = re.compile(r"\]\((/[^)]*)\)")


@pytest.fixture(scope="module")
def entries():
    return read_entries(settings.BASE_DIR / "strategy" / "content")


def texts(value, language=""):
    """(language, text) of all texts in an entry; without a language, one text stands for both."""
    if isinstance(value, str):
        yield language, value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, language)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(one, key if key in {"de", "en"} else language)


def test_sources_are_cited_in_german_on_german_pages(entries):
    citations = {
        text for entry in entries for language, text in texts(entry.values.get("sources", [])) if language != "en"
    }

    assert "bochum-journal.de/?p=23954 (RVR-Projektkarte)" in citations
    assert [citation for citation in citations if ENGLISH & set(re.split(r"[ ()]", citation))] == []


def test_a_text_links_to_pages_in_its_own_language(entries):
    links = [
        (language, path)
        for entry in entries
        for language, text in texts(entry.values)
        for path in OWN_LINK.findall(text)
    ]

    assert ("de", "/de/mitmachen/") in links
    for language, path in links:
        with override(language):
            assert path.startswith(f"/{language}/")
            assert resolve(path)


def test_pages_that_name_one_another_are_linked(entries):
    bodies = {
        entry.slug: entry.values["body"]["de"]
        for entry in entries
        if entry.collection == "pages" and "body" in entry.values
    }

    assert OWN_LINK.findall(bodies["easy-language"]) == ["/de/mitmachen/", "/de/projekte/", "/de/aktuelles/"]
    assert OWN_LINK.findall(bodies["strategy"]) == ["/de/mitmachen/"]
    assert OWN_LINK.findall(bodies["privacy"]) == ["/de/impressum/"]
    assert OWN_LINK.findall(bodies["accessibility"]) == ["/de/einfache-sprache/"]
    assert OWN_LINK.findall(bodies["sign-language"]) == ["/de/barrierefreiheit/", "/de/einfache-sprache/"]


def test_late_is_only_what_was_promised_not_a_day_that_was_announced(entries):
    """An event, a closing date or the end of a grant cannot be late; that they were announced has happened."""
    late = [
        step["title"]["de"]
        for entry in entries
        if entry.collection == "core_activities"
        for step in entry.values.get("milestones", [])
        if "reached" not in step and DateSpan.parse(step["planned"]).last < LOOKED_UP
    ]

    assert late == [
        "Kommunaler Wärmeplan fertig (geplant für Mitte 2026)",
        "Drei weitere flexible Kitas",
        "Zehn flexible Kitas",
        "Beginn der Montage am Lohrheidestadion",
    ]
