from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.content import ContentError, load
from portal.models import LoadedEntry


class Command(BaseCommand):
    help = "Loads the content files of the Bochum Strategy: all of them, or none if one is wrong."

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "strategy" / "content", help="where the files are"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="also load entries that an editor has changed or deleted"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing if something was loaded before")

    def handle(self, *args, folder, overwrite, if_empty, **options):
        if if_empty and LoadedEntry.objects.exists():
            return
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")

        def progress(steps):
            return tqdm(steps, desc="Loading the strategy", unit=" steps", disable=options["verbosity"] == 0)

        try:
            results = load(folder, overwrite=overwrite, progress=progress)
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        self.stdout.write(", ".join(f"{results[name]} {name}" for name in ("created", "updated", "unchanged", "kept")))
