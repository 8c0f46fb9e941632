"""`manage.py load_clock_rules`: how long a body has to answer, before anything is forwarded."""

from django.core.management.base import BaseCommand
from django.db import transaction

from audit.record import Act
from recommendations import clock_rules


class Command(BaseCommand):
    help = (
        "Adds the clocks that the law or custom gives every council, as rows that an administrator "
        "may change. Each has to be confirmed by the monitoring officer. What is there already is "
        "left as it is."
    )

    @transaction.atomic
    def handle(self, **options):
        act = Act(reason="To start from; to be confirmed", label="command line")
        added = clock_rules.add_missing(act)
        for rule in added:
            self.stdout.write(f"  {rule.name}")
        if added:
            self.stdout.write(
                "Added. Each has to be confirmed by the monitoring officer: change what your "
                "council does otherwise at /admin/, and enter the day on which it was checked."
            )
        else:
            self.stdout.write("The clock rules are there already.")
