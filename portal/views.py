"""Pages of several apps or of none."""

import logging
import posixpath
from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import loader
from django.templatetags.static import static
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts.whole import general_contacts
from news.models import PressRelease
from portal.care import work_list
from portal.given_back import OLD_TOKEN, SIGNED_OUT, comes_from_here, given_back, is_editing
from portal.kept import kept
from portal.logs import request_id
from portal.models import Document, Draft, Image, Page
from portal.outage import is_outage, refused, unavailable
from portal.page import PublicPage, base_address, render_page
from portal.rich_text import clean
from portal.share import share_image_of
from portal.structured_data import website
from portal.text import sort_key
from portal.uploads import answer
from strategy.places import PLACES, status_counts
from strategy.timeline import by_state
from strategy.whole import (
    cross_cutting_issues,
    formula_values,
    milestones,
    progress_reports,
    steering_wheel,
    the_strategy,
)

logger = logging.getLogger(__name__)

SHARE_IMAGE = "share.png"
HALF_A_YEAR = timedelta(days=182)


def root(request):
    """Send to the language the browser asks for."""
    with override(get_language_from_request(request)):
        response = redirect("home")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def home(request):
    strategy = the_strategy(request)
    upcoming, _overdue, _past = by_state(milestones(request), timezone.localdate())
    name = _("Bochum Strategy 2030")
    return PublicPage(
        request,
        "home.html",
        {
            "page_title": name,
            "page_description": _(
                "The compass for Bochum to 2030: five competencies, 25 main foci and up to 125 projects. "
                "See what is done, what is under way and whom to ask."
            ),
            "structured_data": [website(base_address(request), request.LANGUAGE_CODE, name, reverse("search:search"))],
            "formula_values": formula_values(request),
            "general_contacts": general_contacts(request),
            "progress_report": next(iter(progress_reports(request)), None),
            "places_in_all": PLACES,
            "recorded": len(strategy.core_activities),
            "counts": status_counts(strategy.core_activities),
            "overdue": sum(core_activity.is_overdue for core_activity in strategy.core_activities),
            "competencies": strategy.competencies,
            "elsewhere": strategy.elsewhere,
            "cross_cutting_issues": cross_cutting_issues(request),
            "wheel": steering_wheel(request),
            "press_releases": kept(request, "newest press releases", newest_press_releases),
            "milestones": upcoming[:4],
        },
    )


def newest_press_releases():
    return list(PressRelease.objects.published().newest_first()[:3])


def document_list(request):
    return render_page(
        request,
        "document_list.html",
        title=_("Downloads"),
        description=_("Publications of the Bochum Strategy."),
        documents=Document.objects.published().prefetch_related("sources"),
    )


def site_map(request):
    strategy = the_strategy(request)
    return render_page(
        request,
        "site_map.html",
        title=_("Site map"),
        description=_("Everything in this portal at a glance."),
        competencies=strategy.competencies,
        elsewhere=strategy.elsewhere,
        cross_cutting_issues=cross_cutting_issues(request),
        pages=sorted(Page.objects.published().exclude_notice(), key=lambda page: sort_key(page.title)),
    )


def fixed_page(request, slug):
    page = Page.objects.published().by_slug(slug)
    return page_response(request, page)


def page_detail(request, slug):
    page = Page.objects.published().exclude_notice().by_slug(slug)
    if page.slug != slug or page.is_fixed:
        return redirect(page, permanent=True)
    return page_response(request, page)


def page_response(request, page):
    return render_page(
        request,
        "page_detail.html",
        title=page.title,
        description=page.lead,
        page=page,
        pictures_in_texts=Image.objects.in_texts(page),
        sources=page.sources.all(),
    )


def share_image(request, page_path=""):
    """The picture that stands for a page where its address is shared; it is there exactly while the page is."""
    match = resolve(request.path.removesuffix(SHARE_IMAGE))
    page = match.func(request, *match.args, **match.kwargs)
    if not isinstance(page, PublicPage):
        raise Http404
    response = HttpResponse(share_image_of(page.context_data, request.LANGUAGE_CODE), content_type="image/png")
    patch_cache_control(response, public=True, max_age=3600)
    return response


