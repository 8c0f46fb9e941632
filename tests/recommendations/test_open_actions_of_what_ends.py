"""What becomes of the open actions of a recommendation that is stopped or replaced."""

import pytest

from recommendations.lifecycle.action import Status
from recommendations.models import Action
from recommendations.workflow import recommendation as workflow
from tests.factories import (
    ActionFactory,
    ActionRecommendationFactory,
    DecisionFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


def stop(recommendation, by):
    return workflow.do_not_progress(
        recommendation,
        reason="The grant ended",
        risk="Fewer people are reached",
        decision=DecisionFactory(minute="14"),
        by=by,
    )


def test_open_actions_are_cancelled_with_it(governance):
    recommendation = RecommendationFactory(in_progress=True)
    blocked = ActionFactory(recommendation=recommendation, blocked=True)
    verified = ActionFactory(recommendation=recommendation, verified=True)

    stop(recommendation, governance)

    blocked.refresh_from_db()
    verified.refresh_from_db()
    assert blocked.status == Status.CANCELLED
    assert blocked.cancelled_reason == "The grant ended"
    assert blocked.cancelled_by_whom.endswith("minute 14")
    assert blocked.blocked_on_what == ""
    assert verified.status == Status.VERIFIED
    assert Action.objects.of_recommendations(
        type(recommendation).objects.filter(pk=recommendation.pk)
    ).opened().count() == 0  # fmt: skip


def test_action_that_serves_another_goes_on(governance):
    recommendation, other = RecommendationFactory.create_batch(2, in_progress=True)
    shared = ActionFactory(recommendation=recommendation, in_progress=True)
    ActionRecommendationFactory(action=shared, recommendation=other)

    stop(recommendation, governance)

    shared.refresh_from_db()
    assert shared.status == Status.IN_PROGRESS


def test_successor_takes_the_open_actions_over(governance):
    recommendation, successor = RecommendationFactory.create_batch(2, in_progress=True)
    open_one = ActionFactory(recommendation=recommendation, in_progress=True)
    done = ActionFactory(recommendation=recommendation, verified=True)

    workflow.supersede(
        recommendation, successor=successor, reason="Put more sharply", by=governance
    )

    carried = set(successor.action_links.values_list("action__ref", flat=True))
    assert open_one.ref in carried
    assert done.ref not in carried
