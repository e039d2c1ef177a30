from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.utils.translation import pgettext_lazy

from news import views


class YearConverter(IntConverter):
    regex = "[12][0-9]{3}"


register_converter(YearConverter, "year")
app_name = "news"
urlpatterns = [
    path(pgettext_lazy("address", "news/"), views.press_release_list, name="press_release_list"),
    path(pgettext_lazy("address", "news/<year:year>/"), views.press_release_list, name="press_release_year"),
    path(
        pgettext_lazy("address", "news/<year:year>/<slug:slug>/"),
        views.press_release_detail,
        name="press_release_detail",
    ),
]