def preview(request, key):
    """A draft for whoever has its link: as the public page will look, and only while the link is open."""
    draft = get_object_or_404(Draft.objects.with_open_link().select_related("content_type", "changed_by"), link_key=key)
    model_admin = admin.site.get_model_admin(draft.content_type.model_class())
    if not (draft.item and draft.changed_by and draft.changed_by.is_active):
        raise Http404
    page = model_admin.preview_of(draft, request, request.LANGUAGE_CODE)
    if page is None:
        raise Http404
    return page


def media(request, path):
    """An uploaded file; that of a document only while the document is public."""
    # Before anything is decided by the path: no detour such as //, /./ or /../ in it, and nothing PostgreSQL refuses.
    if path.startswith(("/", "..")) or posixpath.normpath(path) != path or "\x00" in path:
        raise Http404
    if path.startswith("documents/") and not Document.objects.published().with_file(path).exists():
        raise Http404
    try:
        response = answer(request, path)
    except FileNotFoundError as error:
        raise Http404 from error
    except OSError:
        logger.exception("An upload cannot be read.")
        return unavailable()
    # A picture never changes at its address; a document may be withdrawn.
    is_picture = path.startswith("pictures/")
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_picture else "public, max-age=86400"
    return response


def robots(request):
    """Everything public may be read. The admin says of itself that it is not to be indexed: its address is
    the installation's own business."""
    text = f"User-agent: *\nDisallow:\n\nSitemap: {base_address(request)}{reverse('sitemap')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def security_txt(request):
    """How to tell of a hole (RFC 9116). It never expires: it is made anew every day."""
    if not (contact := settings.SECURITY_CONTACT):
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0) + HALF_A_YEAR
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
    ]
    if settings.PUBLIC_ADDRESS:
        lines.append(f"Canonical: {settings.PUBLIC_ADDRESS}{request.path}")
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


def favicon(request):
    """Browsers ask for this address whatever the page says."""
    return redirect(static("favicon.svg"))


def editors_start_page(request):
    """The start page of the admin: what needs care, above what can be edited."""
    return admin.site.index(request, {"work_list": work_list(request.user)})


def editors_guide(request):
    context = {**admin.site.each_context(request), "title": _("Guide for editors")}
    return render(request, "admin/guide.html", context)


@require_POST
def clean_text(request):
    """What would be stored of a text that is pasted into the rich text editor: so nothing else appears in it."""
    return HttpResponse(clean(request.POST.get("html", "")), content_type="text/plain; charset=utf-8")


def error(request, status, title, text):
    """A page for a request that cannot be answered, in the language of its address or of the browser."""
    return render(
        request,
        "error.html",
        {"status": status, "page_title": title, "error_text": text, "translations": {}},
        status=status,
    )


def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig):
        return error(
            request,
            413,
            _("That was too much at once"),
            _("Please shorten the text, or send it in parts. Nothing was saved."),
        )
    return error(
        request,
        400,
        _("The request was not understood"),
        _("Please check the address, or start again from the home page."),
    )


def permission_denied(request, exception=None):
    return error(
        request,
        403,
        _("You may not see this page"),
        _("Please sign in with an account that may, or go back to the home page."),
    )


def page_not_found(request, exception=None):
    return error(
        request,
        404,
        _("There is no page at this address"),
        _("It may have moved, or the address has a slip of the pen. These ways lead on."),
    )


def csrf_failure(request, reason=""):
    """An editor who has signed in anew meanwhile, for example in another tab, loses nothing that was typed before."""
    if is_editing(request) and comes_from_here(request):
        return given_back(request, OLD_TOKEN if request.user.is_authenticated else SIGNED_OUT)
    return error(
        request,
        403,
        _("The form could not be accepted"),
        _("It was open too long, or your browser blocks cookies. Please load the page again and send it once more."),
    )


def too_many_requests(request, exception=None):
    return error(
        request,
        429,
        _("Too many attempts"),
        _("For the safety of all accounts, please wait some minutes and then try again."),
    )


def server_error(request):
    """Rendered without the database and without the request's context: both may be what failed."""
    if is_outage():
        return refused(request)
    return HttpResponse(loader.render_to_string("500.html", {"request_id": request_id.get()}), status=500)
