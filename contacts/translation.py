from modeltranslation.translator import TranslationOptions, register

from contacts.models import Contact, OrganisationalUnit


@register(OrganisationalUnit)
class OrganisationalUnitTranslation(TranslationOptions):
    fields = ("name", "text")
    required_languages = {"de": ("name",)}


@register(Contact)
class ContactTranslation(TranslationOptions):
    fields = ("name", "responsible_for")
    required_languages = {"de": ("name",)}
