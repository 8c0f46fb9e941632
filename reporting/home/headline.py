"""The one sentence that says how things stand. Its parts add up to the total by construction:
every action falls into the first band whose condition holds."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Q, Value, When

from audit.words import Word
from recommendations.lifecycle.action import Status


class Band(Word):
    VERIFIED = "verified", "green", "✔", "Verified"
    CLAIMED = "claimed", "amber", "◐", "Reported complete, to be checked"
    OVERDUE = "overdue", "red", "■", "Overdue"
    NO_DATE = "no-date", "grey", "○", "No date set"
    IN_PROGRESS = "in-progress", "blue", "▶", "In progress"
    NOT_STARTED = "not-started", "grey", "–", "Not started"
    BLOCKED = "blocked", "amber", "▲", "Blocked"
    CANCELLED = "cancelled", "grey", "✕", "Cancelled"


#: How the sentence says a band: of one action, and of several.
SAID = {
    Band.VERIFIED: ("is verified", "are verified"),
    Band.CLAIMED: (
        "is said to be done and waits to be checked",
        "are said to be done and wait to be checked",
    ),
    Band.OVERDUE: ("is overdue", "are overdue"),
    Band.NO_DATE: ("has no date", "have no date"),
    Band.IN_PROGRESS: ("is in progress", "are in progress"),
    Band.NOT_STARTED: ("has not started", "have not started"),
    Band.BLOCKED: ("is blocked", "are blocked"),
    Band.CANCELLED: ("was cancelled", "were cancelled"),
}


def band(on):
    """The band of an action on a day, as SQL. What is settled is never overdue, and what is
    overdue or has no date is counted as that whatever its status."""
    first_that_holds = (
        (Q(status=Status.VERIFIED), Band.VERIFIED),
        (Q(status=Status.REPORTED_COMPLETE), Band.CLAIMED),
        (Q(status=Status.CANCELLED), Band.CANCELLED),
        (Q(due_on__lt=on), Band.OVERDUE),
        (Q(due_on=None), Band.NO_DATE),
        (Q(status=Status.BLOCKED), Band.BLOCKED),
        (Q(status=Status.IN_PROGRESS), Band.IN_PROGRESS),
    )
    return Case(
        *(When(holds, then=Value(band.value)) for holds, band in first_that_holds),
        default=Value(Band.NOT_STARTED.value),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Headline:
    on: date
    counts: dict

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def open(self):
        settled = (Band.VERIFIED, Band.CLAIMED, Band.CANCELLED)
        return self.total - sum(self.counts[band] for band in settled)

    @property
    def sentence(self):
        present = [(band, count) for band, count in self.counts.items() if count]
        if not present:
            return ""
        if self.total == 1:
            return f"The only action {SAID[present[0][0]][0]}."
        *parts, last = [f"{count:,} {SAID[band][count > 1]}" for band, count in present]
        listed = f"{', '.join(parts)} and {last}" if parts else last
        return f"Of {self.total:,} actions, {listed}."

    def parts(self, scope):
        """What the bar draws: each band with its count and the list that it counts."""
        return [
            {
                "label": band.label,
                "count": count,
                "colour": band.colour,
                "symbol": band.symbol,
                "url": scope.actions_url(**filters_of(band, self.on)),
            }
            for band, count in self.counts.items()
        ]


def headline(actions, on):
    found = dict(
        actions.annotate(band=band(on)).order_by().values_list("band").annotate(number=Count("pk"))
    )
    return Headline(on, {band: found.get(band.value, 0) for band in Band})


def filters_of(band, on):
    """The register's filters that list exactly the actions of a band."""
    if band == Band.OVERDUE:
        return {"flag": "overdue"}
    if band == Band.NO_DATE:
        return {"flag": "no-date"}
    if band == Band.CLAIMED:
        return {"status": Status.REPORTED_COMPLETE.value}
    if band in (Band.VERIFIED, Band.CANCELLED):
        return {"status": band.value}
    return {"status": band.value, "due_from": on.isoformat()}
