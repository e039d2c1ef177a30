from pathlib import Path

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from portal.archive import BackUpError
from portal.back_up import restore
from portal.second_factor import are_readable


class Command(BaseCommand):
    help = "Fills an empty portal with what »back_up« has written, on any database: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file that »back_up« wrote")

    def handle(self, *args, file, **options):
        def progress(steps, what):
            return tqdm(steps, desc=what, disable=options["verbosity"] == 0)

        try:
            facts = restore(file, progress)
        except (BackUpError, DatabaseError, OSError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        if "rebuild_search" in get_commands():
            call_command("rebuild_search", verbosity=options["verbosity"])
        for name in facts["missing_files"]:
            self.stderr.write(f"Missing, as it was when the back-up was made: {name}")
        if not are_readable():
            self.stderr.write(
                "The second factors were encrypted with another SECRET_KEY. "
                "Please name it in SECRET_KEY_FALLBACKS, else everybody needs reset_mfa."
            )
        self.stdout.write(f"Restored {sum(facts['rows'].values())} rows and all uploads of {facts['made_at']}.")
