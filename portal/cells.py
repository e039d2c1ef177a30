"""What one value of an entry is called in the cell of a table: how it is written, and how it is read back.

`clean` raises ValueError or ValidationError with a sentence for editors; what it returns is checked with its entry.
Words are written in the editor's language and read in all.
"""

import re
from difflib import get_close_matches

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import widgets

from portal.clock import MomentField
from portal.dates import DateSpan
from portal.models import Slugged
from portal.rich_text import RichTextField
from portal.spreadsheets import tidy
from portal.text import shorten

YES, NO = {"1", "x", "ja", "yes", "wahr", "true"}, {"0", "nein", "no", "falsch", "false"}
DAYS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
MOMENTS = [f"{day}{time}" for day in DAYS for time in (" %H:%M", " %H:%M:%S", "")]
TAG = re.compile(r"<\w")


class Text(widgets.Widget):
    hint = ""

    def __init__(self, field=None):
        super().__init__()
        self.field = field

    def clean(self, value, row=None, **kwargs):
        return value.strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else tidy(str(value))


class RichText(Text):
    @property
    def hint(self):
        return _("Formatted text, as HTML; without any, each empty line begins a new paragraph.")

    def clean(self, value, row=None, **kwargs):
        text = value.strip()
        html = text if TAG.search(text) or not text else linebreaks(text, autoescape=True)
        return self.field.sanitize(html)


class Number(Text):
    @property
    def hint(self):
        return _("A number.")

    def clean(self, value, row=None, **kwargs):
        return forms.IntegerField(required=not self.field.null).clean(value)


class YesNo(Text):
    @property
    def hint(self):
        return f"{_('yes')}, {_('no')}"

    def clean(self, value, row=None, **kwargs):
        word = value.strip().casefold()
        if word not in YES | NO:
            raise ValueError(_("Please write yes or no."))
        return word in YES

    def render(self, value, obj=None, **kwargs):
        return _("yes") if value else _("no")


class Choice(Text):
    @property
    def labels(self):
        return {value: str(label) for value, label in self.field.flatchoices}

    @property
    def hint(self):
        return ", ".join(self.labels.values())

    def clean(self, value, row=None, **kwargs):
        word = value.strip().casefold()
        for language, _name in settings.LANGUAGES:
            with override(language):
                named = {label.casefold(): key for key, label in self.labels.items()}
            if word in named:
                return named[word]
        if word and word not in self.labels:
            raise ValueError(_("Please write one of these: %s.") % self.hint)
        return word

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, value) or ""


class Day(Text):
    hint = "17.06.2024"

    def clean(self, value, row=None, **kwargs):
        return forms.DateField(required=not self.field.null, input_formats=DAYS).clean(value)

    def render(self, value, obj=None, **kwargs):
        return f"{value:%d.%m.%Y}" if value else ""


class Moment(Text):
    hint = "17.06.2024 09:30"

    def clean(self, value, row=None, **kwargs):
        return MomentField(required=not self.field.null, input_formats=MOMENTS).clean(value)

    def render(self, value, obj=None, **kwargs):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}" if value else ""


class Span(Text):
    hint = "17.06.2024, 06.2024, 2024, Q4 2024, 2021/2023"

    def clean(self, value, row=None, **kwargs):
        return DateSpan.parse(value) if value.strip() else None

    def render(self, value, obj=None, **kwargs):
        return value.as_input() if value else ""


def key_of(model):
    """The column that names an entry in other tables: its address or its number. None if it has neither."""
    names = {field.name for field in model._meta.fields}
    return next((name for name in ("slug", "number") if name in names), None)


def named(model, text):
    """The entry with this address, present or former, or this number. Raises ValueError if there is none."""
    key, rows = key_of(model), model._base_manager.all()
    known = [str(one) for one in rows.values_list(key, flat=True)]
    if text in known:
        return rows.get(**{key: text})
    found = rows.filter(former_slugs__slug=text).first() if issubclass(model, Slugged) else None
    if found:
        return found
    shown, alike = shorten(text, 60), get_close_matches(text, known, n=1)
    if alike:
        raise ValueError(_("“%(text)s” is not known. Do you mean “%(alike)s”?") % {"text": shown, "alike": alike[0]})
    raise ValueError(_("“%s” is not known.") % shown)


class One(Text):
    """The entry that another names."""

    @property
    def hint(self):
        return _("The address of one of “%s”.") % self.field.related_model._meta.verbose_name_plural

    def clean(self, value, row=None, **kwargs):
        return named(self.field.related_model, value.strip()) if value.strip() else None

    def render(self, value, obj=None, **kwargs):
        return str(getattr(value, key_of(type(value)))) if value else ""


class Many(widgets.ManyToManyWidget):
    """The entries that another names, in the order of their keys."""

    def __init__(self, field):
        super().__init__(field.related_model, field=key_of(field.related_model))

    @property
    def hint(self):
        if self.field == "number":
            return _("Numbers of “%s”, with commas between them.") % self.model._meta.verbose_name_plural
        return _("Addresses of “%s”, with commas between them.") % self.model._meta.verbose_name_plural

    def clean(self, value, row=None, **kwargs):
        return [named(self.model, key) for key in dict.fromkeys(re.split(r"[\s,;]+", value)) if key]

    def render(self, value, obj=None, **kwargs):
        found = value.all() if isinstance(value, models.Manager) else value or []
        return ", ".join(map(str, sorted(getattr(one, self.field) for one in found)))


CELLS = {
    RichTextField: RichText,
    models.BooleanField: YesNo,
    models.DateTimeField: Moment,
    models.DateField: Day,
    models.IntegerField: Number,
    models.CharField: Text,
    models.TextField: Text,
}


def cell_for(field):
    """How a field of a model is written in a table; None if it cannot be."""
    if field.is_relation:
        if key_of(field.related_model) is None:
            return None
        return Many(field) if field.many_to_many else One(field)
    if field.flatchoices:
        return Choice(field)
    return next((cell(field) for kind, cell in CELLS.items() if isinstance(field, kind)), None)
