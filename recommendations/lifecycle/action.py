"""The life of an action. What the body says (reported complete) is kept apart from what has
been checked (verified)."""

from audit.words import Word


class Status(Word):
    NOT_STARTED = "not-started", "grey", "○", "Not started"
    IN_PROGRESS = "in-progress", "blue", "▶", "In progress"
    BLOCKED = "blocked", "amber", "▲", "Blocked"
    REPORTED_COMPLETE = "reported-complete", "green", "◐", "Reported complete"
    VERIFIED = "verified", "green", "✔", "Verified"
    CANCELLED = "cancelled", "grey", "✕", "Cancelled"


class Agreement(Word):
    """What a contributing body says of the lead’s claim that the action is done."""

    AGREES = "agrees", "green", "✔", "Agrees that it is done"
    DISAGREES = "disagrees", "red", "■", "Says that it is not done"


NEXT = {
    Status.NOT_STARTED: (Status.IN_PROGRESS, Status.CANCELLED),
    Status.IN_PROGRESS: (Status.BLOCKED, Status.REPORTED_COMPLETE, Status.CANCELLED),
    Status.BLOCKED: (Status.IN_PROGRESS, Status.CANCELLED),
    Status.REPORTED_COMPLETE: (Status.VERIFIED, Status.IN_PROGRESS),
    Status.VERIFIED: (Status.IN_PROGRESS,),
    Status.CANCELLED: (),
}

#: Work is still to be done.
OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED)

#: The body has said that it is done; `completed_on` is set in these and only these.
COMPLETE = (Status.REPORTED_COMPLETE, Status.VERIFIED)

#: Settled as far as its recommendation's own claim of completion is concerned.
SETTLED = (Status.REPORTED_COMPLETE, Status.VERIFIED, Status.CANCELLED)


class View(Word):
    """The body's own view of whether it is on track."""

    ON_TRACK = "on-track", "green", "●", "On track"
    AT_RISK = "at-risk", "amber", "▲", "At risk"
    OFF_TRACK = "off-track", "red", "■", "Off track"


#: Who brings an action there, and what has to be given.
NEEDS = {
    Status.NOT_STARTED: ("the body or governance, by adding it", "a title"),
    Status.IN_PROGRESS: (
        "the body or governance; from reported complete and from verified governance alone",
        "from reported complete what is missing, from verified the reason",
    ),
    Status.BLOCKED: ("the body or governance", "what it is blocked on, and who can unblock it"),
    Status.REPORTED_COMPLETE: (
        "the body, or governance for it",
        "evidence, and the day of completion, not in the future",
    ),
    Status.VERIFIED: ("governance, never the person who made the claim", "the day of the check"),
    Status.CANCELLED: ("governance", "the reason, and who approved it"),
}
