"""Every verb, by every role, from every status: allowed exactly as the tables here say, and nothing
is written when it is refused. The tables are written out, so that code that changes has to be
changed here too."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from audit.refusal import NotAllowed
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle.plan import Standing
from recommendations.models import Action, DateChange, Recommendation, Referral
from recommendations.workflow import action as actions
from recommendations.workflow import date_change as date_changes
from recommendations.workflow import plan as plans
from recommendations.workflow import recommendation as recommendations
from recommendations.workflow import referral as referrals
from tests.factories import (
    ActionFactory,
    BodyFactory,
    ClockRuleFactory,
    DateChangeFactory,
    DecisionFactory,
    EvidenceFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

R, A = recommendation_lifecycle.Status, action_lifecycle.Status

PEOPLE = {
    "member": (Role.MEMBER, False),
    "officer": (Role.BODY_OFFICER, True),
    "approver": (Role.BODY_APPROVER, True),
    "another’s officer": (Role.BODY_OFFICER, False),
    "another’s approver": (Role.BODY_APPROVER, False),
    "governance": (Role.GOVERNANCE, False),
    "admin": (Role.ADMIN, False),
    "auditor": (Role.AUDITOR, False),
}
GOVERNANCE = {"governance"}
ANSWERING = {"approver", "governance"}
BODY = {"officer", "approver", "governance"}


def people_of(body):
    return {
        name: UserFactory(role=role, body=body if own else BodyFactory())
        for name, (role, own) in PEOPLE.items()
    }


def today():
    return timezone.localdate()


def held_today():
    return DecisionFactory(meeting=MeetingFactory(held_on=today()))


# Recommendations

TRAITS = {
    R.SUGGESTED: {},
    R.ADOPTED: {"adopted": True},
    R.AWAITING_RESPONSE: {"awaiting": True},
    R.ACCEPTED: {"accepted": True},
    R.REJECTED: {"rejected": True},
    R.IN_PROGRESS: {"in_progress": True, "action__in_progress": False, "action__verified": True},
    R.REPORTED_COMPLETE: {"reported_complete": True},
    R.CLOSED: {"closed": True},
    R.NOT_PROGRESSED: {"not_progressed": True},
    R.NOT_TAKEN_FORWARD: {"not_taken_forward": True},
    R.SUPERSEDED: {"superseded": True},
}

#: The verb: from which statuses, by whom, told what.
OF_A_RECOMMENDATION = {
    "adopt": (
        {R.SUGGESTED, R.NOT_TAKEN_FORWARD},
        GOVERNANCE,
        lambda one: {"decision": held_today(), "lead_body": one.lead_body or BodyFactory()},
    ),
    "defer": (
        {R.SUGGESTED, R.REJECTED, R.REPORTED_COMPLETE},
        GOVERNANCE,
        lambda one: {"decision": held_today(), "reason": "Costs are not known."},
    ),
    "forward": (
        {R.ADOPTED, R.REJECTED, R.NOT_PROGRESSED},
        GOVERNANCE,
        lambda one: {
            "to": [
                {"body": one.lead_body, "rule": ClockRuleFactory(), "noticed_on": today()},
            ]
        },
    ),
    "start": (
        {R.ACCEPTED},
        ANSWERING,
        lambda one: {"intended_effect": "All heard.", "how_we_will_know": "A survey."},
    ),
    "report_complete": (
        {R.ACCEPTED, R.IN_PROGRESS},
        ANSWERING,
        lambda one: {"effect": "All heard."},
    ),
    "return_claim": ({R.REPORTED_COMPLETE}, GOVERNANCE, lambda one: {"missing": "The survey."}),
    "close": (
        {R.REPORTED_COMPLETE},
        GOVERNANCE,
        lambda one: {"decision": held_today(), "outcome": "implemented", "impact": "shown"},
    ),
    "follow_up": ({R.CLOSED}, GOVERNANCE, lambda one: {"finding": "It is used."}),
    "reopen": ({R.CLOSED}, GOVERNANCE, lambda one: {"reason": "It did not last."}),
    "revive": ({R.NOT_PROGRESSED}, GOVERNANCE, lambda one: {"reason": "There is money now."}),
    "do_not_progress": (
        {R.AWAITING_RESPONSE, R.ACCEPTED, R.REJECTED, R.IN_PROGRESS},
        GOVERNANCE,
        lambda one: {"decision": held_today(), "reason": "No money.", "risk": "Nobody is heard."},
    ),
    "do_not_take_forward": (
        {R.SUGGESTED, R.ADOPTED},
        GOVERNANCE,
        lambda one: {"decision": held_today(), "reason": "It is done elsewhere."},
    ),
    "supersede": (
        {R.SUGGESTED, R.ADOPTED, R.AWAITING_RESPONSE, R.ACCEPTED, R.REJECTED, R.IN_PROGRESS},
        GOVERNANCE,
        lambda one: {"successor": RecommendationFactory(), "reason": "Put more widely."},
    ),
}


def outcomes(verb, thing, people, told):
    """Who was allowed; what each did is taken back, and a refusal wrote nothing."""
    return {name for name, person in people.items() if is_allowed(verb, thing, person, told)}


def is_allowed(verb, thing, person, told):
    before = Entry.objects.count()
    with transaction.atomic():
        try:
            verb(thing, by=person, **told)
        except NotAllowed:
            # The entries are counted before the transaction takes them back.
            assert Entry.objects.count() == before, person
            return False
        assert Entry.objects.count() > before
        transaction.set_rollback(True)
    return True


def test_every_verb_of_the_lifecycle_has_a_row():
    verbs = {
        name
        for module in (recommendations, actions, plans, referrals, date_changes)
        for name, found in vars(module).items()
        if hasattr(found, "__wrapped__") and found.__module__ == module.__name__
    }

    # Adding an action makes one rather than moving one.
    assert verbs - {"add"} == {
        *OF_A_RECOMMENDATION,
        *OF_AN_ACTION,
        *OF_A_REFERRAL,
        *OF_A_DATE_CHANGE,
        "ask",
        *OF_A_PLAN,
    }


@pytest.mark.parametrize("status", R)
@pytest.mark.parametrize("verb", OF_A_RECOMMENDATION)
def test_a_step_of_a_recommendation_is_for_whom_and_whence_the_table_says(verb, status):
    statuses, roles, told = OF_A_RECOMMENDATION[verb]
    one = RecommendationFactory(**TRAITS[status])
    one.lead_body = one.lead_body or BodyFactory()
    one.save()
    done = ActionFactory(recommendation=one, verified=True, lead_body=one.lead_body)
    EvidenceFactory(action=done)
    people = people_of(one.lead_body)

    allowed = outcomes(getattr(recommendations, verb), one, people, told(one))

    assert allowed == (roles if status in statuses else set())
    assert Recommendation.objects.get(pk=one.pk).status == status


# Actions

OF_AN_ACTION = {
    "post_update": (
        set(A),
        BODY,
        lambda one: {"done": "The forum met."},
    ),
    "start": ({A.NOT_STARTED, A.BLOCKED}, BODY, lambda one: {}),
    "block": (
        {A.IN_PROGRESS},
        BODY,
        lambda one: {"blocked_on_what": "Money", "unblocked_by_whom": "Head of finance"},
    ),
    "report_complete": (
        {A.IN_PROGRESS},
        BODY,
        lambda one: {"completed_on": today(), "effect": "All heard."},
    ),
    "verify": ({A.REPORTED_COMPLETE}, GOVERNANCE, lambda one: {}),
    "return_claim": ({A.REPORTED_COMPLETE}, GOVERNANCE, lambda one: {"missing": "The survey."}),
    "reopen": ({A.VERIFIED}, GOVERNANCE, lambda one: {"reason": "It did not last."}),
    "cancel": (
        {A.NOT_STARTED, A.IN_PROGRESS, A.BLOCKED},
        GOVERNANCE,
        lambda one: {"reason": "No money.", "approved_by_whom": "Head of service"},
    ),
}
ACTION_TRAITS = {
    A.NOT_STARTED: {},
    A.IN_PROGRESS: {"in_progress": True},
    A.BLOCKED: {"blocked": True},
    A.REPORTED_COMPLETE: {"reported_complete": True},
    A.VERIFIED: {"verified": True},
    A.CANCELLED: {"cancelled": True},
}


@pytest.mark.parametrize("status", A)
@pytest.mark.parametrize("verb", OF_AN_ACTION)
def test_a_step_of_an_action_is_for_whom_and_whence_the_table_says(verb, status):
    statuses, roles, told = OF_AN_ACTION[verb]
    one = ActionFactory(lead_body=BodyFactory(), **ACTION_TRAITS[status])
    EvidenceFactory(action=one)

    allowed = outcomes(getattr(actions, verb), one, people_of(one.lead_body), told(one))

    assert allowed == (roles if status in statuses else set())
    assert Action.objects.get(pk=one.pk).status == status


# Requests for an answer, and changes of a date

OF_A_REFERRAL = {
    "answer": (
        {"issued"},
        ANSWERING,
        lambda one: {
            "response": "accepted",
            "words": "We accept it.",
            "decision_maker": "Chief executive",
            "answered_on": today(),
        },
    ),
    "receive": ({"issued"}, ANSWERING, lambda one: {"received_on": today()}),
    "withdraw": ({"issued"}, GOVERNANCE, lambda one: {"reason": "Asked by mistake."}),
}
OF_A_DATE_CHANGE = {
    "agree": ({"asked"}, GOVERNANCE, lambda one: {}),
    "refuse": ({"asked"}, GOVERNANCE, lambda one: {"note": "It can’t wait."}),
}


@pytest.mark.parametrize("status", ["issued", "answered", "withdrawn"])
@pytest.mark.parametrize("verb", OF_A_REFERRAL)
def test_a_step_of_a_referral_is_for_whom_and_whence_the_table_says(verb, status):
    statuses, roles, told = OF_A_REFERRAL[verb]
    trait = {} if status == "issued" else {status: True}
    one = ReferralFactory(received_on=None, **trait)

    allowed = outcomes(getattr(referrals, verb), one, people_of(one.body), told(one))

    assert allowed == (roles if status in statuses else set())
    assert Referral.objects.get(pk=one.pk).status == status


@pytest.mark.parametrize("status", A)
def test_another_date_is_asked_for_by_the_body_while_the_action_is_open(status):
    one = ActionFactory(lead_body=BodyFactory(), **ACTION_TRAITS[status])
    told = {"new_due_on": today() + timedelta(days=500), "reason": "Staff have to be found."}

    allowed = outcomes(date_changes.ask, one, people_of(one.lead_body), told)

    assert allowed == (BODY if status in action_lifecycle.OPEN else set())
    assert not one.date_changes.exists()


@pytest.mark.parametrize("status", ["asked", "agreed", "refused"])
@pytest.mark.parametrize("verb", OF_A_DATE_CHANGE)
def test_a_date_is_settled_by_whom_and_whence_the_table_says(verb, status):
    statuses, roles, told = OF_A_DATE_CHANGE[verb]
    trait = {} if status == "asked" else {status: True}
    one = DateChangeFactory(**trait)

    allowed = outcomes(getattr(date_changes, verb), one, people_of(one.action.lead_body), told(one))

    assert allowed == (roles if status in statuses else set())
    assert DateChange.objects.get(pk=one.pk).status == status


# Plans

OF_A_PLAN = {
    "approve_plan": {Standing.PROPOSED: {"approver"}},
    # Somebody approves for the body, so governance waits for that.
    "agree_plan": {Standing.APPROVED: GOVERNANCE},
    "return_plan": {Standing.PROPOSED: ANSWERING, Standing.APPROVED: GOVERNANCE},
    "change_plan": {Standing.PROPOSED: BODY},
}
TOLD = {"return_plan": {"note": "Say who leads."}, "change_plan": {"title": "Hear everybody"}}


@pytest.mark.parametrize("standing", ["", *Standing])
@pytest.mark.parametrize("verb", OF_A_PLAN)
def test_a_step_of_a_plan_is_for_whom_and_whence_the_table_says(verb, standing):
    one = ActionFactory(lead_body=BodyFactory(), plan_standing=standing)
    things = one if verb == "change_plan" else [one]

    allowed = outcomes(getattr(plans, verb), things, people_of(one.lead_body), TOLD.get(verb, {}))

    assert allowed == OF_A_PLAN[verb].get(standing, set())
    assert Action.objects.get(pk=one.pk).plan_standing == standing


def test_a_second_date_and_a_second_clock_need_the_first_one_settled():
    """What the tables can’t say: the same step twice."""
    adopted = RecommendationFactory(adopted=True)
    governance = UserFactory(role=Role.GOVERNANCE)
    to = [{"body": adopted.lead_body, "rule": ClockRuleFactory(), "noticed_on": today()}]
    recommendations.forward(adopted, to=to, by=governance)

    with pytest.raises(NotAllowed):
        recommendations.forward(adopted, to=to, by=governance, effective_on=today())
    assert adopted.referrals.count() == 1
    assert adopted.referrals.get().due_on > today() - timedelta(days=1)
