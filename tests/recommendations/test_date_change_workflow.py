"""Moving the date of an action: who may, who has to agree, and that no date is ever lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.models import DateChange
from recommendations.workflow import date_change as workflow
from tests.factories import ActionFactory, DateChangeFactory, ThresholdFactory, UserFactory

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def action(police):
    return ActionFactory(lead_body=police, in_progress=True)


def ask(action, by, days=10, **extra):
    new_due_on = (action.due_on or today()) + timedelta(days=days)
    particulars = {"new_due_on": new_due_on, "reason": "The staff have to be found"}
    change = workflow.ask(action, **{**particulars, "by": by, **extra})
    action.refresh_from_db()
    return change


@pytest.mark.parametrize("days", [-30, -1, 1, 28])
def test_small_or_earlier_move_is_agreed_at_once(days, action, officer):
    first = action.due_on

    change = ask(action, officer, days)

    assert (change.status, change.old_due_on, change.days) == ("agreed", first, days)
    assert (action.due_on, action.original_due_on) == (first + timedelta(days=days), first)
    assert action.times_moved == (1 if days > 0 else 0)
    assert (action.last_moved_on == today()) is (days > 0)


@pytest.mark.parametrize("days", [29, 400])
def test_move_of_more_than_28_days_waits_for_governance(days, action, officer, governance):
    first = action.due_on

    change = ask(action, officer, days)

    assert (change.status, change.settled_on) == ("asked", None)
    assert (action.due_on, action.times_moved) == (first, 0)
    workflow.agree(change, by=governance)
    action.refresh_from_db()
    change.refresh_from_db()
    assert (action.due_on, action.original_due_on) == (first + timedelta(days=days), first)
    assert (change.status, change.settled_by, change.asked_by) == ("agreed", governance, officer)


def test_third_change_waits_for_governance_however_small(action, officer):
    assert [ask(action, officer, 1).status for _ in range(3)] == ["agreed", "agreed", "asked"]


def test_threshold_of_the_day_decides_how_far_is_far(action, officer):
    ThresholdFactory(name="date_change_days", value=5)

    assert ask(action, officer, 6).status == "asked"


def test_first_date_becomes_the_original_one(police, officer):
    action = ActionFactory(lead_body=police, in_progress=True, due_on=None, due_words="TBC")

    change = ask(action, officer, 90)

    assert (change.status, change.days) == ("agreed", None)
    assert action.original_due_on == action.due_on == today() + timedelta(days=90)
    assert action.times_moved == 0


def test_governance_moves_any_date_at_once(action, governance):
    assert ask(action, governance, 400).status == "agreed"


def test_refused_change_leaves_the_date_and_stays_on_record(action, officer, governance):
    first = action.due_on
    change = ask(action, officer, 60)

    with pytest.raises(NotAllowed, match="Say why"):
        workflow.refuse(change, note=" ", by=governance)
    workflow.refuse(change, note="The board meets before", by=governance)

    action.refresh_from_db()
    change.refresh_from_db()
    assert (action.due_on, change.status, change.settled_note) == (
        first,
        "refused",
        "The board meets before",
    )


@pytest.mark.parametrize("settle", ["agree", "refuse"])
@pytest.mark.parametrize("status", ["agreed", "refused"])
def test_settled_change_is_not_settled_again(settle, status, governance, everything):
    change = DateChangeFactory(**{status: True})
    before = everything()

    with pytest.raises(NotAllowed):
        getattr(workflow, settle)(change, note="Again", by=governance)

    assert everything() == before


@pytest.mark.parametrize("settle", ["agree", "refuse"])
def test_nobody_settles_what_they_asked_for(settle, action, governance, everything):
    change = DateChangeFactory(action=action, asked_by=governance)
    before = everything()

    with pytest.raises(NotAllowed, match="somebody else"):
        getattr(workflow, settle)(change, note="Yes", by=governance)

    assert everything() == before


@pytest.mark.parametrize("settle", ["agree", "refuse"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_only_governance_settles(settle, role, action, police, everything):
    change = DateChangeFactory(action=action)
    person = UserFactory(role=role, body=police)
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        getattr(workflow, settle)(change, note="Yes", by=person)

    assert everything() == before


@pytest.mark.parametrize("settle", ["agree", "refuse"])
def test_change_is_not_settled_on_a_day_to_come(settle, action, governance):
    change = DateChangeFactory(action=action)

    with pytest.raises(NotAllowed, match="future"):
        getattr(workflow, settle)(
            change, note="Yes", by=governance, effective_on=today() + timedelta(days=1)
        )


def test_date_of_an_action_that_is_no_longer_open_does_not_move(governance):
    change = DateChangeFactory(action=ActionFactory(cancelled=True))

    with pytest.raises(NotAllowed, match="no longer open"):
        workflow.agree(change, by=governance)


REFUSED = {
    "same date": ({"days": 0}, "already has"),
    "no date": ({"new_due_on": None}, "Give the new date"),
    "past date": ({"new_due_on": date(2020, 1, 1)}, "passed already"),
    "no reason": ({"reason": " "}, "Say why"),
    "asked tomorrow": ({"effective_on": "tomorrow"}, "future"),
}


@pytest.mark.parametrize(("asked", "words"), REFUSED.values(), ids=REFUSED)
def test_asking_says_what_is_wrong_and_saves_nothing(asked, words, action, officer, everything):
    if asked.get("effective_on"):
        asked = {"effective_on": today() + timedelta(days=1)}
    before = everything()

    with pytest.raises(NotAllowed, match=words):
        ask(action, officer, **asked)

    assert everything() == before


def test_second_change_waits_until_the_first_is_settled(action, officer):
    ask(action, officer, 60)

    with pytest.raises(NotAllowed, match="waits for governance"):
        ask(action, officer, 5)


@pytest.mark.parametrize("trait", ["reported_complete", "verified", "cancelled"])
def test_action_that_is_not_open_has_no_date_to_move(trait, governance):
    with pytest.raises(NotAllowed, match="no date to move"):
        ask(ActionFactory(**{trait: True}), governance)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN, Role.AUDITOR])
def test_readers_ask_for_no_date(role, action, everything):
    person = UserFactory(role=role)
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        ask(action, person)

    assert everything() == before


def test_other_body_asks_for_no_date(action, outsider, everything):
    before = everything()

    with pytest.raises(NotAllowed, match="another body"):
        ask(action, outsider)

    assert everything() == before


def test_every_date_that_an_action_has_had_stays_on_record(action, officer, governance):
    dates = [action.due_on]
    for days in (5, 20, -3, 100):
        change = ask(action, officer, days)
        if change.status == "asked":
            workflow.agree(change, by=governance)
            action.refresh_from_db()
        dates.append(action.due_on)

    changes = DateChange.objects.filter(action=action).order_by("pk")
    assert [change.old_due_on for change in changes] == dates[:-1]
    assert [change.new_due_on for change in changes] == dates[1:]
    assert action.original_due_on == dates[0]
    assert action.times_moved == 3
