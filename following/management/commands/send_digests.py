from correspondence.management.mailing import MailingCommand
from following import digests


class Command(MailingCommand):
    help = (
        "Tell people by e-mail what happened to what they follow: at once, daily, weekly or before "
        "meetings, as each has chosen. Run it every ten minutes. A missed run catches up, a second "
        "run sends nothing. Exit 1 when something could not be sent."
    )

    def send(self, on):
        return digests.send(on)

    def say(self, on):
        number = 0
        for user, follows in digests.due(on):
            things, more = digests.news(user, follows, on=on)
            if things:
                number += 1
                refs = ", ".join(one.ref for one in things)
                also = f", and {more} more" if more else ""
                self.stdout.write(f"{user} <{user.email}>: {refs}{also}")
        self.stdout.write(f"{number} would be sent")
