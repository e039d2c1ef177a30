"""The whole portal, followed link by link: nothing that is not public shows anywhere, and no link is broken."""

import re
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from contacts.models import Contact
from news.models import PressRelease
from portal.models import FIXED_PAGES, Page
from strategy.models import CoreActivity, FormulaValue, Message, RelatedPlan
from tests.builders import (
    a_competency,
    a_contact,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_document,
    a_focus,
    a_milestone,
    a_page,
    a_press_release,
    a_progress_report,
    a_status_change,
    a_unit,
    an_activity_milestone,
    berlin,
    numbers,
)
from tests.pdf import pages_of

pytestmark = pytest.mark.django_db

SECRET = "GEHEIM"
ADMIN = f"/{settings.ADMIN_PATH}/"
STRICT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
INLINE = re.compile(
    r"""<[^>]+\s(style|on\w+)=|<style|="javascript:|<script(?! type="(application/ld\+json">|module" src="/static/))"""
)
POLICY_OF_A_PDF = {"frame-ancestors": "'none'"}  # a browser's viewer needs styles and a plugin of its own
INTERNAL = {"internal_note": SECRET, "internal_email": f"{SECRET}@bochum.example", "internal_phone": f"0234 {SECRET}"}


def secret(*fields, **values):
    """Values for a builder: an address and, in both languages, these fields that nobody may see."""
    texts = {f"{field}_{language}": f"{SECRET} {field}" for field in fields for language in ("de", "en")}
    return {"slug": f"{SECRET.lower()}-{next(numbers)}", **texts, **values}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def secret_contacts(unit):
    internal = a_contact(unit=unit, **secret("name", "responsible_for", is_public=False), **INTERNAL)
    ended = a_contact(unit=unit, **secret("name", "responsible_for", ends_on=in_days(-1)), **INTERNAL)
    return [internal, ended]


def secret_press_releases():
    draft = a_press_release(berlin(2024, 6, 17, 13), **secret("title", "lead", "body", is_public=False))
    scheduled = a_press_release(timezone.now() + timedelta(days=1), **secret("title", "lead", "body"))
    long_ago = a_press_release(berlin(1999, 1, 1), **secret("title", is_public=False))
    return [draft, scheduled, long_ago]


def link_everything(core_activity, *, competency, contacts, units, document, issue, plan, releases, neighbour):
    """Every kind of relation that a core activity has."""
    core_activity.departments.add(*units)
    core_activity.documents.add(document)
    core_activity.cross_cutting_issues.add(issue)
    core_activity.related_plans.add(plan)
    core_activity.sources.create(citation="bochum.de")
    for contact in contacts:
        core_activity.activity_contacts.create(contact=contact)
    for release in releases:
        release.core_activities.add(core_activity)
        release.competencies.add(competency)
        release.sources.create(citation="bochum.de")
    for category in ("strategy", "activity", "related_plan"):
        for day in (-400, 400):
            occurs = in_days(day).strftime("%d.%m.%Y")
            a_milestone(occurs, category=category, core_activity=core_activity, related_plan=plan)
    an_activity_milestone(core_activity, planned="2029")
    a_status_change(core_activity, "ongoing", "2020")
    a_status_change(core_activity, "merged", "2024", successor=neighbour)


def a_portal_with_secrets():
    """Public things of every kind, each of them tied to things that are not public."""
    for slug in (*FIXED_PAGES, "strategy", "netzwerk"):
        a_page(slug, body_de='<p><a href="/de/seite/netzwerk/">Netzwerk</a></p>')
    a_page(**secret("title", "lead", "body", is_public=False))
    FormulaValue.objects.create(number=1, slug="mut", name_de="Mut", name_en="Courage")
    Message.objects.create(number=1, slug="botschaft", title_de="Botschaft", title_en="Message")
    plan = RelatedPlan.objects.create(slug="plan", name_de="Plan", name_en="Plan")
    a_progress_report(date(2024, 6, 17)).sources.create(citation="bochum.de")
    competency = a_competency(slug="talente")
    focus, issue = a_focus(competency), a_cross_cutting_issue()
    document = a_document()
    secret_document = a_document(title_de=SECRET, title_en=SECRET, text_de=SECRET, is_public=False)
    department, city = a_unit(internal_note=SECRET), a_unit(internal_note=SECRET)
    hidden_contacts, hidden_releases = secret_contacts(department), secret_press_releases()
    contacts = [a_contact(unit=department, deputy=hidden, **INTERNAL) for hidden in hidden_contacts]
    releases = [a_press_release(berlin(2024, 1, day), contact=hidden_contacts[day % 2]) for day in range(1, 15)]

    place = {"competency": competency, "focus": focus, "council_decision": a_council_decision(), "organisation": city}
    public, neighbour = a_core_activity(slot=1, **place), a_core_activity(slot=2, **place)
    drafts = [
        a_core_activity(**secret("title", "summary", "body", is_public=False), slot=slot, **place) for slot in (3, 4)
    ]
    relations = {
        "competency": competency,
        "contacts": contacts + hidden_contacts,
        "units": [department],
        "issue": issue,
        "plan": plan,
        "releases": releases + hidden_releases,
    }
    link_everything(public, document=document, neighbour=drafts[0], **relations)
    link_everything(drafts[0], document=secret_document, neighbour=public, **relations)
    public.documents.add(secret_document)
    for other in (neighbour, drafts[1]):
        other.also_contributes_to.add(focus)


