"""The addresses of the feeds; what is in them is said in feeds.py."""

from django.shortcuts import redirect

from news import feeds
from portal.page import base_address
from portal.syndication import feed_response
from strategy.models import Competency, CoreActivity, CrossCuttingIssue


def news_feed(request, feed_format):
    return feed_response(request, feeds.news_feed(base_address(request)), feed_format)


def competency_feed(request, slug, feed_format):
    competency = Competency.objects.by_slug(slug)
    if competency.slug != slug:
        return redirect("news:competency_feed", competency.slug, feed_format, permanent=True)
    return feed_response(request, feeds.competency_feed(competency, base_address(request)), feed_format)


def core_activity_feed(request, slug, feed_format):
    core_activity = CoreActivity.objects.published().by_slug(slug)
    if core_activity.slug != slug:
        return redirect("news:core_activity_feed", core_activity.slug, feed_format, permanent=True)
    return feed_response(request, feeds.core_activity_feed(core_activity, base_address(request)), feed_format)


def cross_cutting_issue_feed(request, slug, feed_format):
    issue = CrossCuttingIssue.objects.by_slug(slug)
    if issue.slug != slug:
        return redirect("news:cross_cutting_issue_feed", issue.slug, feed_format, permanent=True)
    return feed_response(request, feeds.cross_cutting_issue_feed(issue, base_address(request)), feed_format)
