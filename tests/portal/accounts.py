"""People who edit."""

from itertools import count

from django.contrib.auth.models import Group, User

numbers = count(1)


def someone(*roles, **values):
    """An account with these roles."""
    defaults = {"username": f"person-{next(numbers)}", "is_staff": bool(roles)}
    user = User.objects.create_user(**{**defaults, **values})
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def sign_in(client, user):
    client.force_login(user)
