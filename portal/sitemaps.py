"""What search engines are told: every public page, in both languages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import override

from contacts.models import Contact, OrganisationalUnit
from news.models import PressRelease
from portal.models import Page
from strategy.models import Competency, CoreActivity, CrossCuttingIssue, Focus


class BilingualSitemap(Sitemap):
    """Each item at its address in both languages. Only the rows of one page are read, once."""

    limit = 1000

    def get_protocol(self, protocol=None):
        return urlsplit(settings.PUBLIC_ADDRESS).scheme or super().get_protocol(protocol)

    def get_domain(self, site=None):
        return urlsplit(settings.PUBLIC_ADDRESS).netloc or super().get_domain(site)

    def get_urls(self, page=1, site=None, protocol=None):
        base = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        items = self.paginator.page(page).object_list
        return [url for item in items for url in self.urls_of(item, base)]

    def urls_of(self, item, base):
        locations = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                locations[code] = base + self.location(item)
        alternates = [{"lang_code": code, "location": location} for code, location in locations.items()]
        common = {"item": item, "lastmod": self.lastmod(item), "changefreq": None, "priority": ""}
        return [{**common, "location": location, "alternates": alternates} for location in locations.values()]

    def lastmod(self, item):
        return None

    def get_latest_lastmod(self):
        return None


class ListSitemap(BilingualSitemap):
    def items(self):
        return [
            "home",
            "strategy:competency_list",
            "strategy:core_activity_list",
            "strategy:core_activity_index",
            "strategy:cross_cutting_issue_list",
            "strategy:milestone_list",
            "strategy:message_list",
            "news:press_release_list",
            "contacts:contact_list",
            "document_list",
            "site_map",
        ]

    def location(self, item):
        return reverse(item)


class RowSitemap(BilingualSitemap):
    """The public rows of one model; `changed` names the field that tells when a row last changed."""

    def __init__(self, rows, changed=""):
        self.rows, self.changed = rows, changed

    def items(self):
        return self.rows()

    def location(self, item):
        return item.get_absolute_url()

    def lastmod(self, item):
        return getattr(item, self.changed) if self.changed else None

    def get_latest_lastmod(self):
        return self.rows().aggregate(latest=Max(self.changed))["latest"] if self.changed else None


def press_releases():
    return PressRelease.objects.published().newest_first().only("slug", "published_at", "updated_at")


sitemaps = {
    "lists": ListSitemap(),
    "pages": RowSitemap(lambda: Page.objects.published().exclude_notice().order_by("id"), "updated_at"),
    "competencies": RowSitemap(lambda: Competency.objects.order_by("number")),
    "foci": RowSitemap(lambda: Focus.objects.with_competency().order_by("number")),
    "core_activities": RowSitemap(lambda: CoreActivity.objects.published().order_by("id"), "updated_at"),
    "cross_cutting_issues": RowSitemap(lambda: CrossCuttingIssue.objects.order_by("position")),
    "press_releases": RowSitemap(press_releases, "updated_at"),
    "contacts": RowSitemap(lambda: Contact.objects.published().order_by("id")),
    "organisational_units": RowSitemap(lambda: OrganisationalUnit.objects.order_by("id")),
}
