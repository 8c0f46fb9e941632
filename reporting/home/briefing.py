"""A member's minute before a meeting: how things stand, what needs the committee, what changed."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.roles import Role
from bodies.models import Body, Meeting
from motions.models import Motion
from recommendations.lifecycle.action import OPEN
from recommendations.lifecycle.recommendation import Status as RecommendationStatus
from recommendations.models import Recommendation
from reporting.home.attention import attention
from reporting.home.changes import changes
from reporting.home.headline import Band, headline
from reporting.home.scope import followed_by, register_url, whole_register

#: How far back "what changed" looks when a committee has not met, or when asked.
WINDOW_DAYS = 90

LINES = 8
ALL_LINES = 200


@dataclass(frozen=True)
class Figure:
    """A number and the list that it counts."""

    count: int
    label: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What a reader may choose on the page: which committee, since when, how many lines."""

    committee: str = ""
    long_window: bool = False
    all_lines: bool = False

    @classmethod
    def from_query(cls, query):
        return cls(
            query.get("committee", ""),
            query.get("since") == str(WINDOW_DAYS),
            query.get("changes") == "all",
        )


def committees_of(user):
    """The committees that a member sits on, by name."""
    return list(Body.objects.filter(pk__in=user.committee_ids).by_name_first())


def briefing(user, on, asked):
    committees = committees_of(user)
    chosen = next((one for one in committees if one.slug == asked.committee), None)
    committee = chosen or (committees[0] if committees else None)
    scope = followed_by(committee, user) if committee else whole_register(user)
    standing = headline(scope.actions, on)
    last_met = _last_met(committee, on)
    since = on - timedelta(days=WINDOW_DAYS)
    if last_met and not asked.long_window:
        since = last_met.held_on
    return {
        "committee": committee,
        "committees": committees,
        "committee_missing": committee is None and Role.MEMBER in user.roles,
        "on": on,
        "next_meeting": _next_meeting(committee, on),
        "last_met": last_met,
        "since_last_met": bool(last_met) and not asked.long_window,
        "window_days": WINDOW_DAYS,
        "headline": standing,
        "parts": standing.parts(scope),
        "figures": figures(scope, standing, on),
        "attention": attention(scope, on),
        "changes": changes(scope, since, on, ALL_LINES if asked.all_lines else LINES),
        **_nothing_yet(scope, committee, user),
    }


def figures(scope, standing, on):
    """Four numbers. Replies are counted by recommendation, as the register lists them."""
    claimed = scope.recommendations.filter(status=RecommendationStatus.REPORTED_COMPLETE)
    replies = scope.recommendations.response_overdue(on)
    return [
        Figure(
            standing.open,
            "actions still open",
            scope.actions_url(status=[status.value for status in OPEN]),
        ),
        Figure(
            claimed.count(),
            "said to be done, for the committee to decide",
            scope.recommendations_url(status=RecommendationStatus.REPORTED_COMPLETE.value),
        ),
        Figure(
            standing.counts[Band.OVERDUE],
            "actions overdue",
            scope.actions_url(flag="overdue"),
        ),
        Figure(
            replies.count(),
            "with a reply overdue",
            scope.recommendations_url(flag="response-overdue"),
        ),
    ]


def _next_meeting(committee, on):
    """The next meeting, one held today included: papers are read on the morning of it."""
    if committee is None:
        return None
    return Meeting.objects.filter(body=committee, held_on__gte=on).soonest_first().first()


def _last_met(committee, on):
    if committee is None:
        return None
    return Meeting.objects.filter(body=committee, held_on__lt=on).latest_first().first()


def _nothing_yet(scope, committee, user):
    """What to say where nothing has been adopted: what waits to be decided, or that nothing is
    here at all."""
    if scope.recommendations.exists():
        return {"followed": True}
    register = Recommendation.objects.visible_to(user)
    suggested = register.filter(status=RecommendationStatus.SUGGESTED)
    return {
        "followed": False,
        "suggested": suggested.count(),
        "suggested_url": register_url(status=RecommendationStatus.SUGGESTED.value),
        "register_empty": not register.exists() and not Motion.objects.exists(),
    }
