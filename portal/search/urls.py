from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.search import views

app_name = "search"
urlpatterns = [
    path(pgettext_lazy("address", "search/"), views.search, name="search"),
    path(pgettext_lazy("address", "search/feed.<feed_format:feed_format>"), views.feed, name="feed"),
    path(pgettext_lazy("address", "search/suggestions.json"), views.suggestions, name="suggestions"),
    path(pgettext_lazy("address", "search/opensearch.xml"), views.description, name="description"),
]
