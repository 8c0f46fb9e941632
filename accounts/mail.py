"""Letters about accounts."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

#: One letter after the other, beside the requests: how long an answer takes must not tell whether
#: a letter was sent.
queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def letter(template, to, **words):
    """`templates/accounts/email/<template>.txt`, whose first line is the subject."""
    words |= {
        "service_name": settings.SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
        "contact": settings.CONTACT,
    }
    text = render_to_string(f"accounts/email/{template}.txt", words)
    subject, _, body = text.partition("\n")
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to])


def send_soon(message):
    queue.submit(_send, message)


def send_now(message):
    """Whether the mail server took it."""
    return _send(message)


def _send(message):
    try:
        message.send()
    except OSError as fault:
        # Not to whom, nor what: the letter may hold a link.
        logger.error("A letter could not be sent: %s", type(fault).__name__)
        return False
    return True
