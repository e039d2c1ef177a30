"""Accounts of those who edit: their roles, invitations, and the way back for who is locked out."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.apps import apps as current_apps
from django.utils.translation import override

from portal.roles import ROLES


def set_up_roles(apps=current_apps):
    """Make the groups say what the table of roles says. Returns what was changed, a line each.

    `apps`: the models of a migration's time, which may know fewer permissions than the table names."""
    permissions = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    changes = []
    for name, role in ROLES.items():
        group, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        wanted = {permission for key, permission in permissions.items() if key in role.permissions}
        present = set(group.permissions.all())
        group.permissions.set(wanted)
        changes += [f"{name}: new role"] if is_new else []
        changes += [f"{name}: may now {codename}" for codename in codenames(wanted - present)]
        changes += [f"{name}: may no longer {codename}" for codename in codenames(present - wanted)]
    return changes


def codenames(permissions):
    return sorted(permission.codename for permission in permissions)


def invite(request, user):
    """Mail a link by which the person chooses a password; it works once and expires. Raises OSError if no mail
    can be sent."""
    # Called when the account is saved for good, where django-allauth may no longer know the request.
    with request_context(request):
        adapter = get_adapter()
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        adapter.send_mail("account/email/invitation", user.email, {"url": adapter.get_reset_password_from_key_url(key)})


def forget_second_factors(user):
    """Who lost telephone, passkey and recovery codes sets them up anew. Returns what was forgotten, in English."""
    authenticators = Authenticator.objects.filter(user=user)
    with override("en"):  # as the command that says it
        forgotten = [str(authenticator.get_type_display()) for authenticator in authenticators]
    authenticators.delete()
    return forgotten
