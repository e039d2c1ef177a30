"""What every page needs to know of itself: its addresses in both languages."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override

from portal.kept import kept
from portal.models import Page
from portal.page import base_address
from portal.sign_in import is_private


def query_of(request):
    """The query string with its question mark; empty if it is what the request is refused for."""
    try:
        return f"?{request.GET.urlencode()}" if request.GET else ""
    except SuspiciousOperation:
        return ""


def page(request):
    language = get_language()
    codes = [code for code, _name in settings.LANGUAGES] if _translatable(request) else []
    translations = {code: path_in(request, code) for code in codes}
    return {
        "language": language,
        "query": query_of(request),
        # Lazy: error pages and the admin do not show it, and must not need the database for it.
        "site_notice": SimpleLazyObject(
            lambda: kept(request, "site notice", lambda: Page.objects.published().site_notice())
        ),
        "buergerecho_url": settings.BUERGERECHO_URL,
        "base_address": SimpleLazyObject(lambda: base_address(request)),
        "translations": translations,
        "is_private": is_private(request),
        "other_language": "en" if language == "de" else "de",
        "other_path": translations.get("en" if language == "de" else "de", f"/{'en' if language == 'de' else 'de'}/"),
    }


def path_in(request, language):
    """The address of the same page in this language; its own if it has no other."""
    if language == get_language():
        return request.path
    match = request.resolver_match
    try:
        with override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return request.path


def _translatable(request):
    """A page that was found under a language prefix; an error page has no counterpart."""
    return getattr(request, "resolver_match", None) is not None and request.path[:4] in {"/de/", "/en/"}
