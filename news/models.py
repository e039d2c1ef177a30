"""News of the strategy."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from portal.clock import appears_before_it_disappears, has_come, not_over
from portal.models import Image, Row, Slugged, SluggedQuerySet
from portal.rich_text import RichTextField
from strategy.models import Competency, CoreActivity

FIRST_YEAR, LAST_YEAR = 2000, 2100
LOOKED_THROUGH = 5000  # press releases
EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


class PressReleaseQuerySet(SluggedQuerySet):
    def published(self):
        """Public and not scheduled for later."""
        return self.filter(has_come("published_at", self.model), not_over(), is_public=True)

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def oldest_first(self):
        return self.order_by("published_at", "id")

    def with_everything(self):
        """Adds what the page of one press release shows, as far as it is public."""
        return self.prefetch_related(
            "sources",
            "competencies",
            "press_release_images__image",
            Prefetch("contact", Contact.objects.answered_for()),
        )

    def topics(self, year, limit):
        """What published ones are about, as (key, time, core activity, competency) in every combination; either of the
        last two may be None. Those of the newest `limit`; of the newest `limit` of a year, if one is given; and of the
        very first, so that it is known how many years there are. One query, bounded however many there are."""
        found = self.published()
        parts = [found.newest_first()[:limit], found.oldest_first()[:1]]
        if year:
            parts.append(self.in_year(year).published().newest_first()[:limit])
        # A part of its own for each: with OR instead PostgreSQL reads the whole table.
        first, *others = (
            self.filter(pk__in=part.values("pk"))
            .order_by()
            .values_list("pk", "published_at", "core_activities", "competencies")
            for part in parts
        )
        return first.union(*others)

    def matching(self, *, competency=None, project=None, issue=None, year=None):
        """Narrowed by whatever is given: slugs, and a year. What public core activities belong to, their press releases
        belong to."""
        found = self.in_year(int(year)) if year else self
        public = CoreActivity.objects.published()
        if project:  # has few: they are looked up. The other two have many: the news are walked until a page is full
            found = found.filter(pk__in=self.links(coreactivity__in=public.filter(slug=project)).values("pressrelease"))
        if issue:
            found = found.filter(Exists(self.links_to(public.filter(cross_cutting_issues__slug=issue))))
        if competency:
            through = self.model.competencies.through.objects
            named = through.filter(pressrelease=OuterRef("pk"), competency__slug=competency)
            linked = self.links_to(public.filter(competency__slug=competency))
            # Asked for a key each: of EXISTS OR EXISTS, PostgreSQL collects all before it looks at the first one.
            found = found.alias(named=Subquery(named.values("pk")[:1]), linked=Subquery(linked.values("pk")[:1]))
            found = found.filter(Q(named__isnull=False) | Q(linked__isnull=False))
        return found

    def links_to(self, core_activities):
        """The links of the press release of an outer query to these core activities."""
        return self.links(pressrelease=OuterRef("pk"), coreactivity__in=core_activities.values("pk"))

    def links(self, **condition):
        return self.model.core_activities.through.objects.filter(**condition)

    def with_pictures_and_sources(self):
        return self.prefetch_related("sources", "press_release_images__image")

    def about(self, core_activities, competency=None):
        """Those of one of these core activities, or of the competency itself, among the newest LOOKED_THROUGH.

        However rare they are, the database reads no more than that."""
        beyond = self.model.objects.published().newest_first().values("published_at")[LOOKED_THROUGH:][:1]
        of_activities = self.model.core_activities.through.objects.filter(
            pressrelease=OuterRef("pk"), coreactivity__in=core_activities.values("pk")
        )
        of_competency = self.model.competencies.through.objects.filter(
            pressrelease=OuterRef("pk"), competency=competency
        )
        # A bound by date, not by keys: so the index is read in its order, and no further than needed.
        return self.filter(
            Exists(of_activities) | Exists(of_competency), published_at__gt=Coalesce(Subquery(beyond), EARLIEST)
        )

    def next_newer(self, press_release):
        return self.newer_than(press_release.published_at, press_release.pk).published().oldest_first().first()

    def next_older(self, press_release):
        return self.older_than(press_release.published_at, press_release.pk).published().newest_first().first()

    def in_year(self, year):
        """Compared as a range, so that the index is used."""
        start, end = (timezone.make_aware(timezone.datetime(y, 1, 1)) for y in (year, year + 1))
        return self.filter(published_at__gte=start, published_at__lt=end)

    # The outer bound says nothing new, but lets the index be entered where the page begins; SQLite takes the
    # first bound it meets, so these two come before `published` and `in_year`.
    def older_than(self, published_at, pk):
        return self.filter(published_at__lte=published_at).filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, pk__lt=pk)
        )

    def newer_than(self, published_at, pk):
        return self.filter(published_at__gte=published_at).filter(
            Q(published_at__gt=published_at) | Q(published_at=published_at, pk__gt=pk)
        )


class PressRelease(Slugged):
    """A report of what happened in the strategy."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month only")
        YEAR = "year", _("year only")

    class DateBasis(models.TextChoices):
        PUBLICATION = "publication", _("date of publication")
        EVENT = "event", _("date of the event")
        INFERRED = "inferred", _("inferred date")

    class Origin(models.TextChoices):
        CITY = "city", _("City of Bochum")
        CITY_TEXT = "city_text", _("local press, text by the city")
        PARTNER = "partner", _("partner of the city")
        PRESS = "press", _("press")
        MAYOR = "mayor", _("mayor")
        COUNCILLOR = "councillor", _("council member")

    title = models.CharField(_("headline"), max_length=200)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences: who, what, when, where."))
    body = RichTextField(_("text"), blank=True)
    published_at = models.DateTimeField(
        _("published at"), default=timezone.now, help_text=_("A time in the future: it appears then.")
    )
    date_precision = models.CharField(
        _("how precisely the date is known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    date_basis = models.CharField(
        _("what the date is"), max_length=12, choices=DateBasis, default=DateBasis.PUBLICATION
    )
    origin = models.CharField(_("first published by"), max_length=12, choices=Origin, default=Origin.CITY)
    original_headline = models.CharField(_("headline of the source"), max_length=200, blank=True)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Without this it is a draft."))
    public_until = models.DateTimeField(
        _("public until"), null=True, blank=True, help_text=_("It disappears at this time. Empty: it stays.")
    )
    core_activities = models.ManyToManyField(
        CoreActivity, blank=True, related_name="press_releases", verbose_name=_("core activities")
    )
    competencies = models.ManyToManyField(
        Competency, blank=True, related_name="press_releases", verbose_name=_("competencies")
    )
    images = models.ManyToManyField(Image, through="PressReleaseImage", related_name="press_releases")
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="press_releases",
        verbose_name=_("contact for enquiries"),
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PressReleaseQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=Q(is_public=True), name="press_release_public")
        ]
        constraints = [appears_before_it_disappears("published_at", "press_release_appears_before_it_disappears")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:press_release_detail", args=[self.year, self.slug])

    def save(self, *args, **kwargs):
        # Whole seconds, so that a page's address can name the press release it begins after.
        self.published_at = self.published_at.replace(microsecond=0)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.published_at and not FIRST_YEAR <= self.published_at.year <= LAST_YEAR:
            raise ValidationError({"published_at": _("Please check the year.")})

    @property
    def year(self):
        return timezone.localtime(self.published_at).year

    @property
    def date_text(self):
        """The date as precisely as it is known."""
        day = timezone.localtime(self.published_at)
        formats = {
            self.Precision.DAY: "DATE_FORMAT",
            self.Precision.MONTH: "YEAR_MONTH_FORMAT",
            self.Precision.YEAR: "Y",
        }
        return date_format(day, formats[self.date_precision])

    @property
    def date_iso(self):
        lengths = {self.Precision.DAY: 10, self.Precision.MONTH: 7, self.Precision.YEAR: 4}
        return timezone.localtime(self.published_at).date().isoformat()[: lengths[self.date_precision]]


class PressReleaseImage(Row):
    """A picture of a press release."""

    press_release = models.ForeignKey(PressRelease, models.CASCADE, related_name="press_release_images")
    image = models.ForeignKey(Image, models.PROTECT, related_name="press_release_images", verbose_name=_("picture"))

    class Meta(Row.Meta):
        verbose_name = _("picture of a press release")
        verbose_name_plural = _("pictures of a press release")

    def __str__(self):
        return str(self.image)
