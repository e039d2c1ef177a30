"""What somebody typed, understood: words that must all be there, phrases, and what each word may stand for."""

import re
from dataclasses import dataclass, field, replace

from portal.search.words import SHORTEST_PREFIX, fold, split, stem, stems_of, unspoken

LONGEST_QUESTION = 200  # characters
MOST_WORDS = 8
MOST_BEGINNINGS = 3  # of more words, each is taken as a whole word: whoever writes a sentence has finished them
QUOTED = re.compile(r'["„“”«»‟](.*?)["„“”«»‟]')


@dataclass(frozen=True)
class Term:
    """One word of a question.

    `stems`: in the languages of the texts that are searched; `parts`: other words that stand for it, because it
    is a part of them. Within a phrase a word is taken as it is written."""

    word: str
    stems: frozenset = frozenset()
    parts: frozenset = frozenset()
    spelling: str = field(default="", compare=False)
    is_whole: bool = False

    @property
    def is_prefix(self):
        return bool(self.stems) and not self.is_whole and len(self.word) >= SHORTEST_PREFIX

    def covers(self, written, languages):
        """Whether this word of texts in these languages, as it is written, is found by the stems anyway."""
        return all(stem(written, language) in self.stems for language in languages)

    def matches(self, word, languages):
        """Whether this word of a text is what the term looks for."""
        written = fold(word)
        if written == self.word or written in self.parts or (self.is_prefix and written.startswith(self.word)):
            return True
        return any(self.stems & stems_of(word, language) for language in languages)


@dataclass(frozen=True)
class Question:
    """Terms that all must be there, and phrases: lines of words in this order."""

    terms: tuple = ()
    phrases: tuple = ()
    languages: tuple = ("de",)

    def __bool__(self):
        return bool(self.terms)

    def is_hit(self, word):
        return any(term.matches(word, self.languages) for term in self.terms)

    def with_parts(self, parts):
        """The same, each term with what else may stand for it: {word: words}."""
        terms = tuple(replace(term, parts=frozenset(parts.get(term.word, ()))) for term in self.terms)
        return Question(terms, self.phrases, self.languages)

    def only(self, terms):
        """With these terms instead of its own, and no phrases."""
        return Question(tuple(terms), (), self.languages)

    @property
    def in_words(self):
        return " ".join(term.spelling for term in self.terms)


def languages_of(language):
    """In which languages the texts are that somebody reads in this one: German stands for missing English."""
    return (language,) if language == "de" else (language, "de")


def parse(text, language):
    """A question from any text. Operators and signs mean nothing; words beyond MOST_WORDS are not looked for."""
    languages = languages_of(language)
    phrases = [split(quoted) for quoted in QUOTED.findall(text)]
    loose = split(QUOTED.sub(" ", text))
    telling = [word for word in loose if not any(fold(word) in unspoken(one) for one in languages)]
    terms = {}
    for word in (word for phrase in phrases for word in phrase):
        terms.setdefault(fold(word), Term(fold(word), spelling=word))
    for word in telling if telling or terms else loose:
        terms.setdefault(fold(word), term_of(word, languages))
    kept = tuple(terms.values())[:MOST_WORDS]
    if len(kept) > MOST_BEGINNINGS:
        kept = tuple(replace(term, is_whole=True) for term in kept)
    words = {term.word for term in kept}
    written = [[fold(word) for word in phrase] for phrase in phrases]
    lines = [" ".join(phrase) for phrase in written if len(phrase) > 1 and words.issuperset(phrase)]
    return Question(kept, tuple(lines), languages)


def term_of(word, languages):
    return Term(fold(word), frozenset().union(*(stems_of(word, language) for language in languages)), spelling=word)
