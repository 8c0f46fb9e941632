"""E-mails about what somebody follows: when they go, what they say, what they withhold."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from correspondence.models import Mail
from following import digests
from following.models import Follow, HowOften, newest_entry
from motions.workflow import classify
from recommendations.models import ActionRecommendation
from recommendations.workflow import action as workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    FollowFactory,
    MeetingFactory,
    MotionPointFactory,
    RecommendationFactory,
    RecommendationPointFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ON = HowOften


@pytest.fixture
def member():
    return UserFactory(role=Role.MEMBER)


@pytest.fixture
def officer():
    return UserFactory(role=Role.BODY_OFFICER, body=BodyFactory(police=True))


@pytest.fixture
def action(officer):
    """Led by the officer’s body, not started yet."""
    return ActionFactory(lead_body=officer.current_memberships[0].body)


def recommendation_of(action):
    return ActionRecommendation.objects.get(action=action).recommendation


def run(on=None, **options):
    out, err = StringIO(), StringIO()
    as_of = on.isoformat() if on else None
    call_command("send_digests", as_of=as_of, stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


def news_of(follow, on=None):
    user = follow.user
    things, more = digests.news(user, [follow], on=on or timezone.localdate())
    return {one.ref: [words for _, words in one.lines] for one in things}, more


def test_follower_of_a_recommendation_hears_of_its_actions(member, officer, action):
    follow = FollowFactory(user=member, recommendation=recommendation_of(action))

    workflow.start(action, by=officer)

    assert news_of(follow) == ({action.ref: ["Not started → In progress"]}, 0)


@pytest.mark.parametrize("what", ["body", "review", "motion", "list"])
def test_follower_of_what_it_belongs_to_hears_of_it(what, member, officer, action):
    recommendation = recommendation_of(action)
    point = RecommendationPointFactory(recommendation=recommendation).point
    followed = {
        "body": {"body": action.lead_body},
        "review": {"review": recommendation.review},
        "motion": {"motion": point.motion},
        "list": {"query": f"show=actions&words={action.ref}", "name": "It"},
    }[what]
    follow = FollowFactory(user=member, **followed)
    other = FollowFactory(user=member, recommendation=RecommendationFactory())

    workflow.start(action, by=officer)

    assert action.ref in news_of(follow)[0]
    assert news_of(other) == ({}, 0)


def test_follower_of_a_motion_hears_how_a_point_was_answered(member):
    point = MotionPointFactory()
    follow = FollowFactory(user=member, motion=point.motion)

    classify(
        point,
        answer="already-under-way",
        note="It has begun.",
        source="p. 3",
        by=UserFactory(role=Role.GOVERNANCE),
    )

    [(ref, [words])] = news_of(follow)[0].items()
    assert ref == point.motion.ref
    assert words.startswith(f"Point {point.number}: ")


def test_nobody_is_told_of_what_they_did_themselves(officer, action):
    follow = FollowFactory(user=officer, body=action.lead_body)

    workflow.start(action, by=officer)

    assert news_of(follow) == ({}, 0)


def test_what_was_there_before_is_no_news(member, officer, action):
    workflow.start(action, by=officer)

    assert news_of(FollowFactory(user=member, body=action.lead_body)) == ({}, 0)


def test_digest_goes_out_once_and_is_kept(postbox, member, officer, action, settings):
    settings.SERVICE_URL = "https://tracker.example.org/"
    FollowFactory(user=member, body=action.lead_body, how_often=ON.AT_ONCE)
    workflow.start(action, by=officer)

    assert "1 sent, 0 not sent" in run()
    assert "0 sent, 0 not sent" in run()

    [message] = postbox.took
    words = message.get_body().get_content().replace("\r\n", "\n")
    assert message["To"] == member.email
    assert action.title in words
    assert "Not started → In progress" in words
    assert f"https://tracker.example.org/actions/{action.ref}/" in words
    mail = Mail.objects.get()
    assert (mail.kind, mail.to, mail.words.strip()) == ("digest", member, words.strip())
    assert message["List-Unsubscribe"].strip() == f"<{mail.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_could_not_be_sent_is_sent_by_the_next_reminders(
    no_mail_server, member, officer, action
):
    FollowFactory(user=member, body=action.lead_body, how_often=ON.AT_ONCE)
    workflow.start(action, by=officer)

    with pytest.raises(CommandError, match="outbox"):
        run()

    assert Mail.objects.unsent().get().to == member
    assert news_of(Follow.objects.get()) == ({}, 0)


def test_no_more_than_a_reference_of_what_is_not_public(member, officer, action):
    recommendation = recommendation_of(action)
    secret = ActionFactory(
        lead_body=action.lead_body, recommendation=recommendation, exempt=True, title="Hidden words"
    )
    follow = FollowFactory(user=member, recommendation=recommendation)
    recommendation.committee = member.current_memberships[0].body
    recommendation.save()
    workflow.start(secret, by=officer)

    things, more = digests.news(member, [follow], on=timezone.localdate())
    words = digests.words_of(member, things, more)

    assert secret.ref in words
    assert "Hidden" not in words
    assert "Not started" not in words


def test_what_one_may_not_read_is_not_told(officer, action):
    stranger = UserFactory(role=Role.BODY_OFFICER)
    secret = ActionFactory(lead_body=action.lead_body, exempt=True)
    follow = FollowFactory(user=stranger, body=action.lead_body)

    workflow.start(secret, by=officer)

    assert news_of(follow) == ({}, 0)


@pytest.mark.parametrize(
    ("how_often", "told_on", "goes"),
    [
        # 10 June 2026 is a Wednesday; a meeting is held on the 17th.
        (ON.AT_ONCE, date(2026, 6, 10), True),
        (ON.DAILY, date(2026, 6, 10), False),
        (ON.DAILY, date(2026, 6, 9), True),
        (ON.WEEKLY, date(2026, 6, 8), False),
        (ON.WEEKLY, date(2026, 6, 7), True),
        (ON.MEETINGS, date(2026, 6, 9), True),
        (ON.MEETINGS, date(2026, 6, 10), False),
        (ON.NEVER, date(2026, 1, 1), False),
    ],
)
def test_each_digest_has_its_days(how_often, told_on, goes, member):
    committee = member.current_memberships[0].body
    MeetingFactory(body=committee, held_on=date(2026, 6, 17))
    FollowFactory(user=member, how_often=how_often, told_on=told_on)

    assert bool(list(digests.due(date(2026, 6, 10)))) is goes


def test_meeting_of_a_committee_that_one_does_not_sit_on_is_no_reason(member):
    MeetingFactory(held_on=date(2026, 6, 17))
    FollowFactory(user=member, how_often=ON.MEETINGS, told_on=date(2026, 6, 1))

    assert list(digests.due(date(2026, 6, 10))) == []


def test_whoever_may_not_sign_in_any_more_gets_none(member):
    FollowFactory(user=member, how_often=ON.AT_ONCE)
    member.is_active = False
    member.save()

    assert list(digests.due(timezone.localdate())) == []


def test_dry_run_says_who_would_get_what_and_sends_nothing(postbox, member, officer, action):
    FollowFactory(user=member, body=action.lead_body, how_often=ON.DAILY)
    workflow.start(action, by=officer)
    tomorrow = timezone.localdate() + timedelta(days=1)

    said = run(on=tomorrow, dry_run=True)

    assert f"{member.email}>: {action.ref}" in said
    assert "1 would be sent" in said
    assert (postbox.took, Mail.objects.count()) == ([], 0)


def test_more_than_an_email_takes_is_counted(monkeypatch, member, officer):
    monkeypatch.setattr("following.changes.MOST", 2)
    body = officer.current_memberships[0].body
    follow = FollowFactory(user=member, body=body)
    for _ in range(4):
        workflow.start(ActionFactory(lead_body=body), by=officer)

    found, more = news_of(follow)

    # Two of four actions, and two of the four recommendations that they serve.
    assert (len(found), more) == (4, 4)


def test_statements_are_the_same_for_one_and_for_many(member, officer):
    body = officer.current_memberships[0].body

    def statements(number):
        follows = [
            FollowFactory(user=member, recommendation=recommendation_of(action))
            for action in [ActionFactory(lead_body=body) for _ in range(number)]
        ]
        for follow in follows:
            [link] = ActionRecommendation.objects.filter(recommendation=follow.recommendation)
            workflow.start(link.action, by=officer)
        Follow.objects.update(told_up_to=follows[0].told_up_to)
        with CaptureQueriesContext(connection) as queries:
            things, _ = digests.news(member, list(Follow.objects.all()), on=timezone.localdate())
        assert len(things) >= number
        return len(queries)

    statements(1)  # What is kept for a person is asked once.
    assert statements(1) == statements(5)


def test_one_press_stops_the_emails_and_keeps_what_is_followed(member):
    FollowFactory(user=member, how_often=ON.DAILY)
    other = FollowFactory(how_often=ON.DAILY)
    stop = digests.stop_url(member).removeprefix("http://testserver")
    path = stop[stop.index("/following/") :]
    # As a mail program does: no page before it, no cookie.
    client = Client(enforce_csrf_checks=True)

    # What only opens the link, such as a scanner of e-mails, stops nothing.
    assert client.get(path).status_code == 200
    assert Follow.objects.get(user=member).how_often == ON.DAILY
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Follow.objects.get(user=member).how_often == ON.NEVER
    assert Follow.objects.get(pk=other.pk).how_often == ON.DAILY
    assert client.post(path[:-2] + "x/").status_code == 404


def test_of_two_runs_at_once_the_second_sends_nothing(member, officer, action):
    FollowFactory(user=member, body=action.lead_body, how_often=ON.AT_ONCE)
    workflow.start(action, by=officer)
    [(user, follows)] = digests.due(timezone.localdate())
    newest = newest_entry()
    told = {"subject": "News", "words": "News", "on": timezone.localdate()}

    assert digests.send_digest(user, follows, newest, **told) is not None
    assert digests.send_digest(user, follows, newest, **told) is None
    assert Mail.objects.count() == 1


def test_what_comes_after_a_run_looked_is_told_by_the_next(member, officer, action):
    follow = FollowFactory(user=member, body=action.lead_body)
    looked = newest_entry()
    workflow.start(action, by=officer)

    assert digests.news(member, [follow], on=timezone.localdate(), up_to=looked) == ([], 0)
    assert news_of(follow)[0] == {action.ref: ["Not started → In progress"]}
