"""One e-mail to each person, written down before it is sent."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format

from audit.record import Act, record_many_new
from audit.verb import verb
from correspondence.models import Mail, Reminder
from correspondence.reminders.due import About
from correspondence.reminders.planning import without_known
from correspondence.workflow import letter as letters
from correspondence.workflow import mail as mails

#: Lines of one kind in an e-mail; the rest is counted, and stands on the person's first page.
MOST = 25

_HEADINGS = {
    About.RESPONSE: "Responses",
    About.PLAN: "Action plans",
    About.UPDATE: "Updates for a meeting",
    About.ACTION: "Actions and their dates",
    About.QUESTION: "Members’ questions",
    About.FOLLOW_UP: "Follow-up reviews: did it stick?",
}


def send(planned):
    """Send what is planned, and what an earlier run could not. Yields each `Mail` as it is now."""
    for mail in Mail.objects.unsent().order_by("pk"):
        yield _again(mail)
    for user, dues in planned.told.items():
        mail = remind(user, dues, on=planned.on)
        if mail:
            yield mails.deliver(mail)


def _again(mail):
    if mail.kind == Mail.Kind.LETTER:
        return letters.deliver(mail.letter)
    return mails.deliver(mail)


@verb
def remind(user, dues, *, on):
    """Write the e-mail and what it speaks of. Two runs at once are in turn, and the second finds
    everything told: then there is nothing to send."""
    dues = without_known(user, dues)
    if not dues:
        return None
    act = Act(reason=f"Reminder of {len(dues)}", effective_on=on, label="Reminders")
    mail = mails.write(
        kind=Mail.Kind.REMINDER,
        to=user,
        address=user.email,
        subject=subject_of(dues, on),
        words=words_of(user, dues, on),
        act=act,
    )
    reminders = [
        Reminder(
            mail=mail,
            to=user,
            about=due.about,
            object_id=due.key,
            ref=due.ref,
            due_on=due.due_on,
            occasion=due.occasion,
        )
        for due in dues
    ]
    record_many_new(reminders, act)
    return mail


def subject_of(dues, on):
    late = sum(due.due_on < on for due in dues)
    number = "1 thing is" if len(dues) == 1 else f"{len(dues)} things are"
    said = f", {late} overdue" if late else ""
    return f"{settings.SERVICE_NAME}: {number} wanted from you{said}"


def words_of(user, dues, on):
    groups = []
    for about, heading in _HEADINGS.items():
        of_it = sorted((due for due in dues if due.about == about), key=lambda due: due.due_on)
        if of_it:
            lines = [_line(due, on) for due in of_it[:MOST]]
            groups.append({"heading": heading, "lines": lines, "more": len(of_it) - len(lines)})
    facts = {
        "user": user,
        "groups": groups,
        "service_name": settings.SERVICE_NAME,
        "service_url": settings.SERVICE_URL,
        "contact": settings.CONTACT,
    }
    return render_to_string("correspondence/reminder.txt", facts).strip() + "\n"


def _line(due, on):
    """What is not public is a reference and nothing more."""
    days = (on - due.due_on).days
    when = date_format(due.due_on)
    if days > 0:
        standing = f"was due on {when}, {days} {'day' if days == 1 else 'days'} ago"
    else:
        standing = f"due on {when}"
    title = due.title if due.is_public else "(sign in to read it)"
    body = f", {due.body}" if due.body else ""
    return {
        "words": f"{due.ref} {title}{body}: {standing}",
        "url": settings.SERVICE_URL.rstrip("/") + due.path,
    }
