"""Which texts lack their English, and whose German has changed since it was translated.

Only what is outdated is stored: the German text that the English was made from. A text is missing if its English
column is empty, and up to date otherwise.
"""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import NotRegistered, translator


class OutdatedTranslationQuerySet(models.QuerySet):
    def of(self, item):
        return self.filter(content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk))


class OutdatedTranslation(models.Model):
    """An English text whose German has changed since; with the German that it translates."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=36)
    item = GenericForeignKey()
    field = models.CharField(_("field"), max_length=50)
    german_then = models.TextField(_("German when it was translated"))

    objects = OutdatedTranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field"], name="text_is_outdated_once")
        ]

    def __str__(self):
        return self.field_label

    @property
    def field_label(self):
        return str(self.content_type.model_class()._meta.get_field(self.field).verbose_name)

    @property
    def german_now(self):
        return getattr(self.item, f"{self.field}_de")


def translated_fields(model):
    """The names of a model's texts in two languages; none if it has none."""
    try:
        return list(translator.get_options_for_model(model).fields)
    except NotRegistered:
        return []


def translated_models():
    return [model for model in translator.get_registered_models(abstract=False) if not model._meta.proxy]


def note_changes(form, *, is_still_right):
    """Remember which English texts are outdated by what a form has just saved.

    `is_still_right`: the editor says that the English fits the German as it is now."""
    item, changed = form.instance, set(form.changed_data)
    outdated = OutdatedTranslation.objects.of(item)
    if is_still_right:
        outdated.delete()
        return
    for field in translated_fields(type(item)):
        if f"{field}_en" in changed:
            outdated.filter(field=field).delete()
        elif f"{field}_de" in changed and getattr(item, f"{field}_en"):
            OutdatedTranslation.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(item),
                object_id=str(item.pk),
                field=field,
                defaults={"german_then": form.initial.get(f"{field}_de") or ""},
            )


def lacks_english(model):
    """The condition for rows of which at least one text has German but no English."""
    condition = Q(pk__in=[])
    for field in translated_fields(model):
        has_german = ~Q(**{f"{field}_de": ""}) & Q(**{f"{field}_de__isnull": False})
        condition |= has_german & (Q(**{f"{field}_en": ""}) | Q(**{f"{field}_en__isnull": True}))
    return condition


def with_state(model):
    """All rows of a model, each with `is_missing` and `is_outdated`: what is to be done for its English."""
    rows = OutdatedTranslation.objects.filter(content_type=ContentType.objects.get_for_model(model))
    outdated = {model._meta.pk.to_python(key) for key in rows.values_list("object_id", flat=True)}
    return model.objects.annotate(is_missing=is_true(lacks_english(model)), is_outdated=is_true(Q(pk__in=outdated)))


def is_true(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())


STATES = {
    "missing": Q(is_missing=True),
    "outdated": Q(is_outdated=True),
    "current": Q(is_missing=False, is_outdated=False),
}


def counts_by_state(model):
    """How many rows of a model are in each state, in one query. A row may be both missing and outdated."""
    counts = {name: Count("pk", filter=condition) for name, condition in STATES.items()}
    return with_state(model).aggregate(**counts)
