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
    """FTS5 walks through the hits of an index in their order; it stops where it is told. Each language has an index of
    its own for the last kind, and one for the others (migrations/0003): it would walk on beyond a range of numbers."""

    both, either, position = " AND ", " OR ", "instr"
    listed_beginnings = 8  # letters (migrations/0003): to look up such a beginning is as quick as a word
    before = "WITH"
    part = f"""
        SELECT entry.id FROM search_tokens_{{index}} AS found
        JOIN search_entry AS entry INDEXED BY search_entry_times ON entry.id = found.rowid
        WHERE search_tokens_{{index}} MATCH %({{tokens}})s AND {IN_TIME}
        ORDER BY found.rowid LIMIT {{limit}}
    """

    def small(self, language, tokens, limit):
        return self.part.format(index=language, tokens=tokens, limit=limit)

    def last(self, language, tokens, limit):
        return self.part.format(index=f"{language}_last", tokens=tokens, limit=limit)

    @staticmethod
    def token(text, is_prefix):
        return f'"{text}"*' if is_prefix else f'"{text}"'


@dataclass(frozen=True)
class Postgresql:
    """GIN finds all hits and then sorts them; so the last kind is asked drawer by drawer, the newest first. Each
    drawer is twice as wide as the one before, as far as there is one (migrations/0003): few are asked for what is
    rare, and of what is frequent little more than is wanted is found."""

    both, either, position = " & ", " | ", "strpos"
    listed_beginnings = 0
    index = {"de": "id < 1::bigint << 53", "en": "id >= 1::bigint << 53"}  # as in migrations/0003, so that it is used
    # The drawers there are, by jumping from the end of each to the next entry. A drawer's number is a multiple of its
    # width, so the lowest bit of the number limits it.
    before = """
        WITH RECURSIVE drawer (number, width) AS (
            (SELECT id >> 38, 1::bigint FROM search_entry
             WHERE id BETWEEN %(last_first)s AND %(last_end)s ORDER BY id LIMIT 1)
            UNION ALL
            SELECT next.number, least(2 * width, next.number & -next.number, 16)
            FROM drawer CROSS JOIN LATERAL (
                SELECT id >> 38 AS number FROM search_entry
                WHERE id BETWEEN (drawer.number + width) << 38 AND %(last_end)s ORDER BY id LIMIT 1
            ) AS next
        ),
    """
    # The drawer comes first and by itself: so GIN leaps from entry to entry of it, instead of weighing all words for
    # each. OFFSET keeps the planner from walking through all entries in their order instead.
    small_part = f"""
        SELECT id FROM (
            SELECT id FROM search_entry
            WHERE vector @@ ('#' || (%(small_first)s::bigint >> 53))::tsquery AND vector @@ %({{tokens}})s::tsquery
            AND {{index}} AND {IN_TIME} OFFSET 0
        ) AS hit ORDER BY id LIMIT {{limit}}
    """
    last_part = f"""
        SELECT hit.id FROM drawer CROSS JOIN LATERAL (
            SELECT id FROM search_entry
            WHERE vector @@ ('#' || width || '/' || number / width)::tsquery AND vector @@ %({{tokens}})s::tsquery
            AND {{index}} AND {IN_TIME} ORDER BY id
        ) AS hit LIMIT {{limit}}
    """

    def small(self, language, tokens, limit):
        return self.small_part.format(index=self.index[language], tokens=tokens, limit=limit)

    def last(self, language, tokens, limit):
        return self.last_part.format(index=self.index[language], tokens=tokens, limit=limit)

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
    limit = f"{(MOST_COMPARED if question.phrases else MOST) + 1}"
    limit_if_any = f"(SELECT CASE WHEN EXISTS (SELECT 1 FROM {{hits}}) THEN {limit} ELSE 0 END)"

    def part(place, tokens, most=limit):
        sql = place(language, tokens, most)
        phrases = [f"{engine.position}(words, %({tokens}_{n})s) > 0" for n in range(len(question.phrases))]
        return WITH_PHRASES.format(part=sql, phrases=" AND ".join(phrases)) if phrases else sql

    sql = HITS.format(
        before=engine.before,
        anywhere=part(engine.small, "anywhere"),
        anywhere_last=part(engine.last, "anywhere"),
        titled=part(engine.small, "titled", limit_if_any.format(hits="anywhere")),
        titled_last=part(engine.last, "titled", limit_if_any.format(hits="anywhere_last")),
    )
    return ordered(rows(sql, {**bounds(language), **tokens_of(question, beginnings)}))


def rows(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def bounds(language):
    """The numbers that are asked for, and the time."""
    return {
        "now": connection.ops.adapt_datetimefield_value(timezone.now()),
        "small_first": keys.first(language, 0),
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
    """Every term, each in one of its forms, as the database wants it. All tokens are letters and digits.

    The fewer forms the quicker: what the stem finds anyway is not asked for."""
    engine = ENGINES[connection.vendor]

    def without_covered(term, words):
        return [word for word in words if not term.covers(word, question.languages)]

    def term_in_its_forms(term):
        begun = beginnings.get(term.word, []) if term.is_prefix else []
        if begun:
            begun = without_covered(term, begun)
        if begun and len(term.word) <= engine.listed_beginnings:
            begun = None
        own = [f"={stem}" for stem in term.stems] or [term.word]
        exact = sorted({*own, *without_covered(term, term.parts), *(begun or ())})
        forms = [engine.token(f"{mark}{form}", is_prefix=False) for form in exact]
        if begun is None:
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
    """The words that begin like each term, as {term: words}; None instead of more than MOST_FORMS.

    Words with digits are not counted among words (words.vocabulary): their beginnings are always looked up so."""
    found = {term.word: [] for term in terms if term.is_prefix}
    lettered = [word for word in found if word.isalpha()]
    select = "SELECT {n}, word FROM search_word WHERE word >= %s AND word < %s"
    part = f"SELECT * FROM ({select} LIMIT {{limit}}) AS part_{{n}}"
    if lettered:
        sql = " UNION ALL ".join(part.format(n=n, limit=MOST_FORMS + 1) for n in range(len(lettered)))
        for n, word in rows(sql, [bound for beginning in lettered for bound in (beginning, after(beginning))]):
            found[lettered[n]].append(word)
    return {word: forms if word in lettered and len(forms) <= MOST_FORMS else None for word, forms in found.items()}


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
        for place in (engine.small, engine.last):
            sql = place(language, f"tokens_{n}", 1)
            parts.append(f"SELECT {n} AS question, id FROM ({sql}) AS {place.__name__}_{n}")
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
