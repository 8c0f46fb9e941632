"""`manage.py load_ladder`: who hears when nobody answers."""

from django.core.management.base import BaseCommand
from django.db import transaction

from audit.record import Act
from correspondence import ladder


class Command(BaseCommand):
    help = (
        "Adds a ladder of escalation to start from, as rows that an administrator may change. "
        "Where there is one, or was, nothing is added."
    )

    @transaction.atomic
    def handle(self, **options):
        act = Act(reason="To start from", label="command line")
        for rung in ladder.add_missing(act):
            about = rung.get_about_display()
            self.stdout.write(f"  {about}, from day {rung.after}: {rung.who_hears}")
