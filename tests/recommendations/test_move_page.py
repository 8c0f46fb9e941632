"""Moving a recommendation on: which step, and what the step has to be told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from bodies.models import Decision
from recommendations.lifecycle.recommendation import NEXT, Status
from recommendations.moves import STEPS
from recommendations.workflow import recommendation as workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DecisionFactory,
    MeetingFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

#: Those that have no page of their own.
HERE = [step for step in STEPS if not step.elsewhere]


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


def move(client, recommendation, step, **typed):
    return client.post(
        f"/recommendations/{recommendation.ref}/move/?step={step}",
        {"version": recommendation.version, **typed},
    )


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def status_of(recommendation):
    recommendation.refresh_from_db()
    return recommendation.status


def offered(client, recommendation):
    response = client.get(f"/recommendations/{recommendation.ref}/move/")
    return [step.slug for step in response.context["steps"]]


def test_every_step_of_the_lifecycle_but_an_answer_is_on_the_page():
    reached = {step.to for step in STEPS}

    assert reached == {to for after in NEXT.values() for to in after} - {
        Status.ACCEPTED,
        Status.REJECTED,
    }


def test_offers_the_steps_that_may_follow(governance):
    assert offered(governance, RecommendationFactory()) == [
        "adopt",
        "do-not-take-forward",
        "supersede",
    ]
    assert offered(governance, RecommendationFactory(superseded=True)) == []


def test_offers_an_approver_what_is_the_bodys(as_role):
    recommendation = RecommendationFactory(in_progress=True)
    client = as_role(Role.BODY_APPROVER, recommendation.lead_body)

    assert offered(client, recommendation) == ["report-complete"]


def test_adopts_with_a_decision_entered_on_the_way(governance):
    recommendation, lead, with_ = RecommendationFactory(), BodyFactory(), BodyFactory()
    meeting = MeetingFactory()
    typed = {"meeting": meeting.pk, "minute": "5", "lead_body": lead.pk, "contributors": [with_.pk]}

    response = move(governance, recommendation, "adopt", **typed)
    assert "This minute is not on record yet" in response.content.decode()

    response = move(governance, recommendation, "adopt", minute_words="Resolved.", **typed)
    assert response.headers["Location"] == recommendation.get_absolute_url()
    assert status_of(recommendation) == Status.ADOPTED
    assert recommendation.adopted_by.words == "Resolved."
    assert recommendation.contributors.get().body == with_


def test_a_decision_on_record_is_used_as_it_is(governance):
    recommendation, decision = RecommendationFactory(), DecisionFactory()

    move(
        governance,
        recommendation,
        "adopt",
        meeting=decision.meeting.pk,
        minute=decision.minute,
        minute_words="Other words.",
        lead_body=BodyFactory().pk,
    )

    assert status_of(recommendation) == Status.ADOPTED
    assert recommendation.adopted_by == decision
    assert Decision.objects.get().words == decision.words


def test_forwarding_has_a_page_of_its_own(governance):
    recommendation = RecommendationFactory(adopted=True)
    address = f"/recommendations/{recommendation.ref}/move/"

    assert "?step=forward" in governance.get(address).content.decode()
    answer = governance.get(f"{address}?step=forward")

    assert answer.url == f"/forward/?on={recommendation.ref}"


def test_starts_when_there_is_a_plan(governance):
    recommendation = RecommendationFactory(accepted=True)
    effect = {"intended_effect": "Survivors are heard.", "how_we_will_know": "A survey."}

    response = move(governance, recommendation, "start", **effect)
    assert "It needs at least one action" in response.content.decode()

    ActionFactory(recommendation=recommendation)
    move(governance, recommendation, "start", **effect)
    assert status_of(recommendation) == Status.IN_PROGRESS


def test_an_approver_reports_it_complete(as_role):
    recommendation = RecommendationFactory(in_progress=True)
    client = as_role(Role.BODY_APPROVER, recommendation.lead_body)

    response = move(client, recommendation, "report-complete", effect="Heard.")
    assert "These actions are still open" in response.content.decode()

    recommendation.action_links.all().delete()
    ActionFactory(recommendation=recommendation, verified=True)
    move(client, recommendation, "report-complete", effect="Heard.")
    assert status_of(recommendation) == Status.REPORTED_COMPLETE


def test_closes_reopens_and_returns(governance):
    recommendation, decision = RecommendationFactory(reported_complete=True), DecisionFactory()
    minuted = {"meeting": decision.meeting.pk, "minute": decision.minute}
    closing = {"outcome": "implemented", "impact": "not-assessed", **minuted}

    response = move(governance, recommendation, "close", **closing)
    assert "Say why the impact was not assessed" in response.content.decode()

    move(governance, recommendation, "close", **closing, impact_note="Too early.")
    assert status_of(recommendation) == Status.CLOSED
    move(governance, recommendation, "reopen", reason="It did not last.")
    assert status_of(recommendation) == Status.IN_PROGRESS

    claimed = RecommendationFactory(reported_complete=True)
    move(governance, claimed, "return", missing="The minutes.")
    assert status_of(claimed) == Status.IN_PROGRESS


def test_stops_and_revives(governance):
    recommendation, decision = RecommendationFactory(accepted=True), DecisionFactory()
    minuted = {"meeting": decision.meeting.pk, "minute": decision.minute}

    move(governance, recommendation, "do-not-progress", reason="No money", risk="Cases", **minuted)
    assert status_of(recommendation) == Status.NOT_PROGRESSED
    move(governance, recommendation, "revive", reason="Money came")
    assert status_of(recommendation) == Status.IN_PROGRESS

    suggested = RecommendationFactory()
    move(governance, suggested, "do-not-take-forward", reason="Done already", **minuted)
    assert status_of(suggested) == Status.NOT_TAKEN_FORWARD


def test_supersedes_by_reference(governance):
    old, new = RecommendationFactory(), RecommendationFactory()

    response = move(governance, old, "supersede", successor="NOTHING", reason="Wider")
    assert "No recommendation has this reference" in response.content.decode()

    move(governance, old, "supersede", successor=new.ref, reason="Wider")
    assert status_of(old) == Status.SUPERSEDED
    assert old.links_on.get().later == new


def test_a_step_that_may_not_follow_is_not_offered(governance):
    recommendation = RecommendationFactory()

    response = governance.get(f"/recommendations/{recommendation.ref}/move/?step=close")

    assert "What has happened?" in response.content.decode()


@pytest.mark.parametrize("step", [step.slug for step in HERE if step.slug != "adopt"])
def test_a_step_that_may_not_follow_any_more_saves_nothing(governance, step):
    recommendation = RecommendationFactory(lead_body=None)

    response = move(governance, recommendation, step, reason="It was wider.")

    assert response.status_code == 200
    assert status_of(recommendation) == Status.SUGGESTED


def test_a_step_that_somebody_else_took_first_is_refused_over_what_was_typed(governance):
    recommendation = RecommendationFactory(closed=True)
    seen = recommendation.version
    other = UserFactory(role=Role.GOVERNANCE, name="Other officer")
    workflow.reopen(recommendation, reason="Found wanting", by=other)

    response = move(governance, recommendation, "reopen", version=seen, reason="It did not last.")
    assert "Other officer changed this" in response.content.decode()
    assert "Found wanting" in response.content.decode()

    recommendation.refresh_from_db()
    response = move(governance, recommendation, "reopen", reason="It did not last.")
    assert "It did not last." in response.content.decode()
    assert response.context["form"].non_field_errors()
    assert recommendation.history.count() == 2


def test_a_step_is_not_dated_in_the_future(governance):
    recommendation = RecommendationFactory(closed=True)
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = move(
        governance, recommendation, "reopen", reason="Why", **day("effective_on", tomorrow)
    )

    assert set(response.context["form"].errors) == {"effective_on"}
    assert status_of(recommendation) == Status.CLOSED


def test_shows_what_changed_meanwhile(governance):
    recommendation = RecommendationFactory(closed=True)
    recommendation.version = 4
    recommendation.save()

    response = governance.post(
        f"/recommendations/{recommendation.ref}/move/?step=reopen",
        {"version": 3, "reason": "It did not last."},
    )

    assert "while you were typing" in response.content.decode()
    assert "It did not last." in response.content.decode()
    assert status_of(recommendation) == Status.CLOSED


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_OFFICER, Role.ADMIN, Role.AUDITOR])
def test_readers_and_officers_are_refused(client, role):
    recommendation = RecommendationFactory()
    client.force_login(UserFactory(role=role))

    assert client.get(f"/recommendations/{recommendation.ref}/move/").status_code == 403


def test_an_approver_of_another_body_finds_nothing(as_role):
    recommendation = RecommendationFactory(in_progress=True)
    client = as_role(Role.BODY_APPROVER)

    assert move(client, recommendation, "report-complete", effect="Done").status_code == 404


def test_bodies_that_are_not_in_the_list_are_refused(governance):
    recommendation = RecommendationFactory()

    response = move(governance, recommendation, "adopt", contributors=["9" * 30, "x", "\0"])

    assert response.context["form"].errors["contributors"] == ["Choose bodies from the list"]


def test_a_successor_with_nul_in_its_reference_is_not_known(governance):
    recommendation = RecommendationFactory()

    response = move(governance, recommendation, "supersede", successor="\0", reason="Merged")

    assert response.context["form"].errors["successor"] == ["No recommendation has this reference"]


@pytest.mark.parametrize("step", HERE, ids=lambda step: step.slug)
def test_every_answer_that_is_missing_is_asked_for_by_name(step):
    recommendation = RecommendationFactory(adopted=True)
    user = {"user": UserFactory()} if step.slug == "supersede" else {}

    errors = step.form({"version": "1"}, thing=recommendation, **user).errors

    assert "This field is required." not in str(errors)
