"""The date that comes next for a thing, what it is the date of, and how far off it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, F, Max, OuterRef, Q, Subquery, When

from recommendations.flags import days
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Action, Referral


@dataclass(frozen=True)
class NextDate:
    """`on` is None when there is no date; then `words` says why."""

    on: date | None
    words: str
    late: bool = False


def with_next_dates(recommendations):
    """Annotates `reply_due_on`, `action_due_on`, `next_on` (the sooner of the two, or the follow-up
    of a closed one) and `reported_on`, the day of the latest update to any action."""
    replies = Referral.objects.unanswered().filter(recommendation=OuterRef("pk"))
    actions = Action.objects.filter(recommendation_links__recommendation=OuterRef("pk"))
    return recommendations.annotate(
        reply_due_on=Subquery(replies.order_by("due_on").values("due_on")[:1]),
        action_due_on=Subquery(
            actions.opened().filter(due_on__isnull=False).order_by("due_on").values("due_on")[:1]
        ),
        reported_on=Subquery(
            actions.order_by()
            .values("recommendation_links__recommendation")
            .annotate(latest=Max("last_update_on"))
            .values("latest")
        ),
    ).annotate(
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
    """After `with_next_dates`."""
    day = recommendation.next_on
    if day is None:
        return NextDate(None, _without_date(recommendation))
    if day == recommendation.reply_due_on:
        what = "reply due"
    elif day == recommendation.action_due_on:
        what = "action due"
    else:
        return NextDate(day, f"follow-up, {distance(day, on)}")
    return NextDate(day, f"{what}, {distance(day, on)}", late=day < on)


def _without_date(recommendation):
    if recommendation.status == Status.REPORTED_COMPLETE:
        return "Waits for the committee"
    if recommendation.status in (Status.ACCEPTED, Status.IN_PROGRESS):
        return "No date set"
    return "None"
