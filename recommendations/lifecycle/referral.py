"""The life of a referral: one recommendation put to one body, with its clock and its answer."""

from django.db import models

from audit.words import Word


class Status(Word):
    ISSUED = "issued", "amber", "…", "Awaiting response"
    ANSWERED = "answered", "blue", "◆", "Answered"
    WITHDRAWN = "withdrawn", "grey", "✕", "Withdrawn"


NEXT = {
    Status.ISSUED: (Status.ANSWERED, Status.WITHDRAWN),
    Status.ANSWERED: (),
    Status.WITHDRAWN: (),
}


class Response(Word):
    ACCEPTED = "accepted", "green", "✔", "Accepted"
    PARTLY = "partly-accepted", "amber", "◐", "Partly accepted"
    REJECTED = "rejected", "grey", "✕", "Rejected"


class Duty(models.TextChoices):
    """What the law asks of the body: the executive must respond (Local Government Act 2000
    s.9FE), a partner authority must have regard (s.9FF), anybody else is asked."""

    MUST_RESPOND = "must-respond", "Must respond"
    HAVE_REGARD = "have-regard", "Must have regard"
    ASKED = "asked", "Asked to respond"


#: Who brings a referral there, and what has to be given.
NEEDS = {
    Status.ISSUED: ("governance", "the body, its clock, and the day of the notice"),
    Status.ANSWERED: (
        "the body’s approver, or governance for it",
        "the response and its words, who decided, the day, and of a part acceptance what is not "
        "accepted and why",
    ),
    Status.WITHDRAWN: (
        "governance; also when the recommendation is not progressed or superseded",
        "the reason",
    ),
}
