from modeltranslation.translator import TranslationOptions, register

from strategy import models


@register([models.FormulaValue, models.RelatedPlan])
class NameAndTextTranslation(TranslationOptions):
    fields = ("name", "text")
    required_languages = {"de": ("name",)}


@register(models.Competency)
class CompetencyTranslation(TranslationOptions):
    fields = ("name", "tagline", "vision", "vision_note", "goals_note")
    required_languages = {"de": ("name",)}


@register([models.StrategicGoal, models.FocusGoal])
class GoalTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = {"de": ("text",)}


@register(models.Focus)
class FocusTranslation(TranslationOptions):
    fields = ("name", "note")


@register(models.CrossCuttingIssue)
class CrossCuttingIssueTranslation(TranslationOptions):
    fields = ("name", "text")
    required_languages = {"de": ("name",)}


@register(models.CouncilDecision)
class CouncilDecisionTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = {"de": ("title",)}


@register(models.SustainableDevelopmentGoal)
class SustainableDevelopmentGoalTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = {"de": ("name",)}


@register(models.Message)
class MessageTranslation(TranslationOptions):
    fields = ("title", "body")
    required_languages = {"de": ("title",)}


@register(models.ProgressReport)
class ProgressReportTranslation(TranslationOptions):
    fields = ("note",)


@register(models.CoreActivity)
class CoreActivityTranslation(TranslationOptions):
    fields = ("title", "summary", "body", "council_note", "responsibility_note", "partners")
    required_languages = {"de": ("title",)}


@register(models.StatusChange)
class StatusChangeTranslation(TranslationOptions):
    fields = ("reason", "source")


@register(models.ActivityMilestone)
class ActivityMilestoneTranslation(TranslationOptions):
    fields = ("title", "note")
    required_languages = {"de": ("title",)}


@register(models.KeyFigure)
class KeyFigureTranslation(TranslationOptions):
    fields = ("value", "label")
    required_languages = {"de": ("value", "label")}


@register(models.ActivityContact)
class ActivityContactTranslation(TranslationOptions):
    fields = ("role",)


@register(models.ActivityLink)
class ActivityLinkTranslation(TranslationOptions):
    fields = ("label",)
    required_languages = {"de": ("label",)}


@register(models.Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("title", "figures")
    required_languages = {"de": ("title",)}
