"""The answer to a question: hits, or ways on."""

from dataclasses import dataclass, replace
from itertools import islice

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.search import finding, keys
from portal.search.documents import BY_NUMBER, Kind
from portal.search.likeness import beginnings_of, nearest, uses, words_like
from portal.search.questions import Question, Term, parse
from portal.search.words import SHORTEST_PREFIX, fold, pieces, split

EXTRACT = 220  # characters
MOST_WAYS = 5
FREQUENT = 10_000  # uses of three or four words together


@dataclass(frozen=True)
class Answer:
    """`is_by_parts`: no word begins as asked, but the hits have words with these parts. `corrections` and `fewer`:
    questions, as text, that do find something."""

    question: Question
    hits: finding.Hits
    is_by_parts: bool = False
    corrections: tuple = ()
    fewer: tuple = ()


@dataclass(frozen=True)
class Result:
    """A hit as it is shown; texts as (piece, whether it is a hit) with the language they are in."""

    kind: Kind
    path: str
    date_text: str
    title: list
    title_language: str
    text: list
    text_language: str


@dataclass(frozen=True)
class Section:
    """The hits of one kind."""

    kind: Kind
    numbers: list
    has_more: bool

    @property
    def count(self):
        return len(self.numbers)

    @property
    def count_in_words(self):
        count = number_format(self.count, force_grouping=True)
        return _("more than %s") % count if self.has_more else count


NOTHING = finding.Hits({}, has_more=False)


def answer(text, language, *, with_ways_on=True):
    """What finds a question in any text; an empty question finds nothing."""
    question = parse(text, language)
    if not question:
        return Answer(question, NOTHING)
    beginnings = beginnings_of(question.terms)
    if found := finding.hits(question, language, beginnings):
        return Answer(question, found)
    if not with_ways_on:
        return Answer(question, NOTHING)
    parts, near = words_like(question.terms)
    by_parts = question.with_parts(parts)
    if parts and not question.phrases and (found := finding.hits(by_parts, language, beginnings)):
        return Answer(by_parts, found, is_by_parts=True)
    return Answer(question, NOTHING, **ways_on(question, language, beginnings, near))


def ways_on(question, language, beginnings, near):
    """Questions that find something: without slips of the pen, and with fewer words."""
    corrected = corrections(question, {word: nearest(word, near[word]) for word in near if not beginnings.get(word)})
    fewer = [question.only(terms) for terms in fewer_terms(question.terms, near)]
    texts = finding.first_hits([*corrected, *fewer], language, beginnings)
    spelled = [spelled_as_in(text, one) for one, text in zip(corrected, texts, strict=False) if text]
    found = [one.in_words for one, text in zip(fewer, texts[len(corrected) :], strict=True) if text]
    return {
        "corrections": tuple(dict.fromkeys(filter(None, spelled))),
        "fewer": tuple(dict.fromkeys(found))[:MOST_WAYS],
    }


def corrections(question, near):
    """The question with likelier words: several for one doubtful word, for more the likeliest of each."""
    doubtful = {word: candidates for word, candidates in near.items() if candidates}
    choices = max(map(len, doubtful.values()), default=0) if len(doubtful) == 1 else bool(doubtful)
    return [
        question.only(Term(doubtful[t.word][n], spelling="") if t.word in doubtful else t for t in question.terms)
        for n in range(choices)
    ]


def fewer_terms(terms, near):
    """All but one of three or four terms, then each of the longest alone. `near`: what `words_like` has found.

    Of frequent terms only the rarest is left out, for to ask again and again for such terms takes long."""
    if len(terms) in {3, 4}:
        known = {term: uses(term, near) for term in terms}
        rarest = min(terms, key=lambda term: (len(term.word) <= SHORTEST_PREFIX, known[term], -len(term.word)))
        left_out = terms if sum(known.values()) <= FREQUENT else [rarest]
        yield from (tuple(term for term in terms if term != one) for one in left_out)
    if len(terms) > 1:
        yield from ((term,) for term in sorted(terms, key=lambda term: -len(term.word))[:MOST_WAYS])


def spelled_as_in(text, question):
    """A corrected question, its new words as this text spells them."""
    spellings = {fold(word): word for word in reversed(split(text))}
    return question.only(
        replace(t, spelling=t.spelling or spellings.get(t.word, t.word)) for t in question.terms
    ).in_words


def results(numbers, question):
    """These entries as they are shown, in this order."""
    entries = finding.entries(numbers)
    return [result_of(entries[number], question) for number in numbers if number in entries]


def result_of(entry, question):
    text, text_language = entry.text, keys.language_of(entry.pk)
    if entry.german_text and not any(map(question.is_hit, split(text))):
        text, text_language = entry.german_text, "de"
    return Result(
        kind=BY_NUMBER[keys.kind_of(entry.pk)],
        path=entry.path,
        date_text=entry.date_text,
        title=pieces(entry.title, question.is_hit),
        title_language=entry.title_language,
        text=pieces(text, question.is_hit, EXTRACT),
        text_language=text_language,
    )


def first_of_each(hits, count, of_each):
    """The first hits of each kind, so that no kind crowds out the others; at most `count`."""
    return list(islice((number for numbers in hits.by_kind.values() for number in numbers[:of_each]), count))


def sections_of(hits):
    return [
        Section(BY_NUMBER[kind], numbers, hits.has_more and kind == keys.LAST_KIND)
        for kind, numbers in hits.by_kind.items()
    ]


def with_results(sections, shown, question):
    """Sections, each with its hits as they are shown; `shown`: the numbers of these hits for each section."""
    found = results([number for numbers in shown for number in numbers], question)
    return [(section, [result for result in found if result.kind == section.kind]) for section in sections]
