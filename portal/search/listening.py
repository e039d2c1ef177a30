"""Notices what changes, and has it written to the index in the same transaction."""

from django.db.models import signals

from portal.changes import changed_in_bulk
from portal.search import index
from portal.search.documents import KINDS, affected, readers

REMADE_BY = {"search.0002_full_text", "search.0003_of_each_language"}


def listen():
    for model in readers():
        signals.post_save.connect(saved, model)
        signals.pre_delete.connect(about_to_be_deleted, model)
        signals.post_delete.connect(deleted, model)
        changed_in_bulk.connect(changed_together, model)
    for kind in KINDS:
        for field in kind.model._meta.local_many_to_many:
            if field.name in kind.relations:
                signals.m2m_changed.connect(linked, field.remote_field.through)


def saved(sender, instance, raw=False, **details):
    if not raw:  # a fixture is loaded, row by row, and what belongs together is not there yet
        index.update(sender, {instance.pk})


def changed_together(sender, pks, **details):
    index.update(sender, pks)


def about_to_be_deleted(sender, instance, **details):
    """While it is known what the row belongs to."""
    instance._found_by_it = affected(sender, {instance.pk})


def deleted(sender, instance, **details):
    index.write_or_wait(instance._found_by_it)


def linked(sender, instance, action, reverse, model, pk_set, **details):
    """A many-to-many relation; `reverse`: set from the side that has not the field."""
    if not reverse and action in {"post_add", "post_remove", "post_clear"}:
        index.update(type(instance), {instance.pk})
    elif reverse and action in {"post_add", "post_remove"}:
        index.update(model, pk_set)
    elif action == "pre_clear" and reverse:
        about_to_be_deleted(type(instance), instance)
    elif action == "post_clear" and reverse:
        deleted(type(instance), instance)


def fill(plan=(), **details):
    """After a migration that makes the index, or puts other words into it: what was there before gets into it."""
    if any(str(migration) in REMADE_BY and not is_backwards for migration, is_backwards in plan):
        index.rebuild()
