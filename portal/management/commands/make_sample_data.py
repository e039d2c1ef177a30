from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.sample import make
from strategy.models import CoreActivity


class Command(BaseCommand):
    help = "Fills an empty database with a complete, invented strategy; every page is marked as a sample."

    def add_arguments(self, parser):
        parser.add_argument("--press-releases", type=int, default=100, help="how many reports to invent (default 100)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing if there are core activities already")

    def handle(self, *args, press_releases, if_empty, **options):
        if press_releases < 0:
            raise CommandError("The number of press releases cannot be negative.")
        if CoreActivity.objects.exists():
            if if_empty:
                return
            raise CommandError("There are core activities already. The sample goes into an empty database only.")

        def progress(steps):
            return tqdm(steps, desc="Making a sample", disable=options["verbosity"] == 0)

        make(settings.BASE_DIR / "strategy" / "content", press_releases=press_releases, progress=progress)
        self.stdout.write(f"Made 125 core activities and {press_releases} press releases.")
