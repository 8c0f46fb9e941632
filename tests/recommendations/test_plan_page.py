"""Adding an action to a recommendation's plan, and taking a request for an answer back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.models import Action, Recommendation
from recommendations.workflow.plan import approve_plan, change_plan, return_plan
from recommendations.workflow.recommendation import start
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    RecommendationFactory,
    UserFactory,
)

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


# How far it is agreed


def plan_of(action):
    served = action.recommendation_links.get().recommendation
    return f"/recommendations/{served.ref}/plan/"


@pytest.mark.parametrize(
    ("role", "standing"),
    [
        (Role.BODY_OFFICER, "proposed"),
        (Role.BODY_APPROVER, "approved"),
        (Role.GOVERNANCE, "agreed"),
    ],
)
def test_an_action_stands_as_far_as_who_adds_it_may_say(role, standing, as_role):
    recommendation = RecommendationFactory(accepted=True)
    client = as_role(role, recommendation.lead_body if role != Role.GOVERNANCE else None)

    client.post(address(recommendation), typed(recommendation.lead_body))

    assert Action.objects.get().plan_standing == standing


def test_bodies_that_contribute_are_part_of_the_plan(as_role):
    recommendation = RecommendationFactory(accepted=True)
    lead, other = recommendation.lead_body, BodyFactory()
    client = as_role(Role.BODY_OFFICER, lead)

    client.post(address(recommendation), typed(lead, contributors=[other.pk, lead.pk]))

    assert [one.body for one in Action.objects.get().contributors.all()] == [other]


def test_plan_goes_from_officer_to_approver_to_governance(client):
    action = ActionFactory(proposed=True, lead_body=BodyFactory())
    body = action.lead_body
    approver = UserFactory(role=Role.BODY_APPROVER, body=body)
    governance = UserFactory(role=Role.GOVERNANCE)
    page = plan_of(action)

    client.force_login(governance)
    refused = client.post(page, {"do": "agree", "on": action.ref})
    assert f"waits for the approver of {body}" in refused.content.decode()
    assert f'value="{action.ref}" id="on-{action.ref}" checked' in refused.content.decode()

    client.force_login(approver)
    assert page in client.get("/my-work/").content.decode()
    client.post(page, {"do": "approve", "on": action.ref})
    assert Action.objects.get().plan_standing == "approved"

    client.force_login(governance)
    assert page in client.get("/governance/").content.decode()
    client.post(page, {"do": "agree", "on": action.ref})
    assert Action.objects.get().plan_standing == "agreed"


def test_governance_agrees_at_once_where_nobody_approves_for_the_body(as_role):
    action = ActionFactory(proposed=True, lead_body=BodyFactory())
    client = as_role(Role.GOVERNANCE)

    assert plan_of(action) in client.get("/governance/").content.decode()
    client.post(plan_of(action), {"do": "agree", "on": action.ref})

    assert Action.objects.get().plan_standing == "agreed"


def test_a_plan_is_returned_with_what_has_to_change_and_proposed_again(client):
    action = ActionFactory(approved=True, lead_body=BodyFactory())
    officer = UserFactory(role=Role.BODY_OFFICER, body=action.lead_body)
    page = plan_of(action)
    client.force_login(UserFactory(role=Role.GOVERNANCE))

    unsaid = client.post(page, {"do": "return", "on": action.ref}).content.decode()
    assert "Say what has to change" in unsaid
    client.post(page, {"do": "return", "on": action.ref, "note": "Say who leads."})

    client.force_login(officer)
    assert "To change: Say who leads." in client.get("/my-work/").content.decode()
    day = timezone.localdate() + timedelta(days=50)
    changed = {
        "version": 2,
        "title": "Hold a survey each spring",
        "lead_post": "Head of service",
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
    }
    client.post(f"/actions/{action.ref}/plan/", changed)

    action.refresh_from_db()
    assert (action.plan_standing, action.plan_note) == ("proposed", "")
    assert (action.due_on, action.original_due_on, action.times_moved) == (day, day, 0)
    assert action.title == "Hold a survey each spring"


def test_nothing_chosen_is_said_and_the_note_is_kept(as_role):
    action = ActionFactory(approved=True)

    page = as_role(Role.GOVERNANCE).post(
        plan_of(action), {"do": "return", "note": "Say who leads."}
    )

    assert "Choose at least one action" in page.content.decode()
    assert "Say who leads." in page.content.decode()


def test_what_is_agreed_is_changed_by_no_form(as_role):
    action = ActionFactory(plan_standing="agreed", lead_body=BodyFactory())
    client = as_role(Role.BODY_OFFICER, action.lead_body)

    assert "no longer a proposal" in client.get(f"/actions/{action.ref}/plan/").content.decode()
    day = timezone.localdate() + timedelta(days=50)
    refused = client.post(
        f"/actions/{action.ref}/plan/",
        {
            "version": 1,
            "title": "Another",
            "due_on_day": day.day,
            "due_on_month": day.month,
            "due_on_year": day.year,
        },
    )

    assert "no longer a proposal" in refused.content.decode()
    assert Action.objects.get().title == action.title


def test_a_proposal_alone_neither_starts_a_recommendation_nor_counts_as_its_plan():
    early = timezone.localdate() - timedelta(days=60)
    one = RecommendationFactory(accepted=True, status_on=early)
    action = ActionFactory(
        recommendation=one, proposed=True, due_on=timezone.localdate(), lead_body=one.lead_body
    )
    approver = UserFactory(role=Role.BODY_APPROVER, body=one.lead_body)
    told = {"intended_effect": "All heard.", "how_we_will_know": "A survey."}

    assert Recommendation.objects.plan_overdue(timezone.localdate()).exists()
    with pytest.raises(NotAllowed, match="only proposed"):
        start(one, by=approver, **told)

    approve_plan([action], by=approver)
    assert not Recommendation.objects.plan_overdue(timezone.localdate()).exists()
    start(one, by=approver, **told)


def test_what_is_done_already_goes_on_to_its_claim(as_role):
    recommendation = RecommendationFactory(accepted=True)
    client = as_role(Role.BODY_OFFICER, recommendation.lead_body)
    told = typed(recommendation.lead_body, already_done="on")
    told = {name: value for name, value in told.items() if not name.startswith("due_on")}

    answer = client.post(address(recommendation), told)

    action = Action.objects.get()
    assert (action.status, action.due_on) == ("in-progress", None)
    assert answer.url == f"/actions/{action.ref}/update/?status=reported-complete"
    assert client.get(answer.url).context["form"]["status"].value() == "reported-complete"


def test_what_is_not_done_needs_a_date(as_role):
    recommendation = RecommendationFactory(accepted=True)
    client = as_role(Role.BODY_OFFICER, recommendation.lead_body)
    told = typed(recommendation.lead_body)
    told = {name: value for name, value in told.items() if not name.startswith("due_on")}

    answer = client.post(address(recommendation), told)

    assert set(answer.context["form"].errors) == {"due_on"}


def test_what_happened_tells_how_far_the_plan_went(as_role):
    action = ActionFactory(proposed=True, lead_body=BodyFactory())
    client = as_role(Role.BODY_APPROVER, action.lead_body)
    return_plan([action], note="Say who leads.", by=client.person)
    approve_plan([action], by=client.person)

    page = client.get(action.get_absolute_url()).content.decode()

    assert f"{action.ref}: plan approved by its body" in page


def test_statements_of_the_plan_are_the_same_for_one_and_for_many(as_role):
    client = as_role(Role.GOVERNANCE)
    recommendation = RecommendationFactory(accepted=True)

    def statements(number):
        for _ in range(number):
            action = ActionFactory(
                recommendation=recommendation, lead_body=BodyFactory(), approved=True
            )
            ActionContributorFactory(action=action)
        with CaptureQueriesContext(connection) as found:
            client.get(f"/recommendations/{recommendation.ref}/plan/")
        return len(found)

    statements(1)
    assert statements(1) == statements(4)


@pytest.mark.parametrize(
    ("role", "standing"),
    [
        (Role.BODY_OFFICER, "proposed"),
        (Role.BODY_APPROVER, "approved"),
        # It is for the body’s approver to stand by it.
        (Role.GOVERNANCE, "proposed"),
    ],
)
def test_who_changes_a_plan_says_no_more_than_they_may(role, standing):
    action = ActionFactory(proposed=True, lead_body=BodyFactory())
    person = UserFactory(role=role, body=None if role == Role.GOVERNANCE else action.lead_body)

    changed = change_plan(action, title="Hear everybody", due_on=action.due_on, by=person)

    assert changed.plan_standing == standing
