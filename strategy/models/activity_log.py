"""How far core activities are: a log, of which the newest entry counts."""

from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.dates import SpanAttribute, ordered_span
from portal.models import Row


class Status(models.TextChoices):
    """How far a core activity is."""

    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("ongoing")
    IMPLEMENTED = "implemented", _("implemented")
    PERMANENT = "permanent", _("made permanent")
    DISCONTINUED = "discontinued", _("discontinued")
    MERGED = "merged", _("merged into another")
    UNKNOWN = "unknown", _("status not yet recorded")


def newest_status_change(core_activity="pk"):
    """The status log of the core activity of an outer query, up to today, the entry that counts first."""
    return StatusChange.objects.filter(core_activity=OuterRef(core_activity)).until_today().newest_first()


def status_today():
    """The columns that tell the status of each core activity of an outer query."""
    newest = newest_status_change()
    return {
        "status": Coalesce(Subquery(newest.values("status")[:1]), Value(Status.UNKNOWN)),
        "status_from": Subquery(newest.values("as_of_from")[:1]),
        "status_until": Subquery(newest.values("as_of_until")[:1]),
    }


def published_core_activities():
    """Found by the relation: the module of core activities imports this one."""
    return StatusChange._meta.get_field("core_activity").related_model.objects.published()


# By the first day of a span: a status of June 2024 is newer than one of »2024«.
NEWEST_FIRST = [F("as_of_from").desc(nulls_last=True), "-recorded_at"]


class StatusChangeQuerySet(models.QuerySet):
    def with_successor(self):
        """Adds the successor, but never one that is not public."""
        return self.prefetch_related(Prefetch("successor", published_core_activities()))

    def until_today(self):
        return self.filter(Q(as_of_from__isnull=True) | Q(as_of_from__lte=timezone.localdate()))

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def counting_today(self):
        """The one entry of each public core activity that says its status."""
        newest = Subquery(newest_status_change("core_activity").values("pk")[:1])
        return self.select_related("core_activity").filter(pk=newest, core_activity__in=published_core_activities())


class StatusChange(Row):
    """One entry in the log of a core activity's status; the newest counts."""

    core_activity = models.ForeignKey("CoreActivity", models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=12, choices=Status)
    as_of_from = models.DateField(null=True, blank=True)
    as_of_until = models.DateField(null=True, blank=True)
    as_of = SpanAttribute("as_of_from", "as_of_until", _("as of"), _("As precisely as it is known; empty if undated."))
    reason = models.TextField(_("reason"), blank=True, help_text=_("One sentence for the public."))
    source = models.CharField(_("source"), max_length=500, blank=True)
    successor = models.ForeignKey(
        "CoreActivity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
        verbose_name=_("merged into"),
        help_text=_("Only with “merged into another”: the core activity that goes on."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = NEWEST_FIRST
        indexes = [models.Index(fields=["core_activity", "as_of_from"])]
        constraints = [
            ordered_span("as_of_from", "as_of_until", "status_change_date_is_ordered"),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, successor__isnull=False)
                | (~Q(status=Status.MERGED) & Q(successor__isnull=True)),
                name="status_change_merged_names_its_successor",
                violation_error_message=_(
                    "“Merged into another” needs the core activity it was merged into; no other status has one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("core_activity")),
                name="status_change_successor_is_another",
                violation_error_message=_("A core activity cannot be merged into itself."),
            ),
        ]

    def __str__(self):
        return self.get_status_display()
