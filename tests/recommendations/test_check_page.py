"""Governance checks a claim, opens an action again, or cancels one."""

import pytest

from accounts.roles import Role
from recommendations.lifecycle.action import Status
from recommendations.workflow import action as workflow
from tests.factories import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


def post(client, action, **typed):
    return client.post(f"/actions/{action.ref}/check/", {"version": action.version, **typed})


def status_of(action):
    action.refresh_from_db()
    return action.status


def test_shows_the_claim_and_its_evidence(governance):
    action = ActionFactory(reported_complete=True)

    page = governance.get(f"/actions/{action.ref}/check/").content.decode()

    assert action.effect in page
    assert action.evidence.get().title in page


def test_verifies_a_claim(governance):
    action = ActionFactory(reported_complete=True)

    response = post(governance, action, decision="verify")

    assert response.headers["Location"] == action.get_absolute_url()
    assert status_of(action) == Status.VERIFIED
    assert action.verified_by == governance.person


def test_sends_a_claim_back_with_what_is_missing(governance):
    action = ActionFactory(reported_complete=True)

    response = post(governance, action, decision="return")
    assert set(response.context["form"].errors) == {"note"}

    post(governance, action, decision="return", note="The minutes are missing.")
    assert status_of(action) == Status.IN_PROGRESS
    assert action.history.first().history_change_reason == "The minutes are missing."


def test_refuses_the_claimant(governance):
    action = ActionFactory(reported_complete=True, claimed_by=governance.person)

    response = post(governance, action, decision="verify")

    assert "You submitted this claim" in response.content.decode()
    assert status_of(action) == Status.REPORTED_COMPLETE


def test_opens_a_verified_action_again(governance):
    action = ActionFactory(verified=True)

    post(governance, action, reason="It did not last.")

    assert status_of(action) == Status.IN_PROGRESS


def test_cancels_an_open_action(governance):
    action = ActionFactory(in_progress=True)

    response = post(governance, action, reason="Done elsewhere.")
    assert set(response.context["form"].errors) == {"approved_by_whom"}

    post(governance, action, reason="Done elsewhere.", approved_by_whom="The board")
    assert status_of(action) == Status.CANCELLED


def test_a_cancelled_action_leaves_nothing_to_decide(governance):
    action = ActionFactory(cancelled=True)

    assert "there is nothing to decide" in (
        governance.get(f"/actions/{action.ref}/check/").content.decode()
    )
    assert post(governance, action, reason="Again").status_code == 200


def test_shows_what_changed_meanwhile(governance):
    action = ActionFactory(in_progress=True)
    action.version = 5
    action.save()

    response = governance.post(
        f"/actions/{action.ref}/check/",
        {"version": 4, "reason": "Done elsewhere.", "approved_by_whom": "The board"},
    )

    assert "while you were typing" in response.content.decode()
    assert status_of(action) == Status.IN_PROGRESS


def test_a_claim_that_somebody_else_checked_first_is_not_opened_again_by_mistake(governance):
    action = ActionFactory(reported_complete=True)
    seen = action.version
    workflow.verify(action, by=UserFactory(role=Role.GOVERNANCE, name="Other officer"))
    typed = {"step": "check", "decision": "return", "note": "The minutes are missing."}

    response = post(governance, action, version=seen, **typed)
    assert "Other officer changed this" in response.content.decode()

    action.refresh_from_db()
    response = post(governance, action, **typed)
    assert response.context["form"].non_field_errors()
    assert "The minutes are missing." in response.content.decode()
    assert status_of(action) == Status.VERIFIED


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_OFFICER, Role.BODY_APPROVER, Role.ADMIN])
def test_others_are_refused(client, role):
    action = ActionFactory(reported_complete=True)
    body = action.lead_body if role in (Role.BODY_OFFICER, Role.BODY_APPROVER) else None
    client.force_login(UserFactory(role=role, body=body))

    assert post(client, action, decision="verify").status_code == 403
    assert status_of(action) == Status.REPORTED_COMPLETE
