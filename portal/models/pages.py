"""Pages of the portal that are only text, and the notice above all pages."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.clock import appears_before_it_disappears, in_its_time
from portal.models.addresses import Slugged, SluggedQuerySet
from portal.rich_text import RichTextField


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
