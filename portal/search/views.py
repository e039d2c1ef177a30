"""The search page, suggestions while somebody types, and what browsers are told of the search."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.feeds import search_feed
from portal.page import base_address, render_page
from portal.search.answers import answer, first_of_each, results, sections_of, with_results
from portal.search.finding import MOST, keys_of_news
from portal.search.forms import SearchForm
from portal.search.keys import LAST_KIND
from portal.syndication import NEWEST, feed_addresses, feed_response

PER_PAGE = 10
OF_EACH_KIND = 3
SUGGESTIONS = 7
SECONDS = 60  # how long a suggestion may be kept by whoever has asked for it


def search(request):
    form = SearchForm(request.GET)
    found = answer(form.question, request.LANGUAGE_CODE)
    sections = sections_of(found.hits)
    chosen = [section for section in sections if section.kind.name == form.chosen_kind] or sections
    page = Paginator(chosen[0].numbers, PER_PAGE).get_page(form.chosen_page) if len(chosen) == 1 else None
    numbers = [page.object_list] if page else [section.numbers[:OF_EACH_KIND] for section in chosen]
    return render_page(
        request,
        "search/search.html",
        title=_("Search"),  # without the question: nobody shall make pictures for sharing of any text
        description=_("Search everything that the portal shows of the Bochum Strategy."),
        is_noindex=True,
        form=form,
        feed=feeds_of(form.question),
        answer=found,
        sections=sections,
        chosen=with_results(chosen, numbers, found.question),
        page=page,
        most=MOST,
    )


def feed(request, feed_format):
    """The newest news that answer a question: who subscribes to it hears of the next one."""
    form = SearchForm(request.GET)
    found = answer(form.question, request.LANGUAGE_CODE, with_ways_on=False)
    newest = keys_of_news(found.hits.by_kind.get(LAST_KIND, [])[:NEWEST])
    path = f"{reverse('search:search')}?{urlencode({'q': form.question})}"
    return feed_response(request, search_feed(form.question, path, newest, base_address(request)), feed_format)


def feeds_of(question):
    """The addresses of the feeds of a question, by format; none without a question."""
    query = urlencode({"q": question})
    return {name: f"{path}?{query}" for name, path in feed_addresses("search:feed").items()} if question else {}


def suggestions(request):
    """The best hits for what is typed so far, as JSON."""
    form = SearchForm(request.GET)
    found = answer(form.question, request.LANGUAGE_CODE, with_ways_on=False)
    shown = results(first_of_each(found.hits, SUGGESTIONS, OF_EACH_KIND), found.question)
    count = len(shown)
    response = JsonResponse(
        {
            "message": ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count},
            "suggestions": [
                {
                    "title": "".join(piece for piece, _is_hit in hit.title),
                    "kind": str(hit.kind.label),
                    "path": hit.path,
                    "lang": hit.title_language,
                }
                for hit in shown
            ],
        }
    )
    patch_cache_control(response, public=True, max_age=SECONDS)
    response["X-Robots-Tag"] = "noindex"
    return response


def description(request):
    """The search as a browser can offer it beside other search engines."""
    context = {"base_address": base_address(request)}
    return render(request, "search/opensearch.xml", context, "application/opensearchdescription+xml")
