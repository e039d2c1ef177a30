"""How long the database needs for questions, from the commonest word to one that finds nothing."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection

from portal.search.answers import answer, first_of_each, results
from portal.search.models import Entry, Word

REPEATS = 15


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
    """Questions made of what is in the index, by name."""
    words = list(Word.objects.filter(word__regex=r"^.{5}").order_by("-uses", "word").values_list("word", "uses"))
    by_uses = [word for word, _uses in words]
    commonest, second = by_uses[0], by_uses[1]
    tenth, hundredth = (nearest(words, words[0][1] / part) for part in (10, 100))
    long_word = max(by_uses[:50], key=len)
    title = Entry.objects.order_by("pk").last().title
    return {
        "the commonest word": commonest,
        "its first three letters": commonest[:3],
        "its first five letters": commonest[:5],
        "the two commonest words": f"{commonest} {second}",
        "a word of a tenth": tenth,
        "its beginning": tenth[:4],
        "a word of a hundredth": hundredth,
        "common and rare": f"{commonest} {by_uses[-1]}",
        "the rarest word": by_uses[-1],
        "two words never together": " ".join(never_together(words)),
        "a phrase of common words": f'"{" ".join(title.split()[:2])}"',
        "a phrase that is nowhere": f'"{second} {commonest}"',
        "a number": "1234",
        "a part of a compound": long_word[3:],
        "a slip of the pen": long_word[:2] + long_word[3:],
        "eight words": " ".join(by_uses[:8]),
        "nothing": "xyzzyxyzzy",
    }


def nearest(words, uses):
    return min(words, key=lambda word: abs(word[1] - uses))[0]


def never_together(words):
    """Two words of about a tenth of all entries with different beginnings, if possible of different titles."""
    wanted = words[0][1] / 8
    near = sorted(words, key=lambda word: abs(word[1] - wanted))[:12]
    return near[0][0], near[-1][0]


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
