"""Asking the index: SQLite's FTS5 and PostgreSQL's tsvector behind the same few functions.

Both are asked for the numbers of entries only, in the order of these numbers, and of each language for at most
MOST of the last kind and MOST of all others. So both find the same, and no word is so common that it takes
long. What is public is decided by the clock of the question.
"""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from portal.search import keys
from portal.search.models import Entry
from portal.search.words import SHORTEST_PREFIX, distance

MOST = 1000
MOST_COMPARED = 300  # entries with all words of a phrase that are read to see whether it stands there
FEW = 3_000  # entries in both languages
MOST_FORMS = 64  # a beginning that more words have is looked up as a beginning
MOST_PARTS = 40
NEIGHBOURS = 300  # words that a slip of the pen is compared with
IN_TIME = "(public_from IS NULL OR public_from <= %(now)s) AND (public_until IS NULL OR public_until > %(now)s)"

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
class Sqlite:
    """FTS5 walks through the hits of a range of numbers in their order; it stops where it is told."""

    both, either, position = " AND ", " OR ", "instr"
    listed_beginnings = 8  # letters (migrations/0002): to look up such a beginning is as quick as a word
    before = "WITH"
    part = f"""
        SELECT entry.id FROM search_tokens
        JOIN search_entry AS entry INDEXED BY search_entry_times ON entry.id = search_tokens.rowid
        WHERE search_tokens MATCH %({{tokens}})s AND {IN_TIME}
        AND search_tokens.rowid BETWEEN %({{range}}_first)s AND %({{range}}_end)s
        ORDER BY search_tokens.rowid LIMIT {{limit}}
    """
    last_part = last_part_if_few = part

    @staticmethod
    def token(text, is_prefix):
        return f'"{text}"*' if is_prefix else f'"{text}"'


@dataclass(frozen=True)
class Postgresql:
    """GIN finds all hits and then sorts them; so it is asked drawer by drawer (migrations/0002), the newest first,
    unless one of the words is in few entries."""

    both, either, position = " & ", " | ", "strpos"
    listed_beginnings = 0
    # The drawers there are, by jumping from each to the next.
    before = """
        WITH RECURSIVE drawer (number) AS (
            (SELECT id >> 39 FROM search_entry WHERE id BETWEEN %(last_first)s AND %(last_end)s ORDER BY id LIMIT 1)
            UNION ALL
            SELECT (SELECT id >> 39 FROM search_entry WHERE id BETWEEN (number + 1) << 39 AND %(last_end)s
                    ORDER BY id LIMIT 1)
            FROM drawer WHERE number IS NOT NULL
        ),
    """
    # OFFSET keeps the planner from walking through all entries in their order instead.
    part = f"""
        SELECT id FROM (
            SELECT id FROM search_entry
            WHERE vector @@ (%({{tokens}})s::tsquery && ('#' || (%(small_first)s::bigint >> 53))::tsquery)
            AND {IN_TIME} OFFSET 0
        ) AS hit ORDER BY id LIMIT {{limit}}
    """
    last_part = f"""
        SELECT hit.id FROM drawer CROSS JOIN LATERAL (
            SELECT id FROM search_entry
            WHERE vector @@ (%({{tokens}})s::tsquery && ('#' || number)::tsquery) AND {IN_TIME} ORDER BY id
        ) AS hit WHERE number IS NOT NULL LIMIT {{limit}}
    """
    last_part_if_few = f"""
        SELECT id FROM (
            SELECT id FROM search_entry WHERE vector @@ %({{tokens}})s::tsquery AND {IN_TIME}
            AND id BETWEEN %({{range}}_first)s AND %({{range}}_end)s OFFSET 0
        ) AS hit ORDER BY id LIMIT {{limit}}
    """

    @staticmethod
    def token(text, is_prefix):
        return f"'{text}':*" if is_prefix else f"'{text}'"


