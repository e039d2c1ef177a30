"""How long the database needs for questions, from the commonest word to one that finds nothing."""

from collections import Counter
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection

from portal.search import keys
from portal.search.answers import answer, first_of_each, results
from portal.search.models import Entry, Word
from portal.search.words import vocabulary

REPEATS = 50
SAMPLE = 2000  # entries whose words are counted


@dataclass(frozen=True)
class Measurement:
    """`least` and `typical`: milliseconds in the database for one page, of REPEATS runs."""

    name: str
    question: str
    hits: str
    queries: int
    least: float
    typical: float


def questions(language="de"):
    """Questions made of what is in the newest news of a language, by name."""
    lines = Entry.objects.filter(pk__gte=keys.first(language, keys.LAST_KIND)).order_by("pk")[:SAMPLE]
    vocabularies = [vocabulary(line) for line in lines.values_list("words", flat=True)]
    uses = Counter(word for words in vocabularies for word in words if len(word) > 4)
    by_uses = sorted(uses, key=lambda word: (-uses[word], word))
    commonest, second = by_uses[:2]
    tenth, hundredth = (nearest(uses, uses[commonest] / part) for part in (10, 100))
    apart = never_together(vocabularies, [word for word in by_uses if uses[word] <= uses[commonest] / 4])
    rarest = Word.objects.filter(word__regex=r"^.{5}").order_by("uses", "word").first().word
    long_word = max(by_uses[:50], key=len)
    title = Entry.objects.get(pk=lines.first().pk).title
    return {
        "the commonest word": commonest,
        "its first three letters": commonest[:3],
        "its first five letters": commonest[:5],
        "the two commonest words": f"{commonest} {second}",
        "a word of a tenth": tenth,
        "its beginning": tenth[:4],
        "a word of a hundredth": hundredth,
        "common and rare": f"{commonest} {rarest}",
        "the rarest word": rarest,
        "two words never together": " ".join(apart[:2]),
        "three words never together": " ".join(apart[:3]),
        "eight words never together": " ".join(apart[:8]),
        "a phrase of common words": f'"{" ".join(title.split()[:2])}"',
        "a phrase that is nowhere": f'"{second} {commonest}"',
        "a number": "1234",
        "a part of a compound": long_word[3:],
        "a slip of the pen": long_word[:2] + long_word[3:],
        "eight words": " ".join(by_uses[:8]),
        "nothing": "xyzzyxyzzy",
    }


def nearest(uses, wanted):
    return min(sorted(uses), key=lambda word: abs(uses[word] - wanted))


def never_together(vocabularies, words):
    """The most frequent of these words, of which no two stand in the same of the texts."""
    found = []
    for word in words:
        if not any(word in text and not text.isdisjoint(found) for text in vocabularies):
            found.append(word)
    return found


def measure(question, name, language="de"):
    statements = []

    def note(execute, sql, values, many, context):
        statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        found = answer(question, language)
        results(first_of_each(found.hits, 30, 3), found.question)
    times = [sum(seconds(*statement) for statement in statements) * 1000 for _run in range(REPEATS)]
    hits = f"{'> ' if found.hits.has_more else ''}{found.hits.count}"
    return Measurement(name, question, hits, len(statements), min(times), median(times))


def seconds(sql, values):
    with connection.cursor() as cursor:
        start = perf_counter()
        cursor.execute(sql, values)
        cursor.fetchall()
        return perf_counter() - start
