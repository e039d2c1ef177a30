"""Text from Word and LibreOffice, through the cleaner that everything goes through which is stored."""

import pytest

from portal.models import Page
from portal.rich_text import clean
from tests.builders import a_page
from tests.portal.accounts import sign_in, someone
from tests.portal.clipboards import LIBRE_OFFICE, OF_LIBRE_OFFICE, OF_WORD, WORD

CLIPBOARDS = [(WORD, OF_WORD), (LIBRE_OFFICE, OF_LIBRE_OFFICE)]


@pytest.mark.parametrize(("html", "kept"), CLIPBOARDS)
def test_a_clipboard_comes_out_clean_and_stays_so(html, kept):
    assert clean(html) == kept
    assert clean(kept) == kept


def paragraph(level, bullet, text):
    style = f"mso-list:l0 level{level} lfo1"
    return (
        f"<p class=MsoListParagraph style='{style}'><![if !supportLists]><span style='mso-list:Ignore'>{bullet}"
        f"<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>"
    )


@pytest.mark.parametrize(
    ("paragraphs", "lists"),
    [
        ([(1, "a)", "eins"), (1, "b)", "zwei")], "<ol><li><p>eins</p></li><li><p>zwei</p></li></ol>"),
        ([(1, "4.", "vier")], '<ol start="4"><li><p>vier</p></li></ol>'),
        ([(1, "iv.", "vier")], "<ol><li><p>vier</p></li></ol>"),
        ([(1, "–", "eins"), (1, "1.", "zwei")], "<ul><li><p>eins</p></li></ul><ol><li><p>zwei</p></li></ol>"),
        (
            [(1, "1.", "eins"), (3, "§", "tief"), (2, "o", "zwei"), (1, "2.", "drei")],
            "<ol><li><p>eins</p><ul><li><ul><li><p>tief</p></li></ul></li><li><p>zwei</p></li></ul></li>"
            "<li><p>drei</p></li></ol>",
        ),
        ([(1, "·", ""), (1, "·", "eins")], "<ul><li><p>eins</p></li></ul>"),
        ([(1, "", "ohne")], "<ul><li><p>ohne</p></li></ul>"),
    ],
)
def test_paragraphs_that_look_like_lists_become_lists(paragraphs, lists):
    text = "\n\n".join(paragraph(*one) for one in paragraphs)

    assert clean(f"<p>davor</p>{text}<p>danach</p>") == f"<p>davor</p>{lists}<p>danach</p>"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p class=MsoNormal>10&nbsp;% von&nbsp;&nbsp; 20<o:p></o:p></p>", "<p>10&nbsp;% von 20</p>"),
        ("<p class=MsoNormal>1 &lt; 2 &amp; 3<o:p></o:p></p>", "<p>1 &lt; 2 &amp; 3</p>"),
        (
            '<b style="font-weight:normal" id="docs-internal-guid-1"><p>a <b>b</b></p></b>',
            "<p>a <strong>b</strong></p>",
        ),
        ("<p class=MsoNormal>a<script>alert(1)</script><o:p></o:p></p>", "<p>a</p>"),
        ("<p class=MsoNormal onclick='alert(1)'><a href='javascript:alert(1)'>a</a></p>", "<p><a>a</a></p>"),
        ("<p class=MsoNormal>a<br clear=all style='page-break-before:always'>b</p>", "<p>a<br>b</p>"),
        ("<p class=MsoNormal></b></span></p><p>a", "<p>a</p>"),
    ],
)
def test_the_rest_is_text(html, kept):
    assert clean(html) == kept


@pytest.mark.django_db
@pytest.mark.parametrize(("html", "kept"), CLIPBOARDS)
def test_it_is_clean_whichever_way_it_comes_in(html, kept):
    page = a_page(body_de=html)
    Page.objects.bulk_create([Page(slug="privacy", title_de="Datenschutz", body_de=html)])
    Page.objects.filter(pk=page.pk).update(body_en=html)

    assert list(Page.objects.order_by("pk").values_list("body_de", "body_en")) == [(kept, kept), (kept, None)]


@pytest.mark.django_db
@pytest.mark.parametrize(("html", "kept"), CLIPBOARDS)
def test_the_editor_is_told_what_would_be_stored_of_a_paste(editor, html, kept):
    response = editor.post("/de/admin/clean-text/", {"html": html})

    assert (response["Content-Type"], response.content.decode()) == ("text/plain; charset=utf-8", kept)


@pytest.mark.django_db
def test_only_who_edits_may_ask_and_only_by_a_form(client, editor):
    assert editor.get("/de/admin/clean-text/").status_code == 405
    assert client.post("/de/admin/clean-text/", {"html": "<p>a</p>"}).status_code == 403
    sign_in(client, someone("author"))
    assert client.post("/de/admin/clean-text/", {"html": "<p>a</p>"}).content == b"<p>a</p>"
