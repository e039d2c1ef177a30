import pytest

from portal.search.questions import MOST_WORDS, parse


def words(question):
    return [term.word for term in question.terms]


def test_words_that_tell_nothing_are_left_out():
    assert words(parse("Was macht die Stadt gegen Lärm?", "de")) == ["stadt", "larm"]


def test_a_question_of_such_words_only_is_asked_as_it_is():
    assert words(parse("was ist das", "de")) == ["was", "ist", "das"]


def test_a_phrase_is_a_line_of_words_taken_as_they_are_written():
    question = parse("Neues „Haus des“", "de")

    assert question.phrases == ("haus des",)
    assert [(term.word, term.is_prefix) for term in question.terms] == [("haus", False), ("des", False), ("neus", True)]


def test_a_word_of_less_than_three_letters_is_no_beginning():
    assert [term.is_prefix for term in parse("KI Rad", "de").terms] == [False, True]


def test_in_a_sentence_each_word_is_a_whole_word():
    assert [term.is_prefix for term in parse("Neue Wege Rad Stadtteil", "de").terms] == [False] * 4
    assert [term.is_prefix for term in parse("Neue Wege Rad", "de").terms] == [True] * 3


def test_english_readers_find_german_texts_too():
    [term] = parse("Häuser", "en").terms

    assert "haus" in term.stems


def test_other_forms_of_a_word_are_found_by_its_stem_in_each_language_of_the_texts():
    [german], [english] = (parse("Häuser", language).terms for language in ("de", "en"))

    assert german.covers("hause", ["de"])
    assert not german.covers("hauserkampf", ["de"])
    assert not english.covers("housed", ["en"])


def test_no_more_words_than_the_database_can_bear_are_asked_for():
    assert len(parse(" ".join(f"wort{n}" for n in range(50)), "de").terms) == MOST_WORDS


@pytest.mark.parametrize("text", ["", " ", '"', "*** --- ''", "🙂", "\u0308", "()[]{}", "_"])
def test_a_question_without_words_is_empty(text):
    assert not parse(text, "de")
