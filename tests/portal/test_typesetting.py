import pytest

from portal.typesetting import cleaned, showable


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Straße – „Müll“, 1.500 €",
        "a\nb",
        '#let x = $1$ @a *b* _c_ \\ <a> "q"',
        "Ωμέγα Привет",
        "العربية",
        "שלום",
        "a\u0301",
        "\u00ad",
    ],
)
def test_what_the_fonts_have_stays_as_it_is(text):
    assert showable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a👍b", "a□b"), ("中文", "□□"), ("a\x07b\x1f\x85c", "abc"), ("1\ufe0f\u20e3", "1□□"), ("x\u20e3", "x□")],
)
def test_what_no_font_has_becomes_a_box_and_control_characters_go(text, shown):
    assert showable(text) == shown


def test_every_text_in_the_content_is_cleaned():
    assert cleaned({"a": ["👍", ("👍", 1, None, True)]}) == {"a": ["□", ["□", 1, None, True]]}
