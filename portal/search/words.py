"""Words as search compares them; pure functions, no ORM.

A word has two forms without capitals, umlauts and accents: how it is written, and its stem in its language.
»Häuser«, »Haeuser« and »hauser« are all written `hauser`; the stem is `haus`. An entry's words are one line of
tokens: `+word` and `+=stem` stand for what is in its title, `word` and `=stem` for what is anywhere in it.
"""

import re
import unicodedata
from functools import cache, lru_cache

from snowballstemmer import stemmer

WORD = re.compile(r"[^\W_]+")
NEIGHBOURS = re.compile(r"\b(?=([^\W_]+)([ *:-])([^\W_]+))")
WITH_STAR = re.compile(r"\b([^\W_]+)[*:]innen([^\W_]+)")
GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{3})+(?!\w|[.,]\d)")
REMEMBERED = 20_000  # words; some more than the strategy has, for strangers may ask for any number of them
ALGORITHMS = {"de": "german", "en": "english"}
LONGEST = 40  # letters of a word that count
MOST_WORDS = 20_000  # of a text that count; PostgreSQL does not take more than a megabyte of them
SHORTEST_PREFIX = 3
# Said in questions, telling nothing of what is looked for.
UNSPOKEN = {
    "de": "aber als am an auch auf aus bei beim bin bis da damit das dass dem den der des die dies diese diesem diesen "
    "dieser dieses doch dort du ein eine einem einen einer eines er es für gegen geht gibt hat hier ich ihr im in ins "
    "ist ja kann können machen macht man mit nach nicht noch ob oder sich sie sind so tut über um und uns vom von "
    "vor wann warum was welche welcher welches wem wen wenn wer werden wie wieso wird wir wo woher wohin wurde zu zum "
    "zur",
    "en": "a about an and are as at be by can do does for from has have how i in is it its me my of on or our that the "
    "their there they this to us was we what when where which who why will with you your",
}
# ae, oe and ue are the umlauts of those who have no such keys; que is not.
SPELLED_OUT = re.compile(r"([ao]|(?<!q)u)e")


@lru_cache(maxsize=REMEMBERED)
def fold(word):
    """How a word is written, without capitals, umlauts in any spelling, and accents."""
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    letters = "".join(letter for letter in decomposed if letter.isalnum())
    return SPELLED_OUT.sub(r"\1", letters)[:LONGEST]


@lru_cache(maxsize=REMEMBERED)
def stem(word, language):
    """What the forms of a word have in common. A new stemmer each time: one cannot be shared by threads."""
    if not word.isalpha():
        return fold(word)
    return fold(stemmer(ALGORITHMS[language]).stemWord(unicodedata.normalize("NFC", word).lower().replace("ß", "ss")))


def stems_of(word, language):
    """The stem of a word as it stands there, and of it without umlauts and accents: so that whatever is written the
    same has a stem in common, also »öse« and »oese«."""
    return {stem(word, language), stem(fold(word), language)}


def split(text):
    """The words of a text in their order, as they stand there."""
    return [word for word in WORD.findall(unicodedata.normalize("NFC", text)) if fold(word)]


def joined(text, language):
    """What others write as one word: »Pocket-Park«, »Pocket Park«, »Senior*innen«, »1.000«.

    A compound with a star is also what those write who know none: »Senior*innenportal« is »Seniorenportal«."""
    text = unicodedata.normalize("NFC", text)
    neighbours = [
        one + other
        for one, between, other in NEIGHBOURS.findall(text)
        if between != " " or (one[0].isupper() and other[0].isupper() and fold(one) not in unspoken(language))
    ]
    without_star = [one + link + other for one, other in WITH_STAR.findall(text) for link in ("", "en")]
    numbers = [re.sub(r"\D", "", number) for number in GROUPED.findall(text)]
    return neighbours + without_star + numbers


@cache
def unspoken(language):
    return {fold(word) for word in UNSPOKEN[language].split()}


def tokens(title, texts):
    """The line of tokens of an entry. `title` and each of `texts` are a text and its language."""
    of_title = [f"+{token}" for token in all_forms(*title)]
    # The full stop lets no phrase begin in one text and end in the next.
    parts = [of_title, *(all_forms(*text) for text in (title, *texts))]
    return f" {' . '.join(' '.join(part) for part in parts)} "


def all_forms(text, language):
    """The words of a text as they are written, in their order; behind them what else finds them."""
    words, together = split(text)[:MOST_WORDS], joined(text, language)[:MOST_WORDS]
    stems = {f"={found}" for word in (*words, *together) for found in stems_of(word, language)}
    return [*(fold(word) for word in words), *sorted({fold(word) for word in together} | stems)]


def vocabulary(line):
    """The distinct words of a line of tokens; numbers and codes are none."""
    return {token for token in line.split() if token.isalpha()}


def endings(word):
    """The ends of a long word where a part of a compound could begin."""
    return [word[start:] for start in range(2, len(word) - 3)] if len(word) >= 7 else []


def distance(one, other):
    """How many slips are between two words: a letter too many, missing or another, or two exchanged."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, b) == (other[j - 2], one[i - 2]):
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def pieces(text, is_hit, length=None):
    """A text as (piece, whether it is a hit); `is_hit` is asked of each word as it stands there.

    With a length, an extract of about so many characters that begins shortly before the first hit."""
    text = unicodedata.normalize("NFC", text)
    hits = [match.span() for match in WORD.finditer(text) if is_hit(match[0])]
    start, end = extract(text, hits[0][0] if hits else 0, length) if length else (0, len(text))
    found, last = [("… ", False)] if start else [], start
    for first, after in hits:
        if start <= first and after <= end:
            found += [(text[last:first], False), (text[first:after], True)]
            last = after
    return [piece for piece in [*found, (text[last:end] + (" …" if end < len(text) else ""), False)] if piece[0]]


def extract(text, hit, length):
    """Where an extract begins and ends, at the borders of words, with a third of it before the hit."""
    start = max(0, min(hit - length // 3, len(text) - length))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", start + length)
    return start, end if end != -1 else len(text)
