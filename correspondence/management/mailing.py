"""What commands that write e-mails have in common: a day, a trial, and how the sending went."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from correspondence.lifecycle import MailStatus


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text} is not a date. Give one such as 2022-06-06.") from None


class MailingCommand(BaseCommand):
    """`send(on)` yields each `Mail` after the mail server was asked; `say(on)` writes what would be
    sent. `afterwards` has the last word."""

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="DATE", help="as if today were this day")
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent")

    def handle(self, *, as_of, dry_run, **options):
        on = _day(as_of) if as_of else timezone.localdate()
        if dry_run:
            self.say(on)
            return
        sent, not_sent = 0, 0
        for mail in self.send(on):
            if mail.status == MailStatus.SENT:
                sent += 1
            else:
                not_sent += 1
                self.stderr.write(f"{mail.address}: {mail.status_word.label} ({mail.fault})")
        self.stdout.write(f"{sent} sent, {not_sent} not sent")
        self.afterwards()
        if not_sent:
            raise CommandError("Not everything could be sent. The rest stands in the outbox.")

    def send(self, on):
        raise NotImplementedError

    def say(self, on):
        raise NotImplementedError

    def afterwards(self):
        """Nothing more, unless a command has more to say."""
