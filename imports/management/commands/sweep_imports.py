"""`manage.py sweep_imports`: throws away the rows of previews that nobody confirmed in time."""

from django.conf import settings
from django.core.management.base import BaseCommand

from imports import workflow


class Command(BaseCommand):
    help = (
        "Throws away the rows of previews that nobody confirmed within IMPORT_PREVIEW_DAYS. The "
        "imports stay in the list as expired."
    )

    def handle(self, **options):
        batches = workflow.sweep()
        for batch in batches:
            self.stdout.write(f"Import {batch.pk}: {batch.file_name}, by {batch.created_by_label}")
        days = settings.IMPORT_PREVIEW_DAYS
        self.stdout.write(f"{len(batches)} previews older than {days} days expired.")
