"""What an item was, who changed it, and how a version is brought back.

An item has a change form of its own; its rows are edited in that form and go with it. A state says all
about both as plain JSON values, a dictionary for each: {("portal.page", "5"): {"title_de": "Impressum", …}}.
Versions are kept by django-reversion. They are taken from the database once a save is complete, and before
an editor's first change, so that whatever was loaded or computed can be brought back too.
"""

import json
from collections import defaultdict

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, transaction
from modeltranslation.translator import translator
from reversion.models import Version
from reversion.revisions import add_to_revision, create_revision, is_registered, set_comment, set_user

from portal.models import FormerSlug, LoadedEntry, Row

# What a revision says of itself in its comment; an editor's saving leaves what Django's admin logs.
FOUND, DELETED, RESTORED, UNLINKED, LINKED = "found", "deleted", "restored", "unlinked", "linked"
IMPORTED = "imported"
REPLACED = "replaced"  # with the names of the two and the reason that was given, as JSON


def recorded_fields(model):
    """The names of the fields that make a version; what saving itself sets is not among them."""
    is_translated = model in translator.get_registered_models()
    # These columns repeat the text of whatever language was active.
    repeating = set(translator.get_options_for_model(model).all_fields) if is_translated else set()
    fields = [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
    return [
        field.name
        for field in fields
        if field.name not in repeating
        and not getattr(field, "auto_now", False)
        and (not field.many_to_many or field.remote_field.through._meta.auto_created)
    ]


def row_relations(model):
    """The accessors of a model's rows: what is deleted with an item and comes back with it."""
    children = [
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and issubclass(relation.related_model, Row)
    ]
    return children + [field.name for field in model._meta.private_fields if isinstance(field, GenericRelation)]


def rows_of(item):
    return [row for name in row_relations(type(item)) for row in getattr(item, name).all()]


def key_of(instance):
    return instance._meta.label_lower, str(instance.pk)


def tidy(fields):
    return {name: tidy_value(value) for name, value in fields.items()}


def tidy_value(value):
    """Relations have no order of their own, and browsers write line breaks in another way."""
    if isinstance(value, list):
        return sorted(value, key=str)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def present_state(item):
    """The state that the database holds now."""
    fresh = type(item)._base_manager.get(pk=item.pk)
    return {key_of(one): described(one) for one in [fresh, *rows_of(fresh)]}


def described(instance):
    [record] = json.loads(serializers.serialize("json", [instance], fields=recorded_fields(type(instance))))
    return tidy(record["fields"])


def recorded_states(versions):
    """The state of each of these versions of one item, in their order: one query, however many."""
    by_revision = defaultdict(list)
    for one in Version.objects.filter(revision__in={version.revision_id for version in versions}).order_by("pk"):
        [record] = json.loads(one.serialized_data)
        by_revision[one.revision_id].append(((record["model"], one.object_id), tidy(record["fields"])))
    return [
        {key: fields for key, fields in by_revision[version.revision_id] if is_part_of(version, key, fields)}
        for version in versions
    ]


def is_part_of(version, key, fields):
    """Whether what a revision holds under `key` is the version's item or one of its rows."""
    model = ContentType.objects.get_for_id(version.content_type_id).model_class()
    if key == (model._meta.label_lower, version.object_id):
        return True
    for name in row_relations(model):
        relation = model._meta.get_field(name)
        if key[0] != relation.related_model._meta.label_lower:
            continue
        if isinstance(relation, GenericRelation):
            return (fields["content_type"], str(fields["object_id"])) == (version.content_type_id, version.object_id)
        return str(fields[relation.field.name]) == version.object_id
    return False


def versions_of(item):
    """All versions of an item with who made them, the newest first."""
    return Version.objects.get_for_object(item).select_related("revision__user").order_by("-pk")


def deleted_versions(model):
    """The last version of each item that is gone, the newest first."""
    return Version.objects.get_deleted(model).select_related("revision__user").order_by("-pk")


def record(items, user=None, comment=""):
    """Keep the present state of these items as one revision."""
    with create_revision(manage_manually=True):
        set_user(user)
        set_comment(comment)
        for item in items:
            add_to_revision(type(item)._base_manager.get(pk=item.pk))


def record_found(item):
    """Before a change: keep the state that is there, unless the last version says the same."""
    latest = list(versions_of(item)[:1])
    if not latest or recorded_states(latest) != [present_state(item)]:
        record([item], comment=FOUND)


def locked(model, pk):
    """The item, which nobody else can save until this transaction ends; None if it is gone."""
    return model._base_manager.select_for_update().filter(pk=pk).first()


def referrers(item):
    """Items of their own that name this one and go on without it when it is deleted."""
    found = {}
    for relation in item._meta.related_objects:
        if not is_registered(relation.related_model) or issubclass(relation.related_model, Row):
            continue
        loses_it = relation.many_to_many or relation.on_delete is models.SET_NULL
        if loses_it and (relation.field.many_to_many is False or relation.through._meta.auto_created):
            found |= {key_of(one): one for one in getattr(item, relation.get_accessor_name()).all()}
    return list(found.values())


@transaction.atomic
def delete(item, user):
    """Delete an item so that it can be brought back, with all that named it."""
    naming = referrers(item)
    for one in naming:
        record_found(one)
    record([item], user, DELETED)
    comment = unlinked_from(item)
    item.delete()
    if naming:
        record(naming, user, comment)


def unlinked_from(item):
    return f"{UNLINKED} {item._meta.label_lower} {item.pk}"


@transaction.atomic
def restore(version, user, kept=frozenset()):
    """Bring back a version of an item that was changed or deleted; the fields named in `kept` stay as they are.

    Returns the item, and in words what could not come back because something it names is gone. It is saved
    like any other change: the present state becomes a version, a changed address redirects, and the loader
    leaves it alone. Raises ValidationError if the version contradicts what is stored today."""
    model = ContentType.objects.get_for_id(version.content_type_id).model_class()
    item = locked(model, version.object_id) or model(pk=model._meta.pk.to_python(version.object_id))
    was_deleted = item._state.adding
    if not was_deleted:
        record_found(item)
    [state] = recorded_states([version])
    fields = {name: value for name, value in state.pop(key_of(item)).items() if name not in kept}
    lost = fill(item, fields)
    if "slug" in fields and is_taken(item):
        item.slug = ""  # a free one is found
    item.full_clean(exclude=[field.name for field in model._meta.fields if not field.editable])
    item.save()
    lost += fill_relations(item, fields)
    lost += restore_rows(item, state)
    if was_deleted:
        relink(item, version.revision, user)
    content_type = ContentType.objects.get_for_model(model)
    LoadedEntry.objects.filter(content_type=content_type, object_id=item.pk).update(state_digest="")
    record([item], user, f"{RESTORED} {version.revision.date_created.isoformat()}")
    return item, lost


def fill(instance, fields):
    """Set the columns; a reference to what is gone is left empty. Returns these in words."""
    lost = []
    for field in instance._meta.concrete_fields:
        value = fields.get(field.name)
        if field.remote_field and value is not None and not names_something(field, value):
            lost.append(f"{field.verbose_name} ({instance._meta.verbose_name})")
            fields = {**fields, field.name: None}
    fill_columns(instance, fields)
    return lost


def fill_columns(instance, fields):
    for field in instance._meta.concrete_fields:
        if field.name in fields and not field.primary_key:
            setattr(instance, field.attname, field.to_python(fields[field.name]))
    return instance


def names_something(field, pk):
    return field.related_model._base_manager.filter(pk=pk).exists()


def fill_relations(item, fields):
    lost = []
    for field in item._meta.local_many_to_many:
        if field.name in fields:
            there = field.related_model._base_manager.filter(pk__in=fields[field.name])
            getattr(item, field.name).set(there)
            lost += [str(field.verbose_name)] * (there.count() < len(fields[field.name]))
    return lost


def is_taken(item):
    same = type(item)._base_manager.filter(slug=item.slug).exclude(pk=item.pk)
    return same.exists() or is_address_of_another(item, item.slug)


def is_address_of_another(item, slug):
    content_type = ContentType.objects.get_for_model(item)
    return FormerSlug.objects.filter(content_type=content_type, slug=slug).exclude(object_id=item.pk).exists()


def restore_rows(item, state):
    """The rows as they were, those that came later gone; but an address that was given out stays valid."""
    lost = []
    former_slugs = FormerSlug._meta.label_lower
    for row in rows_of(item):
        if key_of(row) not in state and row._meta.label_lower != former_slugs:
            row.delete()
    relations = [item._meta.get_field(name) for name in row_relations(type(item))]
    row_models = {relation.related_model._meta.label_lower: relation.related_model for relation in relations}
    for (label, pk), fields in state.items():
        if label == former_slugs:
            restore_address(item, fields["slug"])
        else:
            lost += restore_row(row_models[label], pk, fields)
    return lost


def restore_address(item, slug):
    in_use = type(item)._base_manager.filter(slug=slug).exists()
    if not in_use and not is_address_of_another(item, slug):
        item.former_slugs.get_or_create(slug=slug)


def restore_row(model, pk, fields):
    stored = model._base_manager.filter(pk=pk).first()
    if stored and described(stored) == fields:
        return []  # saving it would set its time of change, and feeds would tell of a change
    row = stored or model(pk=model._meta.pk.to_python(pk))
    lost = fill(row, fields)
    required = [
        field for field in model._meta.concrete_fields if not field.null and not getattr(field, "auto_now", False)
    ]
    if any(getattr(row, field.attname) is None for field in required):
        return lost
    row.full_clean()
    row.save()
    return lost


def relink(item, deletion, user):
    """Let all that named the item when it was deleted name it again, unless it names something else by now."""
    unlinked = Version.objects.filter(revision__comment=unlinked_from(item), revision__gt=deletion)
    for version in unlinked.order_by("pk"):
        model = ContentType.objects.get_for_id(version.content_type_id).model_class()
        one = locked(model, version.object_id)
        before = Version.objects.get_for_object_reference(model, version.object_id).filter(pk__lt=version.pk)
        if one:
            record_found(one)
            link(one, item, json.loads(before.latest("pk").serialized_data)[0]["fields"])
            record([one], user, f"{LINKED} {item._meta.label_lower} {item.pk}")


def link(one, item, fields):
    for field in one._meta.get_fields():
        if field.name not in fields or not field.is_relation or field.related_model is not type(item):
            continue
        if field.many_to_many and item.pk in fields[field.name]:
            getattr(one, field.name).add(item)
        elif field.many_to_one and fields[field.name] == item.pk and getattr(one, field.attname) is None:
            setattr(one, field.name, item)
            one.save()
