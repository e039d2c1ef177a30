from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from portal.archive import BackUpError
from portal.back_up import back_up


class Command(BaseCommand):
    help = "Writes everything the portal holds into one file, which »restore« reads; the portal may run meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the new file, for example portal.tar.gz")

    def handle(self, *args, file, **options):
        def progress(steps, what):
            return tqdm(steps, desc=what, disable=options["verbosity"] == 0)

        try:
            facts = back_up(file, progress)
        except (BackUpError, DatabaseError, OSError) as error:
            raise CommandError(f"Nothing was backed up. {error}") from error
        for name in facts["missing_files"]:
            self.stderr.write(f"Missing in the folder of uploads: {name}")
        self.stdout.write(f"{file} holds {sum(facts['rows'].values())} rows and all uploads. It is to be kept secret.")
