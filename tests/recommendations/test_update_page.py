"""Updating an action, in minutes and without losing a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from recommendations.lifecycle.action import Status
from recommendations.workflow import action as workflow
from tests.factories import ActionFactory, BodyFactory, ProgressUpdateFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_role):
    return as_role(Role.BODY_OFFICER, BodyFactory(police=True))


@pytest.fixture
def action(officer):
    return own_action(officer, ref="A-R1.1", in_progress=True)


def own_action(officer, **fields):
    return ActionFactory(lead_body=officer.person.memberships.get().body, **fields)


def address(action):
    return f"/actions/{action.ref}/update/"


def typed(action, **more):
    return {
        "version": action.version,
        "done": "The forum met twice, and its views changed the plan.",
        "status": action.status,
        **more,
    }


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def errors(response):
    return response.context["form"].errors


def test_shows_the_last_update(officer, action):
    ProgressUpdateFactory(action=action, done="The brief was agreed.", next="Ask providers.")

    page = officer.get(address(action)).content.decode()

    assert "The brief was agreed." in page
    assert "Ask providers." in page


def test_saves_an_update_with_who_and_when(officer, action):
    given = typed(action, view="at-risk", view_reason="Staff are few.", next="Meet again")
    given |= day("next_on", timezone.localdate() + timedelta(days=30))

    response = officer.post(address(action), given)

    assert response.headers["Location"] == action.get_absolute_url()
    update = action.updates.get()
    assert update.author == officer.person
    assert update.effective_on == timezone.localdate()
    assert (update.view, update.next, update.entered_for_body) == ("at-risk", "Meet again", False)
    action.refresh_from_db()
    assert action.view == "at-risk"


def test_may_be_about_an_earlier_day(officer, action):
    earlier = timezone.localdate() - timedelta(days=3)

    officer.post(address(action), typed(action, **day("effective_on", earlier)))

    assert action.updates.get().effective_on == earlier


def test_says_what_is_missing_and_keeps_what_was_typed(officer, action):
    response = officer.post(address(action), typed(action, done="", view="off-track", next="Soon"))

    assert errors(response) == {
        "done": ["Say what has been done"],
        "view_reason": ["Say why it is not on track, and what would help"],
    }
    page = response.content.decode()
    assert "Soon" in page
    assert "There is a problem" in page
    assert "<title>Error:" in page
    assert not action.updates.exists()


def test_offers_only_the_steps_that_may_be_taken(officer):
    not_started = own_action(officer)
    blocked = own_action(officer, blocked=True)

    def steps(action):
        form = officer.get(address(action)).context["form"]
        return [value for value, _ in form.fields["status"].choices]

    assert steps(not_started) == ["not-started", "in-progress"]
    assert steps(blocked) == ["in-progress", "blocked"]


def test_blocking_says_on_what_and_who(officer, action):
    response = officer.post(address(action), typed(action, status="blocked"))
    assert set(errors(response)) == {"blocked_on_what", "unblocked_by_whom"}

    particulars = {"blocked_on_what": "No system", "unblocked_by_whom": "Head of IT"}
    officer.post(address(action), typed(action, status="blocked", **particulars))

    action.refresh_from_db()
    assert (action.status, action.blocked_on_what) == (Status.BLOCKED, "No system")


def test_a_claim_needs_a_day_an_effect_and_evidence(officer, action):
    response = officer.post(address(action), typed(action, status="reported-complete"))
    assert set(errors(response)) == {"completed_on", "effect"}

    claim = typed(action, status="reported-complete", effect="Plans changed.")
    claim |= day("completed_on", timezone.localdate())
    response = officer.post(address(action), claim)
    assert "Add evidence that it is done" in errors(response)["__all__"][0]
    assert not action.updates.exists()

    claim |= {"evidence_title": "Minutes", "evidence_url": "https://example.org/minutes"}
    assert set(errors(officer.post(address(action), claim))) == {"evidence_strength"}
    claim["evidence_strength"] = "document"
    officer.post(address(action), claim)
    action.refresh_from_db()
    assert action.status == Status.REPORTED_COMPLETE
    assert action.evidence.get().update == action.updates.get()


def test_completion_is_not_in_the_future(officer, action):
    claim = typed(action, status="reported-complete", effect="Plans changed.")
    claim |= day("completed_on", timezone.localdate() + timedelta(days=1))

    assert set(errors(officer.post(address(action), claim))) == {"completed_on"}


def test_evidence_may_be_held_elsewhere(officer, action):
    holder = BodyFactory()
    held = typed(action, evidence_title="Case audit", evidence_held_by=holder.pk)
    response = officer.post(address(action), held)
    assert set(errors(response)) == {"evidence_seen_on"}

    officer.post(address(action), held | day("evidence_seen_on", timezone.localdate()))

    evidence = action.evidence.get()
    assert (evidence.kind, evidence.held_by) == ("held-elsewhere", holder)


def test_evidence_is_a_link_or_a_holder(officer, action):
    response = officer.post(address(action), typed(action, evidence_title="Something"))

    assert set(errors(response)) == {"evidence_url"}


def test_evidence_links_are_addresses_of_pages(officer, action):
    given = typed(action, evidence_title="Bad", evidence_url="javascript:alert(1)")

    assert "evidence_url" in errors(officer.post(address(action), given))


def test_the_same_words_are_asked_about_once(officer, action):
    last = ProgressUpdateFactory(action=action, done=typed(action)["done"])

    response = officer.post(address(action), typed(action))
    assert "Same words as the last update" in errors(response)["done"][0]

    again = typed(action, same_words=response.context["form"]["same_words"].value())
    officer.post(address(action), again)
    assert action.updates.exclude(pk=last.pk).count() == 1


def test_the_second_of_two_people_is_shown_what_changed_and_then_saves(officer, action):
    seen = typed(action)
    colleague = UserFactory(role=Role.BODY_OFFICER, body=action.lead_body)
    workflow.post_update(
        action, done="Mine first.", by=colleague, view="at-risk", view_reason="Few"
    )

    response = officer.post(address(action), seen)

    page = response.content.decode()
    assert f"{colleague} changed this at" in page
    changes = {one.field: (one.old, one.new) for one in response.context["form"].changed_meanwhile}
    assert changes["The body’s own view"] == ("nothing", "At risk")
    assert seen["done"] in page
    assert action.updates.count() == 1

    officer.post(address(action), seen | {"version": response.context["form"]["version"].value()})
    assert action.updates.count() == 2


def test_save_and_next_goes_to_the_next_that_is_due(officer, action):
    own_action(officer, ref="A-R9.1", due_on=timezone.localdate() + timedelta(days=200))
    late = own_action(officer, ref="A-R1.2", overdue=True)
    ActionFactory(ref="A-R1.0", overdue=True)

    response = officer.post(address(action), typed(action, next_action="1"))

    assert response.headers["Location"] == address(late)


def test_save_and_next_ends_when_nothing_is_due(officer, action):
    response = officer.post(address(action), typed(action, next_action="1"))

    assert response.headers["Location"] == action.get_absolute_url()


def test_governance_enters_it_for_the_body(as_role):
    client = as_role(Role.GOVERNANCE)
    action = ActionFactory(in_progress=True)

    client.post(address(action), typed(action))

    assert action.updates.get().entered_for_body


def test_another_body_finds_nothing_here(officer):
    other = ActionFactory(in_progress=True)

    assert officer.get(address(other)).status_code == 404
    assert officer.post(address(other), typed(other)).status_code == 404
    assert not other.updates.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR, Role.ADMIN])
def test_readers_are_refused(as_role, role):
    action = ActionFactory(in_progress=True)

    assert as_role(role).get(address(action)).status_code == 403
