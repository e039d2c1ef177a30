"""What is listed with a core activity: milestones, figures, contacts, pictures, links."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from portal.dates import SpanAttribute, ordered_span
from portal.models import Image, Row
from strategy.delay import delay


class ActivityMilestoneQuerySet(models.QuerySet):
    def of_core_activities(self, core_activities):
        return self.filter(core_activity__in=core_activities)

    def with_core_activity(self):
        return self.select_related("core_activity")

    def overdue(self):
        """Their planned date has passed, and nothing says that they were reached; in the order of their plans."""
        passed = self.filter(reached_from__isnull=True, planned_until__lt=timezone.localdate())
        return passed.order_by("planned_until", "planned_from", "id")

    def reached(self):
        """The newest first; one that is said to be reached on a day to come does not count yet."""
        return self.filter(reached_from__lte=timezone.localdate()).order_by("-reached_from", "-reached_until", "id")


class ActivityMilestone(Row):
    """A step of a core activity: planned, reached, or both."""

    core_activity = models.ForeignKey("CoreActivity", models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=200)
    planned_from = models.DateField(null=True, blank=True)
    planned_until = models.DateField(null=True, blank=True)
    planned = SpanAttribute("planned_from", "planned_until", _("planned for"))
    reached_from = models.DateField(null=True, blank=True)
    reached_until = models.DateField(null=True, blank=True)
    reached = SpanAttribute(
        "reached_from", "reached_until", _("reached"), _("Empty while it is not reached, or not known to be.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ActivityMilestoneQuerySet.as_manager()

    class Meta(Row.Meta):
        verbose_name = _("milestone of a core activity")
        verbose_name_plural = _("milestones of a core activity")
        constraints = [
            ordered_span("planned_from", "planned_until", "activity_milestone_plan_is_ordered"),
            ordered_span("reached_from", "reached_until", "activity_milestone_reached_is_ordered"),
            models.CheckConstraint(
                condition=Q(planned_from__isnull=False) | Q(reached_from__isnull=False),
                name="activity_milestone_has_a_date",
                violation_error_message=_("Please enter when the milestone is planned, or when it was reached."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_reached(self):
        return self.reached is not None

    @property
    def is_overdue(self):
        """Its planned date has passed, and nothing says that it was reached."""
        return not self.is_reached and self.planned_until < timezone.localdate()

    @property
    def delay(self):
        """How it compares with its plan, in words; empty while there is nothing to compare."""
        return delay(self.planned, self.reached, timezone.localdate())


class KeyFigure(Row):
    """A figure that tells what a core activity amounts to."""

    core_activity = models.ForeignKey("CoreActivity", models.CASCADE, related_name="key_figures")
    value = models.CharField(_("figure"), max_length=40, help_text=_("With its unit, for example “about 1,500”."))
    label = models.CharField(_("what it counts"), max_length=200)
    as_of_from = models.DateField(null=True, blank=True)
    as_of_until = models.DateField(null=True, blank=True)
    as_of = SpanAttribute("as_of_from", "as_of_until", _("as of"))

    class Meta(Row.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        constraints = [ordered_span("as_of_from", "as_of_until", "key_figure_date_is_ordered")]

    def __str__(self):
        return f"{self.value} {self.label}"


class ActivityContactQuerySet(models.QuerySet):
    def answered_for(self):
        return self.filter(contact__is_public=True).select_related("contact__unit", "contact__deputy__unit")


class ActivityContact(Row):
    """Who can be asked about a core activity, in which role."""

    core_activity = models.ForeignKey("CoreActivity", models.CASCADE, related_name="activity_contacts")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="activity_contacts", verbose_name=_("contact"))
    role = models.CharField(_("role"), max_length=100, blank=True)

    objects = ActivityContactQuerySet.as_manager()

    class Meta(Row.Meta):
        verbose_name = _("contact of a core activity")
        verbose_name_plural = _("contacts of a core activity")
        constraints = [
            models.UniqueConstraint(
                fields=["core_activity", "contact"],
                name="activity_contact_is_named_once",
                violation_error_message=_("This contact is named already."),
            )
        ]

    def __str__(self):
        return str(self.contact)

    def take_in(self, other):
        """Say what both rows say. Returns the texts of the other that do not fit in, which is left out."""
        left_out = []
        for name in ("role_de", "role_en"):
            said = dict.fromkeys(filter(None, [getattr(self, name), getattr(other, name)]))
            together = ", ".join(said)
            if len(together) <= self._meta.get_field("role").max_length:
                setattr(self, name, together)
            else:
                left_out.append(getattr(other, name))
        self.position = min(self.position, other.position)
        return left_out


class ActivityImage(Row):
    """A picture of a core activity."""

    core_activity = models.ForeignKey("CoreActivity", models.CASCADE, related_name="activity_images")
    image = models.ForeignKey(Image, models.PROTECT, related_name="activity_images", verbose_name=_("picture"))

    class Meta(Row.Meta):
        verbose_name = _("picture of a core activity")
        verbose_name_plural = _("pictures of a core activity")

    def __str__(self):
        return str(self.image)


class ActivityLink(Row):
    """A page elsewhere that tells more about a core activity."""

    core_activity = models.ForeignKey("CoreActivity", models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=200)
    url = models.URLField(_("link"), max_length=500)

    class Meta(Row.Meta):
        verbose_name = _("link of a core activity")
        verbose_name_plural = _("links of a core activity")

    def __str__(self):
        return self.label
