"""The addresses of the feeds; what is in them is said in feeds.py."""

from django.shortcuts import redirect

from news import feeds
from portal.page import base_address
from portal.syndication import feed_response
from strategy.models import Competency, CoreActivity, CrossCuttingIssue


def news_feed(request, feed_format):
    return feed_response(request, feeds.news_feed(base_address(request)), feed_format)


def competency_feed(request, slug, feed_format):
    return feed_about(request, Competency.objects, slug, feed_format, feeds.competency_feed)


def core_activity_feed(request, slug, feed_format):
    return feed_about(request, CoreActivity.objects.published(), slug, feed_format, feeds.core_activity_feed)


def cross_cutting_issue_feed(request, slug, feed_format):
    return feed_about(request, CrossCuttingIssue.objects, slug, feed_format, feeds.cross_cutting_issue_feed)


def feed_about(request, rows, slug, feed_format, feed):
    """The feed of the one among `rows` with this address; if that is a former one, a redirect to the present one."""
    found = rows.by_slug(slug)
    if found.slug != slug:
        return redirect(request.resolver_match.view_name, found.slug, feed_format, permanent=True)
    return feed_response(request, feed(found, base_address(request)), feed_format)
