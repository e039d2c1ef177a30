"""People and their roles in the admin. Nobody sets another's password: an account begins with an invitation."""

import logging
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts import invite
from portal.roles import ROLES

logger = logging.getLogger(__name__)


class RoleField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        role = ROLES.get(group.name)
        return f"{role.label}: {role.purpose}" if role else group.name


class PersonForm(forms.ModelForm):
    email = forms.EmailField(
        label=_("mail address"),
        widget=admin.widgets.AdminEmailInputWidget,
        help_text=_("The invitation goes there. People sign in with it."),
    )
    groups = RoleField(
        label=_("roles"), queryset=Group.objects.order_by("pk"), required=False, help_text=_("No role: no way in.")
    )

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists() or others.filter(username__iexact=email).exists():
            raise forms.ValidationError(_("Someone has an account with this address already."))
        return email

    def clean(self):
        cleaned = super().clean()
        self.instance.is_staff = self.instance.is_superuser or bool(cleaned.get("groups"))
        if self.instance._state.adding:
            self.instance.username = cleaned.get("email", "")
            self.instance.set_unusable_password()
        return cleaned


class PersonAdmin(admin.ModelAdmin):
    form = PersonForm
    list_display = ["username", "first_name", "last_name", "email", "roles", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    fields = [("first_name", "last_name"), "email", "groups", "is_active"]
    actions = ["invite_again"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, person):
        return ", ".join(str(ROLES[group.name].label) for group in person.groups.all() if group.name in ROLES)

    def has_change_permission(self, request, obj=None):
        """Who may do everything by nature is changed only by their like: else an administrator could sign in as one."""
        return super().has_change_permission(request, obj) and self.is_within_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_within_reach(request, obj)

    def is_within_reach(self, request, person):
        return person is None or not person.is_superuser or request.user.is_superuser

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            transaction.on_commit(partial(self.send_invitation, request, obj))

    @admin.action(description=_("Invite again those who have chosen no password yet"), permissions=["change"])
    def invite_again(self, request, people):
        waiting = [person for person in people.filter(is_active=True) if not person.has_usable_password()]
        for person in waiting:
            self.send_invitation(request, person)
        if not waiting:
            self.message_user(request, _("All of them have chosen a password."), messages.WARNING)

    def send_invitation(self, request, person):
        try:
            invite(request, person)
        except OSError:
            logger.exception("An invitation could not be sent.")
            text = _("The mail to %(email)s could not be sent. Please choose “Invite again” in the list later.")
            self.message_user(request, text % {"email": person.email}, messages.ERROR)
        else:
            self.message_user(request, _("An invitation was sent to %(email)s.") % {"email": person.email})
