import pytest
from django.utils import translation

from portal.models import Page
from tests.builders import a_page

pytestmark = pytest.mark.django_db

HARMFUL = '<p onclick="alert(1)">Text</p><script>alert(1)</script>'
HARMLESS = "<p>Text</p>"
A_PICTURE = '<figure data-picture="5"></figure>'


def by_save(html):
    a_page(body_de=html, body_en=html)


def by_saving_again(html):
    page = a_page(body_de="<p>alt</p>")
    page.body_de = page.body_en = html
    page.save()


def by_saving_one_field(html):
    page = a_page(body_de="<p>alt</p>")
    page.body_de = page.body_en = html
    page.save(update_fields=["body_de", "body_en"])


def by_bulk_create(html):
    Page.objects.bulk_create([Page(slug="imprint", title_de="Impressum", body_de=html, body_en=html)])


def by_bulk_update(html):
    page = a_page(body_de="<p>alt</p>")
    page.body_de = page.body_en = html
    Page.objects.bulk_update([page], ["body_de", "body_en"])


def by_update(html):
    a_page(body_de="<p>alt</p>")
    Page.objects.update(body_de=html, body_en=html)


@pytest.mark.parametrize(
    "bring_in", [by_save, by_saving_again, by_saving_one_field, by_bulk_create, by_bulk_update, by_update]
)
def test_formatted_text_is_cleaned_whichever_way_it_comes_in(bring_in):
    bring_in(HARMFUL)

    page = Page.objects.get()
    assert (page.body_de, page.body_en) == (HARMLESS, HARMLESS)


@pytest.mark.parametrize("language", ["de", "en"])
def test_formatted_text_is_cleaned_in_the_language_of_the_moment(language):
    with translation.override(language):
        Page.objects.create(slug="imprint", title="Impressum", body=HARMFUL)

        assert Page.objects.get().body == HARMLESS


@pytest.mark.parametrize("language", ["de", "en"])
def test_saving_in_either_language_leaves_a_missing_translation_missing(language):
    a_page(title_de="Impressum", title_en="", body_de="<p>Deutsch</p>", body_en="")

    with translation.override(language):
        Page.objects.get().save()

    page = Page.objects.get()
    assert (page.body_de, page.body_en) == ("<p>Deutsch</p>", "")


