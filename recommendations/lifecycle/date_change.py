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

#: Who brings a change there, and what has to be given.
NEEDS = {
    Status.ASKED: ("the body", "the new date, not passed already, and the reason"),
    Status.AGREED: (
        "governance, never the person who asked; nobody need agree to a move of up to 28 days "
        "that is not the third change",
        "an action that is still open",
    ),
    Status.REFUSED: ("governance, never the person who asked", "the reason"),
}
