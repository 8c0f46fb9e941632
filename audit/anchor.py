"""Anchors: where the record stood at a time, written down where whoever can change the record can't
reach. Against them a tail cut off, a copy put back and everything calculated anew are seen."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from audit.models import NOTHING_BEFORE
from audit.verifying.findings import Finding
from audit.verifying.snapshot import row


class Unreadable(Exception):
    """A file of anchors that can't be read; `str()` says why."""


@dataclass(frozen=True)
class Anchor:
    """At this `time`, written as ISO 8601, the newest entry had this `sequence` and `hash`, and
    there were `count` entries."""

    time: str
    sequence: int
    count: int
    hash: str

    def findings(self):
        """What no longer holds."""
        if not self.sequence:
            return
        (newest,) = row("SELECT MAX(sequence) FROM audit_entry")
        if (newest or 0) < self.sequence:
            yield Finding((newest or 0) + 1, f"it is missing: {self._stood}")
            return
        found = row(
            "SELECT hash, (SELECT COUNT(*) FROM audit_entry WHERE sequence <= %s) "
            "FROM audit_entry WHERE sequence = %s",
            [self.sequence, self.sequence],
        )
        if found != (self.hash, self.count):
            what = f"it, or one before it, is not what it was: {self._stood}"
            yield Finding(self.sequence, what)

    @property
    def _stood(self):
        return (
            f"at {self.time} there were {self.count:,} entries up to {self.sequence} "
            f"with the hash {self.hash}."
        )

    def as_line(self):
        return json.dumps(asdict(self))


def now():
    """Where the record stands, as an anchor."""
    found = row(
        "SELECT sequence, hash, (SELECT COUNT(*) FROM audit_entry) FROM audit_entry "
        "ORDER BY sequence DESC LIMIT 1"
    )
    sequence, head, count = found or (0, NOTHING_BEFORE, 0)
    moment = timezone.now().isoformat(timespec="seconds")
    return Anchor(time=moment, sequence=sequence, count=count, hash=head)


def read(path):
    """The anchors of a file, a line of JSON each."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise Unreadable(f"{path} can't be read: {fault}") from fault
    return [_anchor(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _anchor(path, number, line):
    try:
        anchor = Anchor(**json.loads(line))
        datetime.fromisoformat(anchor.time)
        if not isinstance(anchor.sequence, int) or not isinstance(anchor.count, int):
            raise ValueError("a number is missing")
    except (ValueError, TypeError) as fault:
        raise Unreadable(f"Line {number} of {path} is no anchor: {fault}") from fault
    return anchor


def append(path, anchor):
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{anchor.as_line()}\n")
