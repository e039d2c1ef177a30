"""What an editor has sent and the portal does not take goes back to the editor, in a page that sends it once more."""

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.utils.translation import get_language_from_request, override

OUTAGE, SIGNED_OUT, OLD_TOKEN = "outage", "signed out", "old token"  # why nothing was saved
STATUS = {OUTAGE: 503, SIGNED_OUT: 403, OLD_TOKEN: 403}


def is_editing(request):
    """Whether a form of the admin was sent, but none with passwords: these are never written into a page."""
    language = get_language_from_request(request, check_path=True)
    is_in_admin = request.method == "POST" and request.path.startswith(f"/{language}/{settings.ADMIN_PATH}/")
    return is_in_admin and not any("password" in name for name in request.POST)


def comes_from_here(request, unless_told=False):
    """Whether a page of ours has sent the form: browsers tell that, and pages cannot change it.

    `unless_told`: what to believe of a browser that says nothing."""
    origin = request.headers.get("Origin")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return origin in own if origin else unless_told


def given_back(request, why):
    """The form that was sent, ready to be sent again; rendered without the database.

    It has the token it came with: so a form that another site has made is still refused then. Only who is signed in
    gets a new one, for a form that a page of ours has sent."""
    language = get_language_from_request(request, check_path=True)
    sent = {}
    if is_editing(request) and comes_from_here(request, unless_told=why != OLD_TOKEN):
        sent = dict(request.POST.lists())
        if why == OLD_TOKEN:
            sent["csrfmiddlewaretoken"] = [get_token(request)]
    context = {
        "language": language,
        "why": why,
        "sent": [(name, value) for name, values in sent.items() for value in values],
        "has_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    with override(language):
        page = loader.render_to_string("not_saved.html", context)
    return HttpResponse(page, status=STATUS[why], headers={"Cache-Control": "no-store"})
