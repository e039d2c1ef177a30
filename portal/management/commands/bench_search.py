from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.search.benchmark import measure, questions
from portal.search.models import Entry


class Command(BaseCommand):
    help = "Measures how long the database needs for a search. Best after make_sample_data --press-releases 100000."

    def handle(self, *args, **options):
        if not Entry.objects.exists():
            raise CommandError("There is nothing to be found. Please load or make something first.")
        self.stdout.write(
            f"{connection.vendor}, {Entry.objects.count():,} entries; milliseconds of the database for a page"
        )
        self.stdout.write(f"{'question':<28}{'hits':>8}{'queries':>9}{'least':>9}{'typical':>9}")
        for name, question in questions().items():
            found = measure(question, name)
            figures = f"{found.hits:>8}{found.queries:>9}{found.least:>9.2f}{found.typical:>9.2f}"
            self.stdout.write(f"{name:<28}{figures}  {question[:50]}")
