"""Updates for a meeting: one after another, as one table, kept as drafts, approved or returned."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from recommendations.lifecycle.action import Status
from recommendations.models import ProgressUpdate, UpdateDraft
from recommendations.workflow import action as action_workflow
from recommendations.workflow import draft as workflow
from recommendations.workflow import recommendation as recommendation_workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    EvidenceFactory,
    MeetingFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user)
    client.person = user
    return client


@pytest.fixture
def police():
    return BodyFactory(police=True)


@pytest.fixture
def officer(police):
    return client_of(UserFactory(role=Role.BODY_OFFICER, body=police))


@pytest.fixture
def approver(police):
    return client_of(UserFactory(role=Role.BODY_APPROVER, body=police))


@pytest.fixture
def recommendation(police):
    return RecommendationFactory(accepted=True, lead_body=police)


@pytest.fixture
def meeting(recommendation):
    today = timezone.localdate()
    return MeetingFactory(
        body=recommendation.committee,
        held_on=today + timedelta(days=16),
        updates_due_on=today + timedelta(days=7),
    )


@pytest.fixture
def actions(recommendation, police):
    return [
        ActionFactory(
            ref=f"A-R1.{number}",
            recommendation=recommendation,
            lead_body=police,
            in_progress=True,
            last_update_on=timezone.localdate() - timedelta(days=90),
        )
        for number in (1, 2, 3)
    ]


def there(meeting, action=None, part=""):
    middle = f"{action.ref}/" if action else ""
    return f"/my-work/updates/{meeting.ref}/{middle}{part}"


def typed(action, **more):
    return {
        "version": action.version,
        "done": f"The forum met, and its views changed {action.ref}.",
        "status": action.status,
        **more,
    }


def standings(client, meeting):
    rows = client.get(there(meeting)).context["rows"]
    return {row.action.ref: row.standing.value for row in rows}


def test_list_leads_to_the_one_meeting_that_wants_to_hear(officer, meeting, actions):
    assert officer.get("/my-work/updates/").url == there(meeting)


def test_list_says_when_no_meeting_wants_to_hear(officer):
    assert "No meeting wants to hear" in officer.get("/my-work/updates/").text


def test_list_has_several_meetings_with_how_far_each_is(officer, meeting, actions, police):
    other = RecommendationFactory(accepted=True, lead_body=police)
    today = timezone.localdate()
    MeetingFactory(
        body=other.committee,
        held_on=today + timedelta(days=20),
        updates_due_on=today + timedelta(days=9),
    )
    ActionFactory(recommendation=other, lead_body=police, in_progress=True)

    page = officer.get("/my-work/updates/")

    assert "0 of 3 on record" in page.text


def test_ten_updates_follow_one_another_without_leaving(officer, meeting, actions):
    page = officer.get(there(meeting))
    assert page.context["first"].action == actions[0]

    second = officer.post(there(meeting, actions[0]), typed(actions[0]))
    third = officer.post(second.url, typed(actions[1]))
    end = officer.post(third.url, typed(actions[2]), follow=True)

    assert second.url == there(meeting, actions[1])
    assert third.url == there(meeting, actions[2])
    assert "3 of 3 on record" in end.text
    assert set(standings(officer, meeting).values()) == {"on-record"}
    update = ProgressUpdate.objects.get(action=actions[0])
    assert (update.for_meeting, update.approved_by, update.days_late) == (meeting, None, 0)


def test_what_is_skipped_is_still_to_do(officer, meeting, actions):
    page = officer.get(there(meeting, actions[0]))

    assert page.context["skip_url"] == there(meeting, actions[1])
    assert standings(officer, meeting)["A-R1.1"] == "to-do"


def test_a_draft_keeps_what_was_typed_finished_or_not(officer, meeting, actions):
    soon = timezone.localdate() + timedelta(days=30)
    officer.post(
        there(meeting, actions[0]),
        {
            "draft": "1",
            "done": "Half a sen",
            "status": "blocked",
            "next_on_day": soon.day,
            "next_on_month": soon.month,
            "next_on_year": soon.year,
        },
    )

    page = officer.get(there(meeting, actions[0]))

    assert standings(officer, meeting)["A-R1.1"] == "draft"
    assert "Half a sen" in page.text
    assert f'value="{soon.year}"' in page.text
    form = page.context["form"]
    assert form["status"].value() == "blocked"
    assert not ProgressUpdate.objects.filter(action=actions[0]).exists()


def test_a_wrong_update_says_so_and_keeps_what_was_typed(officer, meeting, actions):
    answer = officer.post(
        there(meeting, actions[0]), typed(actions[0], view="off-track", done="The staff left.")
    )

    assert answer.context["form"].errors == {
        "view_reason": ["Say why it is not on track, and what would help"]
    }
    assert "The staff left." in answer.text


def test_an_officers_update_waits_for_the_approver_and_keeps_its_author(
    officer, approver, meeting, actions
):
    answer = officer.post(there(meeting, actions[0]), typed(actions[0]), follow=True)
    assert "waits for approval" in answer.text
    assert not ProgressUpdate.objects.filter(action=actions[0]).exists()

    approver.post(there(meeting), {"step": "approve", "on": [actions[0].ref]})

    update = ProgressUpdate.objects.get(action=actions[0])
    assert (update.author, update.approved_by) == (officer.person, approver.person)
    assert update.author_label == str(officer.person)
    assert not UpdateDraft.objects.exists()


def test_what_the_writer_was_asked_the_approver_is_not_asked_again(
    officer, approver, meeting, actions
):
    """Words like the last ones that were confirmed, and a reason why personal data stays."""
    action, words = actions[0], "Ring the service on 01709 336080 to be heard by the forum."
    ProgressUpdateFactory(action=action, done=words, effective_on=action.last_update_on)
    fields = typed(action, done=words)
    for more in ({}, {"kept_because": "It is the published number of the service."}):
        page = officer.post(there(meeting, action), fields | more)
        shown = page.context["form"]
        hidden = {name: shown[name].value() for name in ("same_words", "kept_seen", "version")
                  if name in shown.fields}  # fmt: skip
        fields |= hidden
    officer.post(there(meeting, action), fields | more)
    assert standings(officer, meeting)[action.ref] == "submitted"

    approver.post(there(meeting), {"step": "approve", "on": [action.ref]})

    update = ProgressUpdate.objects.exclude(for_meeting=None).get(action=action)
    assert update.done == words
    assert "published number" in update.history.latest().history_change_reason


def test_what_was_written_from_an_older_version_is_not_approved_unseen(
    officer, approver, meeting, actions
):
    officer.post(there(meeting, actions[0]), typed(actions[0]))
    action_workflow.post_update(actions[0], done="Another one.", by=approver.person)

    answer = approver.post(there(meeting), {"step": "approve", "on": [actions[0].ref]})

    assert "while you were typing" in answer.text
    assert ProgressUpdate.objects.filter(action=actions[0]).count() == 1


def test_an_approver_returns_with_a_note_and_the_officer_sends_again(
    officer, approver, meeting, actions
):
    officer.post(there(meeting, actions[0]), typed(actions[0]))

    refused = approver.post(there(meeting), {"step": "return", "on": [actions[0].ref], "note": ""})
    assert "Say what is to be changed." in refused.text
    approver.post(
        there(meeting), {"step": "return", "on": [actions[0].ref], "note": "Say how many."}
    )

    page = officer.get(there(meeting, actions[0]))
    assert "Say how many." in page.text
    assert actions[0].ref in page.context["form"]["done"].value()
    officer.post(there(meeting, actions[0]), typed(actions[0], done="Forty came."))
    assert standings(officer, meeting)["A-R1.1"] == "submitted"


def test_one_that_can_not_be_approved_holds_up_no_other(officer, approver, meeting, actions):
    for action in actions[:2]:
        officer.post(there(meeting, action), typed(action))
    draft = UpdateDraft.objects.get(action=actions[0])
    draft.typed["status"] = ["reported-complete"]
    draft.save()

    answer = approver.post(there(meeting), {"step": "approve", "on": [one.ref for one in actions]})

    assert "1 approved." in answer.text
    assert "A-R1.1: Give the day on which it was completed" in answer.text
    assert "A-R1.3: It does not wait for approval." in answer.text
    assert ProgressUpdate.objects.filter(action=actions[1]).exists()
    assert standings(approver, meeting)["A-R1.1"] == "submitted"


def test_an_approvers_own_update_needs_no_other(approver, meeting, actions):
    approver.post(there(meeting, actions[0]), typed(actions[0]))

    assert ProgressUpdate.objects.get(action=actions[0]).author == approver.person


def test_an_officer_does_not_approve(officer, approver, meeting, actions):
    officer.post(there(meeting, actions[0]), typed(actions[0]))
    draft = UpdateDraft.objects.get()

    answer = officer.post(there(meeting), {"step": "approve", "on": [actions[0].ref]})

    assert "Your role does not include this step." in answer.text
    for step in (
        lambda: workflow.approve(draft, update={"done": "Mine."}, by=officer.person),
        lambda: workflow.send_back(draft, note="No.", by=officer.person),
    ):
        with pytest.raises(NotAllowed, match="role"):
            step()


def test_another_body_neither_sees_nor_approves(officer, approver, meeting, actions):
    officer.post(there(meeting, actions[0]), typed(actions[0]))
    stranger = client_of(UserFactory(role=Role.BODY_APPROVER))
    draft = UpdateDraft.objects.get()

    assert stranger.get(there(meeting)).context["rows"] == []
    assert stranger.get(there(meeting, actions[0])).status_code == 404
    with pytest.raises(NotAllowed, match="another body"):
        workflow.approve(draft, update={"done": "Mine."}, by=stranger.person)


def test_rows_are_given_to_a_colleague(officer, police, meeting, actions):
    colleague = client_of(UserFactory(role=Role.BODY_OFFICER, body=police))

    officer.post(
        there(meeting), {"step": "give", "on": [actions[0].ref], "to": colleague.person.pk}
    )

    assert officer.get(there(meeting)).context["first"].action == actions[1]
    assert colleague.get(there(meeting)).context["first"].action == actions[0]
    assert f"Given to {colleague.person}" in officer.get(there(meeting)).text
    with pytest.raises(NotAllowed, match="nobody who updates"):
        workflow.give(actions[0], meeting, to=UserFactory(role=Role.ADMIN), by=officer.person)


def test_nothing_chosen_is_said(officer, meeting, actions):
    answer = officer.post(there(meeting), {"step": "give"})

    assert "Choose at least one action first." in answer.text


def test_a_late_update_is_taken_and_marked(officer, meeting, actions):
    meeting.updates_due_on = timezone.localdate() - timedelta(days=2)
    meeting.save()

    assert "they are still taken, marked as late" in officer.get(there(meeting)).text
    officer.post(there(meeting, actions[0]), typed(actions[0]))

    assert ProgressUpdate.objects.get(action=actions[0]).days_late == 2
    assert "2 days after it was wanted" in officer.get(actions[0].get_absolute_url()).text


def test_nothing_has_changed_may_be_said_twice_running_and_says_why(officer, meeting, actions):
    action = actions[0]
    action_workflow.post_update(action, done="The brief is agreed.", by=officer.person)
    for words in ("The tender is out.", "The tender is still out."):
        action.refresh_from_db()
        action_workflow.post_update(action, done=words, no_change=True, by=officer.person)
    action.refresh_from_db()

    answer = officer.post(there(meeting, action), typed(action, no_change="on"))

    assert "The last two updates said that nothing has changed" in answer.text
    officer.post(there(meeting, action), typed(action))
    action.refresh_from_db()
    action_workflow.post_update(action, done="Waiting.", no_change=True, by=officer.person)
    assert "Nothing has changed" in officer.get(action.get_absolute_url()).text


def test_a_claim_is_verified_neither_by_its_author_nor_by_who_approved_it(police, actions):
    both = UserFactory(role=Role.GOVERNANCE)
    author, again = (
        UserFactory(role=Role.GOVERNANCE, name="The same person"),
        UserFactory(role=Role.GOVERNANCE, name=" the same PERSON"),
    )
    EvidenceFactory(action=actions[0])
    action_workflow.post_update(
        actions[0],
        done="All done.",
        status=Status.REPORTED_COMPLETE,
        completed_on=timezone.localdate(),
        effect="All heard.",
        author=author,
        by=both,
    )

    for claimant in (both, author, again):
        with pytest.raises(NotAllowed, match="You submitted this claim"):
            action_workflow.verify(actions[0], by=claimant)
    verified = action_workflow.verify(actions[0], by=UserFactory(role=Role.GOVERNANCE))
    assert verified.status == Status.VERIFIED


def test_a_second_account_of_the_claimant_does_not_close(police):
    claimant = UserFactory(role=Role.BODY_APPROVER, name="The same person", body=police)
    again = UserFactory(role=Role.GOVERNANCE, name="The same person")
    claimed = RecommendationFactory(reported_complete=True, claimed_by=claimant)

    with pytest.raises(NotAllowed, match="You made this claim"):
        recommendation_workflow.close(
            claimed,
            decision=claimed.adopted_by,
            outcome="implemented",
            impact="shown",
            by=again,
        )


def test_the_table_sends_what_is_filled_in_and_passes_over_the_rest(officer, meeting, actions):
    first, second, third = (f"a{one.pk}-" for one in actions)
    fields = {
        f"{first}done": "Forty came to the forum.",
        f"{first}status": "in-progress",
        f"{first}version": actions[0].version,
        f"{second}done": "",
        f"{third}done": "The staff left.",
        f"{third}status": "in-progress",
        f"{third}view": "off-track",
        f"{third}version": actions[2].version,
    }

    answer = officer.post(there(meeting, part="table/"), fields)

    assert "1 update is sent." in answer.text
    assert ProgressUpdate.objects.filter(action=actions[0]).count() == 1
    (wrong,) = answer.context["wrong"]
    assert wrong.errors == {"view_reason": ["Say why it is not on track, and what would help"]}
    assert "The staff left." in answer.text
    assert standings(officer, meeting) == {
        "A-R1.1": "on-record",
        "A-R1.2": "to-do",
        "A-R1.3": "to-do",
    }


def test_the_table_says_when_nothing_was_typed(officer, meeting, actions):
    assert "Nothing was typed." in officer.post(there(meeting, part="table/"), {}).text


def test_a_meeting_that_wants_nothing_now_has_no_page(officer, meeting, actions):
    today = timezone.localdate()
    meeting.held_on, meeting.updates_due_on = today + timedelta(90), today + timedelta(80)
    meeting.save()

    assert officer.get(there(meeting)).status_code == 404
    assert officer.get(there(meeting, actions[0])).status_code == 404


def test_pages_ask_as_much_for_many_as_for_few(officer, meeting, actions, recommendation, police):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            officer.get(there(meeting))
        return len(asked)

    queries()
    few = queries()
    ActionFactory.create_batch(
        9,
        recommendation=recommendation,
        lead_body=police,
        in_progress=True,
        last_update_on=timezone.localdate() - timedelta(days=90),
    )

    assert queries() == few
