from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from portal.admin import HTTPS_LINKS, FixedPlacesAdmin, FormerSlugInline, PortalAdmin, SourceInline, both, span_form
from portal.draft_admin import DraftedAdmin
from strategy import models


class StrategicGoalInline(TranslationTabularInline):
    model = models.StrategicGoal
    extra = 0
    fields = ["position", "text"]


class FocusGoalInline(TranslationTabularInline):
    model = models.FocusGoal
    extra = 0
    fields = ["position", "text"]


@admin.register(models.FormulaValue)
class FormulaValueAdmin(FixedPlacesAdmin):
    list_display = ["name", "number"]
    fields = ["number", both("name"), "slug", both("text")]
    readonly_fields = ["number"]
    inlines = [SourceInline]


@admin.register(models.Competency)
class CompetencyAdmin(FixedPlacesAdmin):
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
    list_display = ["name", "position", "has_official_german_name"]
    search_fields = ["name_de", "name_en"]
    fields = ["position", both("name"), "has_official_german_name", "slug", both("text")]
    readonly_fields = ["position"]
    inlines = [SourceInline, FormerSlugInline]


@admin.register(models.CouncilDecision)
class CouncilDecisionAdmin(PortalAdmin):
    form = span_form(models.CouncilDecision)
    list_display = ["title", "decided", "batch", "activities_fixed"]
    list_filter = ["batch"]
    search_fields = ["title_de", "title_en", "reference"]
    fields = [both("title"), "slug", ("decided", "reference"), ("batch", "activities_fixed"), both("text")]
    inlines = [SourceInline]


@admin.register(models.SustainableDevelopmentGoal)
class SustainableDevelopmentGoalAdmin(FixedPlacesAdmin):
    list_display = ["__str__"]
    search_fields = ["name_de", "name_en"]
    fields = ["number", both("name")]
    readonly_fields = ["number"]


@admin.register(models.RelatedPlan)
class RelatedPlanAdmin(PortalAdmin):
    form = span_form(models.RelatedPlan)
    list_display = ["name", "decided", "position"]
    search_fields = ["name_de", "name_en", "text_de", "text_en"]
    fields = [both("name"), "slug", ("decided", "position"), both("text")]
    inlines = [SourceInline, FormerSlugInline]


@admin.register(models.Message)
class MessageAdmin(PortalAdmin):
    list_display = ["title", "number", "has_official_title"]
    search_fields = ["title_de", "title_en", "body_de", "body_en"]
    fields = ["number", both("title"), "has_official_title", "slug", both("body")]
    inlines = [SourceInline]


@admin.register(models.ProgressReport)
class ProgressReportAdmin(PortalAdmin):
    list_display = ["__str__", "fixed", "implemented", "ongoing", "discontinued_or_merged"]
    fields = ["reported_on", ("fixed", "implemented", "ongoing", "discontinued_or_merged"), both("note")]
    inlines = [SourceInline]


@admin.register(models.Milestone)
class MilestoneAdmin(PortalAdmin):
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


class ActivityContactInline(TranslationTabularInline):
    model = models.ActivityContact
    extra = 0
    autocomplete_fields = ["contact"]
    fields = ["contact", "role", "position"]


class ActivityImageInline(admin.TabularInline):
    model = models.ActivityImage
    extra = 0
    autocomplete_fields = ["image"]
    fields = ["image", "position"]


class ActivityLinkInline(TranslationTabularInline):
    model = models.ActivityLink
    extra = 0
    formfield_overrides = HTTPS_LINKS
    fields = ["label", "url", "position"]


@admin.register(models.CoreActivity)
class CoreActivityAdmin(DraftedAdmin):
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

    def get_queryset(self, request):
        return super().get_queryset(request).with_status().select_related("competency")

    @admin.display(description=_("status"), ordering="status")
    def status(self, core_activity):
        return core_activity.status_label
