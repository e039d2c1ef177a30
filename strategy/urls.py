from django.urls import path
from django.utils.translation import pgettext_lazy

from strategy import views

app_name = "strategy"

urlpatterns = [
    path(pgettext_lazy("address", "strategy/"), views.about, name="about"),
    path(pgettext_lazy("address", "competencies/"), views.competency_list, name="competency_list"),
    path(pgettext_lazy("address", "competencies/<slug:slug>/"), views.competency_detail, name="competency_detail"),
    path(
        pgettext_lazy("address", "competencies/<slug:competency_slug>/<slug:slug>/"),
        views.focus_detail,
        name="focus_detail",
    ),
    path(pgettext_lazy("address", "projects/"), views.core_activity_list, name="core_activity_list"),
    path(pgettext_lazy("address", "projects/<slug:slug>/"), views.core_activity_detail, name="core_activity_detail"),
    path(
        pgettext_lazy("address", "cross-cutting-issues/"),
        views.cross_cutting_issue_list,
        name="cross_cutting_issue_list",
    ),
    path(
        pgettext_lazy("address", "cross-cutting-issues/<slug:slug>/"),
        views.cross_cutting_issue_detail,
        name="cross_cutting_issue_detail",
    ),
    path(pgettext_lazy("address", "milestones/"), views.milestone_list, name="milestone_list"),
    path(pgettext_lazy("address", "messages/"), views.message_list, name="message_list"),
]
