"""Asking for another date, and settling what was asked."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from recommendations.workflow import date_change as workflow
from tests.factories import ActionFactory, BodyFactory, DateChangeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def police():
    return BodyFactory(police=True)


def address(action):
    return f"/actions/{action.ref}/date/"


def asked(action, days, reason="The provider is late."):
    new = action.due_on + timedelta(days=days)
    return {
        "version": action.version,
        "reason": reason,
        "new_due_on_day": new.day,
        "new_due_on_month": new.month,
        "new_due_on_year": new.year,
    }


def test_says_before_saving_how_far_the_date_moves_by_itself(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)
    limit = date_format(action.due_on + timedelta(days=28))

    page = as_role(Role.BODY_OFFICER, police).get(address(action)).content.decode()

    assert f"Up to {limit} the date moves as soon as you save." in page


def test_a_small_move_counts_at_once(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)
    first = action.due_on

    as_role(Role.BODY_OFFICER, police).post(address(action), asked(action, 28))

    action.refresh_from_db()
    assert (action.due_on, action.original_due_on) == (first + timedelta(days=28), first)


def test_a_large_move_waits(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)
    first = action.due_on
    client = as_role(Role.BODY_OFFICER, police)

    response = client.post(address(action), asked(action, 29), follow=True)

    action.refresh_from_db()
    assert action.due_on == first
    assert "Governance has to agree" in response.content.decode()
    assert "waits for governance" in client.get(address(action)).content.decode()


def test_a_reason_is_needed_and_the_date_kept(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)
    given = asked(action, 10, reason="")

    response = as_role(Role.BODY_OFFICER, police).post(address(action), given)

    assert response.context["form"].errors == {"reason": ["Say why the date has to move"]}
    assert f'value="{given["new_due_on_year"]}"' in response.content.decode()


def test_a_refusal_stands_in_the_error_summary(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)

    response = as_role(Role.BODY_OFFICER, police).post(address(action), asked(action, 0))

    assert "That is the date it already has. Give another one." in response.content.decode()


def test_governance_agrees(as_role):
    change = DateChangeFactory()

    as_role(Role.GOVERNANCE).post(address(change.action), {"decision": "agree"})

    change.action.refresh_from_db()
    assert change.action.due_on == change.new_due_on


def test_governance_refuses_and_says_why(as_role):
    change = DateChangeFactory()
    client = as_role(Role.GOVERNANCE)

    response = client.post(address(change.action), {"decision": "refuse"})
    assert response.context["form"].errors == {"note": ["Say why the date can’t move"]}

    client.post(address(change.action), {"decision": "refuse", "note": "Too late."})
    change.refresh_from_db()
    assert (change.status, change.settled_note) == ("refused", "Too late.")


def test_its_body_can_not_settle_it(as_role):
    change = DateChangeFactory()
    client = as_role(Role.BODY_OFFICER, change.action.lead_body)

    client.post(address(change.action), {"decision": "agree"})

    change.refresh_from_db()
    assert change.status == "asked"


def test_another_body_finds_nothing_here(as_role):
    client = as_role(Role.BODY_OFFICER)

    assert client.get(address(ActionFactory(in_progress=True))).status_code == 404


def test_a_new_date_has_not_passed(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)
    past = (timezone.localdate() - action.due_on).days - 1

    response = as_role(Role.BODY_OFFICER, police).post(address(action), asked(action, past))

    assert "new_due_on" in response.context["form"].errors


def test_who_settles_second_is_told_and_refused_over_what_was_typed(as_role):
    change = DateChangeFactory()
    client, seen = as_role(Role.GOVERNANCE), change.version
    other = UserFactory(role=Role.GOVERNANCE, name="Other officer")
    workflow.agree(change, by=other)
    typed = {"decision": "refuse", "note": "Too late."}

    response = client.post(address(change.action), {**typed, "version": seen})
    assert "Other officer changed this" in response.content.decode()

    response = client.post(address(change.action), {**typed, "version": seen + 1})
    assert "Too late." in response.content.decode()
    assert response.context["form"].non_field_errors()
    change.refresh_from_db()
    assert change.status == "agreed"


def test_who_asks_second_keeps_the_words(as_role, police):
    action = ActionFactory(lead_body=police, in_progress=True)
    client = as_role(Role.BODY_OFFICER, police)
    client.post(address(action), asked(action, 40))

    response = client.post(address(action), asked(action, 50, reason="Another reason."))

    assert "has to be settled first" in response.content.decode()
    assert "Another reason." in response.content.decode()
    assert action.date_changes.count() == 1
