"""What a committee should look at: at most five lines, what it can do something about first."""

from dataclasses import dataclass
from itertools import chain

from django.db.models import F, OuterRef, Subquery
from django.utils.formats import date_format

from recommendations.lifecycle.rating import SEVERITY, Rating
from recommendations.lifecycle.recommendation import Status
from recommendations.lifecycle.referral import Duty
from recommendations.models import Action, ProgressUpdate
from reporting.home.rows import (
    days,
    first_of,
    of_action,
    of_recommendation,
    overdue_words,
    state_words,
)

MOST = 5

#: No kind takes more than this many of the five lines while another kind waits.
OF_A_KIND = 2


@dataclass(frozen=True)
class Kind:
    """One reason for attention: its first rows, and how many there are in all. `label` says it of
    one and of several."""

    label: str
    rows: list
    total: int
    url: str = ""


@dataclass(frozen=True)
class Attention:
    rows: list
    more: list


def attention(scope, on):
    """The lines, and the kinds that have more than these."""
    kinds = [find(scope, on) for find in (_claims, _replies, _red, _assurance, _dates)]
    chosen = _choose(kinds)
    more = [kind for kind in kinds if kind.total > sum(row in chosen for row in kind.rows)]
    return Attention(chosen, more)


def _choose(kinds):
    """Two of a kind in the order of kinds, then whatever else there is room for; a thing that
    has two reasons is listed under the first."""
    ahead = chain.from_iterable(kind.rows[:OF_A_KIND] for kind in kinds)
    behind = chain.from_iterable(kind.rows[OF_A_KIND:] for kind in kinds)
    first_by_ref = {}
    for row in chain(ahead, behind):
        first_by_ref.setdefault(row.ref, row)
    taken = list(first_by_ref.values())[:MOST]
    return [row for kind in kinds for row in kind.rows if row in taken]


def _claims(scope, on):
    claimed = scope.recommendations.filter(status=Status.REPORTED_COMPLETE)
    found, total = first_of(
        claimed.select_related("lead_body").order_by("status_on", "sort_key"), MOST
    )
    rows = [
        of_recommendation(
            recommendation,
            f"Said to be done on {date_format(recommendation.status_on)}: "
            "is the evidence enough to close it?",
        )
        for recommendation in found
    ]
    url = scope.recommendations_url(status=Status.REPORTED_COMPLETE.value)
    return Kind("said to be done,said to be done", rows, total, url)


def _replies(scope, on):
    overdue = scope.recommendations.response_overdue(on, Duty.MUST_RESPOND).values("pk")
    referrals = scope.referrals.overdue(on).filter(
        duty=Duty.MUST_RESPOND, recommendation__in=overdue
    )
    found, total = first_of(
        referrals.select_related("recommendation__lead_body", "body").soonest_first(), MOST
    )
    rows = [
        of_recommendation(
            referral.recommendation,
            f"{referral.body} must respond and has not: the last day was "
            f"{date_format(referral.due_on)}, {days(referral.days_late(on))} ago",
            word=referral.status_word,
        )
        for referral in found
    ]
    return Kind("reply overdue,replies overdue", rows, total)


def _red(scope, on):
    # Found by severity alone, and rated only when shown: every further mention of a rating is
    # worked out again for every action. All being red, the date alone decides which is worst.
    red = scope.actions.with_severity(on).filter(severity=SEVERITY[Rating.RED])
    longest_overdue_first = red.order_by(F("due_on").asc(nulls_last=True), "sort_key")
    readable = scope.actions.others(Action).select_related("lead_body")
    shown = _with_view_said(readable.with_rating(on))
    found, total = first_of(longest_overdue_first, MOST, shown)
    rows = [of_action(action, _why_red(action, on), word=Rating.RED) for action in found]
    return Kind("off track,off track", rows, total, scope.actions_url(rating=Rating.RED.value))


def _with_view_said(actions):
    """Annotates `view_said`, the reason for the body's view in the latest update that says it and
    that the reader may read."""
    updates = actions.others(ProgressUpdate).filter(action=OuterRef("pk"), view=OuterRef("view"))
    return actions.annotate(view_said=Subquery(updates.latest_first().values("view_reason")[:1]))


def _why_red(action, on):
    if action.days_overdue(on):
        return overdue_words(action, on)
    if action.derived_rating != Rating.RED:
        said = "The body says it is off track"
        return f"{said}: {action.view_said}" if action.view_said else said
    if action.days_slipped:
        return f"{state_words(action, on)}, {days(action.days_slipped)} later than first agreed"
    if action.status == "blocked":
        return state_words(action, on)
    heard = f"since {date_format(action.last_update_on)}" if action.last_update_on else "yet"
    return f"{state_words(action, on)}, no update {heard}"


def _assurance(scope, on):
    overdue = scope.recommendations.assurance_overdue(on).select_related("lead_body")
    found, total = first_of(overdue.order_by("status_on", "sort_key"), MOST)
    rows = [
        of_recommendation(
            recommendation,
            f"Said to be done on {date_format(recommendation.status_on)}; the committee has met "
            "since and has not decided",
        )
        for recommendation in found
    ]
    url = scope.recommendations_url(flag="assurance-overdue")
    return Kind("assurance overdue,assurances overdue", rows, total, url)


def _dates(scope, on):
    waiting = scope.date_changes.waiting().select_related("action__lead_body")
    found, total = first_of(waiting.order_by("asked_on", "pk"), MOST)
    rows = [
        of_action(change.action, _date_asked(change), word=change.status_word) for change in found
    ]
    return Kind("date asked for,dates asked for", rows, total)


def _date_asked(change):
    old = date_format(change.old_due_on) if change.old_due_on else "no date"
    return f"Asks to move from {old} to {date_format(change.new_due_on)}: {change.reason}"
