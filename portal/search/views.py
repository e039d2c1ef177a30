"""The search page, suggestions while somebody types, and what browsers are told of the search."""

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.page import base_address, render_page
from portal.search.answers import answer, first_of_each, results, sections_of, with_results
from portal.search.finding import MOST
from portal.search.forms import SearchForm

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
        answer=found,
        sections=sections,
        chosen=with_results(chosen, numbers, found.question),
        page=page,
        most=MOST,
    )


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
