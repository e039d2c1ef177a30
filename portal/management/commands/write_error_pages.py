from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.error_pages import write_error_pages


class Command(BaseCommand):
    help = "Writes the pages that the web server in front shows while no process of the portal answers."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder that the web server's configuration names")

    def handle(self, *args, folder, **options):
        try:
            write_error_pages(folder)
        except OSError as error:
            raise CommandError(f"The pages could not be written. {error}") from error
        self.stdout.write(f"The web server's own pages are in {folder}.")
