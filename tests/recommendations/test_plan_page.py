"""Adding an action to a recommendation's plan, and taking a request for an answer back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from recommendations.models import Action
from tests.factories import ActionFactory, BodyFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


def typed(body, **more):
    due = timezone.localdate() + timedelta(days=90)
    today = timezone.localdate()
    return {
        "title": "Hold a yearly survey",
        "lead_body": body.pk,
        "due_on_day": due.day,
        "due_on_month": due.month,
        "due_on_year": due.year,
        "opened_on_day": today.day,
        "opened_on_month": today.month,
        "opened_on_year": today.year,
    } | more


def address(recommendation):
    return f"/recommendations/{recommendation.ref}/actions/new/"


def test_adds_an_action_under_the_next_reference(as_role):
    recommendation = RecommendationFactory(ref="A-R4", accepted=True)
    ActionFactory(ref="A-R4.9", recommendation=recommendation)
    client = as_role(Role.BODY_OFFICER, recommendation.lead_body)

    response = client.post(address(recommendation), typed(recommendation.lead_body))

    action = Action.objects.get(ref="A-R4.10")
    assert response.headers["Location"] == action.get_absolute_url()
    assert action.recommendation_links.get().recommendation == recommendation
    assert action.original_due_on == action.due_on


def test_a_body_plans_for_itself_alone(as_role):
    recommendation = RecommendationFactory(accepted=True)
    client = as_role(Role.BODY_OFFICER, recommendation.lead_body)

    response = client.post(address(recommendation), typed(BodyFactory()))

    assert set(response.context["form"].errors) == {"lead_body"}
    assert not Action.objects.exists()


def test_governance_plans_for_any_body(as_role):
    recommendation, body = RecommendationFactory(accepted=True), BodyFactory()

    as_role(Role.GOVERNANCE).post(address(recommendation), typed(body))

    assert Action.objects.get().lead_body == body


def test_says_what_is_missing(as_role):
    recommendation = RecommendationFactory(accepted=True)
    given = typed(recommendation.lead_body, title="", due_on_day="")

    response = as_role(Role.GOVERNANCE).post(address(recommendation), given)

    assert set(response.context["form"].errors) == {"title", "due_on"}


def test_nothing_is_planned_before_it_is_accepted(as_role):
    recommendation = RecommendationFactory(awaiting=True)
    client = as_role(Role.GOVERNANCE)

    page = client.get(address(recommendation)).content.decode()
    response = client.post(address(recommendation), typed(recommendation.lead_body))

    assert "Actions are planned once it is accepted" in page
    assert "<form method" not in page.partition("<main")[2]
    assert response.context["form"].non_field_errors() == [
        "It is awaiting response. Actions are planned once it is accepted."
    ]
    assert not Action.objects.exists()


def test_a_body_without_a_part_in_it_finds_nothing(as_role):
    assert (
        as_role(Role.BODY_OFFICER).get(address(RecommendationFactory(accepted=True))).status_code
        == 404
    )


def test_members_are_refused(as_role):
    assert as_role(Role.MEMBER).get(address(RecommendationFactory())).status_code == 403


def test_governance_withdraws_a_request(as_role):
    referral = RecommendationFactory(awaiting=True).referrals.get()
    client = as_role(Role.GOVERNANCE)
    page = f"/referrals/{referral.pk}/withdraw/"
    assert set(client.post(page, {"reason": ""}).context["form"].errors) == {"reason"}

    client.post(page, {"version": referral.version, "reason": "It has merged."})

    referral.refresh_from_db()
    assert referral.status == "withdrawn"
    assert "There is nothing to withdraw" in client.get(page).content.decode()


def test_pressing_twice_adds_one_action(as_role):
    recommendation = RecommendationFactory(accepted=True)
    client = as_role(Role.BODY_OFFICER, recommendation.lead_body)

    client.post(address(recommendation), typed(recommendation.lead_body))
    second = client.post(address(recommendation), typed(recommendation.lead_body))

    known = Action.objects.get()
    assert second.context["form"].errors["title"] == [
        f"{known.ref} has this title already. Give another title, or update that one."
    ]
