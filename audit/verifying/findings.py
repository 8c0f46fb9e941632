"""What does not fit: counted in full, kept as far as anybody would read."""

import heapq
from dataclasses import asdict, dataclass

#: The first that are named; of the others there is a count.
NAMED = 20


@dataclass(frozen=True)
class Finding:
    """`sequence` is of the entry that does not fit, None when there is no such entry. `what` says
    what is wrong, `model` and `object_id` with which thing of the register."""

    sequence: int | None
    what: str
    model: str = ""
    object_id: int | None = None

    def __str__(self):
        where = f"Entry {self.sequence}: " if self.sequence is not None else ""
        return f"{where}{self.what}"

    def as_json(self):
        return asdict(self)


class Findings:
    """The first by sequence, those without one after them; never more in memory than are named."""

    def __init__(self):
        self.count = 0
        self._worst_first = []

    def add(self, finding):
        self.count += 1
        place = float("inf") if finding.sequence is None else finding.sequence
        heapq.heappush(self._worst_first, (-place, -self.count, finding))
        if len(self._worst_first) > NAMED:
            heapq.heappop(self._worst_first)

    def extend(self, findings):
        for finding in findings:
            self.add(finding)

    @property
    def named(self):
        return [finding for *_, finding in sorted(self._worst_first, reverse=True)]
