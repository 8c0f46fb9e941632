"""What a person’s follows cover of the register, as far as they may read it."""

from functools import cached_property

from django.db.models import Q
from django.http import QueryDict

from accounts.models import with_parts
from accounts.visibility import NOTHING
from following.models import THINGS
from recommendations.models import Action, ActionRecommendation, Recommendation, RecommendationPoint
from recommendations.register import Register


class Watched:
    """`follows` of one `user`. A recommendation brings its actions; a body, with its parts, what it
    leads, has to answer or contributes to; a review or a motion what came of it; a list what it
    shows on `on`."""

    def __init__(self, follows, user, *, on):
        self.user, self.on = user, on
        self._keys = {
            name: [key for follow in follows if (key := getattr(follow, f"{name}_id"))]
            for name in THINGS
        }
        self._lists = [
            Register(QueryDict(follow.query), user, on=on) for follow in follows if follow.query
        ]

    @cached_property
    def recommendations(self):
        keys, found = self._keys, NOTHING
        if keys["recommendation"]:
            found |= Q(pk__in=keys["recommendation"])
        if self._bodies:
            found |= Recommendation.of_bodies(self._bodies)
        if keys["review"]:
            found |= Q(review__in=keys["review"])
        if keys["motion"]:
            led_to = RecommendationPoint.objects.filter(point__motion__in=keys["motion"])
            found |= Q(pk__in=led_to.values("recommendation"))
        found |= self._listed(Recommendation)
        return Recommendation.objects.visible_to(self.user).filter(found)

    @cached_property
    def actions(self):
        links = ActionRecommendation.objects.filter(
            recommendation__in=self.recommendations.values("pk")
        )
        found = Q(pk__in=links.values("action")) | self._listed(Action)
        if self._bodies:
            found |= Action.of_bodies(self._bodies)
        return Action.objects.visible_to(self.user).filter(found)

    @property
    def motion_ids(self):
        return self._keys["motion"]

    @cached_property
    def _bodies(self):
        bodies = self._keys["body"]
        return with_parts(bodies) if bodies else set()

    def _listed(self, model):
        found = NOTHING
        for register in self._lists:
            if register.kind.model is model:
                found |= Q(pk__in=register.filter.qs.order_by().values("pk"))
        return found
