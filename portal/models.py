"""What every app needs: addresses that last, sources, pictures, documents, pages."""

import secrets
import uuid
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.changes import changed_in_bulk
from portal.clock import appears_before_it_disappears, in_its_time
from portal.dates import SpanAttribute, ordered_span
from portal.drafts import Draft
from portal.generation import ContentChange
from portal.images import is_file_name, normalised, smaller_copies, store_all, widths_of_copies
from portal.links import dead, own_paths
from portal.picture_uses import pictures_in_texts, uses_of
from portal.rich_text import RichTextField, named_pictures
from portal.text import german_slug, visible
from portal.translation_state import OutdatedTranslation, lacks_english
from portal.uploads import is_what_it_says

__all__ = ["ContentChange", "Draft", "OutdatedTranslation"]  # Django finds an app's models here


class Written(models.Model):
    """Something with texts that people write. However they come in, what nobody can see is taken out of plain ones."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        for field in self._meta.concrete_fields:
            # Not by its attribute: without an English text that is the German one, and would be stored as English.
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and not isinstance(field, RichTextField):
                self.__dict__[field.attname] = visible(value)
        super().clean_fields(exclude)


class Row(Written):
    """One line of a list that belongs to something else; its order is the editor's."""

    # Random keys, so that a row can be written in a draft before it exists in the database.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Lower numbers come first."))

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class Source(Row):
    """Where a fact was read, and when it was last looked up."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    citation = models.CharField(
        _("source"), max_length=500, help_text=_("A web address without https://, or a title with its date.")
    )
    url = models.URLField(
        _("link"), max_length=500, blank=True, help_text=_("Only if the source can be opened on the web.")
    )
    supports = models.CharField(
        _("what it supports"), max_length=200, blank=True, help_text=_("Leave empty if it supports the whole entry.")
    )
    as_of = models.DateField(_("looked up on"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.citation


class FormerSlug(models.Model):
    """An address that something had before; it leads to the present one."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    slug = models.SlugField(_("former address"), max_length=120)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["content_type", "slug"], name="former_slug_is_unique")]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.slug


class TextQuerySet(models.QuerySet):
    """Rows with texts in German and English; what is made from the texts is told when one statement changes many."""

    @transaction.atomic
    def update(self, **values):
        pks = set(self.values_list("pk", flat=True))
        changed = super().update(**values)
        changed_in_bulk.send(self.model, pks=pks)
        return changed

    update.alters_data = True

    @transaction.atomic
    def bulk_create(self, rows, *args, **options):
        created = super().bulk_create(rows, *args, **options)
        changed_in_bulk.send(self.model, pks={row.pk for row in created})
        return created

    def without_english(self):
        """Those with a German text whose English is missing."""
        return self.filter(lacks_english(self.model))

    def with_dead_links(self):
        """Those whose formatted texts link to a page of the portal that is not there."""
        names = [field.name for field in self.model._meta.fields if isinstance(field, RichTextField)]
        columns = [name for name in names if name.endswith(("_de", "_en"))]
        linking = self.filter(reduce(or_, (Q(**{f"{column}__contains": "href="}) for column in columns)))
        paths = {
            pk: set().union(*map(own_paths, texts)) for pk, *texts in linking.order_by().values_list("pk", *columns)
        }
        nowhere = dead(set().union(*paths.values()))
        return self.filter(pk__in=[pk for pk, linked in paths.items() if linked & nowhere])


def empty(column):
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


class SluggedQuerySet(TextQuerySet):
    def by_slug(self, slug):
        """The one with this address, present or former. The caller redirects if `slug` is a former one.

        Raises Http404 if there is none among these rows."""
        found = self.filter(slug=slug).first()
        if found is None:
            found = self.filter(former_slugs__slug=slug).first()
        if found is None:
            raise Http404
        return found


