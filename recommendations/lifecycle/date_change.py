"""A change of date waits until it is agreed or refused. One that an import brought is taken back
when the import is undone, and stands again when that is."""

from django.db import models

from audit.words import Word


class Because(models.TextChoices):
    """Why a date moves, in a word; the reason says it in full."""

    CAPACITY = "capacity", "Not enough people or time"
    MONEY = "money", "Not enough money"
    DEPENDENCY = "dependency", "It waits for something else"
    LAW_OR_POLICY = "law-or-policy", "Law or policy changed"
    SCOPE = "scope", "More, or other, is to be done"
    PROCEEDINGS = "proceedings", "Legal proceedings or an investigation"
    OTHER = "other", "Something else"


class Status(Word):
    ASKED = "asked", "amber", "…", "Waiting for agreement"
    AGREED = "agreed", "green", "✔", "Agreed"
    REFUSED = "refused", "grey", "✕", "Refused"
    TAKEN_BACK = "taken-back", "grey", "↶", "Taken back"


NEXT = {
    Status.ASKED: (Status.AGREED, Status.REFUSED),
    Status.AGREED: (Status.TAKEN_BACK,),
    Status.REFUSED: (),
    Status.TAKEN_BACK: (Status.AGREED,),
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
    Status.TAKEN_BACK: ("whoever undoes the import that brought it", "the reason for undoing it"),
}
