"""What names a contact, and where one can look at it.

It is read from the relations of the contact, because the floors above, which have most of them, are not imported.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from contacts.models import may_view
from portal.history_admin import owner
from portal.models import Row
from portal.text import sort_key


@dataclass(frozen=True)
class Use:
    """A row that names a contact in one of its fields, and the item that it belongs to or is."""

    row: models.Model
    name: str
    item: models.Model

    @property
    def kind(self):
        return self.item._meta.verbose_name

    @property
    def label(self):
        return self.row._meta.get_field(self.name).verbose_name

    @property
    def role(self):
        return getattr(self.row, "role", "")


def uses(contact):
    """All rows that name the contact, by kind and title: one query for each kind."""
    found = []
    for relation in contact._meta.related_objects:
        if relation.many_to_many:
            continue
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{name: contact}).select_related(*item_fields(model))
        found += sorted((Use(row, name, owner(row)) for row in rows), key=lambda use: sort_key(str(use.item)))
    return found


def item_fields(model):
    """The field by which a row names the item it belongs to; none for an item."""
    fields = model._meta.concrete_fields if issubclass(model, Row) else []
    return [f.name for f in fields if f.is_relation and f.remote_field.on_delete is models.CASCADE]


def linked_uses(request, contact):
    """Where the contact is named: (use, address to look at it or empty)."""
    found = uses(contact)
    return list(zip(found, addresses(request.user, [use.item for use in found]), strict=True))


def addresses(user, items):
    """Where this user can look at each of these items: in the admin, else on the website, else nowhere (empty)."""
    by_model = defaultdict(set)
    for item in items:
        by_model[type(item)].add(item.pk)
    is_shown = {model: may_view(user, model) for model in by_model}
    public = {
        model: set(model.objects.published().filter(pk__in=pks).values_list("pk", flat=True))
        for model, pks in by_model.items()
        if not is_shown[model]
    }
    for item in items:
        options = item._meta
        if is_shown[type(item)]:
            yield reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[item.pk])
        else:
            yield item.get_absolute_url() if item.pk in public[type(item)] else ""
