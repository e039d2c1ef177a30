from modeltranslation.translator import TranslationOptions, register

from news.models import PressRelease


@register(PressRelease)
class PressReleaseTranslation(TranslationOptions):
    fields = ("title", "lead", "body")
    required_languages = {"de": ("title",)}
