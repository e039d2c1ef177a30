"""Accounts of those who edit: their roles."""

from django.apps import apps as current_apps

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
