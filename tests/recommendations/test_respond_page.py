"""A body's formal answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from tests.factories import RecommendationFactory, ReferralFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return RecommendationFactory(awaiting=True).referrals.get()


def answer(client, referral, **typed):
    today = timezone.localdate()
    given = {
        "version": referral.version,
        "response": "accepted",
        "words": "We accept it.",
        "decision_maker": "Chief constable",
        "answered_on_day": today.day,
        "answered_on_month": today.month,
        "answered_on_year": today.year,
    }
    return client.post(f"/referrals/{referral.pk}/respond/", given | typed)


def test_shows_what_is_asked_and_the_arithmetic(as_role, referral):
    client = as_role(Role.BODY_APPROVER, referral.body)

    page = client.get(f"/referrals/{referral.pk}/respond/").content.decode()

    assert referral.recommendation.title in page
    assert referral.arithmetic in page


def test_the_leads_answer_moves_the_recommendation(as_role, referral):
    client = as_role(Role.BODY_APPROVER, referral.body)

    response = answer(client, referral)

    referral.refresh_from_db()
    assert response.headers["Location"] == referral.recommendation.get_absolute_url()
    assert (referral.response, referral.answered_by) == ("accepted", client.person)
    assert not referral.recorded_for_body
    assert referral.recommendation.status == "accepted"


def test_governance_records_it_for_the_body(as_role, referral):
    answer(as_role(Role.GOVERNANCE), referral, response="rejected")

    referral.refresh_from_db()
    assert referral.recorded_for_body
    assert referral.recommendation.status == "rejected"


def test_accepted_in_part_says_what_is_not(as_role, referral):
    client = as_role(Role.BODY_APPROVER, referral.body)

    response = answer(client, referral, response="partly-accepted")

    assert response.context["form"].errors == {
        "not_accepted": ["Say what is not accepted, and why"]
    }
    assert "We accept it." in response.content.decode()


def test_a_refusal_stands_in_the_error_summary(as_role, referral):
    before = referral.noticed_on - timedelta(days=1)
    client = as_role(Role.BODY_APPROVER, referral.body)

    response = answer(
        client,
        referral,
        answered_on_day=before.day,
        answered_on_month=before.month,
        answered_on_year=before.year,
    )

    assert "before the notice was sent" in response.content.decode()


def test_an_answered_one_is_not_answered_again(as_role):
    referral = ReferralFactory(accepted=True)
    client = as_role(Role.BODY_APPROVER, referral.body)

    page = client.get(f"/referrals/{referral.pk}/respond/").content.decode()
    typed = answer(client, referral, response="rejected").content.decode()

    assert "nothing more to answer" in page
    assert "nothing may follow that" in typed
    assert "We accept it." in typed
    referral.refresh_from_db()
    assert referral.response == "accepted"


def test_another_body_finds_nothing_here(as_role, referral):
    assert answer(as_role(Role.BODY_APPROVER), referral).status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_OFFICER, Role.AUDITOR])
def test_others_are_refused(client, referral, role):
    client.force_login(UserFactory(role=role))

    assert answer(client, referral).status_code == 403
