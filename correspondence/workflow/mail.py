"""Sending e-mail, and keeping what was sent. Nothing else changes `Mail.status`."""

import smtplib

from django.core.mail import EmailMessage
from django.utils import timezone

from audit.record import Act, record
from audit.refusal import check
from audit.verb import verb
from correspondence.lifecycle import MAIL_NEXT, MailStatus
from correspondence.models import Mail

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(*, kind, address, subject, words, act, to=None, to_label="", unsubscribe_url=""):
    """An e-mail that waits to be sent. Part of what it follows from: in the same transaction."""
    mail = Mail(
        kind=kind,
        to=to,
        to_label=to_label or str(to or address),
        address=address,
        subject=subject,
        words=words,
        unsubscribe_url=unsubscribe_url,
        written_on=act.day,
    )
    return record(mail, act)


def deliver(mail, *, attachment=None):
    """Ask the mail server to take it, and put on record what it said. `attachment` is a file name
    and bytes. Whoever is killed in between leaves it waiting, and it is tried again; it carries the
    same number, by which a mail program knows one that came twice."""
    headers = {"Message-ID": f"<{mail.kind}-{mail.pk}-{mail.written_on}@tracker.invalid>"}
    if mail.unsubscribe_url:
        # RFC 8058: the mail program itself sends the form.
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMessage(mail.subject, mail.words, to=[mail.address], headers=headers)
    if attachment:
        message.attach(*attachment, _WORD)
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as fault:
        return settle_mail(mail, MailStatus.REFUSED, fault=_said(fault))
    except OSError as fault:
        # Every fault of smtplib is one.
        return settle_mail(mail, MailStatus.FAILED, fault=type(fault).__name__)
    return settle_mail(mail, MailStatus.SENT)


def deliver_waiting(mail):
    """The same, of one that nobody has tried to send meanwhile."""
    waiting = Mail.objects.filter(pk=mail.pk, status=MailStatus.WAITING).first()
    return deliver(waiting) if waiting else mail


@verb
def settle_mail(mail, status, *, fault=""):
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.status_word != status:
        check(MAIL_NEXT, mail.status_word, status)
    mail.status, mail.fault, mail.tries = status, fault[:300], mail.tries + 1
    mail.sent_at = timezone.now() if status == MailStatus.SENT else None
    return record(mail, Act(reason=status.label))


def _said(fault):
    """What the server answered, without the address, which stands beside it."""
    answers = getattr(fault, "recipients", {}).values()
    code, words = next(iter(answers), (getattr(fault, "smtp_code", ""), b""))
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}".strip()
