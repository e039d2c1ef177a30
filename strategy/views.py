"""Pages of the target system, of the core activities and of what the strategy accounts for."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.whole import general_contacts
from portal.filters import Filters, with_query
from portal.kept import with_address
from portal.models import Document, Image, Page
from portal.page import base_address, render_page
from portal.structured_data import project
from portal.syndication import calendar_addresses, feed_addresses
from portal.text import plain, teaser
from strategy.charts import competency_row, group_counts, plan, progress
from strategy.filters import OVERDUE
from strategy.models import Competency, CoreActivity, CrossCuttingIssue, Focus, Message, Milestone
from strategy.places import PLACES, by_competency, by_letter, newest_status
from strategy.timeline import by_state
from strategy.ways import ways_from
from strategy.wheel import fan, small_wheel
from strategy.whole import (
    answers,
    core_activities_in_full,
    council_decisions,
    cross_cutting_issues,
    formula_values,
    in_full,
    milestones,
    overdue_milestones,
    progress_reports,
    related_plans,
    steering_wheel,
    the_strategy,
    the_timeline,
)

NEWS = 6  # on the page of a core activity


def competencies_crumb():
    return _("Competencies"), reverse("strategy:competency_list")


def core_activities_crumb():
    return _("Projects"), reverse("strategy:core_activity_list")


def trail_to(core_activity):
    """The way through the target system, as far as the place is known; else through the list of projects."""
    competency, focus = core_activity.competency, core_activity.focus
    if not competency:
        return [core_activities_crumb()]
    trail = [competencies_crumb(), (competency.name, competency.get_absolute_url())]
    return (
        [*trail, (str(focus), reverse("strategy:focus_detail", args=[competency.slug, focus.slug]))] if focus else trail
    )


def about(request):
    page = Page.objects.published().by_slug("strategy")
    reports, decisions = progress_reports(request), council_decisions(request)
    return render_page(
        request,
        "strategy/about.html",
        title=page.title,
        description=page.lead,
        page=page,
        formula_values=formula_values(request),
        progress_reports=reports,
        progress=progress(reports, timezone.localdate()),
        council_decisions=decisions,
        pictures_in_texts=Image.objects.in_texts(page, *decisions),
        related_plans=related_plans(request),
        milestones=[m for m in milestones(request) if m.category == Milestone.Category.STRATEGY],
        documents=Document.objects.published(),
    )


def competency_list(request):
    strategy = the_strategy(request)
    recorded = strategy.core_activities
    return render_page(
        request,
        "strategy/competency_list.html",
        title=_("Five competencies"),
        description=_("The five competencies of the Bochum Strategy, their main foci and their core activities."),
        competencies=strategy.competencies,
        elsewhere=strategy.elsewhere,
        rows=[competency_row(places) for places in strategy.competencies],
        recorded=len(recorded),
        totals=group_counts(recorded),
        free=PLACES - len(recorded),
        newest_status=newest_status(recorded),
    )


def competency_detail(request, slug):
    strategy = the_strategy(request)
    competency = with_address(slug, strategy.competency_rows, Competency.objects)
    if competency.slug != slug:
        return redirect(competency, permanent=True)
    places = strategy.places_of(competency)
    return render_page(
        request,
        "strategy/competency_detail.html",
        title=competency.name,
        description=competency.tagline,
        trail=[competencies_crumb()],
        accent=competency.accent,
        small_wheel=small_wheel(competency.number),
        fan=fan(places),
        competency=competency,
        pictures_in_texts=Image.objects.in_texts(competency),
        places=places,
        goals=in_full(request, competency).goals.all(),
        sources=in_full(request, competency).sources.all(),
        press_releases=competency.press_releases.published().newest_first()[:3],
        feed=feed_addresses("news:competency_feed", slug),
        calendar=calendar_addresses(request, "strategy:competency_calendar", slug),
    )


def focus_detail(request, competency_slug, slug):
    strategy = the_strategy(request)
    focus = with_address(slug, strategy.foci, Focus.objects.with_competency())
    if (focus.competency.slug, focus.slug) != (competency_slug, slug):
        return redirect(focus, permanent=True)
    competency, places = focus.competency, strategy.places_of(focus.competency)
    return render_page(
        request,
        "strategy/focus_detail.html",
        title=str(focus),
        description=_("One of the five main foci of “%s”.") % competency.name,
        trail=[competencies_crumb(), (competency.name, competency.get_absolute_url())],
        accent=competency.accent,
        small_wheel=small_wheel(competency.number, focus.number),
        focus=focus,
        places=places,
        focus_places=strategy.places_of_focus(focus),
        goals=in_full(request, focus).goals.all(),
        contributing=[a for a in strategy.core_activities if focus in a.also_contributes_to.all()],
        sources=in_full(request, focus).sources.all(),
    )


def core_activity_list(request):
    filters = Filters(answers(request), request.GET, lambda chosen: with_query(request.path, chosen))
    if filters.leads_elsewhere(request.GET):
        return redirect(filters.address)
    late = overdue_milestones(request) if OVERDUE in filters.chosen.values() else {}
    return render_page(
        request,
        "strategy/core_activity_list.html",
        title=_("Projects"),
        description=_("All core activities of the Bochum Strategy that are recorded here, with their status."),
        filters=filters,
        overdue=sum(core_activity.is_overdue for core_activity in filters.found),
        groups=[
            (competency, [(core_activity, late.get(core_activity.pk)) for core_activity in core_activities])
            for competency, core_activities in by_competency(filters.found)
        ],
    )


def core_activity_index(request):
    return render_page(
        request,
        "strategy/core_activity_index.html",
        title=_("Projects from A to Z"),
        description=_("All core activities of the Bochum Strategy by their titles."),
        trail=[core_activities_crumb()],
        letters=by_letter(the_strategy(request).core_activities),
    )


def core_activity_detail(request, slug):
    core_activities = core_activities_in_full(request)
    core_activity = core_activities.get(slug) or CoreActivity.objects.in_full().by_slug(slug)
    if core_activity.slug != slug:
        return redirect(core_activity, permanent=True)
    # One that was published after these were read, on another machine within the last second, has no neighbours yet.
    order = list(core_activities.values()) if slug in core_activities else [core_activity]
    press_releases = list(core_activity.press_releases.published().newest_first()[: NEWS + 1])
    return render_page(
        request,
        "strategy/core_activity_detail.html",
        title=core_activity.title,
        description=core_activity.summary,
        trail=trail_to(core_activity),
        structured_data=[
            project(
                base_address(request),
                request.path,
                name=core_activity.title,
                description=core_activity.summary,
                organisation_name=core_activity.organisation.name if core_activity.organisation else "",
            )
        ],
        accent=core_activity.competency.accent if core_activity.competency else "",
        small_wheel=core_activity.competency and small_wheel(core_activity.competency_id, core_activity.focus_id),
        core_activity=core_activity,
        general_contacts=general_contacts(request),
        pictures_in_texts=Image.objects.in_texts(core_activity),
        pictures=core_activity.activity_images.all(),
        plan=plan(core_activity.milestones.all(), timezone.localdate()),
        press_releases=press_releases[:NEWS],
        has_more_news=len(press_releases) > NEWS,
        ways=ways_from(core_activity, order),
        feed=feed_addresses("news:core_activity_feed", slug),
        calendar=calendar_addresses(request, "strategy:core_activity_calendar", slug),
    )


def cross_cutting_issue_list(request):
    return render_page(
        request,
        "strategy/cross_cutting_issue_list.html",
        title=_("Five cross-cutting issues"),
        description=_("What counts in every competency of the Bochum Strategy."),
        cross_cutting_issues=cross_cutting_issues(request),
    )


def cross_cutting_issue_detail(request, slug):
    issues, strategy = cross_cutting_issues(request), the_strategy(request)
    issue = with_address(slug, issues, CrossCuttingIssue.objects)
    if issue.slug != slug:
        return redirect(issue, permanent=True)
    core_activities = [a for a in strategy.core_activities if issue in a.cross_cutting_issues.all()]
    return render_page(
        request,
        "strategy/cross_cutting_issue_detail.html",
        title=issue.name,
        description=teaser(plain(issue.text), 160),
        trail=[(_("Cross-cutting issues"), reverse("strategy:cross_cutting_issue_list"))],
        cross_cutting_issue=issue,
        pictures_in_texts=Image.objects.in_texts(issue),
        core_activities=core_activities,
        wheel=steering_wheel(request),
        lit={core_activity.pk for core_activity in core_activities},
        sources=in_full(request, issue).sources.all(),
        feed=feed_addresses("news:cross_cutting_issue_feed", slug),
    )


def milestone_list(request):
    upcoming, overdue, past = by_state(milestones(request), timezone.localdate())
    return render_page(
        request,
        "strategy/milestone_list.html",
        title=_("Milestones"),
        description=_("What has happened since 2015, what is planned until 2030 and after."),
        upcoming=upcoming,
        overdue=overdue,
        past=past,
        timeline=the_timeline(request),
        calendar=calendar_addresses(request, "strategy:milestone_calendar"),
    )


def message_list(request):
    messages = list(Message.objects.prefetch_related("sources"))
    return render_page(
        request,
        "strategy/message_list.html",
        title=_("Five messages for Bochum"),
        description=_("What Bochum stands for, in five messages."),
        messages_for_bochum=messages,
        pictures_in_texts=Image.objects.in_texts(*messages),
    )
