from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact, OrganisationalUnit
from contacts.transfer import ContactResource
from portal.admin import FormerSlugInline, PortalAdmin, SourceInline, both
from portal.transfer_admin import TransferAdmin


@admin.register(OrganisationalUnit)
class OrganisationalUnitAdmin(PortalAdmin):
    first_step = _("Add the office or organisation first; then contacts can belong to it.")
    list_display = ["name", "parent", "email", "phone"]
    list_select_related = ["parent"]
    search_fields = ["name_de", "name_en", "email"]
    autocomplete_fields = ["parent"]
    fieldsets = [
        (
            _("The public sees this"),
            {"fields": [both("name"), "slug", "parent", both("text"), "address", ("email", "phone")]},
        ),
        (_("Only signed-in staff see this"), {"fields": ["internal_note"]}),
    ]
    inlines = [SourceInline, FormerSlugInline]


@admin.register(Contact)
class ContactAdmin(TransferAdmin):
    resource_class = ContactResource
    care = {
        "gone": _("past the last day"),
        "in_charge_of_nothing": _("in charge of nothing"),
        **PortalAdmin.care,
    }
    first_step = _("Add a contact: prefer a function such as “Press office” to a person’s name.")
    list_display = ["name", "kind", "unit", "email", "is_public", "ends_on"]
    list_select_related = ["unit"]
    list_filter = ["is_public", "kind", "unit"]
    search_fields = ["name_de", "name_en", "email", "phone", "internal_email", "internal_phone"]
    autocomplete_fields = ["unit", "deputy"]
    fieldsets = [
        (
            _("The public sees this"),
            {
                "fields": [
                    "is_public",
                    "kind",
                    both("name"),
                    "slug",
                    "unit",
                    both("responsible_for"),
                    ("email", "phone", "room"),
                    ("deputy", "ends_on"),
                ]
            },
        ),
        (_("Only signed-in staff see this"), {"fields": [("internal_email", "internal_phone"), "internal_note"]}),
    ]
    inlines = [SourceInline, FormerSlugInline]
