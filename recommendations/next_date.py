"""The date that comes next for a thing, what it is the date of, and how far off it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, F, Max, Min, OuterRef, Q, Subquery, When

from recommendations.flags import days
from recommendations.lifecycle.action import OPEN
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Action, ActionRecommendation, Referral


@dataclass(frozen=True)
class NextDate:
    """`on` is None when there is no date; then `words` says why."""

    on: date | None
    words: str
    late: bool = False


def with_dates(recommendations):
    """Annotates `reply_due_on` and `action_due_on`, the soonest of each, and `reported_on`, the day
    of the latest update to any action; of the actions that the reader sees."""
    replies = Referral.objects.unanswered().filter(recommendation=OuterRef("pk"))
    links = ActionRecommendation.objects.filter(
        recommendations.sees("action", Action), recommendation=OuterRef("pk")
    )
    return recommendations.annotate(
        reply_due_on=_extreme(replies, Min("due_on")),
        action_due_on=_extreme(links.filter(action__status__in=OPEN), Min("action__due_on")),
        reported_on=_extreme(links, Max("action__last_update_on")),
    )


def _extreme(found, aggregate):
    """Of the things of one recommendation. An aggregate, not the first in order: asked for that,
    SQLite walks through all dates of the register instead of the few things."""
    grouped = found.order_by().values("recommendation").annotate(_extreme=aggregate)
    return Subquery(grouped.values("_extreme"))


def with_next_date(recommendations):
    """Annotates `next_on` as well, by which a list is ordered: the sooner of reply and action, or
    the follow-up of a closed one. Dearer than `with_dates`, since SQL asks again for each mention.
    """
    return with_dates(recommendations).annotate(
        next_on=Case(
            When(
                Q(reply_due_on__isnull=False)
                & (Q(action_due_on=None) | Q(reply_due_on__lte=F("action_due_on"))),
                then=F("reply_due_on"),
            ),
            When(action_due_on__isnull=False, then=F("action_due_on")),
            default=F("follow_up_on"),
            output_field=DateField(),
        )
    )


def distance(day, on):
    """How far `day` is from `on`, as people say it."""
    apart = (day - on).days
    if apart == 0:
        return "today"
    return f"in {days(apart)}" if apart > 0 else f"{days(-apart)} over"


def of_action(action, on):
    if action.status == ActionStatus.VERIFIED:
        return NextDate(None, "Verified")
    if action.status == ActionStatus.CANCELLED:
        return NextDate(None, "Cancelled")
    if action.status == ActionStatus.REPORTED_COMPLETE:
        return NextDate(None, "Waits to be checked")
    if action.due_on is None:
        return NextDate(None, "No date set")
    return NextDate(action.due_on, distance(action.due_on, on), late=action.due_on < on)


def of_recommendation(recommendation, on):
    """After `with_dates`."""
    reply, action = recommendation.reply_due_on, recommendation.action_due_on
    if reply and (action is None or reply <= action):
        day, what = reply, "reply due, "
    elif action:
        day, what = action, "action due, "
    elif recommendation.follow_up_on:
        day, what = recommendation.follow_up_on, "follow-up, "
    else:
        return NextDate(None, _without_date(recommendation))
    return NextDate(day, what + distance(day, on), late=day < on)


def _without_date(recommendation):
    if recommendation.status == Status.REPORTED_COMPLETE:
        return "Waits for the committee"
    if recommendation.status in (Status.ACCEPTED, Status.IN_PROGRESS):
        return "No date set"
    return "None"
