from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.record import Act, record
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.models import Action, Recommendation
from recommendations.workflow import action as workflow
from recommendations.workflow import date_change
from reporting.home.changes import Kind, changes, kind_of_move
from reporting.home.scope import whole_register
from tests.factories import (
    ActionFactory,
    EvidenceFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

A = action_lifecycle.Status
R = recommendation_lifecycle.Status


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def old(action):
    """An action whose history begins long ago."""
    record(action, Act(effective_on=days_ago(200), label="Governance officer"))
    return action


def old_action(**traits):
    return old(ActionFactory(opened_on=days_ago(200), **traits))


def since(number, most=10):
    reader = UserFactory(role=Role.AUDITOR)
    return changes(whole_register(reader), days_ago(number), timezone.localdate(), most)


def counted(found):
    return dict(found.counted)


def officer_of(action):
    return UserFactory(role=Role.BODY_OFFICER, body=action.lead_body, name="SYP officer")


def test_step_forward_says_from_what_to_what_when_and_who():
    action = old_action()
    workflow.start(
        action, by=officer_of(action), effective_on=days_ago(5), reason="The post is filled."
    )

    found = since(30)

    assert counted(found)[Kind.FORWARD] == 1
    line = next(line for line in found.latest if line.ref == action.ref)
    assert (line.before, line.after) == ("Not started", "In progress")
    assert (line.day, line.who, line.reason) == (
        days_ago(5),
        "SYP officer",
        "The post is filled.",
    )


def test_step_before_the_day_is_not_a_change():
    action = old_action()
    workflow.start(action, by=officer_of(action), effective_on=days_ago(60))

    assert action.ref not in [line.ref for line in since(30).latest]


def test_claim_is_said_done():
    action = old_action(in_progress=True)
    EvidenceFactory(action=action)
    workflow.report_complete(
        action, completed_on=days_ago(2), effect="Used.", by=officer_of(action)
    )

    assert counted(since(30))[Kind.CLAIMED] == 1


def test_later_date_is_slipped_with_both_dates_and_the_reason():
    action = old_action(in_progress=True)
    old_date = action.due_on
    date_change.ask(
        action,
        new_due_on=old_date + timedelta(days=20),
        reason="The staff have to be found first.",
        by=officer_of(action),
    )

    found = since(30)

    assert counted(found)[Kind.SLIPPED] == 1
    line = next(line for line in found.latest if line.kind == Kind.SLIPPED)
    assert line.reason == "The staff have to be found first."
    assert str(old_date.year) in line.before


def test_earlier_date_has_not_slipped():
    action = old_action(in_progress=True)
    date_change.ask(
        action,
        new_due_on=action.due_on - timedelta(days=20),
        reason="It goes faster.",
        by=officer_of(action),
    )

    found = counted(since(30))

    assert found[Kind.DATED] == 1
    assert Kind.SLIPPED not in found


def test_new_action_is_new_and_nothing_else():
    ActionFactory(opened_on=days_ago(3), in_progress=True)

    found = counted(since(30))

    assert found[Kind.NEW] >= 1
    assert Kind.FORWARD not in found


def test_recommendation_not_there_before_is_new():
    RecommendationFactory(status_on=days_ago(3))

    assert counted(since(30)) == {Kind.NEW: 1}


def test_latest_are_as_many_as_asked_for_and_the_rest_is_counted():
    for number in range(4):
        RecommendationFactory(status_on=days_ago(number))

    found = since(30, most=3)

    assert [line.day for line in found.latest] == [days_ago(0), days_ago(1), days_ago(2)]
    assert found.more == 1


@pytest.mark.parametrize(
    ("model", "before", "after", "kind"),
    [
        (Action, A.NOT_STARTED, A.IN_PROGRESS, Kind.FORWARD),
        (Action, A.BLOCKED, A.IN_PROGRESS, Kind.FORWARD),
        (Action, A.REPORTED_COMPLETE, A.VERIFIED, Kind.FORWARD),
        (Action, A.NOT_STARTED, A.REPORTED_COMPLETE, Kind.CLAIMED),
        (Action, A.BLOCKED, A.REPORTED_COMPLETE, Kind.CLAIMED),
        (Action, A.IN_PROGRESS, A.BLOCKED, Kind.HELD_UP),
        (Action, A.REPORTED_COMPLETE, A.IN_PROGRESS, Kind.HELD_UP),
        (Action, A.VERIFIED, A.IN_PROGRESS, Kind.HELD_UP),
        (Action, A.VERIFIED, A.REPORTED_COMPLETE, Kind.HELD_UP),
        (Action, A.IN_PROGRESS, A.CANCELLED, Kind.HELD_UP),
        (Recommendation, R.SUGGESTED, R.ADOPTED, Kind.FORWARD),
        (Recommendation, R.AWAITING_RESPONSE, R.REJECTED, Kind.HELD_UP),
        (Recommendation, R.REJECTED, R.AWAITING_RESPONSE, Kind.FORWARD),
        (Recommendation, R.IN_PROGRESS, R.REPORTED_COMPLETE, Kind.CLAIMED),
        (Recommendation, R.CLOSED, R.IN_PROGRESS, Kind.HELD_UP),
        (Recommendation, R.SUGGESTED, R.NOT_TAKEN_FORWARD, Kind.HELD_UP),
    ],
)
def test_kind_of_a_move(model, before, after, kind):
    assert kind_of_move(model, before, after) == kind
