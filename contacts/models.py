"""Who is in charge: organisational units and the contacts in them."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.addresses import address
from portal.models import Slugged, SluggedQuerySet, empty
from portal.telephone import validate_internal_telephone, validate_telephone


def core_activities_of(model):
    """The core activities that rows of this model can be asked about, which are of the floor above."""
    return model._meta.get_field("core_activities").related_model.objects.select_related("competency")


def may_view(user, model):
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def known_to(user, rows):
    """Those that somebody signed in may see: all, if the admin shows them this kind of thing, else what is public."""
    return rows if may_view(user, rows.model) else rows.published()


class OrganisationalUnitQuerySet(SluggedQuerySet):
    def in_directory(self):
        """Adds the public core activities that a unit runs, and those it works on as a department."""
        return self.with_core_activities(core_activities_of(self.model).published())

    def for_staff(self, user):
        """The same with all core activities that somebody signed in may know of."""
        return self.with_core_activities(known_to(user, core_activities_of(self.model).with_topics()))

    def with_core_activities(self, core_activities):
        return self.select_related("parent").prefetch_related(
            Prefetch("core_activities", core_activities, to_attr="core_activities_as_department"),
            Prefetch("run_core_activities", core_activities, to_attr="core_activities_as_organisation"),
        )


class OrganisationalUnit(Slugged):
    """An office of the city, a municipal company or another organisation that runs core activities."""

    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    text = models.TextField(_("what it does in the strategy"), blank=True)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    email = models.EmailField(
        _("function mailbox"), blank=True, help_text=_("The public sees this. No personal address.")
    )
    phone = models.CharField(
        _("telephone"),
        max_length=50,
        blank=True,
        validators=[validate_telephone],
        help_text=_("The public sees this."),
    )
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Only signed-in staff see this."))

    objects = OrganisationalUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisational unit")
        verbose_name_plural = _("organisational units")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="unit_is_not_its_own_parent",
                violation_error_message=_("A unit cannot belong to itself."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("contacts:organisational_unit_detail", self.slug)

    @property
    def directory_core_activities(self):
        """What `in_directory` added: a department's own core activities; for an organisation those it runs.

        The city itself runs most of them: there its departments say who is in charge."""
        return self.core_activities_as_department or self.core_activities_as_organisation

    @property
    def names(self):
        return [self.name_de, self.name_en]

    @property
    def words(self):
        """What the public finds it by."""
        return [*self.names, self.text_de, self.text_en, self.email, self.address]

    @property
    def internal_words(self):
        """What only staff find it by."""
        return [self.internal_note, *(self.parent.names if self.parent else [])]

    @property
    def numbers(self):
        return [self.phone]


class ContactQuerySet(SluggedQuerySet):
    def published(self):
        """The contacts the public may see: marked as public, not past their end date."""
        still_there = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
        return self.filter(still_there, is_public=True)

    def with_unit(self):
        return self.select_related("unit")

    def answered_for(self):
        """Public ones, also past their end date, with who is to be asked then (`Contact.to_ask`)."""
        return self.filter(is_public=True).select_related("unit", "deputy__unit")

    def general(self):
        """Those of them that answer where nobody else is known."""
        return self.answered_for().filter(is_general=True)

    def in_directory(self):
        """The same with the public core activities that they are in charge of."""
        return self.answered_for().prefetch_related(
            Prefetch("core_activities", core_activities_of(self.model).published())
        )

    def for_staff(self, user):
        """All contacts, with what somebody signed in may know of where they are named."""
        press_releases = self.model._meta.get_field("press_releases").related_model.objects.all()
        return self.select_related("unit__parent", "deputy__unit").prefetch_related(
            Prefetch("core_activities", known_to(user, core_activities_of(self.model).with_topics())),
            Prefetch("press_releases", known_to(user, press_releases)),
            "deputises_for",
        )

    def gone(self):
        """Past their last day: the public no longer sees them."""
        return self.filter(ends_on__lt=timezone.localdate())

    def still_there(self):
        return self.exclude(ends_on__lt=timezone.localdate())

    def in_charge_of_nothing(self):
        """Still there, but nothing says what they can be asked about."""
        return self.still_there().filter(
            empty("responsible_for_de"),
            activity_contacts__isnull=True,
            press_releases__isnull=True,
            deputises_for__isnull=True,
        )


class Contact(Slugged):
    """Somebody to ask: a function, or a person in it."""

    class Kind(models.TextChoices):
        FUNCTION = "function", _("function")
        PERSON = "person", _("person")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FUNCTION)
    name = models.CharField(_("name"), max_length=200)
    unit = models.ForeignKey(
        OrganisationalUnit, models.PROTECT, related_name="contacts", verbose_name=_("organisational unit")
    )
    responsible_for = models.TextField(_("responsible for"), blank=True)
    email = models.EmailField(_("mailbox"), blank=True, help_text=_("The public sees this. Prefer a function mailbox."))
    phone = models.CharField(
        _("telephone"),
        max_length=50,
        blank=True,
        validators=[validate_telephone],
        help_text=_("The public sees this."),
    )
    room = models.CharField(_("room"), max_length=50, blank=True, help_text=_("The public sees this."))
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="deputises_for", verbose_name=_("deputy")
    )
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("After this day the public sees the deputy instead, or else the function mailbox of the unit."),
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Without this only signed-in staff see the contact.")
    )
    is_general = models.BooleanField(
        _("general contact"),
        default=False,
        db_default=False,  # while this is put in place, the version before adds rows that do not name it
        help_text=_("Named on the home page, and wherever nobody else is known to be asked."),
    )
    internal_email = models.EmailField(
        _("internal e-mail address"), blank=True, help_text=_("Only signed-in staff see this.")
    )
    internal_phone = models.CharField(
        _("internal telephone"),
        max_length=50,
        blank=True,
        validators=[validate_internal_telephone],
        help_text=_("Only signed-in staff see this. The extension alone is enough."),
    )
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Only signed-in staff see this."))
    last_confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that all this is right. Only signed-in staff see this."),
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(deputy=models.F("id")),
                name="contact_is_not_its_own_deputy",
                violation_error_message=_("Nobody can be their own deputy."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("contacts:contact_detail", self.slug)

    @property
    def names(self):
        return [self.name_de, self.name_en]

    @property
    def words(self):
        """What the public finds it by."""
        return [*self.names, self.responsible_for_de, self.responsible_for_en, self.email, self.room, *self.unit.names]

    @property
    def internal_words(self):
        """What only staff find it by."""
        return [self.internal_email, self.internal_note, *(self.deputy.names if self.deputy else [])]

    @property
    def numbers(self):
        """All telephone numbers, also the internal one."""
        return [self.phone, self.internal_phone]

    @property
    def has_ended(self):
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_published(self):
        return self.is_public and not self.has_ended

    @property
    def published_deputy(self):
        return self.deputy if self.deputy and self.deputy.is_published else None

    @property
    def to_ask(self):
        """Itself; once it has ended its deputy, else its unit, which has a function mailbox. `answered_for` has
        chosen it: of an internal contact this would tell who stands in for it."""
        return self if self.is_published else self.published_deputy or self.unit
