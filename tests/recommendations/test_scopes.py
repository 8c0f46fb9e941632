"""Which things a person may see and change: the scope is in the query."""

import pytest

from accounts.roles import Role
from recommendations.models import Action, ProgressUpdate, Recommendation, Referral
from reviews.models import Finding
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    ContributorFactory,
    FindingFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [*Role, None])
def test_register_is_visible_to_everybody_with_a_role(role):
    ProgressUpdateFactory()
    FindingFactory()
    person = UserFactory(role=role)

    for model in (Recommendation, Action, Referral, ProgressUpdate, Finding):
        assert model.objects.visible_to(person).exists() is (role is not None)


#: Role: may it change what its own body leads, what another body leads?
EDITORS = {
    Role.MEMBER: (False, False),
    Role.BODY_OFFICER: (True, False),
    Role.BODY_APPROVER: (True, False),
    Role.GOVERNANCE: (True, True),
    Role.ADMIN: (False, False),
    Role.AUDITOR: (False, False),
    None: (False, False),
}


@pytest.mark.parametrize(("role", "expected"), EDITORS.items())
def test_actions_that_a_person_may_change(role, expected, police):
    person = UserFactory(role=role, body=police if role else None)
    own, other = ActionFactory(lead_body=police), ActionFactory()

    editable = set(Action.objects.editable_by(person))

    assert (own in editable, other in editable) == expected


@pytest.mark.parametrize(
    ("role", "expected"), {**EDITORS, Role.BODY_OFFICER: (False, False)}.items()
)
def test_recommendations_and_referrals_that_a_person_may_move(role, expected, police):
    person = UserFactory(role=role, body=police if role else None)
    own = RecommendationFactory(awaiting=True, lead_body=police)
    other = RecommendationFactory(awaiting=True)

    movable = set(Recommendation.objects.editable_by(person))
    answerable = {r.recommendation for r in Referral.objects.answerable_by(person)}

    assert (own in movable, other in movable) == expected
    assert answerable == movable


def test_contributing_is_not_leading(police, officer):
    action = ActionContributorFactory(body=police).action

    assert not Action.objects.editable_by(officer).exists()
    assert list(Action.objects.for_body([police.pk])) == [action]
    assert not Action.objects.led_by([police.pk]).exists()


def test_recommendations_of_a_body_are_led_referred_or_contributed_to(police):
    led = RecommendationFactory(adopted=True, lead_body=police)
    asked = RecommendationFactory(awaiting=True)
    ReferralFactory(recommendation=asked, body=police)
    helped = ContributorFactory(body=police).recommendation
    RecommendationFactory(adopted=True)

    assert set(Recommendation.objects.for_body([police.pk])) == {led, asked, helped}


def test_recommendations_of_a_committee():
    committee = BodyFactory(committee=True)
    followed = RecommendationFactory(adopted=True, committee=committee)
    RecommendationFactory(adopted=True)

    assert list(Recommendation.objects.for_committee([committee.pk])) == [followed]


def test_action_that_serves_two_recommendations_is_listed_once():
    action = ActionFactory()
    second = RecommendationFactory(accepted=True)
    action.recommendation_links.create(recommendation=second)

    assert list(Action.objects.of_recommendations(Recommendation.objects.all())) == [action]


def test_references_list_as_people_count():
    for ref in ("R10", "R2", "R1"):
        RecommendationFactory(ref=ref)

    assert [r.ref for r in Recommendation.objects.in_reference_order()] == ["R1", "R2", "R10"]
