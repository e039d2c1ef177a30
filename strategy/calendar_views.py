"""The addresses of the calendars; what is in them is said in calendars.py."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.page import base_address
from portal.syndication import subscribed
from strategy.calendars import calendar, events, last_change
from strategy.models import ActivityMilestone, Competency, CoreActivity, Milestone


def milestone_calendar(request):
    return calendar_response(
        request,
        _("Milestones"),
        reverse("strategy:milestone_list"),
        Milestone.objects.all(),
        ActivityMilestone.objects.of_core_activities(CoreActivity.objects.published()),
    )


def competency_calendar(request, slug):
    competency = Competency.objects.by_slug(slug)
    if competency.slug != slug:
        return redirect("strategy:competency_calendar", competency.slug, permanent=True)
    core_activities = competency.core_activities.published()
    return calendar_response(
        request,
        competency.name,
        competency.get_absolute_url(),
        Milestone.objects.of_core_activities(core_activities),
        ActivityMilestone.objects.of_core_activities(core_activities),
    )


def core_activity_calendar(request, slug):
    core_activity = CoreActivity.objects.published().by_slug(slug)
    if core_activity.slug != slug:
        return redirect("strategy:core_activity_calendar", core_activity.slug, permanent=True)
    return calendar_response(
        request,
        core_activity.title,
        core_activity.get_absolute_url(),
        core_activity.strategy_milestones.all(),
        core_activity.milestones.all(),
    )


def calendar_response(request, title, path, milestones, activity_milestones):
    """`path`: of the page that the calendar belongs to."""
    base, today = base_address(request), timezone.localdate()
    found = events(milestones.with_subject(), activity_milestones.with_core_activity(), today, base)
    content = calendar(title, found, page=f"{base}{path}", source=f"{base}{request.path}")
    response = subscribed(request, content, "text/calendar; charset=utf-8", last_change(found))
    name = pgettext("file name", "milestones")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=f"{name}.ics")
    return response
