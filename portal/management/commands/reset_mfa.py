from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from portal.accounts import forget_second_factors


class Command(BaseCommand):
    help = "Lets someone who lost telephone, passkey and recovery codes set up a second factor anew."

    def add_arguments(self, parser):
        parser.add_argument("user", help="user name or mail address")

    def handle(self, *args, user, **options):
        try:
            account = User.objects.get(Q(username=user) | Q(email__iexact=user))
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account {user}.") from error
        except User.MultipleObjectsReturned as error:
            raise CommandError(f"There are several accounts {user}; please give the user name.") from error
        forgotten = forget_second_factors(account)
        self.stdout.write(f"Forgotten for {account.username}: {', '.join(forgotten) or 'nothing, nothing was set up'}.")
        self.stdout.write("The password stays. The next time they sign in they are led to a new second factor.")
