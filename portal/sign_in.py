"""How people sign in: what we decide differently from django-allauth."""

import logging
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from portal.page import base_address

logger = logging.getLogger(__name__)

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# How the names of addresses begin that are for signing in, or for signed-in staff only.
PRIVATE = ("account_", "mfa_", "socialaccount_", "openid_connect_", "staff_")


def has_second_factor(request):
    """The portal's own, or that of the city's server if it is known to ask for one."""
    if settings.OIDC_MFA:
        records = get_authentication_records(request, request.user)
        if any(record["method"] == "socialaccount" for record in records):
            return True
    return is_mfa_enabled(request.user, SECOND_FACTORS)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts come about by invitation only."""
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has signed in just now is not asked again when setting up the second factor."""
        user = self.request.user
        last = max((record["at"] for record in get_authentication_records(self.request, user)), default=0)
        return time.time() - last > REAUTHENTICATION_TIMEOUT and super().is_reauthentication_required(app=app)

    def get_reset_password_from_key_url(self, key):
        """At the portal's own address, whatever host the request was sent to."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{base_address(self.request)}{path.replace('UID-KEY', key)}"

    def send_password_reset_mail(self, user, email, context):
        """A mail server that is down is our matter: the page says the same for every address."""
        try:
            super().send_password_reset_mail(user, email, context)
        except OSError:
            logger.exception("The mail with a link to a new password could not be sent.")


def is_private(request):
    match = request.resolver_match
    return bool(match and (match.url_name or "").startswith(PRIVATE))


class PrivatePages:
    """Pages for signing in and for staff are kept by no cache and found by no search engine."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_private(request):
            add_never_cache_headers(response)
            response["X-Robots-Tag"] = "noindex"
        return response