ENGINES = {"sqlite": Sqlite(), "postgresql": Postgresql()}


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
    engine = ENGINES[connection.vendor]
    last_part = engine.last_part_if_few if is_in_few(question, beginnings) else engine.last_part
    limit = f"{(MOST_COMPARED if question.phrases else MOST) + 1}"
    limit_if_any = f"(SELECT CASE WHEN EXISTS (SELECT 1 FROM {{hits}}) THEN {limit} ELSE 0 END)"

    def part(template, tokens, **places):
        sql = template.format(tokens=tokens, **places)
        phrases = [f"{engine.position}(words, %({tokens}_{n})s) > 0" for n in range(len(question.phrases))]
        return WITH_PHRASES.format(part=sql, phrases=" AND ".join(phrases)) if phrases else sql

    sql = HITS.format(
        before=engine.before,
        anywhere=part(engine.part, "anywhere", range="small", limit=limit),
        anywhere_last=part(last_part, "anywhere", range="last", limit=limit),
        titled=part(engine.part, "titled", range="small", limit=limit_if_any.format(hits="anywhere")),
        titled_last=part(last_part, "titled", range="last", limit=limit_if_any.format(hits="anywhere_last")),
    )
    return ordered(rows(sql, {**bounds(language), **tokens_of(question, beginnings)}))


