"""Import and export of one kind of entry: what its columns hold, and what importing a table would change.

The columns are the fields of the change form that an editor sees, in its order, and `id`, which says which entry a row
is about; an empty one makes a new entry. A cell that says what is stored already changes nothing, however it would be
understood. So a table can be exported, changed in one place and imported, and all else stays as it is.
"""

import hashlib
import json
import logging
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.results import RowResult

from portal.cells import Many, One, RichText, cell_for
from portal.conflicts import who
from portal.differences import Difference
from portal.drafts import Draft
from portal.history import IMPORTED, record, record_found, versions_of
from portal.spreadsheets import ROW, RefusedError
from portal.text import lines, shorten
from portal.translation_state import note_changes

logger = logging.getLogger(__name__)

KEY = "id"
SHORT = 80  # characters
# How many rows may change at once: some seconds of work with their history, while nobody else can save.
MAX_CHANGES = 200


class Column(Field):
    """One column of the table; `label` is how the form calls it."""

    def __init__(self, name, cell, label):
        super().__init__(attribute=name, column_name=name, widget=cell)
        self.label = label

    @property
    def language(self):
        name = self.column_name
        return name[-2:] if name[-3:] in {"_de", "_en"} else ""

    def text(self, cell):
        """A cell as people read it."""
        return lines(cell) if isinstance(self.widget, RichText) else cell


class CellDifference(Difference):
    @cached_property
    def words(self):
        """A short value is shown whole, before and after; of a long one what differs in it."""
        if self.before == self.after or max(len(self.before), len(self.after)) > SHORT:
            return super().words
        between = [("", " ")] if self.before and self.after else []
        whole = [[("del", self.before)], between, [("ins", self.after)]]
        return [(tag, text) for part in whole for tag, text in part if text]


@dataclass(frozen=True)
class Line:
    """What one row of the table would change, or why it cannot."""

    number: int  # of the row in the file
    kind: str  # added, changed or refused
    title: str
    differences: list
    errors: list  # pairs of a column, None for the whole row, and what is wrong
    cells: list  # the row itself
    fingerprint: str  # of what is stored in the columns of the table
    has_draft: bool


