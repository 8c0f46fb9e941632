from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    DecisionFactory,
    FormerNameFactory,
    MeetingFactory,
    MotionFactory,
    RecommendationFactory,
    ResolutionFactory,
    SourceDocumentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def test_meeting_list_keeps_coming_and_past_apart(member):
    coming = MeetingFactory(coming=True)
    past = MeetingFactory()

    page = member.get(reverse("meeting_list"))

    assert page.context["coming"] == [coming]
    assert list(page.context["page"]) == [past]


def test_meeting_list_says_when_it_is_empty(member):
    page = member.get(reverse("meeting_list")).content.decode()

    assert "No coming meeting is recorded" in page
    assert "No past meeting is recorded" in page


def test_meeting_list_asks_as_much_for_fifty_as_for_one(member):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            member.get(reverse("meeting_list"))
        return len(asked)

    MeetingFactory(coming=True)
    MeetingFactory()
    queries()
    one = queries()
    MeetingFactory.create_batch(24, coming=True)
    MeetingFactory.create_batch(25)

    assert queries() == one


def test_meeting_page_shows_its_decisions_and_what_they_did(member):
    decision = DecisionFactory(minute="14", words="Adopted as set out.")
    adopted = RecommendationFactory(adopted=True, adopted_by=decision)
    closed = RecommendationFactory(closed=True, closed_by=decision)
    ResolutionFactory(decision=decision, recommendation=adopted)
    ResolutionFactory(decision=decision, recommendation=closed, outcome="signed-off")
    MotionFactory(meeting=decision.meeting, title="Clean streets")
    SourceDocumentFactory(meeting=decision.meeting, title="The pack")

    page = member.get(decision.meeting.get_absolute_url()).content.decode()

    for words in ("Minute 14", "Adopted as set out.", "Clean streets", "The pack"):
        assert words in page
    assert adopted.get_absolute_url() in page
    assert closed.get_absolute_url() in page


def test_meeting_page_asks_as_much_for_fifty_decisions_as_for_one(member):
    meeting = MeetingFactory()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert member.get(meeting.get_absolute_url()).status_code == 200
        return len(asked)

    def decide():
        decision = DecisionFactory(meeting=meeting)
        RecommendationFactory(adopted=True, adopted_by=decision)

    decide()
    queries()
    one = queries()
    for _ in range(49):
        decide()

    assert queries() == one


def test_meeting_page_lists_the_dates_that_moved_since_the_one_before(member):
    recommendation = RecommendationFactory(accepted=True)
    board, today = recommendation.committee, timezone.localdate()
    MeetingFactory(body=board, held_on=today - timedelta(days=40))
    meeting = MeetingFactory(body=board, held_on=today)
    moved, *_ = (
        DateChangeFactory(agreed=True, asked_on=today - timedelta(days=days), action=action)
        for days, action in (
            (5, ActionFactory(recommendation=recommendation, in_progress=True)),
            (60, ActionFactory(recommendation=recommendation, in_progress=True)),
            (5, ActionFactory(in_progress=True)),
        )
    )

    page = member.get(meeting.get_absolute_url())

    assert list(page.context["moved"]) == [moved]
    assert moved.reason in page.text


def test_meeting_of_an_earlier_day_names_the_body_of_that_day(member):
    board = BodyFactory(name="Board of today", committee=True)
    FormerNameFactory(body=board, name="Board of old", ends_on=date(2014, 3, 31))
    meeting = MeetingFactory(body=board, held_on=date(2013, 5, 1))

    page = member.get(meeting.get_absolute_url()).content.decode()

    assert "<h1>Board of old, 1 May 2013</h1>" in page
    assert "since then Board of today" in page
    assert "Board of old" in member.get(reverse("meeting_list")).content.decode()


def test_meeting_that_does_not_exist_is_not_found(member):
    assert member.get(reverse("meeting_detail", args=["NOTHING"])).status_code == 404


def test_meeting_pages_are_refused_without_a_role_and_to_strangers(client):
    assert client.get(reverse("meeting_list")).status_code == 302

    client.force_login(UserFactory())

    assert client.get(reverse("meeting_list")).status_code == 403
    assert client.get(MeetingFactory().get_absolute_url()).status_code == 403
