from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from correspondence.lifecycle import MailStatus
from correspondence.management.commands.send_reminders import day
from following import digests


class Command(BaseCommand):
    help = (
        "Tell people by e-mail what happened to what they follow: at once, daily, weekly or before "
        "meetings, as each has chosen. Run it every ten minutes. A missed run catches up, a second "
        "run sends nothing. Exit 1 when something could not be sent."
    )

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="DATE", help="as if today were this day")
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent")

    def handle(self, *, as_of, dry_run, **options):
        on = day(as_of) if as_of else timezone.localdate()
        if dry_run:
            self._say(on)
            return
        sent, not_sent = 0, 0
        for mail in digests.send(on):
            if mail.status == MailStatus.SENT:
                sent += 1
            else:
                not_sent += 1
                self.stderr.write(f"{mail.address}: {mail.status_word.label} ({mail.fault})")
        self.stdout.write(f"{sent} sent, {not_sent} not sent")
        if not_sent:
            raise CommandError("Not everything could be sent. The rest stands in the outbox.")

    def _say(self, on):
        number = 0
        for user, follows in digests.due(on):
            things, more = digests.news(user, follows, on=on)
            if things:
                number += 1
                refs = ", ".join(one.ref for one in things)
                self.stdout.write(
                    f"{user} <{user.email}>: {refs}{f' and {more} more' * bool(more)}"
                )
        self.stdout.write(f"{number} would be sent")
