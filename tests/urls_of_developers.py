"""The portal's addresses with those that are there with DEBUG only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from portal import urls
from portal.style_guide import style_guide

urlpatterns = [*i18n_patterns(path("stil/", style_guide)), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
