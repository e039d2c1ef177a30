"""What differs between two states of an item (portal/history.py), in the words of its form."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.dates import DateSpan, spans_of
from portal.history import recorded_fields
from portal.models import FormerSlug, Row
from portal.rich_text import RichTextField, in_notation
from portal.text import lines, shorten

TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Below this share of common words, two texts are easier read one after the other.
ALIKE = 0.4


@dataclass(frozen=True)
class Difference:
    """One field, before and after: plain text, several lines if need be."""

    name: str  # in the form
    label: str
    language: str  # of the text; empty if it has none of its own
    before: str
    after: str

    @cached_property
    def words(self):
        """The two texts in one, as (tag, text): the tag is ins, del or empty. Empty if only the markup differs."""
        return word_differences(self.before, self.after)


@dataclass(frozen=True)
class Part:
    """The item itself or one of its rows, with the fields that differ."""

    key: tuple
    kind: str  # changed, added or removed
    title: str  # empty for the item itself
    differences: list


def word_differences(before, after):
    if before == after:
        return []
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [(tag, text) for tag, text in (("del", before), ("ins", after)) if text]
    pieces = []
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(("", "".join(old[old_start:old_end])))
            continue
        pieces += [("del", "".join(old[old_start:old_end]))] * (old_end > old_start)
        pieces += [("ins", "".join(new[new_start:new_end]))] * (new_end > new_start)
    return pieces


def entries(model):
    """What a form shows of a model: (name, label, columns), a span as one; what ties a row to its item is left out."""
    spans = spans_of(model)
    span_columns = {column for span in spans.values() for column in (span.first, span.last)}
    found = [(name, span.verbose_name, (span.first, span.last)) for name, span in spans.items()]
    for name in recorded_fields(model):
        field = model._meta.get_field(name)
        ties = name in {"content_type", "object_id"} or (
            field.many_to_one and field.remote_field.on_delete is models.CASCADE
        )
        if field.editable and not field.primary_key and not ties and name not in span_columns:
            found.append((name, field.verbose_name, (name,)))
    return found


def parts(before, after, names):
    """What differs between two states, the item itself first; `names` comes from `names_in`."""
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        differences = field_differences(apps.get_model(key[0]), old or {}, new or {}, names)
        if differences or not (old and new):
            kind = "changed" if old and new else "added" if new else "removed"
            found.append(Part(key, kind, title(key, new or old, names), differences))
    return found


def field_differences(model, before, after, names):
    found = []
    for name, label, columns in entries(model):
        if name == "position" and not (before and after):
            continue  # the place of a row that comes or goes tells nobody anything
        old, new = ([fields.get(column) for column in columns] for fields in (before, after))
        old_text, new_text = (text(model, columns, values, names) for values in (old, new))
        # The same words may be formatted otherwise, and another file may have the same name.
        if old_text != new_text or (old_text and old != new):
            language = name[-2:] if name[-3:] in {"_de", "_en"} else ""
            found.append(Difference(name, capfirst(str(label)), language, old_text, new_text))
    return found


def title(key, fields, names):
    """How a row is called: what it is, and the first thing it says. Empty for an item."""
    model = apps.get_model(key[0])
    if not issubclass(model, (Row, FormerSlug)):
        return ""
    says = (text(model, columns, [fields.get(c) for c in columns], names) for name, _l, columns in texts_first(model))
    return f"{capfirst(model._meta.verbose_name)}: {shorten(next(filter(None, says), '–'), 60)}"


def texts_first(model):
    return [entry for entry in entries(model) if entry[0] != "position" and entry[0] not in spans_of(model)]


def text(model, columns, values, names):
    """The value of one entry as people read it."""
    if len(columns) == 2:
        return str(DateSpan(*map(date.fromisoformat, values))) if all(values) else ""
    field, [value] = model._meta.get_field(columns[0]), values
    if value is None or value == "":
        return ""
    if field.is_relation:
        several = value if isinstance(value, list) else [value]
        return "\n".join(sorted(names.get((field.related_model, str(pk)), _("no longer there")) for pk in several))
    return plain_text(field, value)


def plain_text(field, value):
    if isinstance(field, RichTextField):
        return lines(in_notation(value))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(field.to_python(value)), "DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return date_format(field.to_python(value), "DATE_FORMAT")
    if isinstance(field, models.FileField):
        return value.rpartition("/")[2]
    return str(value)


def names_in(states):
    """How everything is called that these states name: one query a model, however many states."""
    wanted = defaultdict(set)
    for state in states:
        for (label, _pk), fields in state.items():
            for name, _label, columns in entries(apps.get_model(label)):
                value = fields.get(name) if len(columns) == 1 else None
                if value and (model := apps.get_model(label)._meta.get_field(name).related_model):
                    wanted[model] |= {str(pk) for pk in (value if isinstance(value, list) else [value])}
    return {
        (model, str(one.pk)): str(one)
        for model, pks in wanted.items()
        for one in model._base_manager.filter(pk__in=pks)
    }
