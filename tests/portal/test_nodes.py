import pytest

from portal.nodes import nodes


def text(words, **marks):
    return {"kind": "text", "text": words, **marks}


def paragraph(*children, is_note=False):
    return {"kind": "paragraph", "is_note": is_note, "children": list(children)}


def item(*children):
    return {"kind": "item", "children": list(children)}


def kinds(html):
    return [node["kind"] for node in nodes(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("a &lt;b&gt; &amp; c", [text("a <b> & c")]),
        ("<p>a <strong>b</strong></p>", [paragraph(text("a "), text("b", strong=True))]),
        ("<p><em>a <b>b</b></em></p>", [paragraph(text("a ", emphasis=True), text("b", emphasis=True, strong=True))]),
        ("<p>a<br> b</p>", [paragraph(text("a"), {"kind": "break"}, text("b"))]),
        ("<p>a</p>\n <hr>\n<p>b</p>", [paragraph(text("a")), {"kind": "rule"}, paragraph(text("b"))]),
        ("<blockquote><p>a</p></blockquote>", [{"kind": "quote", "children": [paragraph(text("a"))]}]),
        ("<p>a\n   b\u00a0 c</p>", [paragraph(text("a b\u00a0 c"))]),
        ('<p class="note">a</p>', [paragraph(text("a"), is_note=True)]),
        ('<span class="nobr">Wir-Gefühl</span>', [text("Wir-Gefühl", together=True)]),
        ('<small class="facts__note">a</small>', [text("a", note=True)]),
        ("<u>a</u> <code>b</code>", [text("a"), text(" "), text("b")]),
    ],
)
def test_text_keeps_what_is_said_of_it_and_loses_the_markup(html, expected):
    assert nodes(html) == expected


def test_lists_hold_items_with_text_or_paragraphs_or_further_lists():
    assert nodes('<ul>\n<li>a</li> <li><p>b</p><ol start="3"><li>c</li></ol></li></ul>') == [
        {
            "kind": "bullets",
            "children": [
                item(text("a")),
                item(paragraph(text("b")), {"kind": "numbers", "start": 3, "children": [item(text("c"))]}),
            ],
        }
    ]


def test_a_place_where_a_line_may_break_leaves_a_link_in_one_piece():
    assert nodes('<p><a href="mailto:a@b.example">a<wbr>@b.example</a></p>') == [
        paragraph(text("a@b.example", url="mailto:a@b.example"))
    ]


def test_terms_hold_their_descriptions():
    assert nodes("<dl> <dt>a</dt> <dd> b </dd></dl>") == [
        {
            "kind": "terms",
            "children": [{"kind": "term", "children": [text("a")]}, {"kind": "description", "children": [text("b")]}],
        }
    ]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://bochum.de/?a=1&amp;b=2", "https://bochum.de/?a=1&b=2"),
        ("/de/projekte/", "https://strategie.example/de/projekte/"),
        ("#plan", "https://strategie.example/de/strategie/#plan"),
        ("mailto:buero@bochum.example", "mailto:buero@bochum.example"),
    ],
)
def test_links_are_absolute(href, url):
    assert nodes(f'<a href="{href}">a</a>', "https://strategie.example/de/strategie/") == [text("a", url=url)]


def test_a_link_without_an_address_is_text():
    assert nodes("<a>a</a><a href=''>b</a>") == [text("a"), text("b")]


def test_a_language_holds_for_everything_inside():
    assert nodes('a<div lang="de"><p>b <em>c</em></p></div>') == [
        text("a"),
        paragraph(text("b ", lang="de"), text("c", lang="de", emphasis=True)),
    ]


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<h2>a</h2><h3>b</h3><h4>c</h4>", [1, 2, 3]),
        ("<h3>a</h3><h4>b</h4><h2>c</h2>", [1, 2, 1]),
        ("<h2>a</h2><h4>b</h4>", [1, 2]),
    ],
)
def test_no_heading_is_more_than_one_level_below_the_one_before(html, levels):
    assert [node["level"] for node in nodes(html)] == levels


def cells(html):
    (table,) = nodes(html)
    return table["columns"], table["header"], [(c["x"], c["y"], c["colspan"], c["rowspan"]) for c in table["cells"]]


def test_table_cells_know_their_place():
    html = (
        "<table><thead><tr><th colspan='2'>a</th><th>b</th></tr></thead><tr><td>c</td><td>d</td><td>e</td></tr></table>"
    )

    assert cells(html) == (3, True, [(0, 0, 2, 1), (2, 0, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 1, 1, 1)])


def test_cells_that_span_rows_push_the_later_ones_aside_and_end_with_the_table():
    html = "<table><tr><td rowspan='9'>a</td><td>b</td></tr><tr><td colspan='0'>c</td></tr></table>"

    assert cells(html) == (2, False, [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)])


def test_cells_never_overlap():
    html = (
        "<table><tr><td>a</td><td rowspan='2'>b</td></tr><tr><td colspan='3'>c</td><td>d</td></tr></table>"  # by hand
    )

    assert cells(html)[2] == [(0, 0, 1, 1), (1, 0, 1, 2), (0, 1, 1, 1), (2, 1, 1, 1)]


@pytest.mark.parametrize("html", ["<table></table>", "<table><tr></tr></table>", "<table>\n</table>"])
def test_a_table_without_cells_is_nothing(html):
    assert nodes(html) == []


@pytest.mark.parametrize("html", ["<p>a", "</p><p>a", "<p>a</b></p>", "<p>a<strong></p>", "</ul></a><p>a</p></table>"])
def test_markup_that_was_never_closed_or_opened_loses_no_text(html):
    assert nodes(html) == [paragraph(text("a"))]
