"""What a recommendation came from, who contributes to it, and how it relates to others."""

from django.db import models
from django.db.models import F, Q

from audit.record import Recorded, history
from audit.standing import once_standing
from bodies.models import Body
from motions.models import MotionPoint
from recommendations.lifecycle.referral import Duty
from recommendations.models.contribution import Contribution
from recommendations.models.recommendation import Recommendation
from reviews.models import Finding


class Contributor(Contribution):
    """A body that contributes to a recommendation which another leads."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="contributors")
    body = models.ForeignKey(Body, models.PROTECT, related_name="contributions")
    duty = models.CharField(max_length=20, choices=Duty, blank=True)
    history = history()
    belongs_to = "recommendation"

    class Meta(Contribution.Meta):
        abstract = False
        constraints = [
            once_standing("recommendation", "body", name="body_contributes_to_recommendation_once")
        ]

    def __str__(self):
        return f"{self.body} contributes to {self.recommendation}"


class RecommendationPoint(Recorded):
    """A motion point that led to a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="points")
    point = models.ForeignKey(MotionPoint, models.PROTECT, related_name="recommendations")
    history = history()
    belongs_to = "recommendation"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "point"], name="recommendation_comes_from_a_point_once"
            )
        ]

    def __str__(self):
        return f"{self.recommendation} comes from {self.point}"


class RecommendationFinding(Recorded):
    """A finding that a recommendation rests on."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="findings")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="recommendations")
    history = history()
    belongs_to = "recommendation"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "finding"], name="recommendation_rests_on_a_finding_once"
            )
        ]

    def __str__(self):
        return f"{self.recommendation} rests on {self.finding}"


class RecommendationLink(Recorded):
    """`earlier` was said again, replaced or put differently by `later`."""

    class Kind(models.TextChoices):
        REPEATS = "repeats", "Repeats"
        SUPERSEDES = "supersedes", "Supersedes"
        RESTATES = "restates", "Restates"

    later = models.ForeignKey(Recommendation, models.PROTECT, related_name="links_back")
    earlier = models.ForeignKey(Recommendation, models.PROTECT, related_name="links_on")
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.CharField(max_length=300, blank=True)
    history = history()
    belongs_to = "later"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["later", "earlier", "kind"], name="recommendations_are_linked_once_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(later=F("earlier")), name="recommendation_is_not_linked_to_itself"
            ),
        ]

    def __str__(self):
        return f"{self.later} {self.get_kind_display().lower()} {self.earlier}"
