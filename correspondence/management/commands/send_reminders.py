from correspondence import reminders
from correspondence.management.mailing import MailingCommand


class Command(MailingCommand):
    help = (
        "Remind people of what is wanted from them: one e-mail each, 14, 7 and 1 days before and "
        "the day after. Run it once a day. A missed run catches up, a second run sends nothing. "
        "Exit 1 when something could not be sent."
    )

    def send(self, on):
        self.planned = reminders.plan(on)
        yield from reminders.send(self.planned)

    def say(self, on):
        self.planned = reminders.plan(on)
        for user, dues in self.planned.told.items():
            self.stdout.write(f"{user} <{user.email}>")
            for due in dues:
                self.stdout.write(
                    f"  {due.about.label}: {due.ref}, {due.due_on.isoformat()} ({due.occasion:+d})"
                )
        self.stdout.write(f"{len(self.planned.told)} would be sent")
        self.afterwards()

    def afterwards(self):
        """Nobody can be reminded of these."""
        vacant = {}
        for due in self.planned.vacant:
            vacant.setdefault(str(due.body or ""), []).append(due.ref)
        for body, refs in sorted(vacant.items()):
            at = f"at {body}" if body else "where no body leads"
            self.stdout.write(f"Nobody to remind {at}: {', '.join(sorted(set(refs)))}")
