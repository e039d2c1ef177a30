"""Writing the index, always in the transaction that changes what is found.

Django tells of rows that are saved or deleted (apps.py), our querysets of rows that one statement changes
(portal/models/texts.py). Who changes rows in another way calls `update`.
"""

from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.utils.translation import override

from portal.search import keys
from portal.search.documents import KINDS, affected
from portal.search.models import Entry, Word, WordEnding
from portal.search.words import endings, tokens, vocabulary

BATCH = 500  # items at once
WRITERS_LOCK = 5_2030  # any number that nothing else locks
_waiting = ContextVar("waiting", default=None)


def update(model, pks):
    """Write anew what is found by these rows of a model, which were added, changed or deleted."""
    write_or_wait(affected(model, pks))


def write_or_wait(items):
    waiting = _waiting.get()
    for kind, pks in items.items():
        if waiting is None:
            write(kind, pks)
        else:
            waiting.setdefault(kind, set()).update(pks)


@contextmanager
def at_the_end():
    """What changes within this is written once, at its end; for loading much at once, within a transaction."""
    token = _waiting.set({})
    try:
        yield
        waiting = _waiting.get()
    finally:
        _waiting.reset(token)
    write_or_wait(waiting)


@transaction.atomic
def write(kind, pks):
    """Make the entries of these items what the items are now: none if they are gone or not public."""
    for batch in batches(pks):
        one_writer()
        old = Entry.objects.filter(kind=kind.number, object_id__in=batch)
        gone = Counter(word for line in old.values_list("words", flat=True) for word in vocabulary(line))
        old.delete()
        items = kind.items(batch)
        # By language: what is found together shall lie together.
        entries = [entry_of(kind, item, language) for language in keys.LANGUAGES for item in items]
        Entry.objects.bulk_create(entries)
        came = Counter(word for entry in entries for word in vocabulary(entry.words))
        count_words({word: came[word] - gone[word] for word in came | gone})


def batches(pks):
    ordered = sorted(pks)
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


def one_writer():
    """Until the transaction ends nobody else writes the index; SQLite lets nobody else write anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


def entry_of(kind, item, language):
    title, title_language = kind.title_of(item, language)
    texts = kind.texts_of(item, language)
    with override(language):
        return Entry(
            id=kind.number_of(language, item),
            kind=kind.number,
            object_id=item.pk,
            public_from=kind.starts(item),
            public_until=kind.until(item),
            path=kind.path(item),
            date_text=kind.date_text(item),
            title=title,
            title_language=title_language,
            text=" · ".join(text for text, written in texts if written == language),
            german_text=" · ".join(text for text, written in texts if written != language),
            words=tokens((title, title_language), texts),
        )


def count_words(changes):
    """`changes`: by how much the uses of each word have changed."""
    changes = {word: by for word, by in sorted(changes.items()) if by}
    known = set(Word.objects.filter(word__in=changes).values_list("word", flat=True))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_word (word, uses) VALUES (%s, %s) "
            "ON CONFLICT (word) DO UPDATE SET uses = search_word.uses + excluded.uses",
            list(changes.items()),
        )
    new = [word for word in changes if word not in known]
    WordEnding.objects.bulk_create(WordEnding(ending=end, word_id=word) for word in new for end in endings(word))
    Word.objects.filter(word__in=[word for word, by in changes.items() if by < 0], uses=0).delete()


@transaction.atomic
def rebuild(progress=iter):
    """Write everything anew; until it is done, the old entries are found."""
    one_writer()
    for model in (Entry, WordEnding, Word):
        model.objects.all().delete()
    steps = [
        (kind, batch) for kind in KINDS for batch in batches(kind.model._base_manager.values_list("pk", flat=True))
    ]
    for kind, batch in progress(steps):
        write(kind, batch)
