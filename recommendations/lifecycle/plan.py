"""How far an action is agreed between its body and governance, before and while it is worked on.
Beside its status: work need not wait for a signature."""

from audit.words import Word


class Standing(Word):
    PROPOSED = "proposed", "amber", "○", "Plan proposed"
    APPROVED = "approved", "blue", "◐", "Plan approved by its body"
    AGREED = "agreed", "green", "✔", "Plan agreed"


NEXT = {
    Standing.PROPOSED: (Standing.APPROVED, Standing.AGREED),
    Standing.APPROVED: (Standing.AGREED, Standing.PROPOSED),
    Standing.AGREED: (),
}

#: Who brings an action there, and what has to be given.
NEEDS = {
    Standing.PROPOSED: (
        "the body’s officer, by adding it; its approver or governance, by returning it",
        "what is to be done, who leads and by when; to return it, what has to change",
    ),
    Standing.APPROVED: ("the body’s approver", "nothing more"),
    Standing.AGREED: (
        "governance; from proposed only where nobody approves for the body",
        "nothing more",
    ),
}
