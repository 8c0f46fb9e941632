"""Which part of the register a briefing is about, and how the register's own filters name it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import with_parts
from recommendations.models import (
    Action,
    ActionRecommendation,
    DateChange,
    Recommendation,
    Referral,
)


@dataclass(frozen=True)
class Scope:
    """`filters` are the register's filters that give the same part of it, so that every number
    can be followed to the list that it counts; None where no filters give it."""

    recommendations: QuerySet
    actions: QuerySet
    referrals: QuerySet
    date_changes: QuerySet
    filters: dict | None = field(default_factory=dict)

    def actions_url(self, **filters):
        return self.recommendations_url(show="actions", **filters)

    def recommendations_url(self, **filters):
        """The register's list of this part of it; nothing where no filters give the part."""
        return "" if self.filters is None else register_url(**self.filters, **filters)


def register_url(**filters):
    """The register with these filters; a filter may have several values."""
    query = urlencode(filters, doseq=True)
    return reverse("recommendation_list") + (f"?{query}" if query else "")


def whole_register(user):
    actions = Action.objects.visible_to(user)
    return Scope(
        Recommendation.objects.visible_to(user),
        actions,
        Referral.objects.visible_to(user),
        DateChange.objects.visible_to(user),
    )


def followed_by(committee, user):
    """What a committee follows: its recommendations, and the actions that serve them."""
    everything = whole_register(user)
    recommendations = everything.recommendations.for_committee([committee.pk])
    links = ActionRecommendation.objects.filter(recommendation__in=recommendations.values("pk"))
    return Scope(
        recommendations,
        everything.actions.of_recommendations(recommendations),
        everything.referrals.filter(recommendation__committee=committee),
        everything.date_changes.filter(action__in=links.values("action")),
        {"committee": committee.slug},
    )


def led_by(bodies, user):
    """What bodies and their parts answer for: the actions that they lead, what was put to them."""
    everything = whole_register(user)
    body_ids = with_parts({body.pk for body in bodies})
    return Scope(
        everything.recommendations.for_body(body_ids),
        everything.actions.led_by(body_ids),
        everything.referrals.for_body(body_ids),
        everything.date_changes.filter(action__lead_body__in=body_ids),
        {"lead": bodies[0].slug} if len(bodies) == 1 else None,
    )
