"""The feeds: all news, the news of a competency and of a cross-cutting issue, and all that happens in a core activity.

What is known by its day alone counts as published at its midnight. What is known by its month or year alone has
no date of publication: its text names the date. An entry of which only the German exists is German as a whole.
"""

from datetime import date
from operator import itemgetter

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import PressRelease
from portal.dates import midnight
from portal.syndication import NEWEST, Entry, Feed, absolute_html, language_of, tag


def news_feed(base):
    """`base`, here and below: the public address of the portal, without a slash at its end."""
    return Feed("news", _("News"), reverse("news:press_release_list"), entries_of(newest(), base))


def competency_feed(competency, base):
    return Feed(
        f"competency/{competency.pk}",
        competency.name,
        competency.get_absolute_url(),
        entries_of(newest(competency=competency.slug), base),
    )


def cross_cutting_issue_feed(issue, base):
    return Feed(
        f"cross_cutting_issue/{issue.pk}",
        issue.name,
        issue.get_absolute_url(),
        entries_of(newest(issue=issue.slug), base),
    )


def search_feed(question, path, keys, base):
    """The news with these keys, which a search found for the question; `path`: that of the page with its hits."""
    found = PressRelease.objects.filter(pk__in=keys).first_of(NEWEST)
    title = _("News on “%(question)s”") % {"question": question}
    return Feed(f"search/{question}", title, path, entries_of(found, base))


def core_activity_feed(core_activity, base):
    """News, changes of the status up to today and reached milestones, by the day they are about."""
    releases = core_activity.press_releases.first_of(NEWEST)
    changes = core_activity.status_changes.until_today().newest_first().with_successor()[:NEWEST]
    milestones = core_activity.milestones.reached()[:NEWEST]
    dated = [
        *zip(
            (timezone.localdate(release.published_at) for release in releases), entries_of(releases, base), strict=True
        ),
        *((change.as_of_from or date.min, status_entry(change, core_activity, base)) for change in changes),
        *((milestone.reached_from, milestone_entry(milestone, core_activity, base)) for milestone in milestones),
    ]
    newest = sorted(dated, key=itemgetter(0), reverse=True)[:NEWEST]
    return Feed(
        f"core_activity/{core_activity.pk}",
        core_activity.title,
        core_activity.get_absolute_url(),
        [entry for _day, entry in newest],
    )


def newest(**topics):
    return PressRelease.objects.first_of(NEWEST, **topics)


def entries_of(press_releases, base):
    prefetch_related_objects(press_releases, "sources", "press_release_images__image")
    return [press_release_entry(release, base) for release in press_releases]


def press_release_entry(press_release, base):
    key, address = tag("press_release", press_release.pk), f"{base}{press_release.get_absolute_url()}"
    with language_of(press_release) as language:
        title = press_release.title
        html = render_to_string("news/_press_release_entry.html", {"press_release": press_release})
    is_day = press_release.date_precision == PressRelease.Precision.DAY
    return Entry(
        id=key,
        address=address,
        title=title,
        html=absolute_html(html, address),
        # A scheduled one changes for the public when it appears.
        updated=max(press_release.updated_at, press_release.published_at),
        published=press_release.published_at if is_day else None,
        language=language,
    )


def status_entry(change, core_activity, base):
    key, address = tag("status_change", change.pk), f"{base}{core_activity.get_absolute_url()}#status"
    with language_of(core_activity) as language:
        title = _("%(title)s: status “%(status)s”") % {
            "title": core_activity.title,
            "status": change.get_status_display(),
        }
        html = render_to_string("news/_status_entry.html", {"change": change})
    return row_entry(change, change.as_of, id=key, address=address, title=title, html=html, language=language)


def milestone_entry(milestone, core_activity, base):
    key, address = tag("activity_milestone", milestone.pk), f"{base}{core_activity.get_absolute_url()}#milestones"
    with language_of(milestone) as language:
        title = _("%(title)s: milestone reached, “%(milestone)s”") % {
            "title": core_activity.title,
            "milestone": milestone.title,
        }
        html = render_to_string("news/_milestone_entry.html", {"milestone": milestone})
    return row_entry(milestone, milestone.reached, id=key, address=address, title=title, html=html, language=language)


def row_entry(row, span, *, html, address, **values):
    """The entry of a dated row. A row that was written ahead changes for the public when its day comes."""
    begins = span and midnight(span.first)
    return Entry(
        address=address,
        html=absolute_html(html, address),
        updated=max(row.updated_at, begins or row.updated_at),
        published=begins if span and span.is_day else None,
        **values,
    )