def rows(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def bounds(language):
    """The ranges of numbers that are asked for, and the time."""
    return {
        "now": connection.ops.adapt_datetimefield_value(timezone.now()),
        "small_first": keys.first(language, 0),
        "small_end": keys.first(language, keys.LAST_KIND) - 1,
        "last_first": keys.first(language, keys.LAST_KIND),
        "last_end": keys.first(language, keys.LAST_KIND + 1) - 1,
    }


def tokens_of(question, beginnings):
    """What the database is asked for: the words, in titles and anywhere, and the phrases."""
    values = {"titled": expression(question, beginnings, "+"), "anywhere": expression(question, beginnings)}
    for n, phrase in enumerate(question.phrases):
        values[f"anywhere_{n}"] = f" {phrase} "
        values[f"titled_{n}"] = f" {' '.join(f'+{word}' for word in phrase.split())} "
    return values


def expression(question, beginnings, mark=""):
    """Every term, each in one of its forms, as the database wants it. All tokens are letters and digits."""
    engine = ENGINES[connection.vendor]

    def term_in_its_forms(term):
        known = beginnings.get(term.word, {}) if term.is_prefix else {}
        if term.is_prefix and len(term.word) <= engine.listed_beginnings:
            known = None
        exact = {term.word, *(f"={stem}" for stem in term.stems), *term.parts, *(known or ())}
        forms = [engine.token(f"{mark}{form}", is_prefix=False) for form in sorted(exact)]
        if known is None:
            forms.append(engine.token(f"{mark}{term.word}", is_prefix=True))
        return f"({engine.either.join(forms)})"

    return engine.both.join(map(term_in_its_forms, question.terms))


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


def beginnings_of(terms):
    """The words that begin like each term with how often they are used, as {term: {word: uses}}; None instead of
    more than MOST_FORMS.

    Words with digits are not counted among words (words.vocabulary): their beginnings are always looked up so."""
    found = {term.word: {} for term in terms if term.is_prefix}
    lettered = [word for word in found if word.isalpha()]
    select = "SELECT {n}, word, uses FROM search_word WHERE word >= %s AND word < %s"
    part = f"SELECT * FROM ({select} LIMIT {{limit}}) AS part_{{n}}"
    if lettered:
        sql = " UNION ALL ".join(part.format(n=n, limit=MOST_FORMS + 1) for n in range(len(lettered)))
        for n, word, uses in rows(sql, [bound for beginning in lettered for bound in (beginning, after(beginning))]):
            found[lettered[n]][word] = uses
    return {word: forms if word in lettered and len(forms) <= MOST_FORMS else None for word, forms in found.items()}


def is_in_few(question, beginnings):
    """Whether one of its terms is known to be in few entries."""
    uses = [sum((beginnings.get(term.word) or {}).values()) for term in question.terms if not term.parts]
    return any(0 < used <= FEW for used in uses)


def after(beginning):
    """The first text that sorts after all that begin so."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)


# Words that end in something that begins like this: %(word)s is a part of them, but not their beginning.
PARTS = """
SELECT * FROM (SELECT {n}, word_id, 0 FROM search_wordending WHERE ending >= %(word_{n})s AND ending < %(after_{n})s
ORDER BY ending, word_id LIMIT {parts}) AS part_{n}
"""
# Words of about the same length with the same first or last letters.
NEAR = """
SELECT * FROM (SELECT {n}, word, 1 + uses FROM search_word WHERE word >= %(head_{n})s AND word < %(after_head_{n})s
AND length(word) BETWEEN %(shortest_{n})s AND %(longest_{n})s ORDER BY uses DESC, word LIMIT {neighbours}) AS head_{n}
UNION ALL
SELECT * FROM (SELECT {n}, word, 1 + uses FROM search_wordending JOIN search_word ON word = word_id
WHERE ending = %(tail_{n})s AND length(word) BETWEEN %(shortest_{n})s AND %(longest_{n})s
ORDER BY uses DESC, word LIMIT {neighbours}) AS tail_{n}
"""


def words_like(terms):
    """For terms that nothing was found by, {term: words}: words they are a part of, and words they may be slips of.

    Words that are not public yet may be among them; whoever shows one asks first whether it finds something."""
    terms = [term for term in terms if len(term.word) > SHORTEST_PREFIX]
    if not terms:
        return {}, {}
    sql = " UNION ALL ".join(
        text.format(n=n, parts=MOST_PARTS, neighbours=NEIGHBOURS) for n in range(len(terms)) for text in (PARTS, NEAR)
    )
    values = {f"{name}_{n}": value for n, term in enumerate(terms) for name, value in likeness(term).items()}
    parts, near = {}, {}
    for n, word, uses in rows(sql, values):
        if uses:
            near.setdefault(terms[n].word, {})[word] = uses
        else:
            parts.setdefault(terms[n].word, []).append(word)
    return parts, {word: nearest(word, candidates) for word, candidates in near.items()}


def likeness(term):
    """What words that are like a term have in common with it."""
    word, head = term.word, term.word[: 2 if len(term.word) < 6 else 3]
    part = min({word, *(stem for stem in term.stems if len(stem) > SHORTEST_PREFIX)}, key=lambda one: (len(one), one))
    return {
        "word": part,
        "after": after(part),
        "head": head,
        "after_head": after(head),
        "tail": word[-4:],
        "shortest": len(word) - slips(word),
        "longest": len(word) + slips(word),
    }


def slips(word):
    """How many slips of the pen are forgiven."""
    return 1 if len(word) < 6 else 2


def nearest(word, candidates):
    """The three likeliest of these words: fewest slips, then most used. `candidates`: {word: uses}."""
    near = [(distance(word, other), -uses, other) for other, uses in candidates.items() if other != word]
    return [other for slipped, _uses, other in sorted(near) if slipped <= slips(word)][:3]


def first_hits(questions, language, beginnings):
    """Of each question the texts of an entry that is public now and has all its words; "" if there is none."""
    engine = ENGINES[connection.vendor]
    parts, values = [], bounds(language)
    for n, question in enumerate(questions):
        values[f"tokens_{n}"] = expression(question, beginnings)
        for name, part in (("small", engine.part), ("last", engine.last_part)):
            sql = part.format(tokens=f"tokens_{n}", range=name, limit=1)
            parts.append(f"SELECT {n} AS question, id FROM ({sql}) AS {name}_{n}")
    text = "SELECT title || ' ' || text || ' ' || german_text FROM search_entry WHERE search_entry.id = found.id"
    sql = f"{engine.before} found AS ({' UNION ALL '.join(parts)}) SELECT question, ({text}) FROM found"
    found = dict(rows(sql, values)) if parts else {}
    return [found.get(n, "") for n in range(len(questions))]


def keys_of_news(numbers):
    """The keys of the press releases among these entries."""
    return list(Entry.objects.filter(pk__in=numbers, kind=keys.LAST_KIND).values_list("object_id", flat=True))


def entries(numbers):
    """What is shown of these entries, by number."""
    shown = ("id", "path", "date_text", "title", "title_language", "text", "german_text")
    return {entry.pk: entry for entry in Entry.objects.filter(pk__in=numbers).only(*shown)}
