"""Loads the content files (strategy/content/) into the database.

A collection is a folder with one TOML file an entry, or one TOML file with one table an entry. An entry's
keys are the fields of its model: a translated field has the keys `de` and `en`, formatted text is Markdown,
a date is as precise as it is known, a relation names the keys of other entries, a list of tables becomes
rows. Whoever edits an entry in the admin owns it from then on: it is not overwritten unless asked for.
"""

import hashlib
import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone
from modeltranslation.translator import translator

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease
from portal.dates import DateSpan, SpanAttribute
from portal.models import Document, LoadedEntry, Page, Source
from portal.rich_text import RichTextField
from portal.search.index import at_the_end
from portal.text import address_of, markdown_to_html
from strategy.models import (
    Competency,
    CoreActivity,
    CouncilDecision,
    CrossCuttingIssue,
    Focus,
    FormulaValue,
    Message,
    Milestone,
    ProgressReport,
    RelatedPlan,
    SustainableDevelopmentGoal,
)

# In this order, so that an entry finds what it refers to.
COLLECTIONS = {
    "formula_values": FormulaValue,
    "competencies": Competency,
    "foci": Focus,
    "cross_cutting_issues": CrossCuttingIssue,
    "council_decisions": CouncilDecision,
    "sustainable_development_goals": SustainableDevelopmentGoal,
    "related_plans": RelatedPlan,
    "organisational_units": OrganisationalUnit,
    "contacts": Contact,
    "documents": Document,
    "pages": Page,
    "core_activities": CoreActivity,
    "messages": Message,
    "progress_reports": ProgressReport,
    "milestones": Milestone,
    "press_releases": PressRelease,
}
COLLECTION_OF = {model: name for name, model in COLLECTIONS.items()}
# What the loader and the database set themselves is no sign of an editor's change.
NOT_COMPARED = {"id", "updated_at", "recorded_at", "position", "size"}


class ContentError(Exception):
    """A content file cannot be loaded; the message names the file, the entry and the reason."""


@dataclass(frozen=True)
class Entry:
    collection: str
    slug: str
    path: Path
    values: dict

    def __post_init__(self):
        # What is in the files is public unless they say otherwise.
        if isinstance(self.values, dict) and has_field(self.model, "is_public"):
            self.values.setdefault("is_public", True)

    @property
    def key(self):
        return f"{self.collection}/{self.slug}"

    @property
    def model(self):
        return COLLECTIONS[self.collection]

    @property
    def digest(self):
        return digest_of(self.values)


