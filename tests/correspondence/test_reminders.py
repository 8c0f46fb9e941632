"""Reminders: one e-mail each, on its days, once; what nobody can be told of is listed."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from correspondence import reminders
from correspondence.lifecycle import MailStatus
from correspondence.models import Mail, Reminder
from correspondence.reminders.due import OCCASIONS, occasion_of
from tests.factories import (
    ActionFactory,
    BodyFactory,
    LetterFactory,
    MeetingFactory,
    QuestionFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

About = Reminder.About


@pytest.fixture
def today():
    return timezone.localdate()


def days(number):
    return timedelta(days=number)


def run(on=None, **options):
    out, err = StringIO(), StringIO()
    as_of = on.isoformat() if on else None
    call_command("send_reminders", as_of=as_of, stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def planned(on):
    plan = reminders.plan(on)
    return {
        user: [(due.about, due.ref, due.occasion) for due in dues]
        for user, dues in plan.told.items()
    }


@pytest.fixture
def officer():
    return UserFactory(role=Role.BODY_OFFICER, body=BodyFactory(police=True))


@pytest.fixture
def police(officer):
    return officer.memberships.get().body


@pytest.mark.parametrize(
    ("before", "occasion"),
    [(15, None), (14, -14), (10, -14), (7, -7), (2, -7), (1, -1), (0, -1), (-1, 1), (-90, 1)],
)
def test_the_latest_occasion_that_has_come_counts(before, occasion):
    due = date(2026, 3, 31)

    assert occasion_of(About.ACTION, due, due - days(before)) == occasion


def test_an_action_is_reminded_of_on_four_days_and_no_others(officer, police, today, postbox):
    due_on = today + days(20)
    action = ActionFactory(in_progress=True, lead_body=police, due_on=due_on)

    for number in range(30):
        run(today + days(number))

    sent = Reminder.objects.filter(about=About.ACTION).order_by("pk")
    assert [(one.mail.written_on - due_on).days for one in sent] == list(OCCASIONS[About.ACTION])
    assert {one.ref for one in sent} == {action.ref}
    assert len(postbox.took) == 4


def test_a_second_run_sends_nothing_and_a_missed_one_catches_up(officer, police, today, postbox):
    ActionFactory(in_progress=True, lead_body=police, due_on=today + days(5))

    first, second = run(today), run(today)
    run(today + days(10))

    assert first.startswith("1 sent")
    assert second.startswith("0 sent")
    assert [one.occasion for one in Reminder.objects.order_by("pk")] == [-7, 1]


def test_another_date_starts_again(officer, police, today, postbox):
    action = ActionFactory(in_progress=True, lead_body=police, due_on=today + days(1))
    run(today)
    action.due_on = today + days(40)
    action.save()

    run(today + days(26))

    assert [one.occasion for one in Reminder.objects.order_by("pk")] == [-1, -14]


def test_one_e_mail_speaks_of_everything(officer, police, today, postbox):
    first = ActionFactory(in_progress=True, lead_body=police, due_on=today + days(7))
    late = ActionFactory(in_progress=True, lead_body=police, due_on=today - days(3))
    referral = ReferralFactory(body=police, due_on=today + days(7))

    run(today)

    (message,) = postbox.took
    words = message.get_body().get_content()
    assert message["Subject"].endswith("3 things are wanted from you, 1 overdue")
    for said in (first.title, late.title, referral.recommendation.title, "3 days ago"):
        assert said in words
    assert f"/actions/{first.ref}/update/" in words


def test_a_response_is_asked_of_the_approver(police, officer, today):
    approver = UserFactory(role=Role.BODY_APPROVER, body=police)
    referral = ReferralFactory(body=police, due_on=today + days(1))

    assert planned(today) == {approver: [(About.RESPONSE, referral.recommendation.ref, -1)]}


def test_a_part_without_people_is_answered_for_by_what_it_is_part_of(officer, police, today):
    unit = BodyFactory(part_of=police)
    action = ActionFactory(in_progress=True, lead_body=unit, due_on=today + days(1))

    assert planned(today) == {officer: [(About.ACTION, action.ref, -1)]}


def test_a_vacant_post_and_a_leaver_are_listed(police, officer, today, postbox):
    officer.is_active = False
    officer.save()
    action = ActionFactory(in_progress=True, lead_body=police, due_on=today)

    said = run(today)

    assert f"Nobody to remind at {police}: {action.ref}" in said
    assert postbox.took == []


def test_an_update_is_wanted_for_a_meeting(officer, police, today):
    recommendation = RecommendationFactory(in_progress=True, lead_body=police)
    action = ActionFactory(
        recommendation=recommendation,
        in_progress=True,
        lead_body=police,
        due_on=today + days(200),
        last_update_on=today - days(60),
    )
    heard_of = ActionFactory(
        recommendation=recommendation,
        in_progress=True,
        lead_body=police,
        due_on=today + days(200),
        last_update_on=today - days(3),
    )
    MeetingFactory(
        body=recommendation.committee, held_on=today + days(16), updates_due_on=today + days(7)
    )
    MeetingFactory(held_on=today + days(16), updates_due_on=today + days(7))

    told = planned(today)[officer]

    assert (About.UPDATE, action.ref, -7) in told
    assert heard_of.ref not in {ref for _, ref, _ in told}


def test_a_plan_is_asked_for_the_day_after_it_was_due(officer, police, today):
    accepted = RecommendationFactory(accepted=True, lead_body=police, status_on=today - days(29))

    assert planned(today) == {officer: [(About.PLAN, accepted.ref, 1)]}


def test_governance_is_reminded_of_a_follow_up(today):
    governance = UserFactory(role=Role.GOVERNANCE)
    closed = RecommendationFactory(closed=True, follow_up_on=today + days(3))

    assert planned(today) == {governance: [(About.FOLLOW_UP, closed.ref, -14)]}


def test_what_is_not_public_is_a_reference_and_nothing_more(officer, police, today, postbox):
    action = ActionFactory(
        in_progress=True, lead_body=police, due_on=today, exempt=True, title="Hidden title"
    )

    run(today)

    words = postbox.took[0].get_body().get_content()
    assert action.ref in words
    assert "Hidden" not in words


def test_what_one_may_not_read_one_is_not_told_of(officer, police, today, postbox):
    secret = ActionFactory(
        in_progress=True, lead_body=police, due_on=today, restricted=True, title="Hidden title"
    )

    said = run(today)

    assert postbox.took == []
    assert f"Nobody to remind at {police}: {secret.ref}" in said


def test_nothing_is_wanted_of_what_ended_or_was_an_error(officer, police, today):
    ActionFactory(verified=True, lead_body=police, due_on=today)
    ActionFactory(reported_complete=True, lead_body=police, due_on=today)
    ActionFactory(in_progress=True, lead_body=police, due_on=today, void=True)
    ReferralFactory(body=police, withdrawn=True, due_on=today)
    ReferralFactory(body=police, answered=True, due_on=today)

    assert planned(today) == {}


def test_a_dry_run_says_what_would_be_sent_and_writes_nothing(officer, police, today, postbox):
    action = ActionFactory(in_progress=True, lead_body=police, due_on=today)

    said = run(today, dry_run=True)

    assert f"{officer} <{officer.email}>" in said
    assert f"Action: {action.ref}, {today} (-1)" in said
    assert "1 would be sent" in said
    assert not Mail.objects.exists()


def test_what_a_server_that_was_away_did_not_take_goes_with_the_next_run(
    officer, police, today, no_mail_server, settings, request
):
    ActionFactory(in_progress=True, lead_body=police, due_on=today)
    with pytest.raises(CommandError, match="Not everything"):
        run(today)
    assert Mail.objects.get().status == MailStatus.FAILED

    postbox = request.getfixturevalue("postbox")
    assert run(today).startswith("1 sent")

    assert postbox.to == [officer.email]
    assert Mail.objects.get().tries == 2


def test_a_letter_that_waits_goes_with_the_next_run(no_mail_server, request):
    from correspondence.workflow import letter as workflow

    letter = LetterFactory(address="chief@example.org")
    governance = UserFactory(role=Role.GOVERNANCE)
    workflow.deliver(workflow.send(letter, way="email", by=governance))

    postbox = request.getfixturevalue("postbox")
    run()

    assert postbox.to == ["chief@example.org"]


def test_a_refused_address_ends_the_run_with_1_and_the_others_hear(police, today, postbox):
    UserFactory(role=Role.BODY_OFFICER, body=police, email="refused@example.org")
    ActionFactory(in_progress=True, lead_body=police, due_on=today)

    with pytest.raises(CommandError):
        run(today)

    assert len(postbox.took) == 1
    assert Mail.objects.refused().get().address == "refused@example.org"


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30"])
def test_a_day_that_is_none_is_refused_in_words(text):
    with pytest.raises(CommandError, match="is not a date"):
        call_command("send_reminders", as_of=text)


def test_a_run_asks_as_much_for_many_as_for_one(officer, police, today):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            reminders.plan(today)
        return len(asked)

    ActionFactory(in_progress=True, lead_body=police, due_on=today)
    ReferralFactory(body=police, due_on=today)
    queries()
    few = queries()
    ActionFactory.create_batch(9, in_progress=True, lead_body=police, due_on=today)
    for _ in range(9):
        ReferralFactory(body=police, due_on=today)

    assert queries() == few


def test_a_body_is_reminded_of_a_question_that_it_has_not_answered(officer, today):
    body = officer.current_memberships[0].body
    question = QuestionFactory(routed=True, body=body, routed_on=today - days(11))

    assert planned(today)[officer] == [(About.QUESTION, question.recommendation.ref, 1)]
    assert planned(today - days(5)) == {}