def is_pdf(response):
    return response["Content-Type"] == "application/pdf"


def content_of(response):
    """What can be read, with the lines of a calendar in one piece."""
    return " ".join(pages_of(response)) if is_pdf(response) else response.content.decode().replace("\r\n ", "")


def allowed(response):
    return POLICY_OF_A_PDF if is_pdf(response) else STRICT_POLICY


class Crawl:
    """Follows every link, from the home pages and the sitemap on; keeps each page by its address."""

    def __init__(self, client):
        self.client, self.pages, self.found_on = client, {}, {}
        waiting = ["/de/", "/en/", "/sitemap.xml", "/robots.txt"]
        while waiting:
            address = waiting.pop()
            if address not in self.pages:
                self.pages[address] = self.client.get(address)
                waiting += self.links(address)

    def links(self, address):
        text = content_of(self.pages[address])
        found = re.findall(r'(?:href|action)="([^"]*)"', text) + re.findall(r"<loc>(.*?)</loc>", text)
        inside = []
        for link in found:
            target = urlsplit(urljoin(f"http://testserver{address}", link.replace("&amp;", "&")))
            if target.netloc == "testserver" and not target.path.startswith(("/static/", "/media/")):
                inside.append(target.path + (f"?{target.query}" if target.query else ""))
                self.found_on.setdefault(inside[-1], address)
        return inside


def addresses(pages, is_wrong):
    return [address for address, response in pages.items() if is_wrong(response)]


def policy_of(response):
    """The directives of the content security policy by name."""
    return dict(directive.split(" ", 1) for directive in response["Content-Security-Policy"].split("; "))


def test_a_reader_who_follows_every_link_meets_no_secret_no_broken_link_and_no_cookie(client):
    a_portal_with_secrets()

    crawl = Crawl(client)

    assert len(crawl.pages) > 80
    assert sum(address.endswith(".pdf") for address in crawl.pages) == 2 * (2 + 1 + 1 + 1)
    assert sum(address.endswith(".ics") for address in crawl.pages) == 2 * (2 + 1 + 1)
    assert sum(address.endswith((".atom", ".json")) for address in crawl.pages) == 2 * 2 * (2 + 1 + 1 + 1)
    assert {
        "tell a secret": addresses(crawl.pages, lambda r: SECRET.lower() in content_of(r).lower()),
        "tell where the admin is": addresses(crawl.pages, lambda r: ADMIN in content_of(r)),
        "are broken": [(a, crawl.found_on[a]) for a in addresses(crawl.pages, lambda r: r.status_code != 200)],
        "set a cookie": addresses(crawl.pages, lambda r: r.cookies or "Set-Cookie" in r),
        "vary by cookie": addresses(crawl.pages, lambda r: "Cookie" in r.get("Vary", "")),
        "allow more than our own files": addresses(crawl.pages, lambda r: policy_of(r) != allowed(r)),
        "have inline styles or scripts": addresses(crawl.pages, lambda r: INLINE.search(content_of(r))),
    } == {
        "tell a secret": [],
        "tell where the admin is": [],
        "are broken": [],
        "set a cookie": [],
        "vary by cookie": [],
        "allow more than our own files": [],
        "have inline styles or scripts": [],
    }


def test_what_is_not_public_cannot_be_reached_by_guessing_its_address(client):
    a_portal_with_secrets()
    hidden = [
        *Page.objects.filter(is_public=False),
        *CoreActivity.objects.filter(is_public=False),
        *Contact.objects.filter(name_de__startswith=SECRET),
        *PressRelease.objects.filter(title_de__startswith=SECRET),
    ]

    found = {row.get_absolute_url(): client.get(row.get_absolute_url()) for row in hidden}

    ended = Contact.objects.gone().get().get_absolute_url()
    assert len(found) == 8
    assert addresses(found, lambda r: r.status_code != 404) == [ended]
    assert found[ended].status_code == 410  # who is to be asked instead
    assert addresses(found, lambda r: SECRET in r.content.decode()) == []
