"""Core activities: what they are, where they stand in the target system, who runs them."""

from collections import Counter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact, OrganisationalUnit
from portal.addresses import address
from portal.clock import appears_before_it_disappears, in_its_time
from portal.dates import DateSpan, months_before
from portal.models import Document, Image, Slugged, SluggedQuerySet
from portal.rich_text import RichTextField
from portal.text import sort_key
from strategy.models.activity_log import Status, StatusChange, status_today
from strategy.models.activity_rows import ActivityContact, ActivityMilestone
from strategy.models.record import Basis, CouncilDecision, RelatedPlan, SustainableDevelopmentGoal
from strategy.models.target_system import ONE_TO_FIVE, Competency, CrossCuttingIssue, Focus


class CoreActivityQuerySet(SluggedQuerySet):
    def published(self):
        return self.filter(in_its_time(), is_public=True)

    def with_status(self):
        """Adds the newest entry of the status log: status (unknown if there is none), status_from, status_until.

        Entries for a day to come do not count yet. An undated entry counts as older than a dated one; of two
        of the same date the later recorded counts."""
        return self.annotate(**status_today())

    def with_place(self):
        return self.select_related("competency", "focus", "council_decision")

    def with_topics(self):
        """Adds what a core activity is about, in the words of the target system."""
        return self.select_related("competency", "focus").prefetch_related("cross_cutting_issues")

    def with_everything(self):
        """Adds all rows that the page of one core activity shows, as far as they are public."""
        return self.select_related("organisation").prefetch_related(
            "sources",
            "milestones",
            "key_figures",
            "links",
            "departments",
            "also_contributes_to__competency",
            "cross_cutting_issues",
            "sdgs",
            "related_plans",
            "activity_images__image",
            Prefetch("documents", Document.objects.published()),
            Prefetch("activity_contacts", ActivityContact.objects.answered_for()),
            Prefetch("status_changes", StatusChange.objects.newest_first().with_successor()),
            Prefetch("absorbed", StatusChange.objects.counting_today()),
        )

    def in_full(self):
        """The public ones with all that their pages show."""
        return self.published().with_status().with_place().with_everything()

    def with_answers(self):
        """Adds what the filters of the list ask for, but for the place; `with_status` has been called before."""
        overdue = ActivityMilestone.objects.overdue().filter(core_activity=OuterRef("pk"))
        return (
            self.annotate(has_overdue_milestone=Exists(overdue))
            .select_related("organisation", "council_decision")
            .prefetch_related("cross_cutting_issues", Prefetch("also_contributes_to", Focus.objects.with_competency()))
        )

    def unconfirmed(self):
        """Public ones that those in charge have not confirmed as right for CONFIRM_AFTER_MONTHS."""
        since = months_before(timezone.localdate(), settings.CONFIRM_AFTER_MONTHS)
        return self.published().filter(Q(last_confirmed_on__isnull=True) | Q(last_confirmed_on__lt=since))

    def confirm(self):
        """Those in charge say today that all this is right."""
        return self.update(last_confirmed_on=timezone.localdate())

    def official_counts(self):
        """What a progress report counts, counted from the public core activities recorded here."""
        recorded = Counter(self.published().with_status().values_list("status", flat=True))
        return {
            "fixed": recorded.total(),
            "implemented": recorded[Status.IMPLEMENTED] + recorded[Status.PERMANENT],
            "ongoing": recorded[Status.ONGOING],
            "discontinued_or_merged": recorded[Status.DISCONTINUED] + recorded[Status.MERGED],
        }

    def matching(self, *, competency=None, batch=None):
        """Narrowed by whatever is given."""
        found = self.filter(competency=competency) if competency else self
        return found.filter(council_decision__batch=batch) if batch else found


