"""What the strategy accounts for as a whole: decisions, plans, counts, messages."""

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.dates import SpanAttribute, ordered_span
from portal.models import Slugged, SluggedQuerySet, Source, TextQuerySet, Written
from portal.rich_text import RichTextField
from strategy.models.target_system import ONE_TO_FIVE, one_to


class Basis(models.TextChoices):
    """How firmly a source supports an assignment."""

    STATED = "stated", _("stated by a source")
    INFERRED = "inferred", _("inferred, not stated")


class CouncilDecisionQuerySet(SluggedQuerySet):
    def of_batch(self, batch):
        return self.filter(batch=batch)

    def with_fact_sheets(self):
        """Adds whether a public core activity of its batch is recorded: without one there is no fact sheet to read."""
        core_activities = self.model._meta.get_field("core_activities").related_model.objects.published()
        of_its_batch = core_activities.filter(council_decision__batch=models.OuterRef("batch"))
        return self.annotate(has_fact_sheets=models.Exists(of_its_batch))


class CouncilDecision(Slugged):
    """A decision of the city council that fixed core activities."""

    title = models.CharField(_("title"), max_length=200)
    decided_from = models.DateField()
    decided_until = models.DateField()
    decided = SpanAttribute("decided_from", "decided_until", _("date"))
    reference = models.CharField(_("council paper"), max_length=50, blank=True)
    batch = models.PositiveSmallIntegerField(_("batch"))
    activities_fixed = models.PositiveSmallIntegerField(_("core activities fixed"), null=True, blank=True)
    text = RichTextField(_("what it fixed"), blank=True)

    objects = CouncilDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("council decision")
        verbose_name_plural = _("council decisions")
        ordering = ["decided_from"]
        constraints = [
            ordered_span("decided_from", "decided_until", "council_decision_date_is_ordered"),
            models.CheckConstraint(
                condition=Q(batch__gte=1),
                name="council_decision_batch_is_counted_from_1",
                violation_error_message=_("Batches are counted from 1."),
            ),
        ]

    def __str__(self):
        return self.title


class SustainableDevelopmentGoal(Written):
    """One of the 17 goals of the United Nations."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("sustainable development goal")
        verbose_name_plural = _("sustainable development goals")
        ordering = ["number"]
        constraints = [one_to(17, "number", "sdg_number_is_1_to_17")]

    def __str__(self):
        return f"{self.number} {self.name}"


class RelatedPlanQuerySet(SluggedQuerySet):
    def with_published_core_activities(self):
        core_activities = self.model._meta.get_field("core_activities").related_model.objects.published()
        return self.prefetch_related(models.Prefetch("core_activities", core_activities))


class RelatedPlan(Slugged):
    """Another plan or commitment of the city that the strategy is linked to."""

    name = models.CharField(_("name"), max_length=200)
    text = models.TextField(_("how it is linked"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    decided_from = models.DateField(null=True, blank=True)
    decided_until = models.DateField(null=True, blank=True)
    decided = SpanAttribute("decided_from", "decided_until", _("decided"), _("Leave empty if unknown."))

    objects = RelatedPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("related plan")
        verbose_name_plural = _("related plans")
        ordering = ["position", "id"]
        constraints = [ordered_span("decided_from", "decided_until", "related_plan_date_is_ordered")]

    def __str__(self):
        return self.name


class Message(Slugged):
    """One of the five messages for Bochum."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True, validators=ONE_TO_FIVE)
    title = models.CharField(_("title"), max_length=200)
    has_official_title = models.BooleanField(_("the title is official"), default=False)
    body = RichTextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["number"]
        constraints = [one_to(5, "number", "message_number_is_1_to_5")]

    def __str__(self):
        return self.title


class ProgressReportQuerySet(TextQuerySet):
    def differing(self):
        """The newest, if it counts otherwise than this portal has recorded; nothing else."""
        newest = self.first()
        recorded = apps.get_model("strategy", "CoreActivity").objects.official_counts()
        reported = {name: getattr(newest, name) for name in recorded} if newest else {}
        differs = any(count is not None and count != recorded[name] for name, count in reported.items())
        return self.filter(pk=newest.pk) if differs else self.none()


class ProgressReport(Written):
    """The city's own count of its core activities on one day."""

    reported_on = models.DateField(_("as of"), unique=True)
    fixed = models.PositiveSmallIntegerField(_("fixed by the council"))
    implemented = models.PositiveSmallIntegerField(_("implemented"), null=True, blank=True)
    ongoing = models.PositiveSmallIntegerField(_("ongoing"), null=True, blank=True)
    discontinued_or_merged = models.PositiveSmallIntegerField(_("discontinued or merged"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    sources = GenericRelation(Source)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-reported_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    implemented__isnull=False,
                    ongoing__isnull=False,
                    discontinued_or_merged__isnull=False,
                    fixed=F("implemented") + F("ongoing") + F("discontinued_or_merged"),
                )
                | Q(implemented__isnull=True, ongoing__isnull=True, discontinued_or_merged__isnull=True),
                name="progress_report_adds_up",
                violation_error_message=_(
                    "Implemented, ongoing and discontinued or merged must add up to the number fixed, "
                    "or all three must be left empty."
                ),
            )
        ]

    def __str__(self):
        return f"{self.reported_on:%d.%m.%Y}"

    @property
    def has_details(self):
        return self.implemented is not None
