from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from recommendations.lifecycle.rating import Rating
from reporting.home.attention import MOST, attention
from reporting.home.scope import followed_by
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    DecisionFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return BodyFactory(committee=True)


def found_for(committee):
    scope = followed_by(committee, UserFactory(role=Role.MEMBER, body=committee))
    return attention(scope, timezone.localdate())


def followed(committee, **traits):
    return RecommendationFactory(
        adopted_by=DecisionFactory(meeting__body=committee), committee=committee, **traits
    )


def test_claim_comes_before_a_late_reply_before_an_off_track_action(committee):
    accepted = followed(committee, accepted=True)
    late = ActionFactory(recommendation=accepted, overdue=True)
    awaiting = followed(committee, adopted=True, status="awaiting-response")
    ReferralFactory(recommendation=awaiting, overdue=True)
    claimed = followed(committee, reported_complete=True)

    found = found_for(committee)

    assert [row.ref for row in found.rows] == [claimed.ref, awaiting.ref, late.ref]
    assert "must respond and has not" in found.rows[1].why
    assert found.rows[2].word == Rating.RED
    assert found.rows[2].why == "7 days overdue, no update yet"


def test_five_lines_at_most_and_no_kind_crowds_out_another(committee):
    accepted = followed(committee, accepted=True)
    ActionFactory.create_batch(9, recommendation=accepted, overdue=True)
    asked = DateChangeFactory(action__recommendation=accepted)

    found = found_for(committee)

    assert len(found.rows) == MOST
    assert asked.action.ref in [row.ref for row in found.rows]
    assert [(kind.label, kind.total) for kind in found.more] == [("off track,off track", 9)]


def test_thing_with_two_reasons_is_listed_once(committee):
    claimed = followed(committee, reported_complete=True)
    MeetingFactory(body=committee, held_on=timezone.localdate(), title="One")
    MeetingFactory(
        body=committee,
        held_on=timezone.localdate() - timedelta(days=1),
        title="Two",
    )

    assert [row.ref for row in found_for(committee).rows].count(claimed.ref) == 1


def test_what_another_committee_follows_is_not_listed(committee):
    RecommendationFactory(reported_complete=True)

    assert found_for(committee).rows == []
