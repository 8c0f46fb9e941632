"""`manage.py sweep_evidence`: does the store hold what the register says, and nothing else?"""

import time

from django.core.management.base import BaseCommand, CommandError

from recommendations.files import store
from recommendations.models import Evidence

#: A younger file may be one that somebody is about to save.
_SETTLED_AFTER_SECONDS = 60 * 60


class Command(BaseCommand):
    help = (
        "Lists files that no evidence speaks of, and evidence whose file is missing or is not what "
        "was given. Ends with 1 when there is any. Files younger than an hour are left out."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--delete",
            action="store_true",
            help="delete the files that no evidence speaks of, never any other",
        )

    def handle(self, *, delete, **options):
        faults = self._evidence_without_its_file()
        orphans = self._files_without_evidence(delete)
        if faults or (orphans and not delete):
            raise CommandError(f"{faults + orphans} to look at.")
        self.stdout.write("Every file is there as it was given.")

    def _evidence_without_its_file(self):
        faults = 0
        files = Evidence.objects.filter(kind=Evidence.Kind.FILE).select_related("action")
        for evidence in files.order_by("pk").iterator():
            try:
                store.open_unchanged(
                    evidence.stored_as, size=evidence.size, sha256=evidence.sha256
                ).close()
            except store.Unlike as fault:
                faults += 1
                self.stdout.write(f"Evidence {evidence.pk} of {evidence.action.ref}: {fault}")
        return faults

    def _files_without_evidence(self, delete):
        orphans = 0
        known = set(Evidence.objects.filter(kind=Evidence.Kind.FILE).values_list("stored_as"))
        settled = time.time() - _SETTLED_AFTER_SECONDS
        for stored_as, path in store.stored():
            if (stored_as,) in known or path.stat().st_mtime > settled:
                continue
            orphans += 1
            self.stdout.write(f"{stored_as}: no evidence speaks of it")
            if delete:
                path.unlink()
                self.stdout.write("  deleted")
        return orphans
