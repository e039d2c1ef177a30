"""Pages of the news."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from news.models import PressRelease
from news.paging import Cursor, page_of
from portal.page import base_address, render_page
from portal.structured_data import news_article


def news_crumb():
    return _("News"), reverse("news:press_release_list")


def press_release_list(request):
    cursor = Cursor.from_query(request.GET)
    return render_page(
        request,
        "news/press_release_list.html",
        title=_("News"),
        description=_("What happens in the Bochum Strategy."),
        page=page_of(cursor),
        canonical_query=cursor.query if cursor else "",
        years=PressRelease.objects.published().years(),
    )


def press_release_year(request, year):
    years = PressRelease.objects.published().years()
    if year not in years:
        raise Http404
    cursor = Cursor.from_query(request.GET)
    return render_page(
        request,
        "news/press_release_list.html",
        title=_("News of %s") % year,
        description=_("What happened in the Bochum Strategy in %s.") % year,
        trail=[news_crumb()],
        page=page_of(cursor, year),
        canonical_query=cursor.query if cursor else "",
        years=years,
        year=year,
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
        pictures=press_release.press_release_images.all(),
        core_activities=press_release.core_activities.published().with_status().with_place(),
        newer=PressRelease.objects.next_newer(press_release),
        older=PressRelease.objects.next_older(press_release),
    )
