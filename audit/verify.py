"""Verifies the sealed record: nothing in it was changed, taken away or put in behind the product's
back.

It reads one moment of the database in a few passes, some rows at a time, and holds up nobody who
writes. What can't be seen from inside, a tail cut off, a copy put back, everything calculated
anew, is seen against anchors that were kept elsewhere (`audit.anchor`).
"""

from dataclasses import dataclass, field

from audit import triggers
from audit.verifying import sealed_rows, things
from audit.verifying.chain import Walk
from audit.verifying.findings import Findings
from audit.verifying.snapshot import one_moment


@dataclass(frozen=True)
class Verified:
    """`first` and `last` are the numbers of the entries that were looked at, `head` the hash of the
    last. `findings` are the first that do not fit, of `count` in all. `unequal` are models whose
    historical rows and entries differ in number. Triggers that are missing change nothing yet."""

    entries: int
    first: int | None
    last: int | None
    head: str
    findings: list
    count: int
    unequal: list = field(default_factory=list)
    triggers_missing: list = field(default_factory=list)

    @property
    def holds(self):
        return not self.count and not self.unequal

    @property
    def first_bad(self):
        """The number of the first entry that does not fit; None where nothing is wrong, or where
        all that is wrong was never sealed."""
        return self.findings[0].sequence if self.findings else None

    def __str__(self):
        if not self.entries:
            return "Verified: there are no entries."
        return (
            f"Verified: {self.entries:,} entries, unbroken from {self.first} to {self.last}. "
            f"Head hash {self.head}"
        )


def verify(start=1, anchors=()):
    """Look at every entry from number `start` on, at every historical row that they seal, and at
    every thing as it stands."""
    found, walk = Findings(), Walk(start)
    with one_moment():
        found.extend(walk.findings())
        found.extend(sealed_rows.findings(start))
        found.extend(things.findings())
        for anchor in anchors:
            found.extend(anchor.findings())
        unequal = sealed_rows.unequal()
        missing = triggers.missing()
    return Verified(
        entries=walk.count,
        first=walk.first,
        last=walk.last,
        head=walk.head,
        findings=found.named,
        count=found.count,
        unequal=unequal,
        triggers_missing=missing,
    )
