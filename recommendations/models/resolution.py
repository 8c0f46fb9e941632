"""What a meeting decided about one recommendation."""

from django.db import models

from accounts.visibility import is_among
from audit.record import Recorded, history
from bodies.models import Decision
from recommendations.lifecycle.resolution import Resolved
from recommendations.models.recommendation import Recommendation


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(self.model.readable_by(user))

    def in_reference_order(self):
        return self.order_by("recommendation__sort_key", "pk")


class Resolution(Recorded):
    """Stands for ever; a later decision says otherwise in a row of its own. `words_before` are
    those that an amendment replaced."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="resolutions")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="resolutions")
    outcome = models.CharField(max_length=20, choices=Resolved)
    words_before = models.TextField(blank=True)
    note = models.TextField(blank=True)
    until = models.DateField("deferred until", null=True, blank=True)
    history = history()
    belongs_to = "recommendation"

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recommendation", "decision"], name="resolution_by_recommendation")
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.get_outcome_display()}"

    @classmethod
    def readable_by(cls, user):
        """A condition: the recommendation is read by `user`."""
        return is_among(Recommendation.objects.visible_to(user), "recommendation")

    @property
    def outcome_word(self):
        return Resolved(self.outcome)
