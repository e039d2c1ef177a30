from django.core.management.base import BaseCommand

from portal.accounts import set_up_roles


class Command(BaseCommand):
    help = "Gives the roles exactly the rights that portal/roles.py says, and prints what it changed."

    def handle(self, *args, **options):
        changes = set_up_roles()
        self.stdout.write("\n".join(changes) if changes else "The roles are as they should be.")
