from django.urls import path
from django.utils.translation import pgettext_lazy

from strategy import calendar_views, fact_sheet_views, views

app_name = "strategy"

urlpatterns = [
    path(pgettext_lazy("address", "strategy/"), views.about, name="about"),
    path(
        pgettext_lazy("address", "strategy/fact-sheets.pdf"),
        fact_sheet_views.strategy_fact_sheets,
        name="strategy_fact_sheets",
    ),
    path(
        pgettext_lazy("address", "strategy/batches/<int:batch>/fact-sheets.pdf"),
        fact_sheet_views.batch_fact_sheets,
        name="batch_fact_sheets",
    ),
    path(pgettext_lazy("address", "competencies/"), views.competency_list, name="competency_list"),
    path(pgettext_lazy("address", "competencies/<slug:slug>/"), views.competency_detail, name="competency_detail"),
    path(
        pgettext_lazy("address", "competencies/<slug:slug>/fact-sheets.pdf"),
        fact_sheet_views.competency_fact_sheets,
        name="competency_fact_sheets",
    ),
    path(
        pgettext_lazy("address", "competencies/<slug:slug>/milestones.ics"),
        calendar_views.competency_calendar,
        name="competency_calendar",
    ),
    path(
        pgettext_lazy("address", "competencies/<slug:competency_slug>/<slug:slug>/"),
        views.focus_detail,
        name="focus_detail",
    ),
    path(pgettext_lazy("address", "projects-a-to-z/"), views.core_activity_index, name="core_activity_index"),
    path(pgettext_lazy("address", "projects/"), views.core_activity_list, name="core_activity_list"),
    path(pgettext_lazy("address", "projects/<slug:slug>/"), views.core_activity_detail, name="core_activity_detail"),
    path(
        pgettext_lazy("address", "projects/<slug:slug>/fact-sheet.pdf"),
        fact_sheet_views.core_activity_fact_sheet,
        name="core_activity_fact_sheet",
    ),
    path(
        pgettext_lazy("address", "projects/<slug:slug>/milestones.ics"),
        calendar_views.core_activity_calendar,
        name="core_activity_calendar",
    ),
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
    path(
        pgettext_lazy("address", "milestones/milestones.ics"),
        calendar_views.milestone_calendar,
        name="milestone_calendar",
    ),
    path(pgettext_lazy("address", "messages/"), views.message_list, name="message_list"),
]
