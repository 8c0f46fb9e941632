"""What people do to a recommendation: who may, from where, with what, and what stays on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Recommendation, Referral
from recommendations.workflow import recommendation as workflow
from recommendations.workflow import referral as referral_workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    ClockRuleFactory,
    DecisionFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

S = Status


def today():
    return timezone.localdate()


def adopt(recommendation, by, **extra):
    particulars = {"decision": DecisionFactory(), "lead_body": BodyFactory()}
    return workflow.adopt(recommendation, **{**particulars, "by": by, **extra})


def forward(recommendation, by, **extra):
    notice = {
        "body": recommendation.lead_body,
        "rule": ClockRuleFactory(),
        "noticed_on": today() - timedelta(days=3),
    }
    return workflow.forward(recommendation, **{"to": [notice], "by": by, **extra})


def start(recommendation, by, **extra):
    particulars = {"intended_effect": "Every case found", "how_we_will_know": "An audit"}
    return workflow.start(recommendation, **{**particulars, "by": by, **extra})


def report_complete(recommendation, by, **extra):
    return workflow.report_complete(recommendation, **{"effect": "None missed", "by": by, **extra})


def return_claim(recommendation, by, **extra):
    return workflow.return_claim(recommendation, **{"missing": "The audit", "by": by, **extra})


def close(recommendation, by, **extra):
    particulars = {"decision": DecisionFactory(), "outcome": "implemented", "impact": "shown"}
    return workflow.close(recommendation, **{**particulars, "by": by, **extra})


def reopen(recommendation, by, **extra):
    return workflow.reopen(recommendation, **{"reason": "It did not last", "by": by, **extra})


def revive(recommendation, by, **extra):
    return workflow.revive(recommendation, **{"reason": "Money was found", "by": by, **extra})


def do_not_progress(recommendation, by, **extra):
    particulars = {"reason": "No money", "risk": "Missed cases", "decision": DecisionFactory()}
    return workflow.do_not_progress(recommendation, **{**particulars, "by": by, **extra})


def do_not_take_forward(recommendation, by, **extra):
    particulars = {"reason": "Done already", "decision": DecisionFactory()}
    return workflow.do_not_take_forward(recommendation, **{**particulars, "by": by, **extra})


def supersede(recommendation, by, **extra):
    if "successor" not in extra:
        extra["successor"] = RecommendationFactory()
    return workflow.supersede(recommendation, **{"reason": "Put more widely", "by": by, **extra})


#: Verb, the statuses from which it may be taken, and where it leads.
VERBS = [
    (adopt, (S.SUGGESTED, S.NOT_TAKEN_FORWARD), S.ADOPTED),
    (forward, (S.ADOPTED, S.REJECTED, S.NOT_PROGRESSED), S.AWAITING_RESPONSE),
    (start, (S.ACCEPTED,), S.IN_PROGRESS),
    (report_complete, (S.ACCEPTED, S.IN_PROGRESS), S.REPORTED_COMPLETE),
    (return_claim, (S.REPORTED_COMPLETE,), S.IN_PROGRESS),
    (close, (S.REPORTED_COMPLETE,), S.CLOSED),
    (reopen, (S.CLOSED,), S.IN_PROGRESS),
    (revive, (S.NOT_PROGRESSED,), S.IN_PROGRESS),
    (
        do_not_progress,
        (S.AWAITING_RESPONSE, S.ACCEPTED, S.REJECTED, S.IN_PROGRESS),
        S.NOT_PROGRESSED,
    ),
    (do_not_take_forward, (S.SUGGESTED, S.ADOPTED), S.NOT_TAKEN_FORWARD),
    (
        supersede,
        (S.SUGGESTED, S.ADOPTED, S.AWAITING_RESPONSE, S.ACCEPTED, S.REJECTED, S.IN_PROGRESS),
        S.SUPERSEDED,
    ),
]
ALLOWED = [(verb, current, new) for verb, froms, new in VERBS for current in froms]
REFUSED = [(verb, current) for verb, froms, _ in VERBS for current in S if current not in froms]
OF_THE_LEAD_BODY = (start, report_complete)


def named(value):
    return getattr(value, "__name__", None)


TRAITS = {S.SUGGESTED: {}, S.AWAITING_RESPONSE: {"awaiting": True}}


def ready(status, **fields):
    """A recommendation in `status` with a lead and a settled action with evidence, so that a
    refusal is for the step and for nothing else."""
    trait = TRAITS.get(status, {status.name.lower(): True})
    recommendation = RecommendationFactory(**{"lead_body": BodyFactory(), **trait, **fields})
    recommendation.action_links.exclude(action__status="reported-complete").delete()
    ActionFactory(recommendation=recommendation, reported_complete=True)
    return recommendation


def test_what_is_closed_is_looked_at_again_and_stays_closed():
    governance = UserFactory(role=Role.GOVERNANCE)
    closed = RecommendationFactory(closed=True, impact="not-shown-yet")
    again = timezone.localdate() + timedelta(days=180)

    seen = workflow.follow_up(
        closed, finding="It is used.", impact="shown", again_on=again, by=governance
    )

    assert (seen.status, seen.impact, seen.impact_note) == (Status.CLOSED, "shown", "It is used.")
    assert seen.follow_up_on == again
    with pytest.raises(NotAllowed, match="a later one"):
        workflow.follow_up(seen, finding="x", again_on=timezone.localdate(), by=governance)
    with pytest.raises(NotAllowed, match="What is closed"):
        workflow.follow_up(RecommendationFactory(in_progress=True), finding="x", by=governance)


@pytest.mark.parametrize(("verb", "current", "new"), ALLOWED, ids=named)
def test_verb_moves_the_recommendation_and_says_who_when_and_why(verb, current, new, governance):
    recommendation = ready(current)
    day = today() - timedelta(days=2)

    verb(recommendation, governance, effective_on=day)

    recommendation.refresh_from_db()
    last = recommendation.history.latest()
    assert (recommendation.status, recommendation.status_on) == (new, day)
    assert (last.status, last.effective_on) == (new, day)
    assert (last.history_user, last.actor_label) == (governance, governance.name)
    assert recommendation.version == 2


@pytest.mark.parametrize(("verb", "current"), REFUSED, ids=named)
def test_verb_is_refused_from_any_other_status(verb, current, governance, everything):
    recommendation = ready(current)
    particulars = {"successor": RecommendationFactory()} if verb is supersede else {}
    before = everything()

    with pytest.raises(NotAllowed):
        verb(recommendation, governance, **particulars)

    assert everything() == before


@pytest.mark.parametrize("verb", [v for v, _, _ in VERBS if v not in OF_THE_LEAD_BODY], ids=named)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_step_of_governance_is_refused_to_everybody_else(verb, role, everything):
    recommendation = ready(next(froms for v, froms, _ in VERBS if v is verb)[0])
    person = UserFactory(role=role, body=recommendation.lead_body)
    particulars = {"successor": RecommendationFactory()} if verb is supersede else {}
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        verb(recommendation, person, **particulars)

    assert everything() == before


@pytest.mark.parametrize("verb", OF_THE_LEAD_BODY, ids=named)
def test_approver_of_the_lead_body_plans_and_reports(verb, police, approver):
    recommendation = ready(S.ACCEPTED, lead_body=police)

    verb(recommendation, approver)

    recommendation.refresh_from_db()
    assert recommendation.status != S.ACCEPTED


@pytest.mark.parametrize("verb", OF_THE_LEAD_BODY, ids=named)
@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_OFFICER, Role.ADMIN, Role.AUDITOR, None])
def test_others_of_the_lead_body_neither_plan_nor_report(verb, role, police, everything):
    recommendation = ready(S.ACCEPTED, lead_body=police)
    person = UserFactory(role=role, body=police if role else None)
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        verb(recommendation, person)

    assert everything() == before


@pytest.mark.parametrize("verb", OF_THE_LEAD_BODY, ids=named)
def test_approver_of_another_body_neither_plans_nor_reports(verb, outsider, everything):
    recommendation = ready(S.ACCEPTED)
    before = everything()

    with pytest.raises(NotAllowed, match="another body"):
        verb(recommendation, outsider)

    assert everything() == before


MISSING = [
    (adopt, {"decision": None}, "meeting and the minute"),
    (adopt, {"lead_body": None}, "body that leads"),
    (forward, {"to": []}, "at least one body"),
    (start, {"intended_effect": ""}, "effect is intended"),
    (start, {"how_we_will_know": ""}, "how we will know"),
    (report_complete, {"effect": " "}, "what effect"),
    (return_claim, {"missing": ""}, "missing"),
    (close, {"decision": None}, "meeting and the minute"),
    (close, {"outcome": ""}, "outcome"),
    (close, {"impact": ""}, "impact"),
    (close, {"impact": "not-assessed"}, "not assessed"),
    (reopen, {"reason": " "}, "Say why"),
    (revive, {"reason": " "}, "Say why"),
    (do_not_progress, {"reason": ""}, "Say why"),
    (do_not_progress, {"risk": " "}, "risk"),
    (do_not_progress, {"decision": None}, "minute"),
    (do_not_take_forward, {"reason": ""}, "Say why"),
    (do_not_take_forward, {"decision": None}, "minute"),
    (supersede, {"successor": None}, "takes its place"),
    (supersede, {"reason": ""}, "Say why"),
]


@pytest.mark.parametrize(("verb", "without", "words"), MISSING, ids=named)
def test_verb_says_what_is_missing_and_saves_nothing(verb, without, words, governance, everything):
    recommendation = ready(next(froms for v, froms, _ in VERBS if v is verb)[0])
    if verb is supersede:
        without = {"successor": RecommendationFactory(), **without}
    before = everything()

    with pytest.raises(NotAllowed, match=words):
        verb(recommendation, governance, **without)

    assert everything() == before


@pytest.mark.parametrize("verb", [verb for verb, _, _ in VERBS], ids=named)
def test_verb_refuses_a_day_to_come(verb, governance):
    recommendation = ready(next(froms for v, froms, _ in VERBS if v is verb)[0])

    with pytest.raises(NotAllowed, match="future"):
        verb(recommendation, governance, effective_on=today() + timedelta(days=1))

    recommendation.refresh_from_db()
    assert recommendation.version == 1


def test_adoption_takes_its_day_and_committee_from_the_minute(governance):
    decision = DecisionFactory()
    contributors = [BodyFactory(), BodyFactory()]
    recommendation = RecommendationFactory()

    adopt(
        recommendation,
        governance,
        decision=decision,
        contributors=contributors,
        adopted_words="The partners must do it.",
    )

    recommendation.refresh_from_db()
    assert recommendation.status_on == decision.meeting.held_on
    assert recommendation.committee == decision.meeting.body
    assert recommendation.published_words == "The partners should do it."
    assert recommendation.adopted_words == "The partners must do it."
    assert {c.body for c in recommendation.contributors.all()} == set(contributors)


def test_decision_of_a_meeting_to_come_decides_nothing(governance):
    decision = DecisionFactory(meeting=MeetingFactory(coming=True))

    with pytest.raises(NotAllowed, match="future"):
        adopt(RecommendationFactory(), governance, decision=decision)


def test_each_body_gets_a_clock_of_its_own(governance):
    recommendation = RecommendationFactory(adopted=True)
    two_months = ClockRuleFactory()
    days = ClockRuleFactory(length=28, unit="days", duty="asked", first_day_counted=False)
    partner, noticed_on = BodyFactory(), today() - timedelta(days=3)

    forward(
        recommendation,
        governance,
        to=[
            {"body": recommendation.lead_body, "rule": two_months, "noticed_on": noticed_on},
            {"body": partner, "rule": days, "noticed_on": noticed_on, "received_on": today()},
        ],
    )

    lead, other = Referral.objects.order_by("pk")
    assert lead.due_on == two_months.last_day(noticed_on)
    assert (other.due_on, other.duty) == (today() + timedelta(days=28), "asked")


def test_notice_goes_to_the_lead_body_too(governance, everything):
    recommendation = RecommendationFactory(adopted=True)
    notice = {"body": BodyFactory(), "rule": ClockRuleFactory(), "noticed_on": today()}
    before = everything()

    with pytest.raises(NotAllowed, match="leads"):
        forward(recommendation, governance, to=[notice])

    assert everything() == before


def test_receipt_before_the_notice_is_refused_and_no_clock_starts(governance, everything):
    recommendation = RecommendationFactory(adopted=True)
    notice = {
        "body": recommendation.lead_body,
        "rule": ClockRuleFactory(),
        "noticed_on": today(),
        "received_on": today() - timedelta(days=1),
    }
    before = everything()

    with pytest.raises(NotAllowed, match="before the notice"):
        forward(recommendation, governance, to=[notice])

    assert everything() == before


@pytest.mark.parametrize("fields", [{"due_on": None}, {"lead_body": None}])
def test_plan_without_owner_or_date_is_not_a_plan(fields, governance):
    recommendation = RecommendationFactory(accepted=True)
    action = ActionFactory(recommendation=recommendation)
    for name, value in fields.items():
        setattr(action, name, value)
    action.original_due_on = action.due_on
    action.save()

    with pytest.raises(NotAllowed, match="at least one action"):
        start(recommendation, governance)


def test_claim_names_the_actions_that_are_still_open(approver, police):
    recommendation = RecommendationFactory(in_progress=True, lead_body=police)
    action = recommendation.action_links.get().action

    with pytest.raises(NotAllowed, match=action.ref):
        report_complete(recommendation, approver)


def test_claim_needs_evidence_on_some_action(approver, police):
    recommendation = RecommendationFactory(accepted=True, lead_body=police)
    ActionFactory(recommendation=recommendation, cancelled=True)

    with pytest.raises(NotAllowed, match="evidence"):
        report_complete(recommendation, approver)


def test_claimant_cannot_close_though_in_governance(governance, colleague, everything):
    recommendation = ready(S.IN_PROGRESS)
    report_complete(recommendation, governance)
    decision = DecisionFactory()
    before = everything()

    with pytest.raises(NotAllowed, match="somebody else"):
        close(recommendation, governance, decision=decision)

    assert everything() == before
    close(recommendation, colleague, decision=decision)
    recommendation.refresh_from_db()
    assert (recommendation.status, recommendation.closed_by) == (S.CLOSED, decision)
    assert recommendation.status_on == decision.meeting.held_on


def test_reopening_empties_the_outcome_and_history_keeps_it(governance):
    recommendation = RecommendationFactory(closed=True)

    reopen(recommendation, governance)

    recommendation.refresh_from_db()
    assert (recommendation.outcome, recommendation.impact, recommendation.closed_by) == (
        "",
        "",
        None,
    )
    assert recommendation.history.earliest().outcome == "implemented"


@pytest.mark.parametrize("verb", [do_not_progress, supersede], ids=named)
def test_clocks_stop_when_nobody_need_answer_any_more(verb, governance):
    recommendation = RecommendationFactory(awaiting=True)
    answered = ReferralFactory(recommendation=recommendation, body=BodyFactory(), accepted=True)

    verb(recommendation, governance)

    assert recommendation.referrals.get(body=recommendation.lead_body).status == "withdrawn"
    assert recommendation.referrals.get(pk=answered.pk).status == "answered"


def test_recommendation_stopped_while_waiting_can_be_sent_again(governance):
    recommendation = RecommendationFactory(awaiting=True)
    do_not_progress(recommendation, governance)

    forward(recommendation, governance)

    recommendation.refresh_from_db()
    assert (recommendation.status, recommendation.risk_of_not_doing) == (S.AWAITING_RESPONSE, "")
    assert recommendation.referrals.unanswered().count() == 1


def test_successor_is_linked_once(governance):
    recommendation, successor = RecommendationFactory(), RecommendationFactory()

    supersede(recommendation, governance, successor=successor)

    link = recommendation.links_on.get()
    assert (link.later, link.kind) == (successor, "supersedes")


def test_recommendation_does_not_take_its_own_place(governance):
    recommendation = RecommendationFactory()

    with pytest.raises(NotAllowed, match="own place"):
        supersede(recommendation, governance, successor=recommendation)


def test_two_people_at_once_are_settled_by_the_first(governance, colleague):
    recommendation = RecommendationFactory()
    seen_by_both = Recommendation.objects.get(pk=recommendation.pk)
    do_not_take_forward(recommendation, governance)

    with pytest.raises(NotAllowed):
        supersede(seen_by_both, colleague)

    recommendation.refresh_from_db()
    assert (recommendation.status, recommendation.version) == (S.NOT_TAKEN_FORWARD, 2)


@pytest.mark.parametrize("status", [s for s in S if s not in workflow.STATED])
def test_recommendation_is_not_taken_on_in_a_status_that_is_decided_here(status):
    with pytest.raises(NotAllowed, match="decided here"):
        workflow.new(ref="R1", title="Train", status=status, status_on=today())


def answer(referral, by, **extra):
    particulars = {
        "response": "accepted",
        "words": "We accept it.",
        "decision_maker": "Chief constable",
        "answered_on": today(),
    }
    return referral_workflow.answer(referral, **{**particulars, "by": by, **extra})


@pytest.fixture
def referral(police):
    return RecommendationFactory(awaiting=True, lead_body=police).referrals.get()


@pytest.mark.parametrize(
    ("response", "status"),
    [
        ("accepted", S.ACCEPTED),
        ("partly-accepted", S.ACCEPTED),
        ("rejected", S.REJECTED),
    ],
)
def test_answer_of_the_lead_body_moves_the_recommendation(response, status, referral, approver):
    day = today() - timedelta(days=1)

    answer(referral, approver, response=response, not_accepted="The date", answered_on=day)

    referral.refresh_from_db()
    recommendation = referral.recommendation
    assert (referral.status, referral.response) == ("answered", response)
    assert (referral.answered_by, referral.recorded_for_body) == (approver, False)
    assert (recommendation.status, recommendation.status_on) == (status, day)
    assert recommendation.history.latest().history_change_reason == "We accept it."


def test_answer_of_another_body_leaves_the_recommendation(referral, governance):
    other = ReferralFactory(recommendation=referral.recommendation, body=BodyFactory())

    answer(other, governance)

    referral.recommendation.refresh_from_db()
    assert referral.recommendation.status == S.AWAITING_RESPONSE


def test_answer_recorded_by_governance_says_so(referral, governance):
    assert answer(referral, governance).recorded_for_body


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_OFFICER, Role.ADMIN, Role.AUDITOR])
def test_answer_is_not_taken_from_other_roles(role, referral, everything):
    person = UserFactory(role=role, body=referral.body)
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        answer(referral, person)

    assert everything() == before


def test_answer_is_not_taken_from_another_body(referral, outsider, everything):
    before = everything()

    with pytest.raises(NotAllowed, match="another body"):
        answer(referral, outsider)

    assert everything() == before


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ({"response": ""}, "accepted"),
        ({"words": " "}, "words"),
        ({"decision_maker": ""}, "who made the decision"),
        ({"response": "partly-accepted"}, "not accepted"),
        ({"answered_on": "tomorrow"}, "future"),
        ({"answered_on": "before"}, "before the notice"),
    ],
)
def test_answer_says_what_is_missing_and_saves_nothing(
    without, words, referral, approver, everything
):
    days = {
        "tomorrow": today() + timedelta(days=1),
        "before": referral.noticed_on - timedelta(days=1),
    }
    before = everything()

    with pytest.raises(NotAllowed, match=words):
        answer(referral, approver, **{name: days.get(v, v) for name, v in without.items()})

    assert everything() == before


@pytest.mark.parametrize("trait", ["accepted", "withdrawn"])
def test_settled_referral_is_neither_answered_nor_withdrawn(trait, approver, police, governance):
    referral = ReferralFactory(body=police, **{trait: True})

    with pytest.raises(NotAllowed):
        answer(referral, approver)
    with pytest.raises(NotAllowed):
        referral_workflow.withdraw(referral, reason="Sent in error", by=governance)


def test_referral_is_withdrawn_by_governance_with_a_reason(referral, governance, approver):
    with pytest.raises(NotAllowed, match="role"):
        referral_workflow.withdraw(referral, reason="Sent in error", by=approver)
    with pytest.raises(NotAllowed, match="Say why"):
        referral_workflow.withdraw(referral, reason=" ", by=governance)

    referral_workflow.withdraw(referral, reason="Sent in error", by=governance)

    referral.refresh_from_db()
    assert referral.status == "withdrawn"
    assert referral.days_late(today() + timedelta(days=500)) == 0


def test_late_answer_is_late_for_ever(approver, police):
    referral = ReferralFactory(
        recommendation=RecommendationFactory(
            adopted=True, status=S.AWAITING_RESPONSE, lead_body=police
        ),
        overdue=True,
    )

    answer(referral, approver)

    assert list(Referral.objects.late()) == [referral]
    assert not Referral.objects.overdue(today()).exists()
