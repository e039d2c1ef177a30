from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from modeltranslation.admin import TranslationStackedInline

from portal.admin import (
    HTTPS_LINKS,
    RICH_TEXT_CARE,
    FixedPlacesAdmin,
    FormerSlugInline,
    PortalAdmin,
    SourceInline,
    both,
    span_form,
)
from portal.draft_admin import DraftedAdmin
from portal.history import record_found
from portal.transfer_admin import TransferAdmin
from strategy import models
from strategy.transfer import CoreActivityResource


class StrategicGoalInline(TranslationStackedInline):
    model = models.StrategicGoal
    extra = 0
    fields = [both("text"), "position"]


class FocusGoalInline(TranslationStackedInline):
    model = models.FocusGoal
    extra = 0
    fields = [both("text"), "position"]


@admin.register(models.FormulaValue)
class FormulaValueAdmin(FixedPlacesAdmin):
    list_display = ["name", "number"]
    fields = ["number", both("name"), "slug", both("text")]
    readonly_fields = ["number"]
    inlines = [SourceInline]


@admin.register(models.Competency)
class CompetencyAdmin(FixedPlacesAdmin):
    care = RICH_TEXT_CARE
    list_display = ["name", "number", "accent"]
    search_fields = ["name_de", "name_en"]
    fields = [
        "number",
        both("name"),
        "former_name",
        "slug",
        both("tagline"),
        both("vision"),
        both("vision_note"),
        both("goals_note"),
        "accent",
    ]
    readonly_fields = ["number"]
    inlines = [StrategicGoalInline, SourceInline, FormerSlugInline]


@admin.register(models.Focus)
class FocusAdmin(FixedPlacesAdmin):
    list_display = ["__str__", "competency", "position", "name_is_complete"]
    list_select_related = ["competency"]
    list_filter = ["competency", "name_is_complete"]
    search_fields = ["name_de", "name_en", "slug"]
    fields = [
        ("competency", "position"),
        both("name"),
        ("name_is_complete", "position_is_known"),
        "slug",
        both("note"),
    ]
    readonly_fields = ["competency", "position"]
    inlines = [FocusGoalInline, SourceInline, FormerSlugInline]


@admin.register(models.CrossCuttingIssue)
class CrossCuttingIssueAdmin(FixedPlacesAdmin):
    care = RICH_TEXT_CARE
    list_display = ["name", "position", "has_official_german_name"]
    search_fields = ["name_de", "name_en"]
    fields = ["position", both("name"), "has_official_german_name", "slug", both("text")]
    readonly_fields = ["position"]
    inlines = [SourceInline, FormerSlugInline]


@admin.register(models.CouncilDecision)
class CouncilDecisionAdmin(PortalAdmin):
    care = RICH_TEXT_CARE
    first_step = _("Add a decision of the council; core activities can then refer to it.")
    form = span_form(models.CouncilDecision)
    list_display = ["title", "decided", "batch", "activities_fixed"]
    list_filter = ["batch"]
    search_fields = ["title_de", "title_en", "reference"]
    fields = [both("title"), "slug", ("decided", "reference"), ("batch", "activities_fixed"), both("text")]
    inlines = [SourceInline]


@admin.register(models.SustainableDevelopmentGoal)
class SustainableDevelopmentGoalAdmin(FixedPlacesAdmin):
    care = {}
    list_display = ["__str__"]
    search_fields = ["name_de", "name_en"]
    fields = ["number", both("name")]
    readonly_fields = ["number"]


@admin.register(models.RelatedPlan)
class RelatedPlanAdmin(PortalAdmin):
    first_step = _("Add a plan of the city; core activities can then refer to it.")
    form = span_form(models.RelatedPlan)
    list_display = ["name", "decided", "position"]
    search_fields = ["name_de", "name_en", "text_de", "text_en"]
    fields = [both("name"), "slug", ("decided", "position"), both("text")]
    inlines = [SourceInline, FormerSlugInline]


@admin.register(models.Message)
class MessageAdmin(PortalAdmin):
    care = RICH_TEXT_CARE
    first_step = _("Add the five messages in their order.")
    list_display = ["title", "number", "has_official_title"]
    search_fields = ["title_de", "title_en", "body_de", "body_en"]
    fields = ["number", both("title"), "has_official_title", "slug", both("body")]
    inlines = [SourceInline]


@admin.register(models.ProgressReport)
class ProgressReportAdmin(PortalAdmin):
    care = {"differing": _("differs from what is recorded here"), **PortalAdmin.care}
    first_step = _("Add the city’s own count with its day, as the city has published it.")
    list_display = ["__str__", "fixed", "implemented", "ongoing", "discontinued_or_merged"]
    fields = ["reported_on", ("fixed", "implemented", "ongoing", "discontinued_or_merged"), both("note")]
    inlines = [SourceInline]


