"""The life of a recommendation, from suggestion to a minuted close."""

from django.db import models

from audit.words import Word


class Status(Word):
    SUGGESTED = "suggested", "grey", "○", "Suggested"
    ADOPTED = "adopted", "blue", "◆", "Adopted"
    AWAITING_RESPONSE = "awaiting-response", "amber", "…", "Awaiting response"
    ACCEPTED = "accepted", "blue", "◆", "Accepted"
    REJECTED = "rejected", "amber", "✕", "Rejected"
    IN_PROGRESS = "in-progress", "blue", "▶", "In progress"
    REPORTED_COMPLETE = "reported-complete", "green", "◐", "Reported complete"
    CLOSED = "closed", "green", "✔", "Closed"
    NOT_PROGRESSED = "not-progressed", "grey", "✕", "Not progressed"
    NOT_TAKEN_FORWARD = "not-taken-forward", "grey", "✕", "Not taken forward"
    SUPERSEDED = "superseded", "grey", "→", "Superseded"


NEXT = {
    Status.SUGGESTED: (Status.ADOPTED, Status.NOT_TAKEN_FORWARD, Status.SUPERSEDED),
    Status.ADOPTED: (Status.AWAITING_RESPONSE, Status.NOT_TAKEN_FORWARD, Status.SUPERSEDED),
    Status.AWAITING_RESPONSE: (
        Status.ACCEPTED,
        Status.REJECTED,
        Status.NOT_PROGRESSED,
        Status.SUPERSEDED,
    ),
    Status.ACCEPTED: (
        Status.IN_PROGRESS,
        Status.REPORTED_COMPLETE,
        Status.NOT_PROGRESSED,
        Status.SUPERSEDED,
    ),
    Status.REJECTED: (Status.AWAITING_RESPONSE, Status.NOT_PROGRESSED, Status.SUPERSEDED),
    Status.IN_PROGRESS: (Status.REPORTED_COMPLETE, Status.NOT_PROGRESSED, Status.SUPERSEDED),
    Status.REPORTED_COMPLETE: (Status.CLOSED, Status.IN_PROGRESS),
    Status.CLOSED: (Status.IN_PROGRESS,),
    Status.NOT_PROGRESSED: (Status.IN_PROGRESS, Status.AWAITING_RESPONSE),
    Status.NOT_TAKEN_FORWARD: (Status.ADOPTED,),
    Status.SUPERSEDED: (),
}

#: Who brings a recommendation there, and what has to be given.
NEEDS = {
    Status.SUGGESTED: ("governance, or an import", "a reference and a title"),
    Status.ADOPTED: ("governance", "the decision (meeting and minute number), and the lead body"),
    Status.AWAITING_RESPONSE: (
        "governance",
        "a referral to the lead body, and one to every other body: clock and day of notice",
    ),
    Status.ACCEPTED: (
        "the lead body’s approver, or governance for it",
        "the words of the response, who decided and when; of a part acceptance what is not "
        "accepted and why",
    ),
    Status.REJECTED: (
        "the lead body’s approver, or governance for it",
        "the reasons, who decided and when",
    ),
    Status.IN_PROGRESS: (
        "the lead body’s approver or governance; governance alone returns, reopens and revives",
        "an action with a lead body and a date, the intended effect, how we will know; what is "
        "missing of a claim that is returned, and the reason when taken up again",
    ),
    Status.REPORTED_COMPLETE: (
        "the lead body’s approver, or governance for it",
        "every action settled, evidence on one of them, and the effect",
    ),
    Status.CLOSED: (
        "governance, never the person who made the claim",
        "the decision, the outcome and the impact, and why when it was not assessed",
    ),
    Status.NOT_PROGRESSED: ("governance", "the reason, the risk of not doing it, the decision"),
    Status.NOT_TAKEN_FORWARD: ("governance", "the reason and the decision"),
    Status.SUPERSEDED: ("governance", "the successor and the reason"),
}

#: A body has said yes and work can be looked at: only here are actions rated.
IN_DELIVERY = (Status.ACCEPTED, Status.IN_PROGRESS, Status.REPORTED_COMPLETE, Status.CLOSED)

#: Where a plan may grow.
PLANNED = (Status.ACCEPTED, Status.IN_PROGRESS)

#: Nothing more is expected of anybody.
ENDED = (
    Status.CLOSED,
    Status.NOT_PROGRESSED,
    Status.NOT_TAKEN_FORWARD,
    Status.SUPERSEDED,
)

#: The statuses in which a meeting's decision to have it is on record.
HAS_LEAD = (Status.ADOPTED, Status.AWAITING_RESPONSE)


class Kind(models.TextChoices):
    SUGGESTED = "suggested", "Suggested recommendation"
    FORMAL = "formal", "Formal recommendation"
    ASSURANCE_SOUGHT = "assurance-sought", "Assurance sought"
    COMMITMENT = "commitment", "Commitment"


class Outcome(models.TextChoices):
    IMPLEMENTED = "implemented", "Implemented"
    DIFFERENTLY = "implemented-differently", "Implemented differently"
    PARTLY = "partly-implemented", "Partly implemented"


class Impact(models.TextChoices):
    SHOWN = "shown", "Impact shown"
    PARTLY_SHOWN = "partly-shown", "Impact partly shown"
    NOT_YET = "not-shown-yet", "Impact not shown yet"
    NOT_ASSESSED = "not-assessed", "Impact not assessed"


class Priority(models.TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Implication(models.TextChoices):
    FINANCE = "finance", "Finance and procurement"
    LEGAL = "legal", "Legal"
    PEOPLE = "people", "Human resources"
    CHILDREN = "children", "Children and vulnerable adults"
    EQUALITY = "equality", "Equality and human rights"
    CLIMATE = "climate", "Climate"
    PARTNERS = "partners", "Partners"
    RISK = "risk", "Risk"
