"""Words of the entries that are like the words of a question: begin so, have it as a part, or are spelled nearly so."""

from portal.search.engines import rows
from portal.search.words import SHORTEST_PREFIX, distance

MOST_FORMS = 64  # a beginning that more words have is looked up as a beginning
MOST_PARTS = 40
NEIGHBOURS = 300  # words that a slip of the pen is compared with


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
    """For terms that nothing was found by: {term: words they are a part of}, {term: {words spelled nearly so: uses}}.

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
    return parts, near


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


def uses(term, near):
    """In about how many entries a term stands, as far as `words_like` tells: words that begin like its stem."""
    beginning = likeness(term)["word"]
    return sum(count for word, count in near.get(term.word, {}).items() if word.startswith(beginning))


def slips(word):
    """How many slips of the pen are forgiven."""
    return 1 if len(word) < 6 else 2


def nearest(word, candidates):
    """The three likeliest of these words: fewest slips, then most used. `candidates`: {word: uses}."""
    near = [(distance(word, other), -uses, other) for other, uses in candidates.items() if other != word]
    return [other for slipped, _uses, other in sorted(near) if slipped <= slips(word)][:3]
