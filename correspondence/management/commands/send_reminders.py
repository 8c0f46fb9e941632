from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from correspondence import reminders
from correspondence.lifecycle import MailStatus


def day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a date. Give one such as 2022-06-06.") from None


class Command(BaseCommand):
    help = (
        "Remind people of what is wanted from them: one e-mail each, 14, 7 and 1 days before and "
        "the day after. Run it once a day. A missed run catches up, a second run sends nothing. "
        "Exit 1 when something could not be sent."
    )

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="DATE", help="as if today were this day")
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent")

    def handle(self, *, as_of, dry_run, **options):
        on = day(as_of) if as_of else timezone.localdate()
        planned = reminders.plan(on)
        if dry_run:
            self._say_planned(planned)
            return
        sent, not_sent = 0, 0
        for mail in reminders.send(planned):
            if mail.status == MailStatus.SENT:
                sent += 1
            else:
                not_sent += 1
                self.stderr.write(f"{mail.address}: {mail.status_word.label} ({mail.fault})")
        self.stdout.write(f"{sent} sent, {not_sent} not sent")
        self._say_vacant(planned)
        if not_sent:
            raise CommandError("Not everything could be sent. The rest stands in the outbox.")

    def _say_planned(self, planned):
        for user, dues in planned.told.items():
            self.stdout.write(f"{user} <{user.email}>")
            for due in dues:
                self.stdout.write(
                    f"  {due.about.label}: {due.ref}, {due.due_on.isoformat()} ({due.occasion:+d})"
                )
        self.stdout.write(f"{len(planned.told)} would be sent")
        self._say_vacant(planned)

    def _say_vacant(self, planned):
        """Nobody can be reminded of these."""
        vacant = {}
        for due in planned.vacant:
            vacant.setdefault(str(due.body or ""), []).append(due.ref)
        for body, refs in sorted(vacant.items()):
            at = f"at {body}" if body else "where no body leads"
            self.stdout.write(f"Nobody to remind {at}: {', '.join(sorted(set(refs)))}")
