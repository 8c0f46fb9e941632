from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from motions.lifecycle import Answer
from reporting.pages import coverage
from reporting.pages.motions import report_back
from tests.factories import (
    ActionFactory,
    BodyFactory,
    FindingFactory,
    FindingPointFactory,
    FormerNameFactory,
    MeetingFactory,
    MotionFactory,
    MotionNoteFactory,
    MotionPointFactory,
    PointAskedOfFactory,
    RecommendationFactory,
    RecommendationPointFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def point_with_everything(motion, number):
    review = ReviewFactory(motion=motion)
    point = MotionPointFactory(motion=motion, number=number, answered=True)
    PointAskedOfFactory(point=point)
    FindingPointFactory(point=point, finding=FindingFactory(review=review))
    recommendation = RecommendationFactory(in_progress=True, review=review)
    RecommendationPointFactory(point=point, recommendation=recommendation)
    return point


def test_motion_list_shows_what_each_motion_led_to(member):
    motion = MotionFactory(title="Clean streets")
    point_with_everything(motion, 1)
    MotionPointFactory(motion=motion, number=2)

    page = member.get(reverse("motion_list")).content.decode()

    assert "Clean streets" in page
    assert "1 of 2; 1 not answered" in page


def test_motion_list_says_when_it_is_empty(member):
    assert "No motion is recorded yet" in member.get(reverse("motion_list")).content.decode()


def test_motion_list_asks_as_much_for_fifty_motions_as_for_one(member):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            member.get(reverse("motion_list"))
        return len(asked)

    point_with_everything(MotionFactory(), 1)
    queries()
    one = queries()
    for _ in range(49):
        point_with_everything(MotionFactory(), 1)

    assert queries() == one


def test_motion_page_asks_as_much_for_fifty_points_as_for_one(member):
    motion = MotionFactory()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert member.get(motion.get_absolute_url()).status_code == 200
        return len(asked)

    point_with_everything(motion, 1)
    queries()
    one = queries()
    for number in range(2, 51):
        point_with_everything(motion, number)

    assert queries() == one


def test_motion_page_says_what_each_point_led_to(member):
    motion = MotionFactory(title="Clean streets")
    point_with_everything(motion, 1)
    MotionPointFactory(motion=motion, number=2, title="Apologise", no_further_action=True)
    MotionNoteFactory(motion=motion, number=1, title="Noted first")

    page = member.get(motion.get_absolute_url()).content.decode()

    assert 'id="point-2"' in page
    assert "Nothing recommended" in page
    assert "1 action: 0 verified" in page
    assert "Noted first" in page
    assert "1 answered with recommendations" in page
    assert "Points with nothing recommended (1)" in page
    assert "Recommendations from no point (0)" in page
    assert "Points that led only to suggestions nobody has adopted (0)" in page
    assert "Recommendations without any action (0)" in page


def test_motion_page_of_an_earlier_day_names_the_body_of_that_day(member):
    board = BodyFactory(name="Board of today", committee=True)
    FormerNameFactory(body=board, name="Board of old", ends_on=date(2014, 3, 31))
    motion = MotionFactory(meeting=MeetingFactory(body=board, held_on=date(2013, 5, 1)))

    page = member.get(motion.get_absolute_url()).content.decode()

    assert "1 May 2013, Board of old" in page


def test_motion_page_that_does_not_exist_is_not_found(member):
    assert member.get(reverse("motion_detail", args=["NOTHING"])).status_code == 404


def test_motion_pages_are_refused_without_a_role(client):
    client.force_login(UserFactory())

    assert client.get(reverse("motion_list")).status_code == 403
    assert client.get(MotionFactory().get_absolute_url()).status_code == 403


def test_motion_pages_ask_strangers_to_sign_in(client):
    answer = client.get(reverse("motion_list"))

    assert answer.url == f"{reverse('sign_in')}?next={reverse('motion_list')}"


def test_answer_counts_add_up_to_all_points():
    motion = MotionFactory()
    for number, answer in enumerate([*Answer, Answer.NO_COMMENT], start=1):
        MotionPointFactory(motion=motion, number=number, answered=True, answer=answer)

    read = coverage.read(motion, UserFactory(role=Role.MEMBER), date(2026, 1, 1))

    assert sum(number for number, _ in read.answer_counts) == 7
    assert len(read.answer_counts) == len(Answer)


def test_action_that_serves_two_recommendations_of_a_point_counts_once():
    motion = MotionFactory()
    point = MotionPointFactory(motion=motion, answered=True)
    first, second = RecommendationFactory.create_batch(2, accepted=True)
    action = ActionFactory(recommendation=first, verified=True)
    action.recommendation_links.create(recommendation=second)
    for recommendation in (first, second):
        RecommendationPointFactory(point=point, recommendation=recommendation)

    (reading,) = coverage.read(motion, UserFactory(role=Role.MEMBER), date(2026, 1, 1)).points

    assert len(reading.actions) == 1
    assert reading.verified == 1


def test_recommendation_of_the_review_that_answers_no_point_is_a_gap():
    motion = MotionFactory()
    MotionPointFactory(motion=motion)
    review = ReviewFactory(motion=motion, ref="REVIEW-X")
    lonely = RecommendationFactory(review=review, ref="REVIEW-X-R9")

    read = coverage.read(motion, UserFactory(role=Role.MEMBER), date(2026, 1, 1))

    assert read.from_no_point == [lonely]
    assert read.recommendations[0].short_ref == "R9"


@pytest.mark.parametrize(
    ("traits", "only_suggested"),
    [
        ([], False),
        ([{}], True),
        ([{}, {"not_taken_forward": True}], True),
        ([{}, {"adopted": True}], False),
        ([{"closed": True}], False),
    ],
)
def test_point_that_led_only_to_suggestions_is_a_gap(traits, only_suggested):
    motion = MotionFactory()
    point = MotionPointFactory(motion=motion)
    for trait in traits:
        recommendation = RecommendationFactory(**trait)
        RecommendationPointFactory(point=point, recommendation=recommendation)

    read = coverage.read(motion, UserFactory(role=Role.MEMBER), date(2026, 1, 1))

    assert read.only_suggested == ([point] if only_suggested else [])


def test_recommendations_without_any_action_are_counted_by_status():
    review = ReviewFactory(motion=MotionFactory())
    ActionFactory(recommendation=RecommendationFactory(review=review, accepted=True))
    adopted = RecommendationFactory(review=review, adopted=True)
    suggested = RecommendationFactory.create_batch(2, review=review)

    read = coverage.read(review.motion, UserFactory(role=Role.MEMBER), date(2026, 1, 1))

    assert set(read.without_action) == {adopted, *suggested}
    assert [(status.value, len(some)) for status, some in read.without_action_by_status] == [
        ("suggested", 2),
        ("adopted", 1),
    ]


@pytest.mark.parametrize(
    ("due", "received", "words"),
    [
        (
            date(2022, 2, 10),
            date(2022, 5, 13),
            "Report back asked for by 10 February 2022. Received 13 May 2022, 92 days late.",
        ),
        (
            date(2022, 2, 10),
            date(2022, 2, 10),
            "Report back asked for by 10 February 2022. Received 10 February 2022, in time.",
        ),
        (None, date(2022, 2, 10), "Received 10 February 2022."),
        (None, None, "No day was set for a report back."),
        (
            date(2022, 5, 31),
            None,
            "Report back asked for by 31 May 2022. Not received yet, 1 day over.",
        ),
        (
            date(2022, 6, 3),
            None,
            "Report back asked for by 3 June 2022. Not received yet, 2 days left.",
        ),
    ],
)
def test_report_back_is_said_in_neutral_words(due, received, words):
    motion = MotionFactory.build(
        meeting=None, report_back_due_on=due, report_back_received_on=received
    )

    assert report_back(motion, date(2022, 6, 1)) == words
