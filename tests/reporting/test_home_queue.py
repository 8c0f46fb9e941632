from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from reporting.home.queue import MOST, governance
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    DecisionFactory,
    MeetingFactory,
    MotionFactory,
    MotionPointFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(role=Role.GOVERNANCE)


def queues(user):
    found = governance(user, timezone.localdate())["queues"]
    return {queue.key: queue for queue in found}


def test_claim_leads_to_its_check(officer):
    action = ActionFactory(reported_complete=True)

    queue = queues(officer)["claims"]

    assert [row.url for row in queue.rows] == [f"/actions/{action.ref}/check/"]


def test_date_asked_for_leads_to_its_agreement(officer):
    change = DateChangeFactory()

    queue = queues(officer)["dates"]

    assert [row.url for row in queue.rows] == [f"/actions/{change.action.ref}/date/"]


def test_adopted_long_ago_and_sent_to_nobody_says_so(officer):
    RecommendationFactory(adopted=True, status_on=days_ago(30))
    RecommendationFactory(adopted=True, status_on=days_ago(1))

    rows = queues(officer)["forward"].rows

    assert ["more than ten working days" in row.why for row in rows] == [True, False]


def test_suggestion_waits_once_its_committee_has_met(officer):
    committee = BodyFactory(committee=True)
    suggested = RecommendationFactory(committee=committee, status_on=days_ago(40))
    RecommendationFactory()
    MeetingFactory(body=committee, held_on=timezone.localdate() - timedelta(days=3))

    assert [row.ref for row in queues(officer)["adopt"].rows] == [suggested.ref]


def test_overdue_reply_leads_to_the_answer(officer):
    referral = ReferralFactory(overdue=True)

    rows = queues(officer)["replies"].rows

    assert [row.url for row in rows] == [f"/referrals/{referral.pk}/respond/"]


def test_motion_and_its_points_wait(officer):
    motion = MotionFactory(report_back_due_on=days_ago(9))
    point = MotionPointFactory(motion=motion)

    found = queues(officer)

    assert [row.ref for row in found["report-back"].rows] == [motion.ref]
    assert [row.url for row in found["points"].rows] == [
        f"/motions/{motion.ref}/points/{point.number}/classify/"
    ]


def test_long_queue_shows_the_first_and_counts_them_all(officer):
    ActionFactory.create_batch(MOST + 2, overdue=True)

    queue = queues(officer)["overdue"]

    assert (len(queue.rows), queue.total, queue.more) == (MOST, MOST + 2, 2)
    assert queue.url == "/recommendations/?show=actions&flag=overdue"


def test_empty_register_says_how_to_begin(officer, client):
    client.force_login(officer)

    page = client.get("/").content.decode()

    assert "The register is empty." in page
    assert 'href="/imports/new/"' in page


def test_answers_of_late_are_shown_unless_governance_entered_them(officer):
    fresh = ReferralFactory(answered=True, answered_on=timezone.localdate())
    ReferralFactory(answered=True, answered_on=timezone.localdate(), recorded_for_body=True)
    ReferralFactory(
        answered=True,
        noticed_on=timezone.localdate() - timedelta(days=60),
        answered_on=days_ago(20),
    )

    assert [row.ref for row in queues(officer)["answers"].rows] == [fresh.recommendation.ref]


def test_rejected_wait_for_a_challenge_or_a_note(officer):
    rejected = RecommendationFactory(rejected=True)

    rows = queues(officer)["rejected"].rows

    assert [row.url for row in rows] == [f"/recommendations/{rejected.ref}/move/"]


def test_a_meeting_without_decisions_and_one_in_draft_are_listed(officer):
    committee = RecommendationFactory(adopted=True).committee
    silent = MeetingFactory(body=committee, held_on=days_ago(3))
    MeetingFactory(body=committee, held_on=days_ago(90))
    MeetingFactory(held_on=days_ago(3))
    draft = DecisionFactory(
        meeting__body=committee, meeting__held_on=days_ago(5), is_draft=True
    ).meeting
    DecisionFactory(meeting__body=committee, meeting__held_on=days_ago(6))

    found = queues(officer)

    assert [row.url for row in found["decisions"].rows] == [f"/meetings/{silent.ref}/decisions/"]
    assert [row.url for row in found["minutes"].rows] == [f"/meetings/{draft.ref}/confirm/"]


def test_a_body_that_owes_something_and_has_nobody_is_listed(officer):
    vacant = ActionFactory(lead_body=BodyFactory()).lead_body
    spoken_for = ActionFactory(lead_body=BodyFactory()).lead_body
    UserFactory(role=Role.BODY_OFFICER, body=spoken_for)
    BodyFactory()

    assert [row.ref for row in queues(officer)["vacant"].rows] == [vacant.short_name]


def test_statements_are_the_same_for_one_and_for_many_of_each(officer):
    def statements():
        with CaptureQueriesContext(connection) as found:
            governance(UserFactory(role=Role.GOVERNANCE), timezone.localdate())
        return len(found)

    def add():
        committee = RecommendationFactory(rejected=True).committee
        MeetingFactory(body=committee, held_on=days_ago(3))
        DecisionFactory(meeting__body=committee, meeting__held_on=days_ago(5), is_draft=True)
        ReferralFactory(answered=True, answered_on=timezone.localdate())
        ActionFactory(lead_body=BodyFactory(), proposed=True)
        ActionFactory(lead_body=BodyFactory(), approved=True)

    add()
    statements()  # What is kept in memory is asked once.
    one = statements()
    for _ in range(3):
        add()

    assert statements() == one
