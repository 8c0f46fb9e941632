"""A change of date waits until it is agreed or refused."""

from audit.words import Word


class Status(Word):
    ASKED = "asked", "amber", "…", "Waiting for agreement"
    AGREED = "agreed", "green", "✔", "Agreed"
    REFUSED = "refused", "grey", "✕", "Refused"


NEXT = {
    Status.ASKED: (Status.AGREED, Status.REFUSED),
    Status.AGREED: (),
    Status.REFUSED: (),
}
