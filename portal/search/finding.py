"""Asking the index, on either database (engines.py).

It is asked for the numbers of entries only, in the order of these numbers, and of each language for at most MOST of
the last kind and MOST of all others. So both databases find the same, and no word is so common that it takes long.
"""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from portal.search import keys
from portal.search.engines import engine, rows
from portal.search.models import Entry

MOST = 1000
MOST_COMPARED = 300  # entries with all words of a phrase that are read to see whether it stands there

# Hits anywhere, and which of them are hits in titles, both of the small kinds and of the last. What is nowhere is
# not looked for in titles.
HITS = """
{before} anywhere AS ({anywhere}), anywhere_last AS ({anywhere_last})
SELECT id, 0 FROM anywhere UNION ALL SELECT id, 0 FROM anywhere_last
UNION ALL SELECT id, 1 FROM ({titled}) AS small
UNION ALL SELECT id, 1 FROM ({titled_last}) AS large
"""
WITH_PHRASES = "SELECT id FROM ({part}) AS candidate JOIN search_entry USING (id) WHERE {phrases}"


@dataclass(frozen=True)
class Hits:
    """The numbers of entries by number of kind: hits in titles first, then the newest. First the kinds that have
    hits in titles.

    `has_more`: there are more of the last kind, which are not among them."""

    by_kind: dict
    has_more: bool

    def __bool__(self):
        return bool(self.by_kind)

    @property
    def count(self):
        return sum(map(len, self.by_kind.values()))


def hits(question, language, beginnings):
    """What is public now and has all words and phrases of a question. `beginnings`: what `beginnings_of` found."""
    limit = f"{(MOST_COMPARED if question.phrases else MOST) + 1}"
    limit_if_any = f"(SELECT CASE WHEN EXISTS (SELECT 1 FROM {{hits}}) THEN {limit} ELSE 0 END)"
    anywhere = named("anywhere", expressions(question, beginnings))
    titled = named("titled", expressions(question, beginnings, "+"))
    lines = [f" {phrase} " for phrase in question.phrases]
    lines_in_title = [f" {' '.join(f'+{word}' for word in phrase.split())} " for phrase in question.phrases]
    phrases, phrases_in_title = named("phrase", lines), named("titled_phrase", lines_in_title)

    def part(kinds, names, lines, most=limit):
        sql = engine().part(kinds, language, names, most)
        there = " AND ".join(f"{engine().position}(words, %({name})s) > 0" for name in lines)
        return WITH_PHRASES.format(part=sql, phrases=there) if there else sql

    sql = HITS.format(
        before=engine().before,
        anywhere=part("small", anywhere, phrases),
        anywhere_last=part("last", anywhere, phrases),
        titled=part("small", titled, phrases_in_title, limit_if_any.format(hits="anywhere")),
        titled_last=part("last", titled, phrases_in_title, limit_if_any.format(hits="anywhere_last")),
    )
    return ordered(rows(sql, bounds(language) | anywhere | titled | phrases | phrases_in_title))


def named(name, values):
    """Values of a statement by name."""
    return {f"{name}_{n}": value for n, value in enumerate(values)}


def bounds(language):
    """The numbers that are asked for, and the time."""
    return {
        "now": connection.ops.adapt_datetimefield_value(timezone.now()),
        "small_first": keys.first(language, 0),
        "last_first": keys.first(language, keys.LAST_KIND),
        "last_end": keys.first(language, keys.LAST_KIND + 1) - 1,
    }


def expressions(question, beginnings, mark=""):
    """Every term, each in one of its forms, as the database wants it. All tokens are letters and digits.

    The fewer forms the quicker: what the stem finds anyway is not asked for, and terms with few forms come first."""

    def without_covered(term, words):
        return [word for word in words if not term.covers(word, question.languages)]

    def one_of(forms):
        return engine().either.join(engine().token(f"{mark}{form}", is_prefix=False) for form in sorted(forms))

    def term_in_its_forms(term):
        begun = beginnings.get(term.word, []) if term.is_prefix else []
        if begun:
            begun = without_covered(term, begun)
        if begun and len(term.word) <= engine().listed_beginnings:
            begun = None
        own = [f"={stem}" for stem in term.stems] or [term.word]
        forms = one_of({*own, *without_covered(term, term.parts), *(begun or ())})
        if begun is None:
            forms += engine().either + engine().token(f"{mark}{term.word}", is_prefix=True)
        return f"({forms})"

    found = map(term_in_its_forms, question.terms)
    # Parts are asked for when nothing was found without them: one of them is in every hit, and most of them are rare.
    parts = {part for term in question.terms for part in without_covered(term, term.parts)}
    return ([f"({one_of(parts)})"] if parts else []) + sorted(found, key=len)


def ordered(found):
    """Hits from (number, whether it is in the title), any of them more than once."""
    in_title = {number for number, is_title in found if is_title}
    numbers = sorted({number for number, _is_title in found}, key=lambda number: (number not in in_title, number))
    by_kind = {}
    for number in sorted(numbers, key=lambda number: (number not in in_title, keys.kind_of(number))):
        by_kind.setdefault(keys.kind_of(number), [])
    for number in numbers:
        by_kind[keys.kind_of(number)].append(number)
    last = by_kind.get(keys.LAST_KIND, [])
    has_more = len(last) > MOST
    del last[MOST:]
    return Hits(by_kind, has_more)


def first_hits(questions, language, beginnings):
    """Of each question the texts of an entry that is public now and has all its words; "" if there is none."""
    parts, values = [], bounds(language)
    for n, question in enumerate(questions):
        words = named(f"tokens_{n}", expressions(question, beginnings))
        values |= words
        for kinds in ("small", "last"):
            part = engine().part(kinds, language, words, 1)
            parts.append(f"SELECT {n} AS question, id FROM ({part}) AS {kinds}_{n}")
    text = "SELECT title || ' ' || text || ' ' || german_text FROM search_entry WHERE search_entry.id = found.id"
    sql = f"{engine().before} found AS ({' UNION ALL '.join(parts)}) SELECT question, ({text}) FROM found"
    found = dict(rows(sql, values)) if parts else {}
    return [found.get(n, "") for n in range(len(questions))]


def keys_of_news(numbers):
    """The keys of the press releases among these entries."""
    return list(Entry.objects.filter(pk__in=numbers, kind=keys.LAST_KIND).values_list("object_id", flat=True))


def entries(numbers):
    """What is shown of these entries, by number."""
    shown = ("id", "path", "date_text", "title", "title_language", "text", "german_text")
    return {entry.pk: entry for entry in Entry.objects.filter(pk__in=numbers).only(*shown)}
