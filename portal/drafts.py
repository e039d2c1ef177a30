"""Changes that wait: what an editor has typed into a change form, kept beside the item that the public sees.

A draft is a parked form: publishing it sends it again, previewing it sends it and undoes what it did. So all
rules of the form hold for drafts too, and nothing else needs to know of them.
"""

import secrets
from contextlib import contextmanager
from copy import copy
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal import clock

# What makes an item public while it is previewed; some have only some of these columns.
SHOWN = {"is_public": True, "public_from": None, "public_until": None}
LIFE_OF_A_LINK = timedelta(days=7)


class DraftQuerySet(models.QuerySet):
    def of(self, item):
        return self.filter(content_type=ContentType.objects.get_for_model(item), object_id=item.pk).first()

    def with_open_link(self):
        return self.exclude(link_key="").filter(link_ends_at__gt=timezone.now())

    def handed_in(self):
        return self.filter(state=Draft.State.HANDED_IN)

    def due(self):
        """Those whose moment to be published has come."""
        return self.filter(state=Draft.State.SCHEDULED, publish_at__lte=timezone.now())

    def may_be_changed_by(self, user):
        """Those of the models whose items this user may change."""
        types = ContentType.objects.filter(pk__in=self.order_by().values("content_type"))
        allowed = [t for t in types if user.has_perm(f"{t.app_label}.change_{t.model}")]
        return self.filter(content_type__in=allowed)


class Draft(models.Model):
    """A change of an item that waits to be published."""

    class State(models.TextChoices):
        IN_WORK = "in_work", _("in work")
        HANDED_IN = "handed_in", _("to be checked")
        RETURNED = "returned", _("returned")
        SCHEDULED = "scheduled", _("will be published")

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField()
    item = GenericForeignKey()
    form_data = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.IN_WORK)
    publish_at = models.DateTimeField(_("to be published"), null=True, db_index=True)
    comment = models.TextField(_("comment"), blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="drafts", verbose_name=_("by")
    )
    changed_at = models.DateTimeField(_("last changed"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("checked by")
    )
    link_key = models.CharField(max_length=43, blank=True, db_index=True)
    link_ends_at = models.DateTimeField(_("the preview link ends"), null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_draft_an_item")]

    def __str__(self):
        return str(self.item)

    @property
    def stamp(self):
        """Tells one version of the draft from the next."""
        return self.changed_at.isoformat()

    @property
    def as_post(self):
        data = QueryDict(mutable=True)
        for name, values in self.form_data.items():
            data.setlist(name, values)
        return data

    @property
    def link(self):
        return reverse("preview", args=[self.link_key]) if self.has_open_link else ""

    @property
    def has_open_link(self):
        return bool(self.link_key) and self.link_ends_at > timezone.now()

    @property
    def editing_url(self):
        return reverse(f"admin:{self.content_type.app_label}_{self.content_type.model}_change", args=[self.object_id])

    def open_link(self):
        """Let everybody who has the link see the draft for a week. The key has 256 bits: nobody guesses it."""
        self.link_key, self.link_ends_at = secrets.token_urlsafe(32), timezone.now() + LIFE_OF_A_LINK
        self.save(update_fields=["link_key", "link_ends_at"])

    def close_link(self):
        self.link_key, self.link_ends_at = "", None
        self.save(update_fields=["link_key", "link_ends_at"])

    def give_back(self, comment, user=None):
        """Return the draft to its author, to be changed; `user`: who says so, None for the portal itself."""
        self.state, self.comment, self.checked_by, self.publish_at = self.State.RETURNED, comment, user, None
        self.save(update_fields=["state", "comment", "checked_by", "publish_at"])

    @classmethod
    def keep(cls, item, post, user, state, publish_at=None):
        """Store what the form sent as the draft of this item, in the place of an earlier one.

        `state`: None leaves it as it is, and with it the moment at which the draft is to be published."""
        return cls.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(item),
            object_id=item.pk,
            defaults={
                "form_data": {
                    name: [value.replace("\x00", "") for value in values]  # which PostgreSQL cannot store
                    for name, values in post.lists()
                    if not is_about_the_request(name)
                },
                **({"state": state, "publish_at": publish_at, "comment": ""} if state else {}),
                "changed_by": user,
                "changed_at": timezone.now(),
            },
        )[0]


def is_about_the_request(name):
    return name == "csrfmiddlewaretoken" or name.startswith("_") or "\x00" in name


@contextmanager
def undone():
    """What is saved within this is taken back at its end."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def public_page(item, request, language):
    """The page of this item as everybody would see it, were it public: rendered by the view that shows it.

    It publishes the item: only to be called within `undone`. Raises Http404 for what has no page of its own.
    """
    fields = {field.name for field in item._meta.concrete_fields}
    shown = {name: value for name, value in SHOWN.items() if name in fields}
    type(item).objects.filter(pk=item.pk).update(**shown)
    with override(language), clock.previewing(item):
        visitor = as_visitor(request, item.get_absolute_url(), language)
        match = visitor.resolver_match
        response = match.func(visitor, *match.args, **match.kwargs)
        page = response.render() if hasattr(response, "render") else response
    # No PublicPage any more: what a preview shows has no sharing image, which anybody might keep.
    response = HttpResponse(page.content, status=page.status_code)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def as_visitor(request, path, language):
    """The request as if somebody without an account had asked for this path."""
    visitor = copy(request)
    visitor.method = "GET"
    visitor.path = visitor.path_info = path
    visitor.GET, visitor.POST = QueryDict(), QueryDict()
    visitor.user = AnonymousUser()
    visitor.LANGUAGE_CODE = language
    visitor.resolver_match = resolve(path)
    return visitor
