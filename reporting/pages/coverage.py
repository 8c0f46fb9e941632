"""What a motion asked, how each point was answered, and what came of it, gaps both ways."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from accounts.visibility import is_among
from motions.lifecycle import Answer
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Status
from recommendations.models import (
    Action,
    ActionRecommendation,
    Recommendation,
    RecommendationPoint,
)
from reporting.pages.rated import recommendations_rated
from reviews.models import Finding, FindingPoint

#: The end of "n …" for each answer, in the order in which people ask.
ANSWER_COUNTS = {
    Answer.RECOMMENDATIONS_MADE: "answered with recommendations",
    Answer.ALREADY_UNDER_WAY: "already under way",
    Answer.NO_FURTHER_ACTION: "answered, no further action",
    Answer.CARRIED: "carried to another process",
    Answer.NO_COMMENT: "outside the remit, or no comment made",
    Answer.NOT_ANSWERED: "not answered",
}

#: Where a recommendation stands while no meeting has adopted it.
NOT_ADOPTED = (Status.SUGGESTED, Status.NOT_TAKEN_FORWARD)


@dataclass
class PointReading:
    """One point with what answers it. `moved` are recommendations that went further than being
    suggested; `actions` holds each action once, though it may serve several of them."""

    point: object
    findings: list = field(default_factory=list)
    recommendations: list = field(default_factory=list)
    actions: dict = field(default_factory=dict)

    @property
    def moved(self):
        return [r for r in self.recommendations if r.status != Status.SUGGESTED]

    @property
    def suggested(self):
        return [r for r in self.recommendations if r.status == Status.SUGGESTED]

    @property
    def only_suggested(self):
        """Something was recommended, and nobody has adopted any of it."""
        return bool(self.recommendations) and all(
            r.status in NOT_ADOPTED for r in self.recommendations
        )

    @property
    def verified(self):
        return self._count(ActionStatus.VERIFIED)

    @property
    def reported_complete(self):
        return self._count(ActionStatus.REPORTED_COMPLETE)

    def _count(self, status):
        return sum(1 for s in self.actions.values() if s == status)


@dataclass
class Coverage:
    points: list
    recommendations: list
    covers: dict
    """Point numbers by the key of the recommendation that answers them."""
    with_actions: set = field(default_factory=set)
    """Keys of the recommendations that have an action."""

    @property
    def answer_counts(self):
        """What `ANSWER_COUNTS` says of how many points; the numbers add up to all of them."""
        counts = Counter(reading.point.answer for reading in self.points)
        return [(counts[a], words) for a, words in ANSWER_COUNTS.items() if counts[a]]

    @property
    def without_recommendation(self):
        return [reading.point for reading in self.points if not reading.recommendations]

    @property
    def only_suggested(self):
        return [reading.point for reading in self.points if reading.only_suggested]

    @property
    def without_action(self):
        return [r for r in self.recommendations if r.pk not in self.with_actions]

    @property
    def without_action_by_status(self):
        """Each status with the recommendations in it that have no action."""
        by_status = defaultdict(list)
        for recommendation in self.without_action:
            by_status[recommendation.status_word].append(recommendation)
        return [(status, by_status[status]) for status in Status if by_status[status]]

    @property
    def from_no_point(self):
        return [r for r in self.recommendations if not self.covers[r.pk]]

    @property
    def matrix(self):
        """A row for each recommendation, with one answer for each point."""
        numbers = [reading.point.number for reading in self.points]
        return [(r, [(n, n in self.covers[r.pk]) for n in numbers]) for r in self.recommendations]


def read(motion, user, on):
    """The coverage of `motion` as `user` may see it, rated as on the day `on`."""
    readings = {
        point.pk: PointReading(point)
        for point in motion.points.order_by("number").prefetch_related("asked_of__body")
    }
    recommendations = recommendations_rated(list(_of_motion(motion, user)), user, on)
    for recommendation in recommendations:
        recommendation.short_ref = _short_ref(recommendation, motion)
    coverage = Coverage(list(readings.values()), recommendations, defaultdict(set))
    _add_recommendations(coverage, readings, user)
    _add_findings(readings, user)
    return coverage


def _of_motion(motion, user):
    """Those that answer one of its points, and those of a review that the motion led to."""
    answering = RecommendationPoint.objects.filter(
        recommendation=OuterRef("pk"), point__motion=motion
    )
    of_motion = Q(review__motion=motion) | Q(Exists(answering))
    return Recommendation.objects.visible_to(user).filter(of_motion).values_list("pk", flat=True)


def _short_ref(recommendation, motion):
    """R4 for RSCP-2022-R4 where the review is the motion's own; elsewhere R4 could be any."""
    review = recommendation.review
    if review and review.motion_id == motion.pk:
        return recommendation.ref.removeprefix(f"{review.ref}-")
    return recommendation.ref


def _add_recommendations(coverage, readings, user):
    by_pk = {r.pk: r for r in coverage.recommendations}
    actions = _actions_by_recommendation(by_pk, user)
    coverage.with_actions.update(actions)
    # What became work stands before what stayed a suggestion.
    coverage.recommendations.sort(key=lambda r: r.pk not in actions)
    links = RecommendationPoint.objects.filter(recommendation__in=by_pk, point__in=readings)
    links = links.order_by("recommendation__sort_key")
    for pk, point in links.values_list("recommendation", "point"):
        reading = readings[point]
        reading.recommendations.append(by_pk[pk])
        reading.actions.update(actions.get(pk, {}))
        coverage.covers[pk].add(reading.point.number)


def _actions_by_recommendation(recommendations, user):
    """The status of each action by its key, by the key of the recommendation that it serves."""
    found = defaultdict(dict)
    links = ActionRecommendation.objects.filter(
        is_among(Action.objects.visible_to(user), "action"), recommendation__in=recommendations
    )
    for recommendation, action, status in links.values_list(
        "recommendation", "action", "action__status"
    ):
        found[recommendation][action] = status
    return found


def _add_findings(readings, user):
    links = (
        FindingPoint.objects.filter(
            is_among(Finding.objects.visible_to(user), "finding"), point__in=readings
        )
        .select_related("finding__review")
        .order_by("finding__ref")
    )
    for link in links:
        readings[link.point_id].findings.append(link.finding)
