"""`manage.py load_reference_case`: the published case, and if asked a demonstration on top."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit.refusal import NotAllowed
from audit.seal import sealed_together
from audit.turn import in_turn
from cse_tracker.reference_case.accounts import give_passwords, load_people
from cse_tracker.reference_case.load import load_case
from cse_tracker.reference_case.progress import begin_progress, end_progress


class Command(BaseCommand):
    help = "Load the reference case. What is there already is left as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--with-invented-progress",
            action="store_true",
            help="add responses, updates and dates that are invented, so that there is "
            "something to see",
        )
        parser.add_argument(
            "--demo-accounts",
            action="store_true",
            help="let the people of the demonstration sign in, with DEMO_PASSWORD or with a "
            "password that is made and printed",
        )
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day that invented progress leads up to (today unless said)",
        )

    def handle(self, *args, with_invented_progress, demo_accounts, today, **options):
        try:
            with in_turn():
                with sealed_together():
                    load_case()
                    people = load_people() if with_invented_progress or demo_accounts else {}
                    scene = None
                    if with_invented_progress:
                        scene = begin_progress(people, today or timezone.localdate())
                if scene:
                    with sealed_together():
                        end_progress(scene)
                password = give_passwords(people) if demo_accounts else ""
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("The reference case is loaded.")
        if demo_accounts:
            self._say_who(people, password)

    def _say_who(self, people, password):
        for user in people.values():
            self.stdout.write(f"  {user.email}  ({user.name})")
        self.stdout.write(f"Password: {password or 'as given before'}")
