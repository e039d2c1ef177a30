"""The admin, and pages beside it, which only those enter who have a second factor."""

from functools import wraps

from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.i18n import JavaScriptCatalog

from portal.given_back import SIGNED_OUT, given_back
from portal.sign_in import has_second_factor

BACK_TO = "back_to_the_admin"  # in the session: where someone was going who had to set up a second factor first


def missing_step(request, target, *, may_enter):
    """Where to send somebody who is to reach `target`: to sign in, or to set up a second factor; None if that is
    done. Raises PermissionDenied for who is signed in and may not."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not may_enter:
        raise PermissionDenied
    if not has_second_factor(request):
        request.session[BACK_TO] = target
        return redirect("mfa_index")
    return None


def staff_page(right):
    """For a view that only signed-in staff with this right see; its address has a name that begins with staff_,
    so that no cache keeps it (portal/sign_in.py)."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            may_enter = request.user.is_staff and request.user.has_perm(right)
            return missing_step(request, request.get_full_path(), may_enter=may_enter) or view(request, *args, **kwargs)

        return guarded

    return decorate


class PortalAdminSite(AdminSite):
    def admin_view(self, view, cacheable=False):
        """Whose session has ended while a form was open gets back what was typed."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request, *args, **kwargs):
            is_signed_out = request.method == "POST" and not request.user.is_authenticated
            return given_back(request, SIGNED_OUT) if is_signed_out else inner(request, *args, **kwargs)

        return guarded

    def has_permission(self, request):
        return super().has_permission(request) and self.knows_second_factor(request)

    def knows_second_factor(self, request):
        """Asked several times while one page is made; the database once."""
        if not hasattr(request, "has_second_factor"):
            request.has_second_factor = has_second_factor(request)
        return request.has_second_factor

    def login(self, request, extra_context=None):
        """Lead to what is missing: signing in, a role, or a second factor; then on to where it was asked for."""
        target = get_next_redirect_url(request) or reverse("admin:index")
        return missing_step(request, target, may_enter=super().has_permission(request)) or redirect(target)

    def i18n_javascript(self, request, extra_context=None):
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"])(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
