"""What a body owes, has promised and has done, together with the parts of it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.visibility import is_among
from recommendations.lifecycle.action import Status
from recommendations.lifecycle.referral import Status as Issue
from recommendations.models import Action, ActionContributor, Contributor, Recommendation, Referral
from reporting.pages.rated import actions_rated, recommendations_rated
from reporting.pages.register import actions_url, recommendations_url

ROWS_SHOWN = 25


@dataclass(frozen=True)
class Figure:
    """A number, what it is out of unless it is a whole, and the address of the list it counts."""

    number: int
    words: str
    url: str
    of: int | None = None


@dataclass(frozen=True)
class Work:
    figures: list
    actions: list
    actions_open: int
    recommendations: list
    contributions: list
    referrals: list
    referrals_all: int
    everything_url: str


def read(body, ids, user, on):
    """The work of `body`, of which `ids` are the keys of itself and its parts."""
    led = Action.objects.visible_to(user).led_by(ids)
    recommendations = Recommendation.objects.visible_to(user).filter(lead_body__in=ids)
    referrals = Referral.objects.visible_to(user).for_body(ids)
    open_ones = led.opened()
    rows = open_ones.with_rating(on).worst_first().values_list("pk", flat=True)[:ROWS_SHOWN]
    first = recommendations.in_reference_order().values_list("pk", flat=True)[:ROWS_SHOWN]
    return Work(
        figures=_figures(body, led, recommendations, on),
        actions=actions_rated(list(rows), user, on),
        actions_open=open_ones.count(),
        recommendations=recommendations_rated(list(first), user, on),
        contributions=_contributions(ids, user),
        referrals=_referrals(referrals, on),
        referrals_all=referrals.count(),
        everything_url=recommendations_url(body=body.slug),
    )


def _figures(body, led, recommendations, on):
    """Two wholes, then parts of the second; no percentage, since the numbers are small."""
    pks = {
        "overdue": led.overdue(on).values("pk"),
        "no_date": led.without_date().values("pk"),
    }
    counts = led.aggregate(
        all=Count("pk"),
        verified=Count("pk", filter=Q(status=Status.VERIFIED)),
        said_done=Count("pk", filter=Q(status=Status.REPORTED_COMPLETE)),
        **{name: Count("pk", filter=Q(pk__in=those)) for name, those in pks.items()},
    )

    def of_actions(name, words, **filters):
        url = actions_url(lead=body.slug, **filters)
        return Figure(counts[name], words, url, of=counts["all"])

    return [
        Figure(recommendations.count(), "recommendations led", recommendations_url(lead=body.slug)),
        Figure(counts["all"], "actions led", actions_url(lead=body.slug)),
        of_actions("overdue", "overdue", flag="overdue"),
        of_actions("no_date", "without a date", flag="no-date"),
        of_actions("said_done", "reported complete", status=Status.REPORTED_COMPLETE.value),
        of_actions("verified", "verified", status=Status.VERIFIED.value),
    ]


def _contributions(ids, user):
    """The actions and recommendations that others lead and this body contributes to."""
    actions = ActionContributor.objects.filter(
        is_among(Action.objects.visible_to(user), "action"), body__in=ids
    ).exclude(action__lead_body__in=ids)
    recommendations = Contributor.objects.filter(
        is_among(Recommendation.objects.visible_to(user), "recommendation"), body__in=ids
    ).exclude(recommendation__lead_body__in=ids)
    to_actions = actions.select_related("action__lead_body").order_by("action__sort_key")
    to_recommendations = recommendations.select_related("recommendation__lead_body").order_by(
        "recommendation__sort_key"
    )
    things = [row.recommendation for row in to_recommendations[:ROWS_SHOWN]]
    things += [row.action for row in to_actions[:ROWS_SHOWN]]
    return list(dict.fromkeys(things))


def _referrals(referrals, on):
    """Requests for an answer: those that still wait for one, the soonest first, then the latest of
    the others."""
    referrals = referrals.select_related("recommendation", "body", "rule")
    waiting = list(referrals.unanswered().soonest_first()[:ROWS_SHOWN])
    settled = referrals.exclude(status=Issue.ISSUED).order_by("-due_on", "-pk")
    shown = waiting + list(settled[: ROWS_SHOWN - len(waiting)])
    for referral in shown:
        referral.timing = timing(referral, on)
    return shown


def timing(referral, on):
    """How the answer, or today while there is none, lies to the last day."""
    if referral.answered_on:
        return f"Answered {_apart(referral.answered_on, referral.due_on, 'early', 'late')}."
    if referral.status == Issue.WITHDRAWN:
        return "Withdrawn."
    return f"No answer yet, {_apart(on, referral.due_on, 'left', 'over')}."


def _apart(day, last_day, before, after):
    days = (day - last_day).days
    if days == 0:
        return "on the last day"
    return f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {after if days > 0 else before}"
