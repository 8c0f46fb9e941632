from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.roles import Role
from recommendations.filters import ActionFilter
from recommendations.models import Action
from reporting.home.headline import Band, Headline, headline
from reporting.home.scope import followed_by
from tests.factories import ActionFactory, BodyFactory, RecommendationFactory, UserFactory

pytestmark = pytest.mark.django_db

WITHOUT_DATE = {"due_on": None, "original_due_on": None}


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize(
    ("traits", "band"),
    [
        ({}, Band.NOT_STARTED),
        ({"in_progress": True}, Band.IN_PROGRESS),
        ({"blocked": True}, Band.BLOCKED),
        ({"reported_complete": True}, Band.CLAIMED),
        ({"verified": True}, Band.VERIFIED),
        ({"cancelled": True}, Band.CANCELLED),
        ({"overdue": True}, Band.OVERDUE),
        ({"overdue": True, "in_progress": True}, Band.OVERDUE),
        ({"overdue": True, "blocked": True}, Band.OVERDUE),
        ({"overdue": True, "reported_complete": True}, Band.CLAIMED),
        ({"overdue": True, "verified": True}, Band.VERIFIED),
        ({"overdue": True, "cancelled": True}, Band.CANCELLED),
        (WITHOUT_DATE, Band.NO_DATE),
        ({**WITHOUT_DATE, "blocked": True}, Band.NO_DATE),
        ({**WITHOUT_DATE, "verified": True}, Band.VERIFIED),
    ],
)
def test_action_falls_into_one_band(traits, band):
    ActionFactory(**traits)

    found = headline(Action.objects.all(), timezone.localdate())

    assert {band: n for band, n in found.counts.items() if n} == {band: 1}


def test_action_due_today_is_not_overdue():
    ActionFactory(in_progress=True, due_on=timezone.localdate())

    found = headline(Action.objects.all(), timezone.localdate())

    assert found.counts[Band.IN_PROGRESS] == 1


def a_mixed_register(committee):
    recommendation = RecommendationFactory(accepted=True, committee=committee)
    for traits in (
        {},
        {"in_progress": True},
        {"in_progress": True, "due_on": timezone.localdate()},
        {"in_progress": True, "overdue": True},
        {"blocked": True},
        {"blocked": True, **WITHOUT_DATE},
        {"overdue": True},
        {"reported_complete": True},
        {"verified": True},
        {"cancelled": True},
    ):
        ActionFactory(recommendation=recommendation, **traits)
    ActionFactory(overdue=True)


def test_parts_add_up_and_each_lists_what_it_counts():
    committee, on = BodyFactory(committee=True), timezone.localdate()
    a_mixed_register(committee)
    scope = followed_by(committee, UserFactory(role=Role.MEMBER, body=committee))

    found = headline(scope.actions, on)

    assert found.total == scope.actions.count() == 10
    for part in found.parts(scope):
        query = QueryDict(part["url"].partition("?")[2])
        listed = ActionFilter(query, Action.objects.all(), on=on).qs
        assert listed.count() == part["count"], part["label"]


def test_action_that_serves_two_recommendations_counts_once():
    committee = BodyFactory(committee=True)
    first, second = RecommendationFactory.create_batch(2, accepted=True, committee=committee)
    action = ActionFactory(recommendation=first)
    action.recommendation_links.create(recommendation=second)
    scope = followed_by(committee, UserFactory(role=Role.MEMBER, body=committee))

    assert headline(scope.actions, timezone.localdate()).total == 1


def counts(**numbers):
    return {band: numbers.get(band.name, 0) for band in Band}


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({}, ""),
        ({"VERIFIED": 1}, "The only action is verified."),
        (
            {"VERIFIED": 9, "CLAIMED": 4, "OVERDUE": 5, "NO_DATE": 2, "IN_PROGRESS": 12},
            "Of 32 actions, 9 are verified, 4 are said to be done and wait to be checked, "
            "5 are overdue, 2 have no date and 12 are in progress.",
        ),
        (
            {"CLAIMED": 1, "NOT_STARTED": 1, "CANCELLED": 1000},
            "Of 1,002 actions, 1 is said to be done and waits to be checked, "
            "1 has not started and 1,000 were cancelled.",
        ),
    ],
)
def test_sentence_says_every_part_that_there_is(numbers, sentence):
    assert Headline(yesterday(), counts(**numbers)).sentence == sentence