class TransferResource(ModelResource):
    """One import or export by one editor; a subclass names its model."""

    class Meta:
        skip_diff = True
        clean_model_instances = True

    def __init__(self, model_admin, request, *, seen=None, translation_is_right=False):
        """`seen`: by row, the fingerprint of what the editor has seen there; nothing else is overwritten."""
        super().__init__()
        self.model_admin, self.request = model_admin, request
        self.seen, self.translation_is_right = seen or {}, translation_is_right
        self.fields = self.columns(flatten_fieldsets(model_admin.get_fieldsets(request)))
        self.lines, self.saved = [], {"added": [], "changed": []}
        self.items, self.met, self.drafted = {}, {}, set()  # by primary key: entry, row; those of which a draft waits

    def columns(self, shown):
        """Those of the fields that the form shows and a cell can hold."""
        return {name: self.fields[name] for name in [KEY, *shown] if self.fields.get(name)}

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        cell = cell_for(django_field)
        return Column(field_name, cell, django_field.verbose_name) if cell else None

    def get_import_order(self):
        return list(self.fields)

    get_export_order = get_import_order

    def cells(self, item):
        return {name: field.export(item) for name, field in self.fields.items()}

    # Out

    def filter_export(self, queryset, **kwargs):
        return self.with_relations(queryset)

    def with_relations(self, queryset):
        named = {kind: [n for n, f in self.fields.items() if isinstance(f.widget, kind)] for kind in (One, Many)}
        return queryset.select_related(*named[One]).prefetch_related(*named[Many])

    # In

    def check_columns(self, names):
        """Raises RefusedError if the table lacks its key or has columns that this editor cannot import."""
        if KEY not in names:
            raise RefusedError(
                _("The column “id” is missing. Please begin with an export: it has all columns, with their names.")
            )
        unknown = [name for name in names if name not in self.fields]
        if unknown:
            shown = {"unknown": shorten(", ".join(unknown), 300), "known": ", ".join(self.fields)}
            raise RefusedError(_("Unknown columns: %(unknown)s. There are: %(known)s.") % shown)

    def run(self, table, *, name="", dry_run=True):
        """Import a table, or only look what it would do; all of it or nothing. Returns whether all rows are right."""
        result = self.import_data(table, dry_run=dry_run, rollback_on_validation_errors=True, comment=name)
        if result.base_errors:
            raise result.base_errors[0].error
        return not any(line.errors for line in self.lines)

    @property
    def is_too_much(self):
        return len(self.lines) > MAX_CHANGES

    def before_import(self, dataset, **kwargs):
        keys = {int(key) for key in dataset[KEY] if is_key(key)}
        # In one order, so that two imports cannot wait for one another.
        list(self._meta.model._base_manager.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
        found = self.model_admin.get_queryset(self.request).filter(pk__in=keys)
        self.items = {item.pk: item for item in self.with_relations(found)}
        content_type = ContentType.objects.get_for_model(self._meta.model)
        drafts = Draft.objects.filter(content_type=content_type, object_id__in=keys)
        self.drafted = set(drafts.values_list("object_id", flat=True))

    def get_instance(self, instance_loader, row):
        key = row[KEY].strip()
        if not key:
            return None
        if not is_key(key) or int(key) not in self.items:
            raise ValidationError({KEY: _("There is no such entry. Leave the cell empty to add a new one.")})
        earlier = self.met.setdefault(int(key), row[ROW])
        if earlier != row[ROW]:
            raise ValidationError({KEY: _("This entry stands in row %d already.") % earlier})
        return self.items[int(key)]

    def import_row(self, row, instance_loader, **kwargs):
        if self.is_too_much:
            return SKIPPED
        # Of this row: the entry, its cells as stored, and the columns in which the table says something else.
        self.item, self.is_new, self.before, self.touched = None, True, {}, []
        result = super().import_row(row, instance_loader, **kwargs)
        if not result.is_skip():
            self.lines.append(self.line(row, result))
        return result

    def after_init_instance(self, instance, new, row, **kwargs):
        self.item, self.is_new, self.before = instance, new, self.cells(instance)
        self.touched = [
            name
            for name in self.fields
            if name != KEY and name in row and row[name] != self.before[name] and (row[name] or not new)
        ]
        if self.seen.get(row[ROW], self.fingerprint(row)) != self.fingerprint(row):
            version = versions_of(instance).first()
            name = who(version and version.revision.user) or _("Somebody")
            raise ValidationError(
                _("%s has changed this entry since you looked. Please compare what would change once more.") % name
            )
        if new and not self.model_admin.has_add_permission(self.request):
            raise ValidationError(_("You may not add an entry."))
        if self.touched and not new and not self.model_admin.has_change_permission(self.request, instance):
            raise ValidationError(_("You may not change this entry: it is public."))

    def fingerprint(self, row):
        """Of what is stored in the columns of the table; empty for what is new."""
        if self.is_new:
            return ""
        stored = [self.before[name] for name in row if name in self.fields]
        return hashlib.sha256(json.dumps(stored).encode()).hexdigest()

    def import_instance(self, instance, row, **kwargs):
        errors, readonly = {}, self.model_admin.get_readonly_fields(self.request, None if self.is_new else instance)
        for name in list(self.touched):
            field = self.fields[name]
            try:
                value = field.clean(row)
                if field.widget.render(value) == self.before[name]:  # the same in other words
                    self.touched.remove(name)
                elif name in readonly:
                    raise ValueError(_("You may not change this."))
                elif not isinstance(field.widget, Many):
                    field.save(instance, row)
            except ValidationError as error:
                errors[name] = error
            except ValueError as error:
                errors[name] = ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not (self.is_new or self.touched or import_validation_errors)

    def before_save_instance(self, instance, row, **kwargs):
        if not self.is_new and not kwargs["dry_run"]:
            record_found(instance)

    def save_m2m(self, instance, row, **kwargs):
        for name in self.touched:
            if isinstance(self.fields[name].widget, Many):
                self.fields[name].save(instance, row, is_m2m=True)
        if not self.is_new:
            initial = {name: self.before[name] for name in self.touched}
            saved = SimpleNamespace(instance=instance, changed_data=self.touched, initial=initial)
            note_changes(saved, is_still_right=self.translation_is_right)
        self.saved["added" if self.is_new else "changed"].append(instance)

    def after_import(self, dataset, result, **kwargs):
        """All of it is one revision."""
        if kwargs.get("dry_run") or result.has_errors() or result.has_validation_errors():
            return
        for kind, flag in (("added", ADDITION), ("changed", CHANGE)):
            LogEntry.objects.log_actions(self.request.user.pk, self.saved[kind], flag)
        record([*self.saved["added"], *self.saved["changed"]], self.request.user, f"{IMPORTED} {kwargs['comment']}")

    # What would change

    def line(self, row, result):
        errors = [] if result.is_valid() else self.errors_of(result)
        after = {name: row[name] for name in self.touched} if errors else self.cells(self.item)
        return Line(
            number=row[ROW],
            kind="refused" if errors else "added" if self.is_new else "changed",
            title=getattr(self.item, "title", None) or getattr(self.item, "name", None) or "",
            differences=[self.difference(name, after[name]) for name in after if self.shows(name, after[name])],
            errors=errors,
            cells=list(row.values()),
            fingerprint=self.fingerprint(row),
            has_draft=not self.is_new and self.item.pk in self.drafted,
        )

    def shows(self, name, cell):
        return name != KEY and cell != ("" if self.is_new else self.before[name])

    def difference(self, name, cell):
        column = self.fields[name]
        before = "" if self.is_new else column.text(self.before[name])
        return CellDifference(name, capfirst(str(column.label)), column.language, before, column.text(cell))

    def errors_of(self, result):
        for error in result.errors:
            logger.error("A row of a table could not be imported.", exc_info=error.error)
            return [(None, [_("This row cannot be stored.")])]
        error = result.validation_error
        by_name = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        # The column without a language repeats what is wrong with the German one.
        known = {name: by_name[name] for name in by_name if f"{name}_de" not in by_name}
        return [(self.fields.get(name), messages) for name, messages in known.items()]


SKIPPED = RowResult()
SKIPPED.import_type = RowResult.IMPORT_TYPE_SKIP


def is_key(text):
    return text.strip().isdecimal() and len(text) < 19  # more digits no database counts to
