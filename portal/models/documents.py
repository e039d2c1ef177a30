"""Publications of the strategy, and their files."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.dates import SpanAttribute, ordered_span
from portal.images import store_all
from portal.models.rows import Source
from portal.models.texts import TextQuerySet, Written
from portal.uploads import is_what_it_says, unguessable


def document_path(document, name):
    return unguessable("documents", name)


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
