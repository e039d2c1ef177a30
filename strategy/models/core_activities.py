"""Core activities: what they are, how far they are, who runs them."""

from collections import Counter

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact, OrganisationalUnit
from portal.addresses import address
from portal.clock import appears_before_it_disappears, in_its_time
from portal.dates import DateSpan, SpanAttribute, months_before, ordered_span
from portal.models import Document, Image, Row, Slugged, SluggedQuerySet, TextQuerySet, Written
from portal.rich_text import RichTextField
from portal.text import sort_key
from strategy.delay import delay
from strategy.models.record import CouncilDecision, RelatedPlan, SustainableDevelopmentGoal
from strategy.models.target_system import ONE_TO_FIVE, Competency, CrossCuttingIssue, Focus


class Basis(models.TextChoices):
    """How firmly a source supports an assignment."""

    STATED = "stated", _("stated by a source")
    INFERRED = "inferred", _("inferred, not stated")


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


class CoreActivityQuerySet(SluggedQuerySet):
    def published(self):
        return self.filter(in_its_time(), is_public=True)

    def with_status(self):
        """Adds the newest entry of the status log: status (unknown if there is none), status_from, status_until.

        Entries for a day to come do not count yet. An undated entry counts as older than a dated one; of two
        of the same date the later recorded counts."""
        newest = newest_status_change()
        return self.annotate(
            status=Coalesce(Subquery(newest.values("status")[:1]), Value(Status.UNKNOWN)),
            status_from=Subquery(newest.values("as_of_from")[:1]),
            status_until=Subquery(newest.values("as_of_until")[:1]),
        )

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
        overdue = ActivityMilestone.objects.filter(
            core_activity=OuterRef("pk"), reached_from__isnull=True, planned_until__lt=timezone.localdate()
        )
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


# By the first day of a span: a status of June 2024 is newer than one of »2024«.
NEWEST_FIRST = [F("as_of_from").desc(nulls_last=True), "-recorded_at"]


class StatusChangeQuerySet(models.QuerySet):
    def with_successor(self):
        """Adds the successor, but never one that is not public."""
        return self.prefetch_related(Prefetch("successor", CoreActivity.objects.published()))

    def until_today(self):
        return self.filter(Q(as_of_from__isnull=True) | Q(as_of_from__lte=timezone.localdate()))

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def counting_today(self):
        """The one entry of each public core activity that says its status."""
        newest = Subquery(newest_status_change("core_activity").values("pk")[:1])
        return self.select_related("core_activity").filter(
            pk=newest, core_activity__in=CoreActivity.objects.published()
        )


class StatusChange(Row):
    """One entry in the log of a core activity's status; the newest counts."""

    core_activity = models.ForeignKey(CoreActivity, models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=12, choices=Status)
    as_of_from = models.DateField(null=True, blank=True)
    as_of_until = models.DateField(null=True, blank=True)
    as_of = SpanAttribute("as_of_from", "as_of_until", _("as of"), _("As precisely as it is known; empty if undated."))
    reason = models.TextField(_("reason"), blank=True, help_text=_("One sentence for the public."))
    source = models.CharField(_("source"), max_length=500, blank=True)
    successor = models.ForeignKey(
        CoreActivity,
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


class ActivityMilestoneQuerySet(models.QuerySet):
    def of_core_activities(self, core_activities):
        return self.filter(core_activity__in=core_activities)

    def with_core_activity(self):
        return self.select_related("core_activity")

    def reached(self):
        """The newest first; one that is said to be reached on a day to come does not count yet."""
        return self.filter(reached_from__lte=timezone.localdate()).order_by("-reached_from", "-reached_until", "id")


class ActivityMilestone(Row):
    """A step of a core activity: planned, reached, or both."""

    core_activity = models.ForeignKey(CoreActivity, models.CASCADE, related_name="milestones")
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

    core_activity = models.ForeignKey(CoreActivity, models.CASCADE, related_name="key_figures")
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

    core_activity = models.ForeignKey(CoreActivity, models.CASCADE, related_name="activity_contacts")
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

    core_activity = models.ForeignKey(CoreActivity, models.CASCADE, related_name="activity_images")
    image = models.ForeignKey(Image, models.PROTECT, related_name="activity_images", verbose_name=_("picture"))

    class Meta(Row.Meta):
        verbose_name = _("picture of a core activity")
        verbose_name_plural = _("pictures of a core activity")

    def __str__(self):
        return str(self.image)


class ActivityLink(Row):
    """A page elsewhere that tells more about a core activity."""

    core_activity = models.ForeignKey(CoreActivity, models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=200)
    url = models.URLField(_("link"), max_length=500)

    class Meta(Row.Meta):
        verbose_name = _("link of a core activity")
        verbose_name_plural = _("links of a core activity")

    def __str__(self):
        return self.label


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
