from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy

from portal import outage, views
from portal.metrics import metrics
from portal.page import viewable
from portal.sitemaps import sitemaps
from portal.style_guide import style_guide

fixed_pages = [
    path(pgettext_lazy("address", "easy-language/"), views.fixed_page, {"slug": "easy-language"}, name="easy_language"),
    path(pgettext_lazy("address", "sign-language/"), views.fixed_page, {"slug": "sign-language"}, name="sign_language"),
    path(pgettext_lazy("address", "participate/"), views.fixed_page, {"slug": "participate"}, name="participate"),
    path(
        pgettext_lazy("address", "status-definitions/"),
        views.fixed_page,
        {"slug": "status-definitions"},
        name="status_definitions",
    ),
    path(pgettext_lazy("address", "imprint/"), views.fixed_page, {"slug": "imprint"}, name="imprint"),
    path(pgettext_lazy("address", "privacy/"), views.fixed_page, {"slug": "privacy"}, name="privacy"),
    path(pgettext_lazy("address", "accessibility/"), views.fixed_page, {"slug": "accessibility"}, name="accessibility"),
]

urlpatterns = [
    path("", views.root, name="root"),
    path("robots.txt", views.robots, name="robots"),
    path(outage.LIVES.removeprefix("/"), outage.healthz),
    path(outage.IS_READY.removeprefix("/"), outage.readyz),
    path(outage.METRICS.removeprefix("/"), metrics),
    path(".well-known/security.txt", views.security_txt),
    path("favicon.ico", views.favicon),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": sitemaps, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": sitemaps}, name="sitemap_section"),
    re_path(r"^media/(?P<path>documents/.+\.(?i:pdf))$", viewable(views.media), name="media"),
    path("media/<path:path>", views.media, name="media"),
    # One address in all languages: it is registered with the city's server.
    *([path("", include("allauth.socialaccount.providers.openid_connect.urls"))] if settings.OIDC_SERVER_URL else []),
    *i18n_patterns(
        path("", views.home, name="home"),
        path(f"{settings.ADMIN_PATH}/", admin.site.admin_view(views.editors_start_page)),
        path(f"{settings.ADMIN_PATH}/guide/", admin.site.admin_view(views.editors_guide), name="editors_guide"),
        path(f"{settings.ADMIN_PATH}/clean-text/", admin.site.admin_view(views.clean_text), name="clean_text"),
        path(f"{settings.ADMIN_PATH}/", admin.site.urls),
        path(pgettext_lazy("address", "account/"), include("portal.sign_in_urls")),
        path("", include("strategy.urls")),
        path("", include("news.urls")),
        path("", include("contacts.urls")),
        path("", include("portal.search.urls")),
        path("downloads/", views.document_list, name="document_list"),
        path(pgettext_lazy("address", "site-map/"), views.site_map, name="site_map"),
        *fixed_pages,
        path(pgettext_lazy("address", "page/<slug:slug>/"), views.page_detail, name="page_detail"),
        path(pgettext_lazy("address", "preview/<slug:key>/"), views.preview, name="preview"),
        *([path(pgettext_lazy("address", "style/"), style_guide, name="style_guide")] if settings.DEBUG else []),
        # Beside each page; the last, so that no page is taken for one.
        path(views.SHARE_IMAGE, views.share_image),
        path(f"<path:page_path>/{views.SHARE_IMAGE}", views.share_image),
    ),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.permission_denied"
handler404 = "portal.views.page_not_found"
handler429 = "portal.views.too_many_requests"  # django-allauth's rate limits ask for it
handler500 = "portal.views.server_error"
