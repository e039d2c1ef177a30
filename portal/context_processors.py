"""What every page needs to know of itself: its addresses in both languages."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

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
    path = request.path
    language = get_language()
    translations = (
        {code: path if code == language else translate_url(path, code) for code, _name in settings.LANGUAGES}
        if _translatable(request)
        else {}
    )
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


def _translatable(request):
    """A page that was found under a language prefix; an error page has no counterpart."""
    return getattr(request, "resolver_match", None) is not None and request.path[:4] in {"/de/", "/en/"}
