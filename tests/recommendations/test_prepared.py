"""Queries that are worked out once answer as if they were worked out each time."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Value

from accounts.roles import Role
from recommendations.flags import ACTION_FLAGS, raised, with_flags
from recommendations.models import Action, Recommendation
from recommendations.prepared import Prepared, keep_with
from tests.factories import (
    ActionFactory,
    RecommendationFactory,
    ReferralFactory,
    ThresholdFactory,
    UserFactory,
)

TODAY = date(2026, 5, 15)


def flagged(ref, user, on):
    found = Action.objects.visible_to(user).filter(ref=ref).select_related("lead_body")
    return with_flags(found, ACTION_FLAGS, on)


@pytest.fixture
def member(db):
    return UserFactory(role=Role.MEMBER)


def labels(action, on):
    return [one.flag.slug for one in raised(action, ACTION_FLAGS, on)]


def test_answers_for_whatever_is_asked_for(member, django_assert_num_queries):
    first = ActionFactory(in_progress=True, due_on=TODAY)
    second = ActionFactory(in_progress=True, due_on=TODAY)
    prepared = Prepared(flagged, str)

    prepared(first.ref, member, TODAY)
    with django_assert_num_queries(1):
        (found,) = prepared(second.ref, member, TODAY)
        lead = found.lead_body

    assert found == second
    assert lead == second.lead_body
    assert prepared("NOTHING", member, TODAY) == []


def test_judges_by_the_day_that_is_asked_about(member):
    action = ActionFactory(in_progress=True, due_on=TODAY)
    prepared = Prepared(flagged, str)

    (on_the_day,) = prepared(action.ref, member, TODAY)
    (the_day_after,) = prepared(action.ref, member, TODAY + timedelta(days=1))

    assert "overdue" not in labels(on_the_day, TODAY)
    assert "overdue" in labels(the_day_after, TODAY + timedelta(days=1))


def test_judges_by_a_threshold_from_the_moment_it_is_set(member):
    action = ActionFactory(in_progress=True, due_on=TODAY + timedelta(days=40))
    prepared = Prepared(flagged, str)
    assert "due-soon" not in labels(prepared(action.ref, member, TODAY)[0], TODAY)

    ThresholdFactory(name="due_soon_days", value=40, starts_on=TODAY)

    assert "due-soon" in labels(prepared(action.ref, member, TODAY)[0], TODAY)


def test_shows_nothing_to_whoever_may_not_see_it(member):
    action = ActionFactory(in_progress=True)
    prepared = Prepared(flagged, str)
    assert prepared(action.ref, member, TODAY) == [action]

    assert prepared(action.ref, UserFactory(), TODAY) == []


def test_refuses_a_query_that_does_not_ask_for_the_value(member):
    prepared = Prepared(lambda ref, user, on: Action.objects.annotate(one=Value(1)), str)

    with pytest.raises(ValueError, match="does not ask"):
        prepared("R1", member, TODAY)


@pytest.mark.django_db(transaction=True)
def test_serves_another_thread_through_its_own_connection():
    member = UserFactory(role=Role.MEMBER)
    action = ActionFactory(in_progress=True)
    assert member.roles
    prepared = Prepared(flagged, str)
    prepared(action.ref, member, TODAY)
    answers = []

    def ask():
        try:
            answers.extend(prepared(action.ref, member, TODAY))
        finally:
            connection.close()

    other = Thread(target=ask)
    other.start()
    other.join()

    assert answers == [action]


@pytest.mark.django_db
def test_the_flags_of_a_row_are_those_that_the_register_filters_by():
    on = TODAY
    ActionFactory(in_progress=True, due_on=on - timedelta(days=3))
    ActionFactory(in_progress=True, due_on=on + timedelta(days=3))
    ActionFactory(blocked=True, status_on=on - timedelta(days=90))
    ActionFactory(reported_complete=True)
    accepted = RecommendationFactory(accepted=True)
    ActionFactory(recommendation=accepted, in_progress=True, lead_body=None, due_on=None)

    for action in with_flags(Action.objects.all(), ACTION_FLAGS, on):
        filtered = [
            flag.slug
            for flag in ACTION_FLAGS
            if flag.narrow(Action.objects.filter(pk=action.pk), on).exists()
        ]
        assert labels(action, on) == filtered


@pytest.mark.django_db
def test_what_is_kept_with_a_thing_is_what_it_answers(django_assert_num_queries):
    referral = ReferralFactory()
    recommendation = Recommendation.objects.get(pk=referral.recommendation_id)
    without = RecommendationFactory()

    keep_with(recommendation, "referrals", [referral])
    keep_with(without, "referrals", [])

    with django_assert_num_queries(0):
        assert list(recommendation.referrals.all()) == [referral]
        assert list(without.referrals.all()) == []
