"""Pages of the news."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from news.filters import COUNTED, news_filters, year_of
from news.models import PressRelease
from news.paging import Cursor, page_of
from portal.models import Image
from portal.page import base_address, render_page
from portal.structured_data import news_article
from portal.syndication import feed_addresses
from strategy.models import Competency, CoreActivity, CrossCuttingIssue


def news_crumb():
    return _("News"), reverse("news:press_release_list")


def filters_of(query):
    return news_filters(
        query,
        PressRelease.objects.topics(year_of(query), COUNTED),
        CoreActivity.objects.published().as_choices(),
        Competency.objects.all(),
        CrossCuttingIssue.objects.all(),
    )


def press_release_list(request, year=None):
    """A form asks for the year as a parameter, and is led to the address of that year."""
    query = request.GET.dict()
    filters = filters_of({**query, "year": str(year)} if year else query)
    if year and "year" in filters.unknown:
        raise Http404
    if filters.leads_elsewhere(request.GET):
        return redirect(filters.address)
    cursor = Cursor.from_query(query)
    is_narrowed = filters.chosen.keys() > {"year"} if year else bool(filters.chosen)
    return render_page(
        request,
        "news/press_release_list.html",
        title=_("News of %s") % year if year else _("News"),
        description=_("What happened in the Bochum Strategy in %s.") % year
        if year
        else _("What happens in the Bochum Strategy."),
        trail=[news_crumb()] if year else [],
        page=page_of(cursor, **filters.chosen),
        canonical_query=cursor.query if cursor and not is_narrowed else "",
        filters=filters,
        feed=feed_addresses("news:news_feed"),
    )


def press_release_detail(request, year, slug):
    press_release = PressRelease.objects.published().with_everything().by_slug(slug)
    if (press_release.year, press_release.slug) != (year, slug):
        return redirect(press_release, permanent=True)
    article = news_article(
        base_address(request),
        request.path,
        headline=press_release.title,
        description=press_release.lead,
        published=press_release.date_iso,
        modified=press_release.updated_at.isoformat(timespec="seconds"),
        language=request.LANGUAGE_CODE,
    )
    return render_page(
        request,
        "news/press_release_detail.html",
        title=press_release.title,
        description=press_release.lead,
        trail=[news_crumb(), (str(year), reverse("news:press_release_year", args=[year]))],
        structured_data=[article],
        press_release=press_release,
        pictures_in_texts=Image.objects.in_texts(press_release),
        pictures=press_release.press_release_images.all(),
        core_activities=press_release.core_activities.published().with_status().with_place(),
        newer=PressRelease.objects.next_newer(press_release),
        older=PressRelease.objects.next_older(press_release),
    )
