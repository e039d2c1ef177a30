import pytest

from portal.search.answers import FREQUENT, fewer_terms
from portal.search.questions import parse


def left_over(text, uses):
    """What is asked instead of a question that finds nothing; `uses`: of each of its words."""
    found = fewer_terms(parse(text, "de").terms, {word: {word: count} for word, count in uses.items()})
    return [" ".join(term.word for term in terms) for terms in found]


def test_each_of_three_words_is_left_out_and_then_each_is_asked_alone():
    assert left_over("Radweg Quatsch Park", {"radweg": 30, "park": 5}) == [
        "quatsch park",
        "radweg park",
        "radweg quatsch",
        "quatsch",
        "radweg",
        "park",
    ]


@pytest.mark.parametrize(("text", "left"), [("Radweg Garten Park", "radweg park"), ("Bus Radweg Garten", "bus radweg")])
def test_of_frequent_words_only_the_rarest_long_one_is_left_out(text, left):
    uses = {"radweg": FREQUENT, "garten": 3, "park": FREQUENT}

    assert [words for words in left_over(text, uses) if " " in words] == [left]


def test_the_forms_of_a_word_count_as_the_word():
    near = {"garten": {"gartens": FREQUENT}, "radweg": {"radweg": 2}, "park": {"park": 3}}

    found = list(fewer_terms(parse("Garten Radweg Park", "de").terms, near))

    assert [term.word for term in found[0]] == ["garten", "park"]
