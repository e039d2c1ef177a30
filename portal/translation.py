from modeltranslation.translator import TranslationOptions, register

from portal.models import Document, Image, Page, Source


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("citation", "supports")
    required_languages = {"de": ("citation",)}


@register(Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt_text", "caption")


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "text", "accessibility_note")
    required_languages = {"de": ("title",)}


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "lead", "body")
    required_languages = {"de": ("title",)}