@admin.register(models.Milestone)
class MilestoneAdmin(PortalAdmin):
    care = {"overdue": _("planned for a day that has passed"), **PortalAdmin.care}
    first_step = _("Add an event with its date, as precisely as you know it.")
    form = span_form(models.Milestone)
    list_display = ["title", "occurs", "category", "is_planned"]
    list_filter = ["category", "is_planned"]
    search_fields = ["title_de", "title_en", "figures_de", "figures_en"]
    autocomplete_fields = ["core_activity", "related_plan", "council_decision"]
    fields = [
        ("occurs", "is_planned"),
        both("title"),
        both("figures"),
        "category",
        ("core_activity", "related_plan", "council_decision"),
    ]
    inlines = [SourceInline]


class StatusChangeInline(TranslationStackedInline):
    model = models.StatusChange
    form = span_form(models.StatusChange)
    fk_name = "core_activity"
    extra = 0
    autocomplete_fields = ["successor"]
    fields = [("status", "as_of"), both("reason"), both("source"), "successor"]


class ActivityMilestoneInline(TranslationStackedInline):
    model = models.ActivityMilestone
    form = span_form(models.ActivityMilestone)
    extra = 0
    fields = [both("title"), ("planned", "reached", "position"), both("note"), "source"]


class KeyFigureInline(TranslationStackedInline):
    model = models.KeyFigure
    form = span_form(models.KeyFigure)
    extra = 0
    fields = [both("value"), both("label"), ("as_of", "position")]


class ActivityContactInline(TranslationStackedInline):
    model = models.ActivityContact
    extra = 0
    autocomplete_fields = ["contact"]
    fields = [("contact", "position"), both("role")]


class ActivityImageInline(admin.StackedInline):
    model = models.ActivityImage
    extra = 0
    autocomplete_fields = ["image"]
    fields = [("image", "position")]


class ActivityLinkInline(TranslationStackedInline):
    model = models.ActivityLink
    extra = 0
    formfield_overrides = HTTPS_LINKS
    fields = [both("label"), ("url", "position")]


@admin.register(models.CoreActivity)
class CoreActivityAdmin(TransferAdmin, DraftedAdmin):
    resource_class = CoreActivityResource
    change_form_template = "admin/strategy/coreactivity/change_form.html"
    care = {"unconfirmed": _("not confirmed for a long time"), **RICH_TEXT_CARE}
    first_step = _(
        "Add a core activity with its title; all else can follow. Only editors see it until you tick “public”."
    )
    list_display = ["title", "competency", "status", "is_public", "last_confirmed_on"]
    list_filter = ["is_public", "competency", "council_decision__batch", "organisation"]
    search_fields = ["title_de", "title_en", "summary_de", "summary_en", "body_de", "body_en"]
    autocomplete_fields = [
        "focus",
        "also_contributes_to",
        "cross_cutting_issues",
        "sdgs",
        "related_plans",
        "organisation",
        "departments",
        "documents",
        "council_decision",
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "is_public",
                    ("public_from", "public_until"),
                    both("title"),
                    "has_official_english_title",
                    "slug",
                    both("summary"),
                    both("body"),
                ]
            },
        ),
        (
            _("Place in the target system"),
            {
                "fields": [
                    ("competency", "competency_basis"),
                    ("focus", "slot"),
                    "also_contributes_to",
                    "cross_cutting_issues",
                    "sdgs",
                    "related_plans",
                ]
            },
        ),
        (
            _("Council decision"),
            {"fields": [("council_decision", "council_decision_basis"), both("council_note")]},
        ),
        (
            _("Who is in charge"),
            {
                "fields": [
                    "organisation",
                    "departments",
                    both("responsibility_note"),
                    both("partners"),
                    "last_confirmed_on",
                ]
            },
        ),
        (_("Documents"), {"fields": ["documents"]}),
    ]
    inlines = [
        StatusChangeInline,
        ActivityMilestoneInline,
        KeyFigureInline,
        ActivityContactInline,
        ActivityImageInline,
        ActivityLinkInline,
        SourceInline,
        FormerSlugInline,
    ]

    actions = ["confirm"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_status().select_related("competency")

    def get_urls(self):
        confirm = self.admin_site.admin_view(require_POST(self.confirm_one))
        name = "strategy_coreactivity_confirm"
        return [path("<path:object_id>/confirm/", confirm, name=name), *super().get_urls()]

    def confirm_one(self, request, object_id):
        core_activity = self.get_object(request, unquote(object_id))
        if core_activity is None:
            raise Http404
        if not self.has_change_permission(request, core_activity):
            raise PermissionDenied
        self.confirm(request, models.CoreActivity.objects.filter(pk=core_activity.pk))
        return redirect("admin:strategy_coreactivity_change", object_id)

    @admin.action(description=_("Confirm as still right today"), permissions=["publish"])
    def confirm(self, request, core_activities):
        chosen = list(core_activities)  # the list may be filtered by what is about to change
        with transaction.atomic():
            for core_activity in chosen:
                record_found(core_activity)
            confirmed = core_activities.confirm()
            for core_activity in chosen:
                self.log_change(request, core_activity, [{"changed": {"fields": ["last confirmed on"]}}])
        text = ngettext(
            "%d core activity is confirmed as of today.", "%d core activities are confirmed as of today.", confirmed
        )
        self.message_user(request, text % confirmed, messages.SUCCESS)

    @admin.display(description=_("status"), ordering="status")
    def status(self, core_activity):
        return core_activity.status_label
