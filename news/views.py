"""Pages of the news."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from contacts.whole import the_directory
from news.filters import COUNTED, address_of, news_answers, year_of
from news.models import PressRelease
from news.paging import Cursor, page_of
from portal.filters import Filters
from portal.kept import kept
from portal.models import Image
from portal.page import base_address, render_page
from portal.structured_data import news_article
from portal.syndication import feed_addresses
from strategy.whole import cross_cutting_issues, the_strategy


def news_crumb():
    return _("News"), reverse("news:press_release_list")


def filters_of(request, query):
    year, strategy = year_of(query), the_strategy(request)

    def read():
        rows = PressRelease.objects.topics(year, COUNTED)
        issues = cross_cutting_issues(request)
        return news_answers(rows, strategy.core_activities, strategy.competency_rows, issues, year)

    return Filters(read() if year else kept(request, "answers of the news", read), query, address_of)


def press_release_list(request, year=None):
    """A form asks for the year as a parameter, and is led to the address of that year."""
    query = request.GET.dict()
    filters = filters_of(request, {**query, "year": str(year)} if year else query)
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
    press_release = PressRelease.objects.published().by_slug(slug)
    if (press_release.year, press_release.slug) != (year, slug):
        return redirect(press_release, permanent=True)
    strategy, (about, also_about) = the_strategy(request), press_release.topic_keys
    newer, older = PressRelease.objects.neighbours(press_release)
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
        pictures=list(press_release.press_release_images.select_related("image")),
        core_activities=[a for a in strategy.core_activities if a.pk in about],
        competencies=[competency for competency in strategy.competency_rows if competency.pk in also_about],
        enquiries_to=press_release.contact_id and the_directory(request).stands_for(press_release.contact_id),
        newer=newer,
        older=older,
    )
