"""The words that trackers use for where an action is, and what they mean here."""

from dataclasses import dataclass, replace
from functools import lru_cache

from imports.values.folding import fold
from imports.values.nearness import ask
from recommendations.lifecycle.action import Status
from recommendations.lifecycle.recommendation import Kind, Priority


@dataclass(frozen=True)
class Stated:
    """What a word of status says. `kind` is set where it also says what is being tracked. A word
    of an old plan (“Proposed”) says what was meant to be done, not where it stands."""

    status: Status
    kind: str = ""
    note: str = ""
    is_of_plan: bool = False

    @property
    def label(self):
        return Kind(self.kind).label if self.kind else self.status.label


_SAID_DONE = (
    "“{}” is taken as reported complete: that it is done is checked in the register, by governance."
)

_WORDS = {
    Stated(Status.NOT_STARTED): (
        "not started, not yet started, yet to start, to start, to do, outstanding, not begun"
    ),
    Stated(Status.NOT_STARTED, is_of_plan=True): (
        "proposed, planned, suggested, new, open, pending, agreed, accepted"
    ),
    Stated(Status.IN_PROGRESS): (
        "in progress, ongoing, on going, underway, under way, started, active, partially complete,"
        "partly complete, partially completed, partly completed, on track, work started, wip"
    ),
    Stated(Status.BLOCKED): "blocked, on hold, paused, stalled",
    Stated(Status.REPORTED_COMPLETE): (
        "reported complete, complete, completed, done, addressed, implemented, finished, achieved,"
        "delivered, actioned, discharged, fully complete, action complete"
    ),
    Stated(Status.REPORTED_COMPLETE, note=_SAID_DONE): (
        "closed, verified, signed off, complete and closed, completed and closed, embedded"
    ),
    Stated(Status.CANCELLED): "cancelled, withdrawn, abandoned, superseded, no longer required",
    Stated(Status.NOT_STARTED, kind=Kind.ASSURANCE_SOUGHT.value): (
        "assurance sought, assurance requested, assurance required"
    ),
}
_BY_WORD = {fold(word): stated for stated, words in _WORDS.items() for word in words.split(",")}

_PRIORITIES = {
    fold(word): priority
    for priority, words in {
        Priority.HIGH: "high, h, urgent, critical, 1",
        Priority.MEDIUM: "medium, med, m, moderate, 2",
        Priority.LOW: "low, l, 3",
    }.items()
    for word in words.split(",")
}
#: A file has few words for these, and many lines.
_KEPT = 1_000
_KINDS = {fold(name): kind for kind in Kind for name in (kind.value, kind.label)}


@lru_cache(maxsize=_KEPT)
def read_status(words):
    """`words` as a `Stated`. Raises `ValueError` with what to do when they are not known."""
    stated = _BY_WORD.get(fold(words))
    if stated is None:
        meant = ask(words, _BY_WORD, lambda stated: stated.label)
        raise ValueError(
            f"“{words}” is not a status we know.{meant} Use one of: Not started (or Proposed, "
            "Planned), In progress (or Ongoing), Complete, Assurance sought."
        )
    return replace(stated, note=stated.note.format(words))


@lru_cache(maxsize=_KEPT)
def read_priority(words):
    priority = _PRIORITIES.get(fold(words))
    if priority is None:
        meant = ask(words, _PRIORITIES, lambda priority: priority.label)
        raise ValueError(f"“{words}” is not a priority we know.{meant} Use High, Medium or Low.")
    return priority.value


@lru_cache(maxsize=_KEPT)
def read_kind(words):
    kind = _KINDS.get(fold(words))
    if kind is None:
        known = ", ".join(kind.label for kind in Kind)
        meant = ask(words, _KINDS, lambda kind: kind.label)
        raise ValueError(f"“{words}” is not a kind we know.{meant} Use one of: {known}.")
    return kind.value