def saved(html):
    Page.objects.all().delete()
    return Page.objects.get(pk=a_page(body_de=html).pk).body_de


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Ziele</h2><h3>Teilziele</h3>",
        "<p><strong>fett</strong> und <em>kursiv</em></p>",
        "<ul><li><p>eins</p></li><li><p>zwei</p></li></ul>",
        '<ol start="3"><li>drei</li></ol>',
        "<blockquote><p>Zitat</p></blockquote><hr>",
        "<table><thead><tr><th>Jahr</th></tr></thead><tbody><tr><td>2024</td></tr></tbody></table>",
        '<table><tbody><tr><th colspan="2">Jahr</th></tr><tr><td rowspan="2">2024</td></tr></tbody></table>',
        '<p><a href="https://www.bochum.de/">Bochum</a></p>',
        '<p><a href="http://www.bochum.de/">Bochum</a></p>',
        '<p><a href="/de/projekte/">Projekte</a> <a href="#ziele">Ziele</a></p>',
        '<p><a href="mailto:info@bochum.de">Post</a> <a href="tel:+492349100">Telefon</a></p>',
        f"<p>a</p>{A_PICTURE}<p>b</p>",
        '<p>Das <span lang="en">Wheel</span> <span lang="ar">عجلة</span></p>',
        "<p>Bänke &amp; Bäume &lt; 1.000 – „schön“</p>",
    ],
)
def test_what_the_editor_offers_is_kept(html):
    assert saved(html) == html


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<h1>Titel</h1>", "<h2>Titel</h2>"),
        ("<h4>Titel</h4><H5>Titel</H5><h6 id='x'>Titel</h6>", "<h3>Titel</h3><h3>Titel</h3><h3>Titel</h3>"),
        ("<p><b>fett</b> <i class='x'>kursiv</i></p>", "<p><strong>fett</strong> <em>kursiv</em></p>"),
        ("<p>a <del>alt</del><ins>neu</ins></p>", "<p>a neu</p>"),
        ("<p>a</p><p> &nbsp;<br></p><h2></h2><p>b<strong> </strong>c</p>", "<p>a</p><p>b c</p>"),
        ('<p class="gross" style="color:red" id="x">Text</p>', "<p>Text</p>"),
        ('<p>a<span onmouseover="alert(1)">b</span></p>', "<p>ab</p>"),
        ("<div><p>Text</p></div>", "<p>Text</p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ("<p>a</p><style>p {color: red}</style>", "<p>a</p>"),
        ('<p>a</p><iframe src="https://example.org/"></iframe>', "<p>a</p>"),
        ('<p>a<img src="x" onerror="alert(1)"></p>', "<p>a</p>"),
        ('<p>a</p><svg onload="alert(1)"></svg>', "<p>a</p>"),
        ('<p>a</p><form action="/"><input name="x"></form>', "<p>a</p>"),
        ("<p>a</p><!-- Bemerkung -->", "<p>a</p>"),
        ('<p><span lang="en">a</span> <span lang="tlh">b</span></p>', '<p><span lang="en">a</span> b</p>'),
        ('<p><span>a <span lang="EN">b</span></span></p>', '<p>a <span lang="en">b</span></p>'),
        ('<p lang="en">a</p>', "<p>a</p>"),
        ('<figure><img src="https://example.org/a.jpg"><figcaption>Eine Bank</figcaption></figure>', "Eine Bank"),
        ('<figure data-picture="5"><img src="https://example.org/a.jpg"></figure>', A_PICTURE),
        ('<figure class="x" data-picture="5" style="color:red">Wort</figure>', f"{A_PICTURE}Wort"),
        ('<figure data-picture="../5">a</figure><figure data-picture="0"></figure>', "a"),
        ('<p>a<figure data-picture="5"></figure></p>', f"<p>a</p>{A_PICTURE}"),
        ('<ul class="x"><li onclick="alert(1)">eins</li></ul>', "<ul><li>eins</li></ul>"),
        (
            '<table class="x"><tbody><tr><td style="color:red" onclick="alert(1)">1</td></tr></tbody></table>',
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        ("<p></p>", ""),
    ],
)
def test_everything_else_is_removed(html, kept):
    assert saved(html) == kept


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "ftp://example.org/",
    ],
)
def test_a_link_to_anything_but_a_page_a_mailbox_or_a_telephone_loses_its_address(address):
    assert saved(f'<p><a href="{address}">weiter</a></p>') == "<p><a>weiter</a></p>"


def test_a_link_opens_in_the_same_window():
    html = saved('<p><a href="https://www.bochum.de/" target="_blank">Bochum</a></p>')

    assert html == '<p><a href="https://www.bochum.de/">Bochum</a></p>'


@pytest.mark.parametrize("written", ["<p>[[Bild 5]]</p>", "[[bild  5]]", "<p> [[ picture 5 ]] </p>"])
def test_who_writes_without_the_editor_names_a_picture_by_its_number(written):
    assert saved(f"<p>a</p>{written}") == f"<p>a</p>{A_PICTURE}"


@pytest.mark.parametrize("written", ["[[Bild 0]]", "[[Bild fünf]]", "[Bild 5]", "[[Bild 5"])
def test_what_only_looks_like_it_stays_text(written):
    assert saved(f"<p>{written}</p>") == f"<p>{written}</p>"


def test_what_is_clean_stays_as_it_is():
    html = f'<h2>a</h2><p>b <strong>c</strong></p>{A_PICTURE}<ul><li><p><span lang="tr">d</span></p></li></ul>'

    assert saved(saved(html)) == html
