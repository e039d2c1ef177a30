from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.care import send_reminders


class Command(BaseCommand):
    help = "Mails all members of staff what needs care; to be run by clock. Nobody is told twice in one week."

    def handle(self, *args, **options):
        if not settings.PUBLIC_ADDRESS:
            raise CommandError("Set PUBLIC_ADDRESS: the mail's links begin with it.")
        told, failed = send_reminders(timezone.localdate())
        self.stdout.write(f"{told} mails sent.")
        if failed:
            raise CommandError(f"{failed} mails could not be sent; the next run tries again.")
