from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.models import Image


class Command(BaseCommand):
    help = "Makes the smaller copies of all pictures anew, for example after a backup was restored without them."

    def handle(self, *args, **options):
        failed = 0
        for image in tqdm(Image.objects.all(), desc="Making copies", disable=options["verbosity"] == 0):
            try:
                image.remake_copies()
            except (OSError, ValidationError) as error:
                failed += 1
                self.stderr.write(f"Picture {image.pk} ({image.file.name}): {error}")
        if failed:
            raise CommandError(f"{failed} pictures have no smaller copies; pages show their originals.")
