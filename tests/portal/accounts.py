"""People who edit."""

from itertools import count

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group, User

from portal.accounts import set_up_roles

PASSWORD = "ein-langes-kennwort"
SECRET = "JBSWY3DPEHPK3PXP"
numbers = count(1)


def someone(*roles, **values):
    """An account with these roles, not yet with a second factor."""
    if roles and not Group.objects.filter(name__in=roles).exists():
        set_up_roles()  # a migration makes them; a test that commits empties the database at its end
    number = next(numbers)
    defaults = {"username": f"person-{number}", "email": f"person-{number}@example.org", "is_staff": bool(roles)}
    user = User.objects.create_user(**{**defaults, "password": PASSWORD, **values})
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def with_second_factor(user):
    TOTP.activate(user, SECRET)
    return user


def recovery_codes_of(user):
    return RecoveryCodes.activate(user).get_unused_codes()


def totp_code(secret=SECRET):
    """The six digits that an authenticator app shows now."""
    _before, now, _next = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def sign_in(client, user):
    client.force_login(with_second_factor(user))
