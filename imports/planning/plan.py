"""What saving a batch would do."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from imports.models import Outcome


@dataclass(frozen=True)
class Message:
    """Something to say beside a cell: what is wrong and how to mend it, or how it was taken."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Alike(Message):
    """A text that is much like that of `ref`."""

    ref: str


@dataclass(frozen=True)
class Text:
    """What a recommendation or an action says, and the key of the review that it is of."""

    ref: str
    title: str
    summary: str
    review_id: int | None = None


class PersonalData(Message):
    """A cell that seems to hold personal data. Its value is not repeated."""


@dataclass(frozen=True)
class Change:
    """A field's old and new value, as words."""

    field: str
    old: str
    new: str


@dataclass
class PlannedRow:
    number: int
    ref: str = ""
    title: str = ""
    outcome: Outcome = Outcome.UNCHANGED
    changes: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    cells: tuple = ()
    section: str = ""

    def settle(self):
        """An error outweighs what the rest of the row would do."""
        if self.errors:
            self.outcome = Outcome.ERROR
        elif self.outcome == Outcome.UNCHANGED and self.changes:
            self.outcome = Outcome.CHANGED


@dataclass(eq=False)
class Edit:
    """An existing thing with new values in `fields`, and for an action the `steps` of status that
    it takes, on the day `on`."""

    thing: object
    row: int
    on: date
    fields: set = field(default_factory=set)
    steps: list = field(default_factory=list)
    completed_on: date | None = None


@dataclass
class Plan:
    """Unsaved things by what they are, and the rows that ask for them. `others` are things beside
    recommendations and actions that lines of their own bring, by model."""

    rows: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    themes: list = field(default_factory=list)
    reviews: list = field(default_factory=list)
    recommendations: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    links: list = field(default_factory=list)
    contributors: list = field(default_factory=list)
    action_contributors: list = field(default_factory=list)
    updates: list = field(default_factory=list)
    date_changes: list = field(default_factory=list)
    others: dict = field(default_factory=lambda: defaultdict(list))
    edits: dict = field(default_factory=dict)

    def add(self, thing):
        """A new thing of another sort."""
        self.others[type(thing)].append(thing)

    @property
    def counts(self):
        counts = dict.fromkeys((str(outcome.value) for outcome in Outcome), 0)
        for row in self.rows:
            counts[row.outcome.value] += 1
        return counts

    @property
    def errors(self):
        return [message for row in self.rows for message in row.errors]

    @property
    def warnings(self):
        return [message for row in self.rows for message in row.warnings]

    @property
    def personal(self):
        return [message for message in self.warnings if isinstance(message, PersonalData)]

    @property
    def writes_something(self):
        counts = self.counts
        return bool(counts[Outcome.NEW] or counts[Outcome.CHANGED])

    @property
    def digest(self):
        """Equal for two plans that would do the same."""
        shown = [
            (row.number, row.ref, row.outcome.value, *map(_facts, (row.changes, row.errors)))
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _facts(items):
    return [vars(item) for item in items]
