"""One number that changes with everything the public sees, whoever changes it and however.

Whatever a page shows comes from the tables of our apps. So each writing statement to one of them leaves a mark in the
same transaction; what is rolled back leaves none. The processes of one machine hear of it through a counter in a small
shared file as soon as the transaction is there, those of other machines by asking the database.
"""

import logging
import mmap
import re
from datetime import datetime, time, timedelta
from fcntl import LOCK_EX, flock
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Count, Max, Min, Value
from django.utils import timezone

logger = logging.getLogger(__name__)

WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
APPS = ["portal", "contacts", "strategy", "news"]
PRIVATE = {"Draft", "Reminder", "OutdatedTranslation", "LoadedEntry", "ContentChange"}
# The columns that tell when something appears or disappears by itself.
MOMENTS = {"published_at", "public_from", "public_until"}
LIFE_OF_A_MARK = timedelta(hours=1)


class ContentChange(models.Model):
    """The mark of a transaction that changed public content. Rows, not one number in one row: two editors who save
    at the same time then never wait for one another."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "change of public content"

    def __str__(self):
        return str(self.pk)


def current():
    """The present generation as the database knows it: equal as long as nothing has changed."""
    # The newest mark is not enough: a transaction may end after one that began later, and its mark has a lower key.
    # The count tells of it.
    return tuple(ContentChange.objects.aggregate(Max("pk"), Count("pk")).values())


def next_moment(now):
    """When the pages change next by themselves, after `now`: something appears or disappears, or the day ends."""
    midnight = datetime.combine(timezone.localdate(now) + timedelta(days=1), time(), timezone.get_current_timezone())
    rows = [
        model._base_manager.filter(**{f"{name}__gt": now}).order_by().values_list(Value(1)).annotate(Min(name))
        for model, name in scheduled_columns()
    ]
    found = rows[0].union(*rows[1:], all=True)
    return min([midnight, *(moment for _one, moment in found if moment)])


@cache
def content_models():
    """Our models with public content, the tables between two of them included."""
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model.__name__ not in PRIVATE and not model._meta.proxy
    ]


@cache
def content_tables():
    return {model._meta.db_table for model in content_models()}


@cache
def scheduled_columns():
    return [(m, field.name) for m in content_models() for field in m._meta.concrete_fields if field.name in MOMENTS]


# Noticing changes


def watch(connection, **_kwargs):
    """For each new connection to the database."""
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice)


def pause(**_kwargs):
    """For migrations: until they have made its table, there is nowhere to leave a mark."""
    if notice in connection.execute_wrappers:
        connection.execute_wrappers.remove(notice)


def resume(**_kwargs):
    watch(connection)


def notice(execute, sql, params, many, context):
    """Leaves the mark with each statement that writes to a table with public content."""
    match = WRITING.match(sql)
    if not match or match[1] not in content_tables():
        return execute(sql, params, many, context)
    if connection.in_atomic_block:
        # Before the statement: what it gives back (RETURNING) is fetched when this has returned, and no other
        # statement is to come in between.
        leave_mark()
        return execute(sql, params, many, context)
    result = execute(sql, params, many, context)
    leave_mark()
    return result


def leave_mark():
    """Once a transaction. A savepoint that is rolled back takes its marks with it, and its tasks for after the commit:
    so there is a mark exactly if there is the task."""
    if not any(task is announce for _savepoints, task, *_rest in connection.run_on_commit):
        ContentChange.objects.create()
        transaction.on_commit(announce)


def announce():
    try:
        counter.step()
    except OSError:
        logger.exception("The other processes hear of a change only when they ask the database.")


def forget_old_marks(now):
    """Everybody has heard of them. The newest stays, so that no generation is like an earlier one: a process that
    nobody has asked meanwhile would take what it keeps of that one for new."""
    newest, _count = current()
    ContentChange.objects.filter(at__lt=now - LIFE_OF_A_MARK).exclude(pk=newest).delete()


class Counter:
    """A number that all processes of this machine share, in a file that each has in its memory."""

    BYTES = 8

    def __init__(self):
        self.memory = None

    def open(self):
        path = settings.GENERATION_FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            if file.tell() < self.BYTES:
                file.truncate(self.BYTES)
            self.memory = mmap.mmap(file.fileno(), self.BYTES)

    def value(self):
        """Raises OSError if the file cannot be had."""
        if self.memory is None:
            self.open()
        return self.memory[:]

    def step(self):
        """Raises OSError if the file cannot be had."""
        with settings.GENERATION_FILE.open("a+b") as lock:
            flock(lock, LOCK_EX)
            number = int.from_bytes(self.value(), "big") + 1
            self.memory[:] = number.to_bytes(self.BYTES, "big")


counter = Counter()
