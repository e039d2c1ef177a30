"""Filters of a list, without a database: what is found, what is counted, what addresses lead where."""

import pytest
from django.http import QueryDict
from django.utils import translation

from portal.filters import Answers, Choice, Facet, Filters, with_query

# Animals, each written as where it lives and how big it is.
ANIMALS = ["water small", "water big", "land small", "land water small", "air small"]
LIVES = [Choice(key, name) for key, name in (("water", "Wasser"), ("land", "Land"), ("air", "Luft"), ("fire", "Feuer"))]
SIZES = [Choice("small", "klein", language="de", group="Größe"), Choice("big", "groß")]
FACETS = [
    Facet("lives", "Lebensraum", "im Lebensraum „{}“", LIVES, str.split),
    Facet("size", "Größe", "von der Größe {}", SIZES, lambda animal: animal.split()[-1:]),
]


def address_of(chosen):
    return with_query("/tiere/", chosen)


def the_filters(query="", rows=ANIMALS, partial=()):
    return Filters(Answers(FACETS, rows, partial), QueryDict(query).dict(), address_of)


def offered(filters):
    """By question: the answers that are offered, each with the number of its hits."""
    return {
        question.facet.name: ", ".join(
            f"{option.choice.key if option.choice else 'all'} {option.count}".strip()
            for option in (question.everything, *question.options)
        )
        for question in filters.questions()
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ANIMALS),
        ("lives=water", ["water small", "water big", "land water small"]),
        ("lives=water&size=big", ["water big"]),
        ("lives=land&size=big", []),
        ("lives=&size=big", ["water big"]),
        ("page=2&size=big", ["water big"]),
    ],
)
def test_filters_combine(query, found):
    assert the_filters(query).found == found


@pytest.mark.parametrize(
    ("query", "lives", "size"),
    [
        ("", "all 5, water 3, land 2, air 1", "all 5, small 4, big 1"),
        ("size=big", "all 1, water 1, land 0, air 0", "all 5, small 4, big 1"),
        ("lives=land&size=big", "all 1, water 1, land 0, air 0", "all 2, small 2, big 0"),
    ],
)
def test_each_answer_tells_its_hits_under_the_other_filters(query, lives, size):
    assert offered(the_filters(query)) == {"lives": lives, "size": size}


def test_every_count_is_what_choosing_it_finds():
    for query in ("", "lives=water", "size=big", "lives=land&size=big"):
        for question in the_filters(query).questions():
            for option in (question.everything, *question.options):
                found = the_filters(option.address.partition("?")[2]).found
                assert (option.address, option.count) == (option.address, str(len(found)))


def test_an_answer_that_no_row_gives_is_offered_only_where_it_is_chosen():
    assert offered(the_filters())["lives"] == "all 5, water 3, land 2, air 1"
    assert offered(the_filters("lives=fire"))["lives"] == "all 5, water 3, land 2, air 1, fire 0"


def test_a_question_that_no_row_answers_is_not_asked():
    assert offered(the_filters(rows=[])) == {}


@pytest.mark.parametrize(
    "value", ["unbekannt", "%00", "water%00", "x" * 10_000, "' OR 1=1 --", "０", "-1", "WATER", "water big"], ids=ascii
)
def test_nonsense_narrows_nothing_and_is_told_beside_its_question(value):
    filters = the_filters(f"lives={value}&size=big")

    assert filters.found == ["water big"]
    assert filters.chosen == {"size": "big"}
    assert {question.facet.name: question.is_unknown for question in filters.questions()} == {
        "lives": True,
        "size": False,
    }


def test_nonsense_is_told_where_nothing_can_be_chosen_either():
    (question,) = the_filters("lives=moon", rows=[]).questions()

    assert (question.facet.name, question.is_unknown, question.options) == ("lives", True, [])


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("size=big&lives=water", "/tiere/?lives=water&size=big"),
        ("lives=&size=big", "/tiere/?size=big"),
        ("lives=&size=", "/tiere/"),
        ("lives=air&lives=water", "/tiere/?lives=water"),
        ("x=1&lives=", "/tiere/"),
    ],
)
def test_the_same_question_has_one_address(query, address):
    filters = the_filters(query)

    assert filters.leads_elsewhere(QueryDict(query))
    assert filters.address == address


@pytest.mark.parametrize(
    "query", ["", "lives=water&size=big", "x=1&lives=water", "lives=water&older=1-2", "lives=moon&size="]
)
def test_an_address_in_order_or_with_nonsense_is_answered_where_it_is(query):
    assert not the_filters(query).leads_elsewhere(QueryDict(query))


def test_a_chosen_answer_can_be_left_out_and_exchanged():
    filters = the_filters("lives=water&size=big")
    lives, size = filters.questions()

    assert lives.everything.address == "/tiere/?size=big"
    assert {option.choice.key: option.address for option in size.options} == {
        "small": "/tiere/?lives=water&size=small",
        "big": "/tiere/?lives=water&size=big",
    }
    assert [option.is_chosen for option in (lives.everything, *lives.options)] == [False, True, False, False]


def test_filters_that_are_on_say_what_is_shown():
    on = the_filters("size=big&lives=water").on()

    assert [filter_.in_plain_words() for filter_ in on] == ["im Lebensraum „Wasser“", "von der Größe groß"]
    assert [(filter_.without.address, filter_.without.count) for filter_ in on] == [
        ("/tiere/?size=big", "1"),
        ("/tiere/?lives=water", "3"),
    ]


def test_a_name_in_another_language_is_marked_and_every_name_escaped():
    choices = [Choice("a", "<b>&", language="de")]
    filters = Filters(Answers([Facet("x", "X", "on “{}”", choices, str)], ["a"]), {"x": "a"}, address_of)

    (only,) = filters.on()

    assert only.in_words() == 'on “<span lang="de">&lt;b&gt;&amp;</span>”'
    assert only.in_plain_words() == "on “<b>&”"


def test_counts_of_a_part_are_the_least_and_nothing_is_called_none():
    filters = the_filters("size=big", partial={"lives", "size"})

    assert offered(filters) == {"lives": "all 1+, water 1+, land, air, fire", "size": "all 5+, small 4+, big 1+"}
    assert filters.hits == "1+"


def test_hits_are_exact_if_any_question_knows_all_rows():
    assert the_filters("size=big", partial={"size"}).hits == "1"


@pytest.mark.parametrize(("language", "hits"), [("de", "1.234"), ("en", "1,234")])
def test_large_counts_are_written_as_the_language_does(language, hits):
    with translation.override(language):
        assert the_filters(rows=["water small"] * 1234).hits == hits


@pytest.mark.parametrize(("query", "address"), [("", "/tiere/?"), ("size=big", "/tiere/?size=big&")])
def test_one_more_parameter_can_be_added_to_the_address(query, address):
    assert the_filters(query).continued_address == address
