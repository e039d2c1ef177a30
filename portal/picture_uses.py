"""Where pictures are shown: by items that choose them, in formatted texts, and in drafts that wait.

A formatted text names a picture by its key (portal/rich_text.py), so nothing but the texts themselves says
which texts show it."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q

from portal.drafts import Draft
from portal.rich_text import NAMES_A_PICTURE, RichTextField, named_pictures


@dataclass(frozen=True)
class PictureUse:
    """An item that shows a picture, or will if its draft is published."""

    item: models.Model
    is_draft: bool = False

    @property
    def is_public(self):
        return not self.is_draft and getattr(self.item, "is_public", True)


def columns_by_model():
    """The columns with formatted texts, of each model that has some."""
    found = defaultdict(list)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, RichTextField) and field.name.endswith(("_de", "_en")):
                found[model].append(field.name)
    return found


def uses_of(image):
    """All places that show this picture: first what is there, then drafts."""
    chosen = [
        item
        for relation in image._meta.related_objects
        if relation.many_to_many
        for item in getattr(image, relation.get_accessor_name()).distinct()
    ]
    items = dict.fromkeys([*chosen, *items_with_text_about(image.pk)])
    drafts = Draft.objects.prefetch_related("item").order_by("pk")
    waiting = [draft.item for draft in drafts if draft.item and image.pk in pictures_of(draft)]
    return [*map(PictureUse, items), *(PictureUse(item, is_draft=True) for item in waiting)]


def items_with_text_about(pk):
    for model, columns in columns_by_model().items():
        for item in model._base_manager.filter(naming_a_picture(columns)).order_by("pk"):
            if any(pk in named_pictures(getattr(item, column)) for column in columns):
                yield item


def naming_a_picture(columns):
    return Q(*(Q(**{f"{column}__contains": NAMES_A_PICTURE}) for column in columns), _connector=Q.OR)


def pictures_of(draft):
    """The keys of the pictures that a parked form shows: in its texts, and in its rows, whose field is `image`."""
    found = set()
    for name, values in draft.form_data.items():
        for value in values:
            found |= named_pictures(value)
            if name.endswith("-image") and value.isdecimal():
                found.add(int(value))
    return found


def pictures_in_texts():
    """The keys of all pictures that a formatted text or a draft shows. Two queries, however many texts."""
    selects = [
        model._base_manager.filter(naming_a_picture([column])).order_by().values_list(column)
        for model, columns in columns_by_model().items()
        for column in columns
    ]
    texts = selects[0].union(*selects[1:], all=True)
    in_drafts = (pictures_of(draft) for draft in Draft.objects.only("form_data"))
    return set().union(*(named_pictures(text) for (text,) in texts), *in_drafts)
