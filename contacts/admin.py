from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contacts.models import Contact, OrganisationalUnit
from contacts.replacement_admin import replace_contact
from contacts.transfer import ContactResource
from contacts.uses import linked_uses
from portal import history
from portal.admin import FormerSlugInline, PortalAdmin, SourceInline, both
from portal.transfer_admin import TransferAdmin

FOR_STAFF = _("Nothing in this part ever appears on the website.")


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
            {
                "classes": ["for-the-public"],
                "description": _("Everything in this part appears on the website."),
                "fields": [both("name"), "slug", "parent", both("text"), "address", ("email", "phone")],
            },
        ),
        (
            _("Only signed-in staff see this"),
            {"classes": ["for-staff"], "description": FOR_STAFF, "fields": ["internal_note"]},
        ),
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
    change_form_template = "admin/contacts/contact/change_form.html"
    list_display = ["name", "is_public", "kind", "unit", "email", "ends_on"]
    list_select_related = ["unit"]
    list_filter = ["is_public", "kind", "unit"]
    search_fields = ["name_de", "name_en", "email", "phone", "internal_email", "internal_phone"]
    autocomplete_fields = ["unit", "deputy"]
    fieldsets = [
        (
            _("The public sees this"),
            {
                "classes": ["for-the-public"],
                "description": _("Everything in this part appears on the website, while “public” is ticked."),
                "fields": [
                    "is_public",
                    "kind",
                    both("name"),
                    "slug",
                    "unit",
                    both("responsible_for"),
                    ("email", "phone", "room"),
                    ("deputy", "ends_on"),
                    "is_general",
                ],
            },
        ),
        (
            _("Only signed-in staff see this"),
            {
                "classes": ["for-staff"],
                "description": FOR_STAFF,
                "fields": [("internal_email", "internal_phone"), "internal_note", "last_confirmed_on"],
            },
        ),
    ]
    inlines = [SourceInline, FormerSlugInline]
    actions = ["replace", "confirm"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.replacement_page)
        return [path("<path:object_id>/replace/", page, name="contacts_contact_replace"), *super().get_urls()]

    def replacement_page(self, request, object_id):
        return replace_contact(self, request, object_id)

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["uses"] = linked_uses(request, obj) if obj else []
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(description=_("Replace by another contact"), permissions=["publish"])
    def replace(self, request, contacts):
        if contacts.count() == 1:
            return redirect("admin:contacts_contact_replace", contacts.get().pk)
        self.message_user(request, _("Please tick exactly one contact to be replaced."), messages.WARNING)
        return None

    @admin.action(description=_("Confirm as still right today"), permissions=["publish"])
    @transaction.atomic
    def confirm(self, request, contacts):
        for contact in contacts:
            history.record_found(contact)
            contact.last_confirmed_on = timezone.localdate()
            # This column alone: somebody else may have saved the rest meanwhile.
            Contact.objects.filter(pk=contact.pk).update(last_confirmed_on=contact.last_confirmed_on)
            self.log_change(request, contact, [{"changed": {"fields": ["last confirmed on"]}}])
        text = ngettext("%d contact is confirmed as of today.", "%d contacts are confirmed as of today.", len(contacts))
        self.message_user(request, text % len(contacts), messages.SUCCESS)
