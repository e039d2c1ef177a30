import json
import re

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.dates import DateSpan
from portal.models import Page
from portal.templatetags.formatting import (
    as_plain_text,
    json_ld,
    keep_together,
    mailbox,
    number,
    telephone_number,
    time,
)

NOTE = "This text is not yet available in English. You are reading the German version."


def rendered(tag, language, **values):
    with translation.override(language):
        return Template(f"{{% {tag} %}}").render(Context({"page": Page(**values)}))


def test_a_line_is_shown_in_the_language_of_the_page():
    titles = {"title_de": "Impressum", "title_en": "Imprint"}

    assert rendered("text page 'title'", "de", **titles) == "Impressum"
    assert rendered("text page 'title'", "en", **titles) == "Imprint"


def test_a_line_that_is_german_for_want_of_english_is_marked_as_german():
    html = rendered("text page 'title'", "en", title_de="Impressum")

    assert html == '<span lang="de">Impressum</span>'


def test_a_line_that_is_empty_in_both_languages_is_not_marked():
    assert rendered("text page 'lead'", "en", title_de="Impressum") == ""


def test_a_line_is_escaped():
    html = rendered("text page 'title'", "en", title_de="<b>Bänke & Bäume</b>")

    assert html == '<span lang="de">&lt;b&gt;Bänke &amp; Bäume&lt;/b&gt;</span>'


def test_a_formatted_text_is_shown_in_the_language_of_the_page():
    bodies = {"body_de": "<p>Deutsch</p>", "body_en": "<p>English</p>"}

    assert rendered("rich page 'body'", "de", **bodies) == '<div class="prose"><p>Deutsch</p></div>'
    assert rendered("rich page 'body'", "en", **bodies) == '<div class="prose"><p>English</p></div>'


def test_a_formatted_text_that_is_german_for_want_of_english_says_so():
    html = rendered("rich page 'body'", "en", body_de="<p>Deutsch</p>")

    assert html == f'<p class="note">{NOTE}</p><div class="prose" lang="de"><p>Deutsch</p></div>'


def test_a_german_page_never_shows_the_english_text_instead():
    assert rendered("rich page 'body'", "de", body_en="<p>English</p>") == '<div class="prose"></div>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Wissen, Wandel, Wir-Gefühl", 'Wissen, Wandel, <span class="nobr">Wir-Gefühl</span>'),
        ("Hotspot der Live-Kultur", 'Hotspot der <span class="nobr">Live-Kultur</span>'),
        (
            "We-spirit and live-culture",
            '<span class="nobr">We-spirit</span> and <span class="nobr">live-culture</span>',
        ),
        ("Mini-Wir-Gefühle", "Mini-Wir-Gefühle"),
        ("<i>Wir-Gefühl</i>", '&lt;i&gt;<span class="nobr">Wir-Gefühl</span>&lt;/i&gt;'),
    ],
)
def test_names_with_a_hyphen_are_not_torn_apart(text, html):
    assert keep_together(text) == html


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "Bänke & Bäume", 'mit "Zeichen" \\ und \n']
)
def test_structured_data_cannot_be_broken_out_of(text):
    data = {"@type": "Project", "name": text}

    html = json_ld(data)

    inside = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', html, re.DOTALL)[1]
    assert re.findall("[<>&]", inside) == []
    assert json.loads(inside) == data


@pytest.mark.parametrize(
    ("phone", "html"),
    [
        ("0234/910-0", '<a href="tel:+492349100">0234 910-0</a>'),
        ("115", '<a href="tel:115">115</a>'),
        ("0234 910-0 oder <1>", "0234 910-0 oder <1>"),
    ],
)
def test_a_telephone_number_calls_if_it_can_be_read(phone, html):
    assert telephone_number(phone) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("17.06.2024", '<time datetime="2024-06-17">17. Juni 2024</time>'),
        ("06.2024", '<time datetime="2024-06">Juni 2024</time>'),
        ("2024", '<time datetime="2024">2024</time>'),
        ("Herbst 2018", "Herbst 2018"),
        ("2021/2023", "2021 bis 2023"),
    ],
)
def test_a_date_is_a_time_element_where_html_can_express_it(typed, html):
    assert time(DateSpan.parse(typed)) == html


def test_an_unknown_date_is_nothing():
    assert time(None) == ""


@pytest.mark.parametrize(("language", "shown"), [("de", "1.234.567"), ("en", "1,234,567")])
def test_numbers_are_grouped_as_in_the_language(language, shown):
    with translation.override(language):
        assert number(1234567) == shown


def test_a_description_is_one_line_of_text_of_limited_length():
    html = "<h2>Ziele</h2><p>Mehr <strong>Grün</strong> in der Stadt</p>"

    assert as_plain_text(html) == "Ziele Mehr Grün in der Stadt"
    assert as_plain_text(html, 18) == "Ziele Mehr Grün…"
    assert as_plain_text("<p>Mehr Grün.</p><p>Und weniger Grau in der Stadt.</p>", 30) == "Mehr Grün."


def test_a_mail_address_may_break_before_its_at_sign():
    assert mailbox("büro@b.example") == '<a href="mailto:b%C3%BCro@b.example">büro<wbr>@b.example</a>'
