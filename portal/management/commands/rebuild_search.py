from django.core.management.base import BaseCommand
from tqdm import tqdm

from portal.search.index import rebuild


class Command(BaseCommand):
    help = "Makes the search index anew. Until it is done, the old one answers."

    def handle(self, *args, **options):
        def progress(steps):
            return tqdm(steps, desc="Indexing", unit=" steps", disable=options["verbosity"] == 0)

        rebuild(progress)
