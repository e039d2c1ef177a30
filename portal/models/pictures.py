"""Pictures: their files, and what must be said about them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.images import is_file_name, normalised, smaller_copies, store_all, widths_of_copies
from portal.models.texts import TextQuerySet, Written, empty
from portal.picture_uses import pictures_in_texts, uses_of
from portal.rich_text import RichTextField, named_pictures
from portal.uploads import unguessable


def picture_path(image, name):
    return unguessable("pictures", name)


def beside(path, name):
    """The path of another file in the same folder."""
    return f"{path.rpartition('/')[0]}/{name}"


class ImageQuerySet(TextQuerySet):
    def undescribed(self):
        """Those that people who cannot see them learn nothing about."""
        return self.filter(empty("alt_text_de"), is_decorative=False)

    def without_credit(self):
        return self.filter(Q(credit="") | Q(licence=""))

    def unused(self):
        """Those that nothing shows, no text and no draft either."""
        rows = [relation.name for relation in self.model._meta.related_objects if relation.one_to_many]
        return self.filter(**{f"{name}__isnull": True for name in rows}).exclude(pk__in=pictures_in_texts())

    def in_texts(self, *items):
        """The pictures that the formatted texts of these items show, by key: one query if there are any, else none."""
        texts = [
            getattr(item, field.name)
            for item in items
            for field in item._meta.concrete_fields
            if isinstance(field, RichTextField)
        ]
        keys = set().union(*map(named_pictures, texts))
        return self.in_bulk(keys) if keys else {}


class Image(Written):
    """A picture with what must be said about it."""

    # Percent of the width or height; static/css/components/focal-point.css has the same steps.
    class Across(models.IntegerChoices):
        LEFT = 0, _("at the left edge")
        HALF_LEFT = 25, _("left of the middle")
        MIDDLE = 50, _("in the middle")
        HALF_RIGHT = 75, _("right of the middle")
        RIGHT = 100, _("at the right edge")

    class Down(models.IntegerChoices):
        TOP = 0, _("at the top edge")
        HALF_TOP = 25, _("above the middle")
        MIDDLE = 50, _("in the middle")
        HALF_BOTTOM = 75, _("below the middle")
        BOTTOM = 100, _("at the bottom edge")

    file = models.ImageField(
        _("file"), upload_to=picture_path, width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    # Stored, so that a page is made without a look at the files; empty: there are none yet.
    copy_widths = models.JSONField(_("widths of its smaller copies"), default=list, editable=False)
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Tick this only if the picture tells nothing. Else describe it.")
    )
    alt_text = models.CharField(
        _("description for people who cannot see it"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, in one sentence. Not the file name, not “picture of”."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, help_text=_("Photographer or source, as it must be printed.")
    )
    licence = models.CharField(_("licence"), max_length=200, help_text=_("On what terms the city may show it."))
    focal_x = models.PositiveSmallIntegerField(
        _("what matters, across"),
        choices=Across,
        default=Across.MIDDLE,
        help_text=_("Where a picture is cropped, this part stays."),
    )
    focal_y = models.PositiveSmallIntegerField(_("what matters, down"), choices=Down, default=Down.MIDDLE)

    objects = ImageQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_a_size"),
            models.CheckConstraint(condition=Q(focal_x__lte=100, focal_y__lte=100), name="image_has_its_focal_point"),
        ]

    def __str__(self):
        return self.alt_text or self.caption or self.credit

    def save(self, *args, **kwargs):
        if self.has_upload:
            self.store_upload()
        super().save(*args, **kwargs)

    def clean(self):
        descriptions = {name: getattr(self, name) for name in ("alt_text_de", "alt_text_en") if getattr(self, name)}
        if self.is_decorative and descriptions:
            raise ValidationError(dict.fromkeys(descriptions, _("A decorative picture has no description.")))
        if not self.is_decorative and not self.alt_text_de:
            raise ValidationError({"alt_text_de": _("Please describe the picture, or tick “decorative”.")})
        if file_names := [name for name, text in descriptions.items() if is_file_name(text)]:
            raise ValidationError(dict.fromkeys(file_names, _("This is the name of a file. Please say what one sees.")))

    @cached_property
    def is_public(self):
        """Something public shows it. Kept, because it is asked for several times while one page is made."""
        return any(use.is_public for use in uses_of(self))

    @property
    def has_upload(self):
        """The file is new and not yet stored."""
        return bool(self.file) and not self.file._committed

    def store_upload(self):
        """Store the upload and its smaller copies in a new folder: all of them, or none.

        What was stored before stays there: an older version may still show it. Raises OSError, for example
        if the disk is full, and ValidationError for what is no picture."""
        picture = normalised(self.file.file)
        name = self.file.field.generate_filename(self, picture.name)
        copies = {beside(name, copy): content for copy, content in smaller_copies(picture.pixels).items()}
        store_all(self.file.storage, {**copies, name: picture})
        self.file = name  # reads width and height
        self.copy_widths = widths_of_copies(self.width)

    def remake_copies(self):
        """Make the smaller copies of the stored file anew; until then pages show that. Raises as `store_upload`."""
        Image.objects.filter(pk=self.pk).update(copy_widths=[])
        copies = smaller_copies(normalised(self.file.file).pixels)
        store_all(self.file.storage, {beside(self.file.name, copy): content for copy, content in copies.items()})
        self.copy_widths = widths_of_copies(self.width)
        self.save(update_fields=["copy_widths"])

    def copy_url(self, width, extension):
        return self.file.storage.url(beside(self.file.name, f"{width}.{extension}"))

    def srcset(self, extension):
        return ", ".join(f"{self.copy_url(width, extension)} {width}w" for width in self.copy_widths)

    @property
    def avif_srcset(self):
        return self.srcset("avif")

    @property
    def webp_srcset(self):
        return self.srcset("webp")

    @property
    def fallback_url(self):
        """For a browser that cannot choose."""
        return self.copy_url(self.copy_widths[-1], "webp") if self.copy_widths else self.file.url

    @property
    def thumbnail_url(self):
        return self.copy_url(self.copy_widths[0], "webp") if self.copy_widths else self.file.url

    @property
    def is_upright(self):
        return self.height > self.width
