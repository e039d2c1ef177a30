"""Signing in with the city's own accounts; used only if OIDC_SERVER_URL is set."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """Whom the city's server knows may have an account; it has no role until an administrator gives one."""
        return True
