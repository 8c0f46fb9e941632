"""Each entry, by itself and against the one before."""

from audit.models import COLUMNS, NOTHING_BEFORE, hash_of
from audit.verifying.findings import Finding
from audit.verifying.snapshot import plain, row, rows

_SEQUENCE, _PREVIOUS, _HASH = map(COLUMNS.index, ("sequence", "previous_hash", "hash"))


class Walk:
    """The entries from number `start` on, in order. What it has seen is known when `findings` has
    been gone through."""

    def __init__(self, start=1):
        self.start = start
        self.first = self.last = None
        self.count = 0
        self.head = NOTHING_BEFORE

    def findings(self):
        expected, previous = self.start, _hash_before(self.start)
        for values in rows(_ENTRIES.format(", ".join(map(plain, COLUMNS))), [self._lowest]):
            sequence = values[_SEQUENCE]
            if sequence > expected:
                yield Finding(expected, _missing(expected, sequence - 1))
                previous = None
            elif sequence < expected:
                yield Finding(sequence, "it has a number before the first.")
            if previous not in (None, values[_PREVIOUS]):
                yield Finding(sequence, _link(sequence))
            if hash_of(values[:_HASH]) != values[_HASH]:
                yield Finding(sequence, "what it says does not give its hash: it was changed.")
            expected, previous = sequence + 1, values[_HASH]
            self._see(sequence, previous)

    @property
    def _lowest(self):
        return 0 if self.start == 1 else self.start

    def _see(self, sequence, head):
        if self.first is None:
            self.first = sequence
        self.last, self.head = sequence, head
        self.count += 1


_ENTRIES = "SELECT {} FROM audit_entry WHERE sequence >= %s ORDER BY sequence"


def _hash_before(start):
    """What the first entry that is looked at has to hold; None when that can't be known, since the
    one before is missing."""
    if start == 1:
        return NOTHING_BEFORE
    found = row("SELECT hash FROM audit_entry WHERE sequence = %s", [start - 1])
    return found[0] if found else None


def _missing(first, last):
    if first == last:
        return "it is missing."
    return f"it is missing, and all after it as far as {last}."


def _link(sequence):
    if sequence == 1:
        return "it is not the first: it holds the hash of one before it."
    return (
        f"it does not hold the hash of entry {sequence - 1}: one of the two was changed or put in."
    )
