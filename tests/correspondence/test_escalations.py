"""The ladder: what is late comes to a rung; a person raises or holds it; what came of it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from correspondence.ladder import Ladder
from correspondence.lifecycle import EscalationStatus, LetterStatus
from correspondence.models import Escalation, Letter, Mail, Rung
from correspondence.word_files import as_word
from correspondence.workflow import escalation as workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    EscalationFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    RungFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def officer():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


@pytest.fixture
def rungs():
    return [
        RungFactory(number=1, after=1, by_reminder=True),
        RungFactory(number=2, after=14, who_hears="The approver"),
        RungFactory(number=3, after=30, who_hears="The chief officer"),
        RungFactory(number=3, after=14, about=Rung.About.RESPONSE, who_hears="The chief officer"),
    ]


def late(days, **fields):
    return ActionFactory(
        in_progress=True, due_on=timezone.localdate() - timedelta(days=days), **fields
    )


def due(officer, on):
    return [(one.ref, one.rung.number, one.days) for one in Ladder(officer, on).due()]


@pytest.mark.parametrize(
    ("days", "rung"), [(0, None), (1, None), (13, None), (14, 2), (29, 2), (30, 3), (400, 3)]
)
def test_what_is_late_comes_to_the_highest_rung_it_has_reached(officer, today, rungs, days, rung):
    action = late(days)

    assert due(officer, today) == ([(action.ref, rung, days)] if rung else [])


def test_an_unanswered_referral_has_a_ladder_of_its_own(officer, today, rungs):
    sent = {"noticed_on": today - timedelta(days=60), "received_on": None}
    ReferralFactory(due_on=today - timedelta(days=13), **sent)
    asked = ReferralFactory(due_on=today - timedelta(days=14), **sent)

    assert due(officer, today) == [(asked.recommendation.ref, 3, 14)]


def test_what_was_raised_comes_back_on_the_next_rung(officer, today, rungs):
    action = late(14)
    (one,) = Ladder(officer, today).due()
    workflow.raise_late(one, by=officer)

    assert due(officer, today) == []
    assert due(officer, today + timedelta(days=15)) == []
    assert due(officer, today + timedelta(days=16)) == [(action.ref, 3, 30)]


def test_another_date_begins_the_ladder_again(officer, today, rungs):
    action = late(14)
    workflow.raise_late(Ladder(officer, today).due()[0], by=officer)
    action.due_on = today + timedelta(days=10)
    action.save()

    assert due(officer, today + timedelta(days=24)) == [(action.ref, 2, 14)]


def test_what_is_held_comes_back_by_itself(officer, today, rungs):
    action = late(30)
    (one,) = Ladder(officer, today).due()
    workflow.hold(one, reason="They told us why.", until=today + timedelta(days=7), by=officer)

    assert due(officer, today) == []
    assert [held.ref for held in Ladder(officer, today).held()] == [action.ref]
    assert due(officer, today + timedelta(days=8)) == [(action.ref, 3, 38)]
    again = Ladder(officer, today + timedelta(days=8)).due()[0]
    raised = workflow.raise_late(again, by=officer)
    assert (raised.status, raised.reason) == (EscalationStatus.RAISED, "They told us why.")


def test_raising_drafts_a_letter_and_sends_nothing(officer, today, rungs):
    action = late(30, lead_body=BodyFactory(police=True))
    (one,) = Ladder(officer, today).due()

    letter = workflow.raise_late(one, by=officer).letter

    assert letter.status == LetterStatus.DRAFT
    assert (letter.to_post, letter.address) == ("The chief officer", "")
    assert action.title in letter.words
    assert "30 days on" in letter.words
    assert not Mail.objects.exists()
    assert as_word(letter, [])[:2] == b"PK"


def test_the_letter_of_the_second_rung_knows_the_approver(officer, today, rungs):
    approver = UserFactory(role=Role.BODY_APPROVER)
    late(14, lead_body=approver.memberships.get().body)

    letter = workflow.raise_late(Ladder(officer, today).due()[0], by=officer).letter

    assert letter.address == approver.email


def test_words_that_are_not_public_stay_out_of_the_letter(officer, today, rungs):
    action = late(30, exempt=True, title="Hidden title")

    letter = workflow.raise_late(Ladder(officer, today).due()[0], by=officer).letter

    assert action.ref in letter.words
    assert "Hidden" not in letter.words + letter.subject


def test_an_escalation_is_settled_once_with_what_came_of_it(officer):
    escalation = EscalationFactory()

    with pytest.raises(NotAllowed, match="what came of it"):
        workflow.settle(escalation, outcome=" ", by=officer)
    settled = workflow.settle(escalation, outcome="They came, and said why.", by=officer)
    assert settled.status == EscalationStatus.SETTLED
    with pytest.raises(NotAllowed, match="nothing may follow"):
        workflow.settle(escalation, outcome="Again.", by=officer)


@pytest.mark.parametrize(
    ("reason", "days", "words"),
    [("", 7, "why"), ("Busy.", None, "until when"), ("Busy.", 0, "day")],
)
def test_holding_needs_a_reason_and_a_day_to_come(officer, today, rungs, reason, days, words):
    late(30)
    (one,) = Ladder(officer, today).due()
    until = None if days is None else today + timedelta(days=days)

    with pytest.raises(NotAllowed, match=words):
        workflow.hold(one, reason=reason, until=until, by=officer)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_else_raises_holds_or_settles(officer, today, rungs, role):
    action = late(30)
    person = UserFactory(role=role, body=action.lead_body)
    (one,) = Ladder(officer, today).due()

    for step in (
        lambda: workflow.raise_late(one, by=person),
        lambda: workflow.hold(one, reason="No.", until=today + timedelta(days=3), by=person),
        lambda: workflow.settle(EscalationFactory(), outcome="No.", by=person),
    ):
        with pytest.raises(NotAllowed, match="role"):
            step()


def test_ladder_to_start_from_is_added_once():
    call_command("load_ladder", stdout=StringIO())
    number = Rung.objects.count()
    call_command("load_ladder", stdout=StringIO())

    assert number == Rung.objects.count() == 11


def test_ladder_of_a_kind_that_there_was_none_of_is_added_to_the_others():
    RungFactory(number=1, about=Rung.About.ACTION)

    call_command("load_ladder", stdout=StringIO())

    found = Rung.objects.values_list("about", flat=True)
    assert (len(found), set(found)) == (8, set(Rung.About.values))


@pytest.fixture
def meeting(today):
    """It wanted updates by six days ago."""
    return MeetingFactory(
        updates_due_on=today - timedelta(days=6), held_on=today + timedelta(days=1)
    )


@pytest.fixture
def silent(meeting, today):
    """In delivery, not overdue, and not heard of in the window."""
    followed = RecommendationFactory(accepted=True, committee=meeting.body)
    return ActionFactory(
        recommendation=followed,
        in_progress=True,
        due_on=today + timedelta(days=30),
        opened_on=today - timedelta(days=200),
        last_update_on=today - timedelta(days=90),
        lead_body=followed.lead_body,
    )


@pytest.fixture
def of_updates():
    return RungFactory(number=2, after=5, about=Rung.About.UPDATE, who_hears="The approver")


def test_an_update_that_a_meeting_did_not_get_climbs_too(
    officer, today, of_updates, silent, meeting
):
    assert due(officer, today) == [(silent.ref, 2, 6)]
    (one,) = Ladder(officer, today).due()

    raised = workflow.raise_late(one, by=officer)

    assert raised.action == silent
    assert "An update of action" in raised.letter.words
    assert raised.letter.subject.startswith(f"{silent.ref}: update was due on")
    assert due(officer, today) == []


def test_an_action_that_was_opened_in_the_window_climbs_by_no_update_of_it(
    officer, today, of_updates, silent
):
    silent.opened_on = today - timedelta(days=20)
    silent.save()

    assert due(officer, today) == []


def test_an_update_that_came_or_an_action_that_is_overdue_climbs_by_no_update(
    officer, today, of_updates, silent
):
    silent.last_update_on = today
    silent.save()
    assert due(officer, today) == []

    silent.last_update_on, silent.due_on = None, today - timedelta(days=20)
    silent.save()
    assert due(officer, today) == []


def test_page_of_the_ladder_looks_ahead_and_offers_no_step_there(governance, officer, today, rungs):
    action = late(10)
    ahead = today + timedelta(days=10)
    asked = {"on_day": ahead.day, "on_month": ahead.month, "on_year": ahead.year}

    now = governance.get("/governance/escalations/").content.decode()
    then = governance.get("/governance/escalations/", asked).content.decode()
    wrong = governance.get("/governance/escalations/", {"on_day": "40"}).content.decode()

    assert action.title not in now
    assert action.title in then
    assert "You look ahead" in then
    assert "Raise or hold" not in then
    assert action.title not in wrong


# Pages


def test_page_lists_what_is_due_with_the_ladder(governance, today, rungs):
    action = late(30)

    page = governance.get("/governance/escalations/")

    assert [one.ref for one in page.context["due"]] == [action.ref]
    assert "The chief officer" in page.text
    assert action.ref in governance.get("/governance/").text


def test_page_says_when_nothing_is_due(governance):
    page = governance.get("/governance/escalations/").text

    assert "No escalations are due." in page
    assert "There is no ladder yet" in page


def test_what_is_late_is_raised_on_its_page(governance, today, rungs):
    action = late(30)
    there = f"/governance/escalations/new/?action={action.pk}"
    assert "30 days late" in governance.get(there).text

    answer = governance.post(there, {"step": "raise"})

    assert answer.url == Letter.objects.get().get_absolute_url()
    assert Escalation.objects.get().action == action
    assert "an escalation" in governance.get(answer.url).text


def test_holding_says_what_is_missing_and_keeps_the_rest(governance, today, rungs):
    action = late(30)
    there = f"/governance/escalations/new/?action={action.pk}"

    answer = governance.post(there, {"step": "hold", "reason": "They told us why."})
    assert answer.context["form"].errors == {"until": ["Say until when it is held"]}
    assert "They told us why." in answer.text
    until = today + timedelta(days=7)
    governance.post(
        there,
        {
            "step": "hold",
            "reason": "They told us why.",
            "until_day": until.day,
            "until_month": until.month,
            "until_year": until.year,
        },
    )

    page = governance.get("/governance/escalations/")
    assert [one.ref for one in page.context["held"]] == [action.ref]


def test_what_came_of_it_is_recorded_on_its_page(governance):
    escalation = EscalationFactory()

    answer = governance.post(
        escalation.get_absolute_url(),
        {"version": escalation.version, "outcome": "A new date was agreed."},
        follow=True,
    )

    assert "A new date was agreed." in answer.text


def test_history_leads_to_the_page_of_an_escalation_only_who_may_open_it(as_role):
    escalation = EscalationFactory()
    history = f"/audit/record/correspondence.escalation/{escalation.pk}/"

    assert escalation.get_absolute_url() in as_role(Role.AUDITOR).get(history).text
    page = as_role(Role.ADMIN).get(history)
    assert page.status_code == 200
    assert escalation.get_absolute_url() not in page.text


@pytest.mark.parametrize("asked", ["", "?action=x", "?action=" + "9" * 30, "?response=1"])
def test_what_is_not_late_has_no_page(governance, asked):
    assert governance.get(f"/governance/escalations/new/{asked}").status_code == 404


def test_page_asks_as_much_for_many_as_for_one(governance, rungs):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            governance.get("/governance/escalations/")
        return len(asked)

    late(30)
    EscalationFactory()
    queries()
    few = queries()
    for _ in range(5):
        late(30)
        EscalationFactory()

    assert queries() == few
