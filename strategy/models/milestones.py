"""Events of the strategy, of related plans and of core activities."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.dates import SpanAttribute, ordered_span
from portal.models import TextQuerySet, Written
from strategy.models.core_activities import CoreActivity
from strategy.models.record import CouncilDecision, RelatedPlan


class MilestoneQuerySet(TextQuerySet):
    def with_subject(self):
        """Adds what the milestone is about, as far as it is public."""
        return self.prefetch_related(Prefetch("core_activity", CoreActivity.objects.published()))

    def overdue(self):
        """Planned for a day that has passed, and not known to have happened."""
        return self.filter(is_planned=True, ends_on__lt=timezone.localdate())

    def of_core_activities(self, core_activities):
        return self.filter(core_activity__in=core_activities)


class Milestone(Written):
    """A dated event of the strategy, of a related plan or of a core activity."""

    class Category(models.TextChoices):
        STRATEGY = "strategy", _("strategy")
        ACTIVITY = "activity", _("core activity")
        RELATED_PLAN = "related_plan", _("related plan")

    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    occurs = SpanAttribute("starts_on", "ends_on", _("date"), _("As precisely as it is known."))
    category = models.CharField(_("category"), max_length=12, choices=Category, default=Category.STRATEGY)
    is_planned = models.BooleanField(_("planned"), default=False, help_text=_("Not known to have happened."))
    figures = models.CharField(_("figures"), max_length=300, blank=True)
    core_activity = models.ForeignKey(
        CoreActivity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="strategy_milestones",
        verbose_name=_("core activity"),
    )
    related_plan = models.ForeignKey(
        RelatedPlan, models.SET_NULL, null=True, blank=True, related_name="milestones", verbose_name=_("related plan")
    )
    council_decision = models.ForeignKey(
        CouncilDecision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("council decision"),
    )
    sources = GenericRelation("portal.Source")
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["starts_on", "ends_on", "id"]
        constraints = [ordered_span("starts_on", "ends_on", "milestone_date_is_ordered")]

    def __str__(self):
        return self.title
