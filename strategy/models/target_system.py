"""The target system: formula, competencies, main foci, cross-cutting issues."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, IntegerField, Q
from django.utils.translation import gettext_lazy as _

from portal.addresses import address
from portal.models import Row, Slugged, SluggedQuerySet
from portal.rich_text import RichTextField

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


MESSAGES = {
    3: _("Please enter a number from 1 to 3."),
    5: _("Please enter a number from 1 to 5."),
    17: _("Please enter a number from 1 to 17."),
}


def one_to(last, field, name):
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": 1, f"{field}__lte": last}),
        name=name,
        violation_error_message=MESSAGES[last],
    )


class FormulaValue(Slugged):
    """One of the three values of the Bochum Formula."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=50)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("value of the formula")
        verbose_name_plural = _("values of the formula")
        ordering = ["number"]
        constraints = [one_to(3, "number", "formula_value_number_is_1_to_3")]

    def __str__(self):
        return self.name


class Accent(models.TextChoices):
    """The five hues of the design; only the stylesheet knows their colours."""

    INK = "ink", _("ink")
    MEADOW = "meadow", _("meadow")
    STAGE = "stage", _("stage")
    FORGE = "forge", _("forge")
    SPARK = "spark", _("spark")


class Competency(Slugged):
    """One of the five competencies; its number is its place in the official order."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True, validators=ONE_TO_FIVE)
    name = models.CharField(_("name"), max_length=100)
    former_name = models.CharField(_("older spelling"), max_length=100, blank=True)
    tagline = models.CharField(_("in one sentence"), max_length=300, blank=True)
    vision = RichTextField(_("picture of 2030"), blank=True)
    vision_note = models.TextField(
        _("version of the picture"), blank=True, help_text=_("From when it dates, and what is unknown.")
    )
    goals_note = models.CharField(_("version of the goals"), max_length=200, blank=True)
    accent = models.CharField(_("accent"), max_length=10, choices=Accent, unique=True)

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ["number"]
        constraints = [one_to(5, "number", "competency_number_is_1_to_5")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("strategy:competency_detail", self.slug)


class StrategicGoal(Row):
    """A strategic goal of a competency."""

    competency = models.ForeignKey(Competency, models.CASCADE, related_name="goals", verbose_name=_("competency"))
    text = models.TextField(_("goal"))

    class Meta(Row.Meta):
        verbose_name = _("strategic goal")
        verbose_name_plural = _("strategic goals")

    def __str__(self):
        return self.text


class FocusQuerySet(SluggedQuerySet):
    def with_competency(self):
        return self.select_related("competency")


class Focus(Slugged):
    """One of the five main foci of a competency: a place in the target system, its name known or not."""

    # Competency 4, place 2 is number 42: so the database itself can check that a core activity's focus
    # belongs to its competency, without a trigger.
    number = models.PositiveSmallIntegerField(_("number"), primary_key=True, editable=False)
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="foci", verbose_name=_("competency"))
    position = models.PositiveSmallIntegerField(_("place in its competency"), validators=ONE_TO_FIVE)
    position_is_known = models.BooleanField(
        _("the order is known"), default=False, help_text=_("Tick this if a source shows the foci in this order.")
    )
    name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("Leave empty while it is unknown."))
    name_is_complete = models.BooleanField(_("the name is complete"), default=False)
    note = models.TextField(_("version of the name"), blank=True)

    objects = FocusQuerySet.as_manager()

    class Meta:
        verbose_name = _("focus")
        verbose_name_plural = _("foci")
        ordering = ["number"]
        constraints = [
            one_to(5, "position", "focus_position_is_1_to_5"),
            models.CheckConstraint(
                condition=Q(number=ExpressionWrapper(F("competency") * 10 + F("position"), IntegerField())),
                name="focus_number_tells_its_place",
                violation_error_message=_("A focus keeps its place in its competency."),
            ),
        ]

    def __str__(self):
        return self.name or _("Focus %(number)s: name not yet recorded") % {"number": self.place}

    @property
    def place(self):
        return f"{self.number // 10}.{self.number % 10}"

    def save(self, *args, **kwargs):
        if self.number is None:
            self.number = self.competency_id * 10 + self.position
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("strategy:focus_detail", self.competency.slug, self.slug)


class FocusGoal(Row):
    """A goal of a focus."""

    focus = models.ForeignKey(Focus, models.CASCADE, related_name="goals", verbose_name=_("focus"))
    text = models.TextField(_("goal"))

    class Meta(Row.Meta):
        verbose_name = _("goal of a focus")
        verbose_name_plural = _("goals of a focus")

    def __str__(self):
        return self.text


class CrossCuttingIssue(Slugged):
    """One of the five requirements that count in every competency."""

    position = models.PositiveSmallIntegerField(_("place"), unique=True, validators=ONE_TO_FIVE)
    name = models.CharField(_("name"), max_length=100)
    has_official_german_name = models.BooleanField(_("the German name is official"), default=False)
    text = RichTextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("cross-cutting issue")
        verbose_name_plural = _("cross-cutting issues")
        ordering = ["position"]
        constraints = [one_to(5, "position", "cross_cutting_issue_position_is_1_to_5")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("strategy:cross_cutting_issue_detail", self.slug)