def digest_of(data):
    text = json.dumps(data, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def read_entries(folder):
    """All entries below `folder`, in the order in which they can be loaded. Raises ContentError."""
    entries = []
    for collection in COLLECTIONS:
        single = folder / f"{collection}.toml"
        if single.exists():
            entries += [Entry(collection, slug, single, table) for slug, table in read_toml(single).items()]
        for path in sorted((folder / collection).rglob("*.toml")):
            entries.append(Entry(collection, path.stem, path, read_toml(path)))
    check_entries(folder, entries)
    return entries


def check_entries(folder, entries):
    if strangers := {path.stem for path in folder.iterdir()} - set(COLLECTIONS):
        raise ContentError(f"{folder}: there is no collection called {', '.join(sorted(strangers))}.")
    seen = Counter(entry.key for entry in entries)
    for entry in entries:
        if not isinstance(entry.values, dict):
            raise ContentError(f"{entry.path.name}: {entry.slug}: a table was expected.")
        if seen[entry.key] > 1:
            raise ContentError(f"{entry.path}: {entry.slug}: there are two entries of this name.")


def has_field(model, name):
    return any(field.name == name for field in model._meta.fields)


def read_toml(path):
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: {error}") from error


@transaction.atomic
@at_the_end()
def load(folder, *, overwrite=False, leave_out=frozenset(), progress=iter):
    """Load all entries below `folder`, or none. Returns how many were created, updated, unchanged, kept.

    Kept are entries that an editor has changed or deleted; `overwrite` loads those too. `leave_out` names
    collections to pass over. Raises ContentError.
    """
    loader = Loader(overwrite)
    by_collection = {}
    for entry in read_entries(folder):
        if entry.collection in leave_out:
            continue
        by_collection.setdefault(entry.collection, []).append(entry)
    steps = [(loader.load_fields, e) for es in by_collection.values() for e in es]
    relations = {c: [(loader.load_relations, e) for e in es] for c, es in by_collection.items()}
    # The fields of a whole collection come before its relations: they may refer to one another.
    ordered = []
    for collection in by_collection:
        ordered += [step for step in steps if step[1].collection == collection] + relations[collection]
    for action, entry in progress(ordered):
        try:
            action(entry)
        except ValidationError as error:
            reasons = "; ".join(f"{name}: {', '.join(texts)}" for name, texts in error.message_dict.items())
            raise ContentError(f"{entry.path}: {entry.slug}: {reasons}") from error
        except (ValueError, TypeError, LookupError) as error:
            raise ContentError(f"{entry.path}: {entry.slug}: {error}") from error
    return loader.results


class Loader:
    def __init__(self, overwrite):
        self.overwrite = overwrite
        self.records = {record.key: record for record in LoadedEntry.objects.select_related("content_type")}
        self.pending = {}
        self.results = Counter()

    def load_fields(self, entry):
        """Create or update the entry's own columns, unless it is unchanged or an editor's."""
        instance, outcome = self.decide(entry)
        self.results[outcome] += 1
        if outcome in {"unchanged", "kept"}:
            return
        if has_field(entry.model, "slug") and instance._state.adding:
            instance.slug = entry.slug
        if entry.key in self.records and not instance._state.adding:
            clear(instance, set(self.records[entry.key].fields) - set(entry.values))
        self.assign(instance, entry.values, skip={"sources", "facts_as_of"})
        instance.full_clean(exclude=["number"] if entry.model is Focus else None)
        instance.save()
        self.pending[entry.key] = instance
        content_type = Source._meta.get_field("content_type").related_model.objects.get_for_model(entry.model)
        record = self.records.get(entry.key) or LoadedEntry(key=entry.key)
        record.content_type, record.object_id, record.file_digest = content_type, instance.pk, entry.digest
        record.save()
        self.records[entry.key] = record

    def decide(self, entry):
        """What the entry is to become, and what that is called: created, updated, unchanged or kept."""
        record = self.records.get(entry.key)
        if record is None:
            same = entry.model.objects.filter(slug=entry.slug).first() if has_field(entry.model, "slug") else None
            return (same, "kept") if same and not self.overwrite else (same or entry.model(), "created")
        instance = entry.model.objects.filter(pk=record.object_id).first()
        if self.overwrite:
            return instance or entry.model(), "updated"
        if instance is None:
            return None, "kept"
        if record.file_digest == entry.digest:
            return instance, "unchanged"
        new_names = set(entry.values) - set(record.fields)
        is_untouched = record.state_digest == digest_of(state_of(instance, record.fields)) and all(
            is_at_default(instance, name) for name in new_names
        )
        return instance, "updated" if is_untouched else "kept"

    def load_relations(self, entry):
        """Set the many-to-many relations, replace the rows, and remember the state they make."""
        instance = self.pending.get(entry.key)
        if instance is None:
            return
        for name, value in entry.values.items():
            relation = relation_of(entry.model, name)
            if relation and relation.many_to_many:
                require(value, (str, int), name)
                getattr(instance, name).set(filter(None, (self.find(relation.related_model, key) for key in value)))
            elif relation and relation.one_to_many and name != "sources":
                self.replace_rows(instance, relation, value)
        self.replace_sources(instance, entry.values)
        fresh = entry.model.objects.get(pk=instance.pk)
        record = self.records[entry.key]
        record.fields = sorted(entry.values)
        record.state_digest = digest_of(state_of(fresh, record.fields))
        record.save(update_fields=["fields", "state_digest"])

    def replace_rows(self, instance, relation, tables):
        """A row that says what it said before stays: feeds and calendars know it by its key."""
        require(tables, dict, relation.get_accessor_name())
        parent, stored = relation.field, getattr(instance, relation.get_accessor_name())
        former = {digest_of(row_state(row, parent.attname)): row for row in stored.all()}
        rows = []
        for position, table in enumerate(tables, start=1):
            row = relation.related_model(**{parent.name: instance})
            self.assign(row, table)
            row = former.pop(digest_of(row_state(row, parent.attname)), row)
            row.position = position
            rows.append(row)
        stored.exclude(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            if row._state.adding:
                row.full_clean()
                row.save()
            else:
                row.save(update_fields=["position"])

    def replace_sources(self, instance, values):
        if "sources" not in values:
            return
        if not hasattr(type(instance), "sources"):
            raise LookupError("there is no field 'sources'.")
        require(values["sources"], (str, dict), "sources")
        instance.sources.all().delete()
        for position, citation in enumerate(values["sources"], start=1):
            source = Source(subject=instance, position=position, as_of=values.get("facts_as_of"))
            self.assign_field(source, "citation", citation)
            source.url = address_of(source.citation_de)
            source.full_clean()
            source.save()

    def assign(self, instance, values, skip=()):
        for name, value in values.items():
            relation = relation_of(type(instance), name)
            if name in skip or (relation and (relation.many_to_many or relation.one_to_many)):
                continue
            if relation:
                setattr(instance, name, self.find(relation.related_model, value))
            elif isinstance(vars(type(instance)).get(name), SpanAttribute):
                setattr(instance, name, DateSpan.parse(str(value)))
            else:
                self.assign_field(instance, name, value)

    def assign_field(self, instance, name, value):
        try:
            field = instance._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise LookupError(f"there is no field {name!r}.") from error
        if name in translated_fields(type(instance)):
            assign_translated(instance, name, value)
        elif isinstance(field, models.DateTimeField):
            setattr(instance, name, moment(value))
        elif isinstance(value, (dict, list)):
            raise ValueError(f"{name} has a value of the wrong kind.")
        else:
            setattr(instance, name, value)

    def find(self, model, key):
        """The instance that an entry of another collection became; None if an editor has deleted it since."""
        if model is SustainableDevelopmentGoal and isinstance(key, int):
            key = f"sdg-{key}"
        record = self.records.get(f"{COLLECTION_OF[model]}/{key}")
        if record:
            return model.objects.filter(pk=record.object_id).first()
        found = model.objects.filter(slug=key).first() if has_field(model, "slug") else None
        if found is None:
            raise LookupError(f"{key!r} is not among the {COLLECTION_OF[model].replace('_', ' ')}.")
        return found


def assign_translated(instance, name, value):
    """Set both languages; one that the file leaves out is emptied. Raises ValueError."""
    if isinstance(value, str) and name in {"citation", "source"}:
        value = {"de": value, "en": value}  # an address is the same in both languages
    if not isinstance(value, dict) or not set(value) <= {"de", "en"}:
        raise ValueError(f"{name} needs the keys de and en, and no others.")
    require(list(value.values()), str, name)
    for column in translated_columns(type(instance), name):
        field, text = instance._meta.get_field(column), value.get(column[-2:])
        if text is None:
            setattr(instance, column, field.get_default())
        else:
            setattr(instance, column, markdown_to_html(text) if isinstance(field, RichTextField) else text.strip())


def clear(instance, names):
    """Empty what a file no longer speaks of."""
    for name in names - {"facts_as_of"}:
        relation = relation_of(type(instance), name)
        if relation and relation.many_to_many:
            getattr(instance, name).clear()
        elif relation and relation.one_to_many:
            getattr(instance, name).all().delete()
        elif isinstance(vars(type(instance)).get(name), SpanAttribute):
            setattr(instance, name, None)
        else:
            for column in translated_columns(type(instance), name):
                setattr(instance, column, instance._meta.get_field(column).get_default())


def moment(value):
    """A TOML date or date-time as a moment in Berlin; a date is its midnight. Raises ValueError."""
    if isinstance(value, datetime):
        return timezone.make_aware(value) if timezone.is_naive(value) else value
    if isinstance(value, date):
        return timezone.make_aware(datetime.combine(value, time.min))
    raise ValueError(f"{value!r} is no date.")


def translated_columns(model, name):
    return [f"{name}_de", f"{name}_en"] if name in translated_fields(model) else [name]


def require(values, kind, name):
    """Raises ValueError unless `values` is a list of `kind`."""
    if not isinstance(values, list) or not all(isinstance(value, kind) for value in values):
        raise ValueError(f"{name} has a value of the wrong kind.")


def translated_fields(model):
    is_registered = model in translator.get_registered_models()
    return translator.get_options_for_model(model).all_fields if is_registered else ()


def relation_of(model, name):
    """The relation called `name`, forward or reverse; None if it is a plain field or no field at all."""
    for candidate in model._meta.get_fields():
        accessor = candidate.get_accessor_name() if hasattr(candidate, "get_accessor_name") else candidate.name
        if candidate.is_relation and accessor == name:
            return candidate
    return None


def state_of(instance, names):
    """What the database says now of all that an entry's file speaks of."""
    state = {}
    for name in names:
        relation = relation_of(type(instance), name)
        if name == "facts_as_of":
            continue
        if name == "sources":
            state[name] = [row_state(source, "object_id") for source in instance.sources.all()]
        elif relation and relation.many_to_many:
            state[name] = sorted(getattr(instance, name).values_list("pk", flat=True))
        elif relation and relation.one_to_many:
            rows = getattr(instance, name).order_by("position", "id")
            state[name] = [row_state(row, relation.field.attname) for row in rows]
        elif isinstance(vars(type(instance)).get(name), SpanAttribute):
            span = getattr(instance, name)
            state[name] = span and [span.first, span.last]
        elif name in translated_fields(type(instance)):
            state[name] = [getattr(instance, column) for column in translated_columns(type(instance), name)]
        else:
            state[name] = getattr(instance, relation.attname if relation else name)
    return state


def is_at_default(instance, name):
    """Whether nobody has said anything yet under this name."""
    value = state_of(instance, [name]).get(name)
    if isinstance(value, list):
        return not any(value)
    return not value or value == instance._meta.get_field(name).get_default()


def row_state(row, parent):
    bases = translated_fields(type(row))
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in {parent, *NOT_COMPARED, *bases}
    }