class CoreActivity(Slugged):
    """A project that the council has fixed as part of the strategy: one of 125 places in the target system."""

    title = models.CharField(_("title"), max_length=200)
    has_official_english_title = models.BooleanField(_("the English title is official"), default=False)
    summary = models.TextField(_("summary"), blank=True, help_text=_("Two sentences: what it does, and for whom."))
    body = RichTextField(_("text"), blank=True)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Without this only editors see it."))
    public_from = models.DateTimeField(
        _("public from"), null=True, blank=True, help_text=_("Empty: at once, as soon as it is public.")
    )
    public_until = models.DateTimeField(
        _("public until"), null=True, blank=True, help_text=_("It disappears at this time. Empty: it stays.")
    )

    competency = models.ForeignKey(
        Competency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="core_activities",
        verbose_name=_("competency"),
        help_text=_("Leave empty while it is unknown."),
    )
    competency_basis = models.CharField(_("basis of the competency"), max_length=10, choices=Basis, blank=True)
    focus = models.ForeignKey(
        Focus,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="core_activities",
        verbose_name=_("main focus"),
        help_text=_("Leave empty while it is unknown."),
    )
    slot = models.PositiveSmallIntegerField(
        _("place in its focus"),
        null=True,
        blank=True,
        validators=ONE_TO_FIVE,
        help_text=_("1 to 5, each place once. Leave empty while it is unknown."),
    )
    also_contributes_to = models.ManyToManyField(
        Focus, blank=True, related_name="contributing_core_activities", verbose_name=_("also contributes to")
    )
    cross_cutting_issues = models.ManyToManyField(
        CrossCuttingIssue, blank=True, related_name="core_activities", verbose_name=_("cross-cutting issues")
    )
    sdgs = models.ManyToManyField(
        SustainableDevelopmentGoal,
        blank=True,
        related_name="core_activities",
        verbose_name=_("sustainable development goals"),
    )
    related_plans = models.ManyToManyField(
        RelatedPlan, blank=True, related_name="core_activities", verbose_name=_("related plans")
    )

    council_decision = models.ForeignKey(
        CouncilDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="core_activities",
        verbose_name=_("council decision"),
        help_text=_("Leave empty while it is unknown."),
    )
    council_decision_basis = models.CharField(_("basis of the decision"), max_length=10, choices=Basis, blank=True)
    council_note = models.CharField(_("note on the decision"), max_length=300, blank=True)

    organisation = models.ForeignKey(
        OrganisationalUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="run_core_activities",
        verbose_name=_("organisation in charge"),
        help_text=_("Who runs it: the city itself, a company of the city or another organisation."),
    )
    departments = models.ManyToManyField(
        OrganisationalUnit, blank=True, related_name="core_activities", verbose_name=_("departments")
    )
    responsibility_note = models.CharField(_("note on responsibility"), max_length=300, blank=True)
    partners = models.TextField(_("partners"), blank=True, help_text=_("One a line."))
    contacts = models.ManyToManyField(Contact, through="ActivityContact", related_name="core_activities")
    images = models.ManyToManyField(Image, through="ActivityImage", related_name="core_activities")
    documents = models.ManyToManyField(
        Document, blank=True, related_name="core_activities", verbose_name=_("documents")
    )
    last_confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("When those in charge last said that all this is right."),
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = CoreActivityQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("core activity")
        verbose_name_plural = _("core activities")
        ordering = ["slug"]
        constraints = [
            appears_before_it_disappears("public_from", "core_activity_appears_before_it_disappears"),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(slot__gte=1, slot__lte=5),
                name="core_activity_slot_is_1_to_5",
                violation_error_message=_("Please enter a number from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(focus__isnull=False),
                name="core_activity_slot_needs_a_focus",
                violation_error_message=_("A place needs a main focus."),
            ),
            models.CheckConstraint(
                condition=Q(focus__isnull=True)
                | Q(
                    competency__isnull=False,
                    focus__gt=ExpressionWrapper(F("competency") * 10, IntegerField()),
                    focus__lte=ExpressionWrapper(F("competency") * 10 + 5, IntegerField()),
                ),
                name="core_activity_focus_belongs_to_its_competency",
                violation_error_message=_("The main focus belongs to another competency."),
            ),
            models.UniqueConstraint(
                fields=["focus", "slot"],
                name="core_activity_has_its_slot_alone",
                violation_error_message=_("This place of the focus is taken by another core activity."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("strategy:core_activity_detail", self.slug)

    def clean(self):
        """The constraints' rules once more, where the error can stand beside its field."""
        super().clean()
        if self.focus and not self.competency:
            self.competency = self.focus.competency
        if self.focus and self.focus.competency_id != self.competency_id:
            raise ValidationError({"focus": _("The main focus belongs to another competency.")})
        if self.slot and not self.focus:
            raise ValidationError({"slot": _("A place needs a main focus.")})
        taken = CoreActivity.objects.filter(focus=self.focus, slot=self.slot).exclude(pk=self.pk).first()
        if self.slot and taken:
            raise ValidationError({"slot": _("This place is taken by “%(title)s”.") % {"title": taken.title}})

    @property
    def status_label(self):
        """The status that `with_status` added, in words."""
        return Status(self.status).label

    @property
    def has_ended(self):
        """It came to an end before its goal, by itself or in another: drawn hatched."""
        return self.status in {Status.DISCONTINUED, Status.MERGED}

    @property
    def is_overdue(self):
        """It goes on, and a milestone that `with_answers` has looked for is past its date and not known as reached."""
        return self.has_overdue_milestone and self.status in {Status.PLANNED, Status.ONGOING, Status.UNKNOWN}

    @property
    def status_as_of(self):
        """The date of the status that `with_status` added; None if the status is undated or unknown."""
        return DateSpan(self.status_from, self.status_until) if self.status_from else None

    @property
    def taken_in(self):
        """Those that are merged into this one now, as far as they are public; `with_everything` has added them."""
        return sorted((change.core_activity for change in self.absorbed.all()), key=lambda a: sort_key(a.title))

    @property
    def to_ask(self):
        """Whom one can ask, each once: (contact or unit, the row that tells its role or None if it stands in for
        another). `with_everything` has added them."""
        asked = {}
        rows = [(row.contact.to_ask, row) for row in self.activity_contacts.all()]
        for who, row in sorted(rows, key=lambda asked: asked[0] != asked[1].contact):
            asked.setdefault(who, row if who == row.contact else None)
        return list(asked.items())

    @property
    def topics(self):
        """The names, in both languages, of what it is about in the target system; `with_topics` has added them."""
        about = [*filter(None, [self.competency, self.focus]), *self.cross_cutting_issues.all()]
        return [name for topic in about for name in (topic.name_de, topic.name_en)]

    @property
    def partner_names(self):
        return [line.strip() for line in self.partners.splitlines() if line.strip()]
