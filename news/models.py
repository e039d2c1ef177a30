"""News of the strategy."""

from datetime import UTC, datetime
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from portal.addresses import address
from portal.clock import appears_before_it_disappears, has_come, not_over
from portal.models import Image, Row, Slugged, SluggedQuerySet
from portal.rich_text import RichTextField
from strategy.models import Competency, CoreActivity

FIRST_YEAR, LAST_YEAR = 2000, 2100
LOOKED_THROUGH = 1000  # press releases
EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
# What a core activity is asked for; first what is rarest.
TOPICS = {"project": "slug", "issue": "cross_cutting_issues__slug", "competency": "competency__slug"}


def core_activities_of(topic, slug):
    """The keys of those that are public."""
    return CoreActivity.objects.published().filter(**{TOPICS[topic]: slug}).values_list("pk", flat=True)


def links_of(topic, slug, core_activities):
    """What links press releases to a topic (TOPICS): its core activities, and a competency by itself."""
    links = [PressRelease.core_activities.through.objects.filter(coreactivity__in=core_activities)]
    if topic == "competency":
        links.append(PressRelease.competencies.through.objects.filter(competency__slug=slug))
    return links


class PressReleaseQuerySet(SluggedQuerySet):
    def published(self):
        """Public and not scheduled for later."""
        return self.filter(has_come("published_at", self.model), not_over(), is_public=True)

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def oldest_first(self):
        return self.order_by("published_at", "id")

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

    def first_of(self, limit, *, year=None, oldest_first=False, **topics):
        """The first `limit` published ones, as a list. `topics`: the slug of a competency, project or issue, by name.

        What is frequent is walked in the order of the index until enough is found; what is not frequent among the
        first LOOKED_THROUGH is looked up by its keys, for walking on might lead through all that there are."""
        found = (self.in_year(int(year)) if year else self).published()
        found = found.oldest_first() if oldest_first else found.newest_first()
        if not topics:
            return list(found[:limit])
        end = found.values_list("published_at", flat=True)[LOOKED_THROUGH:][:1]
        # A bound by date, not by keys: so the index is read in its order, and no further than needed.
        near = found.filter(**{"published_at__lte" if oldest_first else "published_at__gte": end[0]}) if end else found
        rows = list(near.walked(topics)[:limit])
        return rows if near is found or len(rows) == limit else list(found.looked_up(topics, oldest_first)[:limit])

    def walked(self, topics):
        """Those about these topics, each press release asked for its links."""
        found = self
        for name, slug in topics.items():
            links = links_of(name, slug, core_activities_of(name, slug))
            # Asked for a key each: of EXISTS OR EXISTS, PostgreSQL collects all before it looks at the first one.
            keys = {
                f"{name}_{n}": Subquery(link.filter(pressrelease=OuterRef("pk")).values("pk")[:1])
                for n, link in enumerate(links)
            }
            has_one = [Q(**{f"{key}__isnull": False}) for key in keys]
            found = found.alias(**keys).filter(reduce(or_, has_one))
        return found

    def looked_up(self, topics, oldest_first):
        """The same, the links of the rarest topic asked for their press releases."""
        rarest, *others = sorted(topics, key=list(TOPICS).index)
        # By keys that were fetched before: so PostgreSQL knows how few links these core activities have.
        core_activities = list(core_activities_of(rarest, topics[rarest]))
        links = links_of(rarest, topics[rarest], core_activities)
        first, *more = (link.values("pressrelease") for link in links)
        found = self.filter(pk__in=first.union(*more)).walked({name: topics[name] for name in others})
        # Ordered by something that is in no index: else PostgreSQL walks on through all after all.
        time = Coalesce("published_at", EARLIEST)
        return found.order_by(time.asc(), "id") if oldest_first else found.order_by(time.desc(), "-id")

    def neighbours(self, press_release):
        """The next newer and the next older published one, None where there is none; one query. Of each what a link
        to it shows."""
        here = press_release.published_at, press_release.pk
        sides = (
            self.newer_than(*here).published().oldest_first(),
            self.older_than(*here).published().newest_first(),
        )
        shown = self.only("slug", "published_at", "title_de", "title_en").order_by()
        beside = shown.filter(pk__in=[Subquery(side.values("pk")[:1]) for side in sides])
        found = {(each.published_at, each.pk) > here: each for each in beside}
        return found.get(True), found.get(False)

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
        return address("news:press_release_detail", self.year, self.slug)

    def save(self, *args, **kwargs):
        # Whole seconds, so that a page's address can name the press release it begins after.
        self.published_at = self.published_at.replace(microsecond=0)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.published_at and not FIRST_YEAR <= self.published_at.year <= LAST_YEAR:
            raise ValidationError({"published_at": _("Please check the year.")})
        # What is stored like that already is let be, so that all else in it can be put right.
        if self.is_bare and not any(stored.is_bare for stored in PressRelease.objects.filter(pk=self.pk)):
            raise ValidationError({"lead_de": _("Please write a lead or a text, or untick “public”.")})

    @property
    def is_bare(self):
        """Public, with nothing but its headline."""
        return self.is_public and not (self.lead_de or self.body_de)

    @property
    def topic_keys(self):
        """(keys of its core activities, keys of its competencies), public or not; one query."""
        about = self.core_activities.through.objects.filter(pressrelease=self)
        links = about.values_list("coreactivity", Value(None, models.BigIntegerField()))
        also = self.competencies.through.objects.filter(pressrelease=self)
        rows = list(links.union(also.values_list(Value(None, models.BigIntegerField()), "competency")))
        return {core_activity for core_activity, _none in rows}, {competency for _none, competency in rows}

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
