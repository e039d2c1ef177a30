"""Addresses that last: what had a page under one is found under it for ever."""

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portal.models.rows import Source
from portal.models.texts import TextQuerySet, Written
from portal.text import german_slug


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