class Slugged(Written):
    """Something with a page of its own, whose address stays valid when it changes."""

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_(
            "The last part of the page's web address, the same in both languages. "
            "Empty: made from the German title. Old addresses keep working."
        ),
    )
    former_slugs = GenericRelation(FormerSlug)
    sources = GenericRelation(Source)

    objects = SluggedQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        stored_slug = getattr(self, "_stored_slug", None)
        super().save(*args, **kwargs)
        if stored_slug and stored_slug != self.slug:
            self.former_slugs.filter(slug=self.slug).delete()
            FormerSlug.objects.update_or_create(
                content_type=ContentType.objects.get_for_model(self),
                slug=stored_slug,
                defaults={"object_id": self.pk},
            )
        self._stored_slug = self.slug

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._stored_slug = instance.__dict__.get("slug")
        return instance

    def clean(self):
        super().clean()
        self.slug = self.slug or self.free_slug()
        same = FormerSlug.objects.filter(content_type=ContentType.objects.get_for_model(self), slug=self.slug)
        if same.exclude(object_id=self.pk or 0).exists():
            raise ValidationError({"slug": _("This address leads to something else that had it before.")})

    def free_slug(self):
        """An address made from the German title or name, with a number behind it if it is taken."""
        stem = german_slug(getattr(self, "title_de", None) or getattr(self, "name_de", None) or "")[:110].strip("-")
        stem = stem or self._meta.model_name
        former = FormerSlug.objects.filter(content_type=ContentType.objects.get_for_model(self), slug__startswith=stem)
        taken = set(former.values_list("slug", flat=True))
        taken |= set(
            type(self).objects.filter(slug__startswith=stem).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        return next(
            slug
            for number in range(1, len(taken) + 2)
            if (slug := stem if number == 1 else f"{stem}-{number}") not in taken
        )


def unguessable(folder, name):
    """Where an upload is stored: nobody finds the file of a draft by guessing its address."""
    return f"{folder}/{timezone.localdate().year}/{secrets.token_urlsafe(12)}/{name}"


def picture_path(image, name):
    return unguessable("pictures", name)


def beside(path, name):
    """The path of another file in the same folder."""
    return f"{path.rpartition('/')[0]}/{name}"


def document_path(document, name):
    return unguessable("documents", name)


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
        """Something public shows it. Asked several times while one page is made; the database once."""
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


class DocumentQuerySet(TextQuerySet):
    def with_file(self, path):
        return self.filter(file=path)

    def published(self):
        return self.filter(is_public=True)


class Document(Written):
    """A publication of the strategy, with the file where the portal holds it."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it holds"), blank=True)
    language = models.CharField(
        _("language of the document"), max_length=2, choices=[("de", _("German")), ("en", _("English"))], default="de"
    )
    dated_from = models.DateField(null=True, blank=True)
    dated_until = models.DateField(null=True, blank=True)
    dated = SpanAttribute("dated_from", "dated_until", _("date"), _("Leave empty if unknown."))
    file = models.FileField(
        _("file"),
        upload_to=document_path,
        max_length=200,
        blank=True,
        validators=[FileExtensionValidator(["pdf", "odt", "ods", "docx", "xlsx", "csv"])],
        help_text=_(
            "PDF, OpenDocument, Word, Excel or CSV. Without a file the page says that it is not available here."
        ),
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("number of pages"), null=True, blank=True)
    accessibility_note = models.CharField(_("note on accessibility"), max_length=300, blank=True)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Without this only editors see it."))
    sources = GenericRelation(Source)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["id"]
        constraints = [ordered_span("dated_from", "dated_until", "document_date_is_ordered")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.has_upload:
            self.store_upload()
        elif not self.file:
            self.size = None
        super().save(*args, **kwargs)

    def clean(self):
        if self.has_upload and not is_what_it_says(self.file):
            problem = _(
                "The content of this file does not fit its ending. Perhaps it is damaged or has a password: please "
                "save it once more with the program that it comes from."
            )
            raise ValidationError({"file": problem})

    @property
    def has_upload(self):
        """The file is new and not yet stored."""
        return bool(self.file) and not self.file._committed

    def store_upload(self):
        """Store the upload in a new folder, whole or not at all. Raises OSError, for example if the disk is full."""
        upload, field = self.file.file, self.file.field
        name = field.generate_filename(self, self.file.name)
        name = field.storage.get_available_name(name, max_length=field.max_length)
        store_all(field.storage, {name: upload})
        self.file, self.size = name, upload.size

    @property
    def extension(self):
        return self.file.name.rsplit(".", 1)[-1].upper()


class PageQuerySet(SluggedQuerySet):
    def published(self):
        return self.filter(in_its_time(), is_public=True)

    def exclude_notice(self):
        return self.exclude(slug=SITE_NOTICE)

    def site_notice(self):
        """The line that stands above every page; None if there is none."""
        return self.filter(slug=SITE_NOTICE).first()


# The title of this page, if it is public, stands above every page: »sample«, »maintenance tonight«.
SITE_NOTICE = "site-notice"


# The pages that the portal itself links to; each has an address of its own in both languages (portal/urls.py).
FIXED_PAGES = {
    "easy-language": "easy_language",
    "sign-language": "sign_language",
    "participate": "participate",
    "status-definitions": "status_definitions",
    "imprint": "imprint",
    "privacy": "privacy",
    "accessibility": "accessibility",
}


class Page(Slugged):
    """A text that stands for itself: imprint, privacy, easy language."""

    title = models.CharField(_("title"), max_length=200)
    lead = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences."))
    body = RichTextField(_("text"), blank=True)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Without this only editors see it."))
    public_from = models.DateTimeField(
        _("public from"), null=True, blank=True, help_text=_("Empty: at once, as soon as it is public.")
    )
    public_until = models.DateTimeField(
        _("public until"), null=True, blank=True, help_text=_("It disappears at this time. Empty: it stays.")
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["slug"]
        constraints = [appears_before_it_disappears("public_from", "page_appears_before_it_disappears")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        if self.slug == "strategy":
            return reverse("strategy:about")
        if self.slug in FIXED_PAGES:
            return reverse(FIXED_PAGES[self.slug])
        return reverse("page_detail", args=[self.slug])

    @property
    def is_fixed(self):
        """The portal itself links to the page: its address cannot change, and it cannot be deleted."""
        return self.slug in FIXED_PAGES or self.slug in {"strategy", SITE_NOTICE}


class LoadedEntry(models.Model):
    """What the content files said of one entry when it was last loaded, to tell an editor's change from ours."""

    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    fields = models.JSONField(default=list)
    file_digest = models.CharField(max_length=64)
    state_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("loaded entry")
        verbose_name_plural = _("loaded entries")

    def __str__(self):
        return self.key


class Reminder(models.Model):
    """Somebody was told in one week what needs care; so it is not said twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    week = models.DateField()  # its Monday

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["user", "week"], name="one_reminder_a_week")]

    def __str__(self):
        return f"{self.week:%d.%m.%Y} {self.user}"
