from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter
from django.utils.translation import pgettext_lazy

from news import feed_views, views
from portal.syndication import FORMATS


class YearConverter(IntConverter):
    regex = "[12][0-9]{3}"


class FeedFormatConverter(StringConverter):
    regex = "|".join(FORMATS)


register_converter(YearConverter, "year")
register_converter(FeedFormatConverter, "feed_format")
app_name = "news"
urlpatterns = [
    path(pgettext_lazy("address", "news/"), views.press_release_list, name="press_release_list"),
    path(pgettext_lazy("address", "news/<year:year>/"), views.press_release_list, name="press_release_year"),
    path(
        pgettext_lazy("address", "news/<year:year>/<slug:slug>/"),
        views.press_release_detail,
        name="press_release_detail",
    ),
    path(pgettext_lazy("address", "news/feed.<feed_format:feed_format>"), feed_views.news_feed, name="news_feed"),
    path(
        pgettext_lazy("address", "competencies/<slug:slug>/feed.<feed_format:feed_format>"),
        feed_views.competency_feed,
        name="competency_feed",
    ),
    path(
        pgettext_lazy("address", "projects/<slug:slug>/feed.<feed_format:feed_format>"),
        feed_views.core_activity_feed,
        name="core_activity_feed",
    ),
    path(
        pgettext_lazy("address", "cross-cutting-issues/<slug:slug>/feed.<feed_format:feed_format>"),
        feed_views.cross_cutting_issue_feed,
        name="cross_cutting_issue_feed",
    ),
]
