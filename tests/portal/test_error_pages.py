"""The pages that nginx shows of itself."""

from html.parser import HTMLParser

import pytest

from portal.error_pages import PAGES, write_error_pages
from portal.outage import unavailable
from tests.html import text_of


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    write_error_pages(tmp_path_factory.getbasetemp() / "error-pages")
    return tmp_path_factory.getbasetemp() / "error-pages"


def languages_of(html):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda _tag, attributes: found.extend(v for name, v in attributes if name == "lang")
    parser.feed(html)
    return found


def test_each_is_there_in_german_in_english_and_in_both(folder):
    names = sorted(path.name for path in folder.glob("*.html"))

    assert names == sorted(f"{status}{ending}.html" for status in PAGES for ending in (".de", ".en", ""))


@pytest.mark.parametrize(
    ("name", "languages"),
    [("413.de.html", ["de", "de"]), ("413.en.html", ["en", "en"]), ("413.html", ["de"] * 2 + ["en"])],
)
def test_a_page_says_which_language_it_speaks(folder, name, languages):
    assert languages_of((folder / name).read_text()) == languages


def test_a_page_in_english_has_no_german(folder):
    assert text_of((folder / "429.en.html").read_text()) == (
        "Too many requests at once – Bochum Strategy Bochum Strategy Too many requests at once "
        "Please wait a moment, and then load the page again. Go to the home page"
    )


def test_that_of_an_outage_is_the_portal_s_own(folder):
    """So that a reader cannot tell which of the two has answered."""
    assert text_of((folder / "503.html").read_text()) == text_of(unavailable().content.decode())


def test_its_stylesheet_needs_no_other_file(folder):
    css = (folder / "error-pages.css").read_text()

    assert "--paper" in css
    assert "@import" not in css
    assert "url(" not in css
