"""Every record that a trait builds is in the status of its name."""

import pytest
from factory.django import DjangoModelFactory

from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from tests import factories

pytestmark = pytest.mark.django_db

RECOMMENDATION_TRAITS = {
    "adopted": "adopted",
    "awaiting": "awaiting-response",
    "accepted": "accepted",
    "rejected": "rejected",
    "in_progress": "in-progress",
    "reported_complete": "reported-complete",
    "closed": "closed",
    "not_progressed": "not-progressed",
    "not_taken_forward": "not-taken-forward",
    "superseded": "superseded",
}


@pytest.mark.parametrize(("trait", "status"), RECOMMENDATION_TRAITS.items())
def test_recommendation_is_in_the_status_of_its_trait(trait, status):
    recommendation = factories.RecommendationFactory(**{trait: True})

    recommendation.refresh_from_db()
    assert recommendation.status == recommendation_lifecycle.Status(status)


@pytest.mark.parametrize(
    "trait", ["in_progress", "blocked", "reported_complete", "verified", "cancelled"]
)
def test_action_is_in_the_status_of_its_trait(trait):
    action = factories.ActionFactory(**{trait: True})

    action.refresh_from_db()
    assert action.status == action_lifecycle.Status[trait.upper()]
    assert action.recommendation_links.get().recommendation.lead_body == action.lead_body


def test_reported_recommendation_has_settled_actions_with_evidence():
    recommendation = factories.RecommendationFactory(reported_complete=True)

    action = recommendation.action_links.get().action
    assert action.status == action_lifecycle.Status.REPORTED_COMPLETE
    assert action.evidence.count() == 1
    assert action.lead_body == recommendation.lead_body == recommendation.referrals.get().body


@pytest.mark.parametrize(
    "factory",
    [
        thing
        for thing in vars(factories).values()
        if isinstance(thing, type) and issubclass(thing, DjangoModelFactory) and thing._meta.model
    ],
)
def test_factory_builds_a_record(factory):
    assert factory().pk
