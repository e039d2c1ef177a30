"""The admin, which only those enter who have a second factor."""

from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.i18n import JavaScriptCatalog

from portal.sign_in import has_second_factor

BACK_TO = "back_to_the_admin"  # in the session: where someone was going who had to set up a second factor first


class PortalAdminSite(AdminSite):
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
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
        if not super().has_permission(request):
            raise PermissionDenied
        if not has_second_factor(request):
            request.session[BACK_TO] = target
            return redirect("mfa_index")
        return redirect(target)

    def i18n_javascript(self, request, extra_context=None):
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"])(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
