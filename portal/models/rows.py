"""Lists that belong to something else, and the sources of a fact."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.texts import Written


class Row(Written):
    """One line of a list that is edited in the form of something else, and goes with it; its order is the editor's."""

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
