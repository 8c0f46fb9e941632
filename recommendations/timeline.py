"""What happened to a recommendation and its actions, read from the history rows.

Two times go with each event: the day it took effect, by which the list is ordered, and the moment
it was recorded.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format

from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import date_change as date_change_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle import referral as referral_lifecycle
from recommendations.models import (
    Action,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    Referral,
)


class Kind(TextChoices):
    STATUS = "status", "Status"
    DATES = "dates", "Dates"
    UPDATES = "updates", "Updates"
    RESPONSES = "responses", "Responses"
    EVIDENCE = "evidence", "Evidence"
    WORDS = "words", "Words and owners"


@dataclass(frozen=True)
class Event:
    kind: Kind
    effective_on: date
    recorded_at: datetime
    by: str
    title: str
    words: str = ""
    late: bool = False

    @property
    def by_whom(self):
        if not self.late:
            return self.by
        recorded_on = date_format(timezone.localtime(self.recorded_at).date())
        return f"{self.by}. Recorded late, on {recorded_on}"


#: What a reader would want to know was changed, and how to say it.
_WATCHED = {
    "title": "title",
    "summary": "summary",
    "adopted_words": "words as adopted",
    "lead_body": "lead body",
    "lead_post": "lead officer",
    "intended_effect": "intended effect",
    "how_we_will_know": "how we will know",
}


def of_recommendation(recommendation, actions):
    """Latest first, its actions included."""
    rows = _history(Recommendation, "lead_body", id=recommendation.pk)
    events = _changes(rows, recommendation_lifecycle.Status)
    events += _responses(_history(Referral, "body", recommendation=recommendation.pk))
    return _latest_first(events + _of_actions(actions))


def of_action(action):
    return _latest_first(_of_actions([action]))


def _of_actions(actions):
    refs = {action.pk: action.ref for action in actions}
    updates = _history(ProgressUpdate, action__in=list(refs))
    # An update that moved the status says so itself.
    said = {(row.action_id, row.effective_on, row.status_after) for row in updates}
    rows = _history(Action, "lead_body", id__in=list(refs))
    return [
        *_changes(rows, action_lifecycle.Status, said),
        *(_update(row, refs) for row in updates),
        *(_date(row, refs) for row in _history(DateChange, action__in=list(refs))),
        *(_evidence(row, refs) for row in _history(Evidence, action__in=list(refs))),
    ]


def _history(model, *also, **of):
    """The versions of things of one model, each thing's together, with what `also` names."""
    rows = model.history.filter(**of).order_by("id", "history_date", "history_id")
    return list(rows.select_related(*also) if also else rows)


def _latest_first(events):
    return sorted(events, key=lambda one: (one.effective_on, one.recorded_at), reverse=True)


def _event(kind, row, title, words=""):
    return Event(
        kind=kind,
        effective_on=row.effective_on,
        recorded_at=row.history_date,
        by=row.actor_label or "Register",
        title=title,
        words=words,
        late=row.recorded_late,
    )


def _changes(rows, statuses, said=()):
    """Status steps and changes of words, from the versions of things of one model in order."""
    events = []
    for _, versions in groupby(rows, key=lambda row: row.id):
        versions = list(versions)
        events.append(_entered(versions[0], statuses))
        for before, after in pairwise(versions):
            if before.status != after.status:
                if (after.id, after.effective_on, after.status) not in said:
                    events.append(_step(before, after, statuses))
            else:
                events += _edited(before, after)
    return events


def _entered(row, statuses):
    title = f"{row.ref} entered as {statuses(row.status).label.lower()}"
    return _event(Kind.STATUS, row, title, row.history_change_reason or "")


def _step(before, after, statuses):
    title = f"{after.ref}: {statuses(before.status).label} → {statuses(after.status).label}"
    return _event(Kind.STATUS, after, title, after.history_change_reason or "")


def _edited(before, after):
    for field, words in _WATCHED.items():
        old, new = getattr(before, field, None), getattr(after, field, None)
        if old != new:
            old, new = old or "nothing", new or "nothing"
            yield _event(Kind.WORDS, after, f"{after.ref}: {words} changed", f"{old} → {new}")


def _update(row, refs):
    before, after = (
        action_lifecycle.Status(status).label for status in (row.status_before, row.status_after)
    )
    moved = f": {before} → {after}" if before != after else ""
    return _event(Kind.UPDATES, row, f"{refs[row.action_id]} update{moved}", row.done)


def _date(row, refs):
    new = date_format(row.new_due_on)
    old = date_format(row.old_due_on) if row.old_due_on else "no date"
    ref = refs[row.action_id]
    statuses = date_change_lifecycle.Status
    if row.status == statuses.ASKED:
        return _event(Kind.DATES, row, f"{ref}: later date asked for, {old} → {new}", row.reason)
    if row.status == statuses.REFUSED:
        title = f"{ref}: date not moved, stays {old}"
        return _event(Kind.DATES, row, title, row.settled_note)
    return _event(Kind.DATES, row, f"{ref}: date moved, {old} → {new}", row.reason)


def _evidence(row, refs):
    return _event(Kind.EVIDENCE, row, f"{refs[row.action_id]}: evidence added", row.title)


def _responses(rows):
    events = []
    for _, versions in groupby(rows, key=lambda row: row.id):
        status = None
        for row in versions:
            if row.status != status:
                events.append(_response(row))
            status = row.status
    return events


def _response(row):
    body = row.body
    statuses = referral_lifecycle.Status
    if row.status == statuses.ISSUED:
        return _event(
            Kind.RESPONSES, row, f"Sent to {body}", f"To answer by {date_format(row.due_on)}."
        )
    if row.status == statuses.WITHDRAWN:
        return _event(
            Kind.RESPONSES, row, f"{body} need not answer", row.history_change_reason or ""
        )
    answer = referral_lifecycle.Response(row.response).label.lower()
    return _event(Kind.RESPONSES, row, f"{body} answered: {answer}", row.response_words)
