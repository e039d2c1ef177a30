"""What comes out of the printer."""

import pypdfium2
import pytest

from tests.pdf import squeezed

pytestmark = pytest.mark.django_db
PATHS = ["/de/", "/de/kompetenzen/talentschmiede/", "/de/projekte/schwimm-mit/", "/en/projects/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_printed_page_has_its_content_and_its_address_and_no_navigation(page, site, path):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}{path}")

    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    sheets = []
    for sheet in document:
        text_page = sheet.get_textpage()
        sheets.append(squeezed(text_page.get_text_bounded()))
        text_page.close()
        sheet.close()
    document.close()
    assert squeezed(f"{site}{path}") in sheets[-1]
    assert f"1/{len(sheets)}" in sheets[0]
    heading = squeezed(page.get_by_role("heading", level=1).inner_text())
    assert heading in "".join(sheets)
    assert not any(
        words in "".join(sheets) for words in ("Zumhauptinhalt", "ZumInhalt", "Skiptocontent", "Impressum", "Imprint")
    )


def test_the_address_is_for_the_printer_only(page, site):
    page.goto(f"{site}/de/")

    assert not page.locator(".printed").is_visible()


def test_nobody_can_search_on_paper(page, site):
    page.goto(f"{site}/de/")
    assert page.get_by_role("search").is_visible()

    page.emulate_media(media="print")

    assert not page.get_by_role("search").is_visible()


@pytest.mark.parametrize("path", ["/de/", "/de/projekte/schwimm-mit/", "/de/meilensteine/"])
def test_nothing_on_paper_asks_to_be_opened(page, site, path):
    page.goto(f"{site}{path}")
    assert page.locator("main summary").first.is_visible()

    page.emulate_media(media="print")

    assert page.locator("main summary:visible").count() == 0
