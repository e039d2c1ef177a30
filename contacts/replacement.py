"""Putting a successor in a contact's place wherever it is named: planned row by row, then done at once.

A row of an item that names the successor already merges with its twin, which knows how (`take_in`). Drafts that
wait are changed as well: publishing one would bring the old contact back.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from contacts.uses import Use, item_fields, uses
from portal import history
from portal.drafts import Draft
from portal.history_admin import owner
from portal.models import Row


class Outcome(models.TextChoices):
    """What becomes of a row that names the contact."""

    REPLACED = "replaced", _("names the successor")
    MERGED = "merged", _("is merged with the row of the successor, who is named already")
    CLEARED = "cleared", _("names no deputy any more: nobody can be their own")


@dataclass(frozen=True)
class Step:
    """What becomes of one use."""

    use: Use
    outcome: Outcome
    successor: Contact
    twin: models.Model | None = None  # of a merged row: what it is merged with, after that
    left_out: list = field(default_factory=list)  # texts that do not fit into the twin

    @property
    def role(self):
        return self.twin.role if self.twin else self.use.role

    @property
    def key(self):
        """All that the preview says of it: the row itself, or of an item only that it names the contact."""
        rows = [row for row in (self.use.row, self.twin) if row]
        said = [history.described(row) if isinstance(row, Row) else "" for row in rows]
        return [self.outcome, *map(history.key_of, rows), *said]

    def take(self):
        """Do it; the item is saved too, so that whatever depends on it learns of the change."""
        row, name = self.use.row, self.use.name
        if self.twin:
            row.delete()
            self.twin.save()
        else:
            setattr(row, name, None if self.outcome is Outcome.CLEARED else self.successor)
            row.save()
        if row is not self.use.item:
            self.use.item.save()


@dataclass(frozen=True)
class DraftStep:
    """A draft that names the contact, and what its form would send then."""

    draft: Draft
    form_data: dict
    merges: bool  # it names the successor already
    left_out: list


class Plan:
    """What replacing `contact` by `successor` would change now."""

    def __init__(self, contact, successor):
        self.contact, self.successor = contact, successor
        found = uses(contact)
        twins = twins_of(found, successor)
        self.steps = [step(use, successor, twins.get((type(use.row), use.item.pk))) for use in found]
        self.drafts = list(draft_steps(contact, successor))

    @cached_property
    def stamp(self):
        """Tells this plan from one that would change anything else."""
        keys = [step.key for step in self.steps], [(one.draft.pk, one.draft.stamp) for one in self.drafts]
        return sha256(json.dumps([self.successor.pk, keys], default=str).encode()).hexdigest()

    def carry_out(self, user, reason):
        """Replace the contact everywhere; a revision for each item says who did it and why."""
        items = {history.key_of(step.use.item): step.use.item for step in self.steps}
        for item in items.values():
            history.record_found(item)
        for one in self.steps:
            one.take()
        why = json.dumps([str(self.contact), str(self.successor), reason], ensure_ascii=False)
        for item in items.values():
            history.record([item], user, f"{history.REPLACED} {why}")
        for one in self.drafts:
            one.draft.form_data, one.draft.changed_at = one.form_data, timezone.now()
            one.draft.save(update_fields=["form_data", "changed_at"])


def twins_of(found, successor):
    """The rows that name the successor in the same items, by the model of the row and the key of the item."""
    twins = {}
    for model, name in {(type(use.row), use.name) for use in found if isinstance(use.row, Row)}:
        rows = model._base_manager.filter(**{name: successor})
        twins |= {(model, owner(row).pk): row for row in rows.select_related(*item_fields(model))}
    return twins


def step(use, successor, twin):
    if twin:
        return Step(use, Outcome.MERGED, successor, twin, left_out=twin.take_in(use.row))
    outcome = Outcome.CLEARED if use.row == successor else Outcome.REPLACED
    return Step(use, outcome, successor)


def draft_steps(contact, successor):
    for draft in Draft.objects.select_related("content_type", "changed_by").prefetch_related("item"):
        form = DraftForm(draft, contact, successor)
        if form.changed:
            yield DraftStep(draft, {**draft.form_data, **form.changed}, form.merges, form.left_out)


class DraftForm:
    """What the form of a draft would send with the successor in the place of the contact: `changed`, by field."""

    def __init__(self, draft, contact, successor):
        self.data, self.changed, self.merges, self.left_out = draft.form_data, {}, False, []
        self.old, self.new = [str(contact.pk)], [str(successor.pk)]
        model = draft.content_type.model_class()
        for name in names_of_contacts(model):
            if self.data.get(name) == self.old:
                self.changed[name] = self.new
        for accessor in history.row_relations(model):
            row_model = model._meta.get_field(accessor).related_model
            for name in names_of_contacts(row_model):
                self.replace_in_rows(row_model, name, re.compile(rf"({accessor}-\d+)-{name}"))

    def replace_in_rows(self, model, name, pattern):
        rows = [match[1] for key in self.data if (match := pattern.fullmatch(key))]
        rows = [row for row in rows if f"{row}-DELETE" not in self.data]
        twin = next((row for row in rows if self.data[f"{row}-{name}"] == self.new), None)
        for row in rows:
            if self.data[f"{row}-{name}"] != self.old:
                continue
            if twin:
                self.merge(model, twin, row)
            else:
                self.changed[f"{row}-{name}"] = self.new
                twin = row

    def merge(self, model, twin, row):
        texts = [field.name for field in model._meta.concrete_fields if isinstance(field, models.CharField)]
        kept, other = (
            model(**{name: self.data[f"{each}-{name}"][0] for name in texts if f"{each}-{name}" in self.data})
            for each in (twin, row)
        )
        self.left_out += kept.take_in(other)
        self.changed |= {f"{twin}-{name}": [getattr(kept, name)] for name in texts if f"{twin}-{name}" in self.data}
        self.changed[f"{row}-DELETE"] = ["on"]
        self.merges = True


def names_of_contacts(model):
    return [field.name for field in model._meta.concrete_fields if field.related_model is Contact]


@transaction.atomic
def replace(contact, successor, user, *, stamp, reason=""):
    """Do what the plan with this stamp says; False, and nothing is done, if it would now be another one."""
    # Items first: who saves one of them holds it, and then needs the contact that it names.
    for item in {history.key_of(use.item): use.item for use in uses(contact)}.values():
        history.locked(type(item), item.pk)
    for one in sorted([contact.pk, successor.pk]):
        history.locked(Contact, one)
    plan = Plan(contact, successor)
    if plan.stamp != stamp:
        return False
    plan.carry_out(user, reason)
    return True
