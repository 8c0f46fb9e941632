import pytest
from django.utils import timezone

from accounts.roles import Role
from recommendations.workflow import action as workflow
from reporting.home.work import work
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    EvidenceFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def police():
    return BodyFactory(police=True)


@pytest.fixture
def officer(police):
    return UserFactory(role=Role.BODY_OFFICER, body=police)


@pytest.fixture
def approver(police):
    return UserFactory(role=Role.BODY_APPROVER, body=police)


def groups(user):
    page = work(user, timezone.localdate())
    return {
        group.heading: [row.ref for row in group.rows]
        for group in [*page["to_do"], *page["waiting"]]
    }


def test_overdue_action_is_listed_once_with_its_reason(police, officer):
    action = ActionFactory(lead_body=police, overdue=True)

    page = work(officer, timezone.localdate())

    (group,) = page["to_do"]
    assert (group.heading, group.total) == ("Overdue", 1)
    assert group.rows[0].ref == action.ref
    assert group.rows[0].why == "7 days overdue, no update yet"


def test_another_bodys_action_is_not_listed(officer):
    ActionFactory(overdue=True)

    assert groups(officer) == {}


def test_action_of_a_part_of_the_body_is_listed(police, officer):
    action = ActionFactory(lead_body=BodyFactory(part_of=police), overdue=True)

    assert groups(officer) == {"Overdue": [action.ref]}


def test_response_owed_says_its_arithmetic(police, officer):
    referral = ReferralFactory(recommendation__lead_body=police)

    page = work(officer, timezone.localdate())

    (group,) = page["to_do"]
    assert group.heading == "Responses we owe"
    assert group.rows[0].why == referral.arithmetic
    assert group.rows[0].url == referral.recommendation.get_absolute_url()


def test_approver_is_led_to_the_answer_itself(police, approver):
    referral = ReferralFactory(recommendation__lead_body=police)

    (group,) = work(approver, timezone.localdate())["to_do"]

    assert group.rows[0].url == f"/referrals/{referral.pk}/respond/"


def test_returned_claim_comes_back_with_what_is_missing(police, officer):
    action = ActionFactory(lead_body=police, in_progress=True, overdue=True)
    EvidenceFactory(action=action)
    workflow.report_complete(action, completed_on=timezone.localdate(), effect="Used.", by=officer)
    workflow.return_claim(
        action, missing="Show how it is used.", by=UserFactory(role=Role.GOVERNANCE)
    )

    page = work(officer, timezone.localdate())

    (group,) = page["to_do"]
    assert group.heading == "Returned to us"
    assert group.rows[0].why.endswith("Show how it is used.")


def test_action_without_update_in_this_cycle_is_due_for_one(police, officer):
    action = ActionFactory(lead_body=police, in_progress=True, last_update_on=days_ago(200))

    assert groups(officer) == {"Updates due this quarter": [action.ref]}


def test_accepted_without_an_action_wants_a_plan(police, officer):
    recommendation = RecommendationFactory(accepted=True, lead_body=police)

    assert groups(officer) == {"Action plans to send": [recommendation.ref]}


def test_what_waits_for_others_is_listed_apart(police, officer):
    claimed = ActionFactory(lead_body=police, reported_complete=True)
    asked = DateChangeFactory(action__lead_body=police).action
    helped = ActionContributorFactory(body=police).action
    verified = ActionFactory(lead_body=police, verified=True)

    assert groups(officer) == {
        "New dates waiting for governance": [asked.ref],
        "Reported complete, waiting to be checked": [claimed.ref],
        "We contribute to": [helped.ref],
        "Verified in the last 90 days": [verified.ref],
    }


def test_nothing_to_do_says_until_when(police, officer, client):
    action = ActionFactory(lead_body=police, in_progress=True)
    client.force_login(officer)

    page = client.get("/").content.decode()

    day = f"{action.due_on.day} {action.due_on:%B %Y}"
    assert f"Nothing is due from {police.name} before {day}." in page


def test_posts_that_nobody_holds_are_said(police, officer):
    def vacant():
        return [role for _, role, _ in work(officer, timezone.localdate())["vacant"]]

    assert vacant() == ["body approver"]
    UserFactory(role=Role.BODY_APPROVER, body=police)
    assert vacant() == []
