"""The head of a page: where the English is missing, an English page marks its German texts as German."""

import re

import pytest

from tests.builders import a_contact, a_page, a_unit

pytestmark = pytest.mark.django_db

GERMAN = ("Bänke", "Zum Sitzen.")
BILINGUAL = (*GERMAN, "Benches", "To sit on.")


def texts(heading, lead, german_heading, german_lead, english_heading="", english_lead=""):
    return {
        f"{heading}_de": german_heading,
        f"{heading}_en": english_heading,
        f"{lead}_de": german_lead,
        f"{lead}_en": english_lead,
    }


# Who makes the page, its German address, its English address.
PAGES = pytest.mark.parametrize(
    ("make", "german", "english"),
    [
        (lambda *words: a_page("imprint", **texts("title", "lead", *words)), "/de/impressum/", "/en/imprint/"),
        (lambda *words: a_page("baenke", **texts("title", "lead", *words)), "/de/seite/baenke/", "/en/page/baenke/"),
        (
            lambda *words: a_contact(slug="baenke", **texts("name", "responsible_for", *words)),
            "/de/kontakte/baenke/",
            "/en/contacts/baenke/",
        ),
        (
            lambda *words: a_unit(slug="baenke", **texts("name", "text", *words)),
            "/de/kontakte/stellen/baenke/",
            "/en/contacts/units/baenke/",
        ),
    ],
    ids=["fixed page", "free page", "contact", "unit"],
)


def head_of(client, address):
    """What stands inside of the heading and of the lead."""
    html = client.get(address).content.decode()
    found = re.findall(r'<(?:h1|p class="lead")>\s*(.*?)\s*</(?:h1|p)>', html, re.DOTALL)
    return found[:2]


@PAGES
def test_the_english_page_marks_a_german_heading_and_lead(client, make, german, english):
    make(*GERMAN)

    assert head_of(client, english) == ['<span lang="de">Bänke</span>', '<span lang="de">Zum Sitzen.</span>']
    assert head_of(client, german) == ["Bänke", "Zum Sitzen."]


@PAGES
def test_the_english_page_shows_an_english_heading_and_lead_unmarked(client, make, german, english):
    make(*BILINGUAL)

    assert head_of(client, english) == ["Benches", "To sit on."]
    assert head_of(client, german) == ["Bänke", "Zum Sitzen."]
