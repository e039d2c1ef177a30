"""The addresses for signing in: those of django-allauth's that this portal has a use for."""

from allauth.account import views
from django.conf import settings
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy

urlpatterns = [
    path(pgettext_lazy("address", "sign-in/"), views.login, name="account_login"),
    path(pgettext_lazy("address", "sign-out/"), views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]

if settings.OIDC_SERVER_URL:
    urlpatterns.append(path("city/", include("allauth.socialaccount.urls")))
