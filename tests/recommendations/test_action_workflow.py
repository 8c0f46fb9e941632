"""What people do to an action: who may, from where, with what, and what is left on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from audit.refusal import NotAllowed
from recommendations.lifecycle.action import NEXT, Status
from recommendations.models import Action, Evidence
from recommendations.workflow import action as workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    EvidenceFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LINK = {"kind": "link", "title": "The procedure", "url": "https://example.org/procedure"}
TRAITS = {
    Status.NOT_STARTED: {},
    Status.IN_PROGRESS: {"in_progress": True},
    Status.BLOCKED: {"blocked": True},
    Status.REPORTED_COMPLETE: {"reported_complete": True},
    Status.VERIFIED: {"verified": True},
    Status.CANCELLED: {"cancelled": True},
}


def today():
    return timezone.localdate()


def start(action, by, **extra):
    return workflow.start(action, by=by, **extra)


def block(action, by, **extra):
    particulars = {
        "blocked_on_what": "No system to record it",
        "unblocked_by_whom": "Head of technology",
    }
    return workflow.block(action, **{**particulars, "by": by, **extra})


def report_complete(action, by, **extra):
    particulars = {"completed_on": today(), "effect": "None missed", "evidence": [LINK]}
    return workflow.report_complete(action, **{**particulars, "by": by, **extra})


def verify(action, by, **extra):
    return workflow.verify(action, by=by, **extra)


def return_claim(action, by, **extra):
    return workflow.return_claim(action, **{"missing": "The audit", "by": by, **extra})


def reopen(action, by, **extra):
    return workflow.reopen(action, **{"reason": "It did not last", "by": by, **extra})


def cancel(action, by, **extra):
    particulars = {"reason": "Another action does it", "approved_by_whom": "Head of service"}
    return workflow.cancel(action, **{**particulars, "by": by, **extra})


S = Status
#: Verb, the statuses from which it may be taken, and where it leads.
VERBS = [
    (start, (S.NOT_STARTED, S.BLOCKED), S.IN_PROGRESS),
    (block, (S.IN_PROGRESS,), S.BLOCKED),
    (report_complete, (S.IN_PROGRESS,), S.REPORTED_COMPLETE),
    (verify, (S.REPORTED_COMPLETE,), S.VERIFIED),
    (return_claim, (S.REPORTED_COMPLETE,), S.IN_PROGRESS),
    (reopen, (S.VERIFIED,), S.IN_PROGRESS),
    (cancel, (S.NOT_STARTED, S.IN_PROGRESS, S.BLOCKED), S.CANCELLED),
]
ALLOWED = [(verb, current, new) for verb, froms, new in VERBS for current in froms]
REFUSED = [(verb, current) for verb, froms, _ in VERBS for current in S if current not in froms]
BODYS_OWN = (start, block, report_complete)
GOVERNANCES = (verify, return_claim, reopen, cancel)


def named(value):
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("verb", "current", "new"), ALLOWED, ids=named)
def test_verb_moves_the_action_and_says_who_when_and_why(verb, current, new, governance):
    action = ActionFactory(**TRAITS[current])
    day = today() - timedelta(days=2)

    verb(action, governance, effective_on=day)

    action.refresh_from_db()
    last = action.history.latest()
    assert (action.status, action.status_on, action.version) == (new, day, 2)
    assert (last.status, last.effective_on) == (new, day)
    assert (last.history_user, last.actor_label) == (governance, governance.name)
    assert timezone.localtime(last.history_date).date() == today()


@pytest.mark.parametrize(("verb", "current"), REFUSED, ids=named)
def test_verb_is_refused_from_any_other_status(verb, current, governance, everything):
    action = ActionFactory(**TRAITS[current])
    before = everything()

    with pytest.raises(NotAllowed):
        verb(action, governance)

    assert everything() == before


PAIRS = [(a, b) for a in S for b in S if a != b]


@pytest.mark.parametrize(
    ("current", "new"), [pair for pair in PAIRS if pair[1] not in NEXT[pair[0]]]
)
def test_update_refuses_every_status_that_may_not_follow(current, new, governance, everything):
    action = ActionFactory(**TRAITS[current])
    before = everything()

    with pytest.raises(NotAllowed):
        workflow.post_update(
            action,
            done="Something",
            status=new,
            blocked_on_what="A thing",
            unblocked_by_whom="A post",
            completed_on=today(),
            evidence=[LINK],
            by=governance,
        )

    assert everything() == before


@pytest.mark.parametrize("new", [Status.VERIFIED, Status.CANCELLED])
def test_update_cannot_do_what_governance_decides(new, governance):
    action = ActionFactory(
        **TRAITS[S.REPORTED_COMPLETE if new == S.VERIFIED else S.IN_PROGRESS],
    )

    with pytest.raises(NotAllowed, match="governance"):
        workflow.post_update(action, done="Done", status=new, by=governance)


@pytest.mark.parametrize("verb", BODYS_OWN, ids=named)
@pytest.mark.parametrize("role", [Role.BODY_OFFICER, Role.BODY_APPROVER, Role.GOVERNANCE])
def test_step_of_the_body_is_open_to_its_people_and_governance(verb, role):
    action = ActionFactory(**TRAITS[S.NOT_STARTED if verb is start else S.IN_PROGRESS])
    person = UserFactory(role=role, body=action.lead_body)

    verb(action, person)

    action.refresh_from_db()
    assert action.status != S.NOT_STARTED


@pytest.mark.parametrize("verb", BODYS_OWN, ids=named)
@pytest.mark.parametrize("role", [*Role, None])
def test_step_of_the_body_is_refused_to_everybody_else(verb, role, everything):
    if role == Role.GOVERNANCE:
        return
    action = ActionFactory(**TRAITS[S.NOT_STARTED if verb is start else S.IN_PROGRESS])
    person = UserFactory(role=role)
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        verb(action, person)

    assert everything() == before


@pytest.mark.parametrize("verb", GOVERNANCES, ids=named)
@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_step_of_governance_is_refused_to_everybody_else(verb, role, everything):
    froms = next(froms for v, froms, _ in VERBS if v is verb)
    action = ActionFactory(**TRAITS[froms[0]])
    person = UserFactory(role=role, body=action.lead_body)
    before = everything()

    with pytest.raises(NotAllowed, match="role"):
        verb(action, person)

    assert everything() == before


def test_officer_of_a_council_acts_for_its_services_but_not_for_its_committees():
    council = BodyFactory(council=True)
    officer = UserFactory(role=Role.BODY_OFFICER, body=council)
    service = ActionFactory(lead_body=BodyFactory(part_of=council))
    committee = ActionFactory(lead_body=BodyFactory(part_of=council, committee=True))

    start(service, officer)

    with pytest.raises(NotAllowed):
        start(committee, officer)


def test_membership_that_has_ended_gives_nothing(police):
    officer = UserFactory(role=Role.BODY_OFFICER, body=police)
    officer.memberships.update(ends_on=today() - timedelta(days=1))

    with pytest.raises(NotAllowed):
        start(ActionFactory(lead_body=police), officer)


def test_person_who_may_no_longer_sign_in_may_do_nothing(police, officer):
    officer.is_active = False

    with pytest.raises(NotAllowed):
        start(ActionFactory(lead_body=police), officer)


MISSING = [
    (block, {"blocked_on_what": " "}, "blocked on"),
    (block, {"unblocked_by_whom": ""}, "unblock"),
    (report_complete, {"completed_on": None}, "day on which"),
    (report_complete, {"evidence": []}, "evidence"),
    (return_claim, {"missing": " "}, "missing"),
    (reopen, {"reason": ""}, "Say why"),
    (cancel, {"reason": ""}, "Say why"),
    (cancel, {"approved_by_whom": " "}, "approved"),
]


@pytest.mark.parametrize(("verb", "without", "words"), MISSING, ids=named)
def test_verb_says_what_is_missing_and_saves_nothing(verb, without, words, governance, everything):
    froms = next(froms for v, froms, _ in VERBS if v is verb)
    action = ActionFactory(**TRAITS[froms[0]])
    before = everything()

    with pytest.raises(NotAllowed, match=words):
        verb(action, governance, **without)

    assert everything() == before


@pytest.mark.parametrize("verb", [verb for verb, _, _ in VERBS], ids=named)
def test_verb_refuses_a_day_to_come(verb, governance, everything):
    froms = next(froms for v, froms, _ in VERBS if v is verb)
    action = ActionFactory(**TRAITS[froms[0]])
    before = everything()

    with pytest.raises(NotAllowed, match="future"):
        verb(action, governance, effective_on=today() + timedelta(days=1))

    assert everything() == before


def test_completion_cannot_be_in_the_future(police, officer, everything):
    action = ActionFactory(lead_body=police, in_progress=True)
    before = everything()

    with pytest.raises(NotAllowed, match="future"):
        report_complete(action, officer, completed_on=today() + timedelta(days=1))

    assert everything() == before


def test_evidence_given_before_is_enough_for_a_claim(police, officer):
    action = ActionFactory(lead_body=police, in_progress=True)
    EvidenceFactory(action=action)

    report_complete(action, officer, evidence=[])

    action.refresh_from_db()
    assert (action.status, action.claimed_by) == (S.REPORTED_COMPLETE, officer)
    assert (action.completed_on, action.effect) == (today(), "None missed")


def test_claimant_cannot_verify_though_in_governance(governance, colleague):
    action = ActionFactory(in_progress=True)
    report_complete(action, governance)

    with pytest.raises(NotAllowed, match="somebody else"):
        verify(action, governance)

    verify(action, colleague)
    action.refresh_from_db()
    assert (action.status, action.verified_by) == (S.VERIFIED, colleague)


def test_claim_made_in_an_update_cannot_be_verified_by_its_author(governance):
    action = ActionFactory(in_progress=True)
    workflow.post_update(
        action,
        done="All of it",
        status=S.REPORTED_COMPLETE,
        completed_on=today(),
        evidence=[LINK],
        by=governance,
    )

    with pytest.raises(NotAllowed, match="somebody else"):
        verify(action, governance)


def test_nobody_cannot_verify():
    action = ActionFactory(reported_complete=True)

    with pytest.raises(NotAllowed, match="say who"):
        verify(action, None)


def test_body_cannot_take_back_its_own_claim(police, officer, everything):
    action = ActionFactory(lead_body=police, reported_complete=True)
    before = everything()

    with pytest.raises(NotAllowed, match="return"):
        workflow.post_update(action, done="Not quite", status=S.IN_PROGRESS, by=officer)

    assert everything() == before


def test_returned_claim_empties_what_was_claimed(governance):
    action = ActionFactory(reported_complete=True)

    return_claim(action, governance)

    action.refresh_from_db()
    assert (action.completed_on, action.claimed_by) == (None, None)
    assert action.history.latest().history_change_reason == "The audit"


def test_two_people_at_once_are_settled_by_the_first(governance, colleague, everything):
    action = ActionFactory(reported_complete=True)
    seen_by_both = Action.objects.get(pk=action.pk)
    verify(action, governance)
    before = everything()

    with pytest.raises(NotAllowed):
        return_claim(seen_by_both, colleague)

    assert everything() == before


def test_update_of_a_stale_copy_does_not_undo_what_happened_since(police, officer, governance):
    action = ActionFactory(lead_body=police, in_progress=True)
    stale = Action.objects.get(pk=action.pk)
    block(action, governance)

    workflow.post_update(stale, done="We wrote to the supplier", by=officer)

    action.refresh_from_db()
    assert (action.status, action.version) == (S.BLOCKED, 3)
    assert action.updates.get().status_after == S.BLOCKED


def test_update_keeps_what_was_said_and_when(police, officer):
    action = ActionFactory(lead_body=police, last_update_on=None)
    day = today() - timedelta(days=20)

    update = workflow.post_update(
        action,
        done="Two teams trained",
        next="Train the third",
        next_on=today() + timedelta(days=30),
        view="at-risk",
        view_reason="No trainer",
        status=S.IN_PROGRESS,
        evidence=[LINK],
        effective_on=day,
        by=officer,
    )

    action.refresh_from_db()
    assert (update.status_before, update.status_after) == (S.NOT_STARTED, S.IN_PROGRESS)
    assert (update.effective_on, update.author, update.body) == (day, officer, police)
    assert update.evidence.get().title == "The procedure"
    assert (action.last_update_on, action.view, update.view_reason) == (
        day,
        "at-risk",
        "No trainer",
    )
    assert action.history.latest().recorded_late
    assert not update.entered_for_body


def test_words_of_an_update_stand_in_the_update_alone(officer, police):
    action = ActionFactory(lead_body=police)
    workflow.post_update(
        action,
        done="Canary in what was done",
        view="at-risk",
        view_reason="Canary in the reason",
        next="Canary in what is next",
        status=S.IN_PROGRESS,
        evidence=[LINK],
        by=officer,
    )

    action.refresh_from_db()
    kept = [
        *action.history.values(),
        *Evidence.history.values(),
        *Entry.objects.values("reason"),
        *Action.objects.values(),
    ]
    assert [row for row in kept if "Canary" in str(row)] == []
    assert action.history.latest().history_change_reason == "Update: in progress"


def test_update_recorded_within_a_fortnight_is_not_late(police, officer):
    action = ActionFactory(lead_body=police)

    workflow.post_update(action, done="x", by=officer, effective_on=today() - timedelta(days=14))

    assert not action.history.latest().recorded_late


def test_earlier_update_entered_afterwards_does_not_make_the_action_stale(police, officer):
    action = ActionFactory(lead_body=police, in_progress=True)

    workflow.post_update(action, done="x", by=officer, effective_on=today() - timedelta(days=90))

    action.refresh_from_db()
    assert action.last_update_on == today()


def test_update_by_governance_is_marked_as_entered_for_the_body(governance):
    update = workflow.post_update(
        ActionFactory(in_progress=True), done="By telephone", by=governance
    )

    assert update.entered_for_body


@pytest.mark.parametrize(
    ("without", "words"),
    [
        ({"done": " "}, "what has been done"),
        ({"view": "at-risk"}, "why it is not on track"),
        ({"view": "off-track", "view_reason": " "}, "why it is not on track"),
        ({"effective_on": "tomorrow"}, "future"),
        ({"status": S.BLOCKED}, "blocked on"),
        ({"status": S.REPORTED_COMPLETE}, "day on which"),
        ({"status": S.REPORTED_COMPLETE, "completed_on": "today"}, "evidence"),
    ],
)
def test_update_says_what_is_missing_and_saves_nothing(without, words, officer, police, everything):
    action = ActionFactory(lead_body=police, in_progress=True)
    days = {"today": today(), "tomorrow": today() + timedelta(days=1)}
    given = {name: days.get(value, value) for name, value in without.items()}
    before = everything()

    with pytest.raises(NotAllowed, match=words):
        workflow.post_update(action, **{"done": "Something", "by": officer, **given})

    assert everything() == before


def test_action_is_added_with_its_first_date_as_the_original(governance, police):
    recommendation = RecommendationFactory(accepted=True)
    due_on = today() + timedelta(days=30)

    action = workflow.add(
        recommendation,
        ref="R-1.1",
        title="Train",
        lead_body=police,
        opened_on=today(),
        due_on=due_on,
        by=governance,
    )

    assert (action.original_due_on, action.status) == (due_on, S.NOT_STARTED)
    assert action.recommendation_links.get().recommendation == recommendation


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN, Role.AUDITOR, None])
def test_action_is_not_added_by_those_who_only_read(role):
    with pytest.raises(NotAllowed, match="role"):
        workflow.add(
            RecommendationFactory(accepted=True),
            ref="R-1.1",
            title="Train",
            opened_on=today(),
            by=UserFactory(role=role),
        )


def test_officer_adds_no_action_for_another_body(officer, everything):
    recommendation = RecommendationFactory(accepted=True)
    fields = {"ref": "R-1.1", "title": "Train", "lead_body": BodyFactory(), "opened_on": today()}
    before = everything()

    with pytest.raises(NotAllowed, match="another body"):
        workflow.add(recommendation, **fields, by=officer)

    assert everything() == before


@pytest.mark.parametrize("status", [Status.VERIFIED, Status.CANCELLED])
def test_action_is_not_taken_on_in_a_status_that_is_decided_here(status):
    with pytest.raises(NotAllowed, match="decided here"):
        workflow.new(ref="R-1.1", title="Train", status=status, opened_on=today())


PATHS = {
    (S.NOT_STARTED, S.IN_PROGRESS): [S.IN_PROGRESS],
    (S.NOT_STARTED, S.BLOCKED): [S.IN_PROGRESS, S.BLOCKED],
    (S.NOT_STARTED, S.REPORTED_COMPLETE): [S.IN_PROGRESS, S.REPORTED_COMPLETE],
    (S.IN_PROGRESS, S.BLOCKED): [S.BLOCKED],
    (S.IN_PROGRESS, S.REPORTED_COMPLETE): [S.REPORTED_COMPLETE],
    (S.BLOCKED, S.IN_PROGRESS): [S.IN_PROGRESS],
    (S.BLOCKED, S.REPORTED_COMPLETE): [S.IN_PROGRESS, S.REPORTED_COMPLETE],
}


@pytest.mark.parametrize("current", S)
@pytest.mark.parametrize("stated", S)
def test_path_to_a_stated_status_takes_only_steps_that_a_body_may_take(current, stated):
    if current == stated:
        assert workflow.path(current, stated) == []
    elif (current, stated) in PATHS:
        assert workflow.path(current, stated) == PATHS[current, stated]
    else:
        with pytest.raises(NotAllowed):
            workflow.path(current, stated)
