"""What is late, silent, stuck or ownerless, at the edges of each rule.

Today is Friday 15 May 2026; Monday 4 May was a bank holiday.
"""

from datetime import date

import pytest

from recommendations.models import Action, Recommendation, Referral
from tests.factories import (
    ActionFactory,
    BodyFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("trait", "due_on", "overdue", "soon"),
    [
        ("in_progress", date(2026, 5, 14), True, False),
        ("in_progress", TODAY, False, True),
        ("in_progress", date(2026, 6, 12), False, True),
        ("in_progress", date(2026, 6, 13), False, False),
        ("in_progress", None, False, False),
        ("blocked", date(2026, 5, 14), True, False),
        ("reported_complete", date(2026, 5, 14), False, False),
        ("verified", TODAY, False, False),
        ("cancelled", date(2026, 5, 14), False, False),
    ],
)
def test_overdue_and_due_soon(trait, due_on, overdue, soon):
    action = ActionFactory(due_on=due_on, **{trait: True})

    assert Action.objects.overdue(TODAY).exists() is overdue
    assert Action.objects.due_soon(TODAY).exists() is soon
    assert action.days_overdue(TODAY) == (1 if overdue else 0)


@pytest.mark.parametrize(
    ("original", "now", "days"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 28),
        (date(2028, 2, 28), date(2028, 3, 1), 2),
        (date(2026, 5, 1), date(2026, 5, 1), 0),
        (date(2026, 5, 1), date(2026, 4, 1), 0),
    ],
)
def test_slipped_counts_from_the_original_date(original, now, days):
    action = ActionFactory(in_progress=True, original_due_on=original, due_on=now)

    assert action.days_slipped == days
    assert Action.objects.slipped().exists() is (days > 0)


@pytest.mark.parametrize(
    ("last_update_on", "once", "twice"),
    [
        (date(2026, 1, 1), False, False),
        (date(2025, 12, 31), True, False),
        (date(2025, 9, 30), True, True),
    ],
)
def test_stale_counts_whole_cycles(last_update_on, once, twice):
    ActionFactory(in_progress=True, last_update_on=last_update_on)

    assert Action.objects.stale(TODAY).exists() is once
    assert Action.objects.stale(TODAY, cycles=2).exists() is twice


def test_action_of_a_recommendation_nobody_accepted_is_not_stale():
    ActionFactory(
        recommendation=RecommendationFactory(adopted=True),
        in_progress=True,
        last_update_on=date(2020, 1, 1),
    )

    assert not Action.objects.stale(TODAY).exists()


@pytest.mark.parametrize(
    ("since", "too_long"), [(date(2026, 4, 15), False), (date(2026, 4, 14), True)]
)
def test_blocked_too_long(since, too_long):
    ActionFactory(blocked=True, status_on=since)

    assert Action.objects.blocked_too_long(TODAY).exists() is too_long


def test_claim_without_evidence_is_one_that_waits_for_its_check():
    without = ActionFactory(reported_complete=True)
    without.evidence.all().delete()
    ActionFactory(reported_complete=True)
    ActionFactory(verified=True).evidence.all().delete()

    assert list(Action.objects.claimed_without_evidence()) == [without]


ENDED = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        (lambda: None, True),
        (lambda: BodyFactory(), False),
        (lambda: BodyFactory(ended_on=TODAY), False),
        (lambda: BodyFactory(ended_on=ENDED), True),
        (lambda: BodyFactory(ended_on=ENDED, successor=BodyFactory()), False),
    ],
    ids=["nobody", "a body", "one that ends today", "one that ended", "one with a successor"],
)
def test_owner_is_missing_when_nobody_leads_or_the_body_is_no_more(body, missing):
    body = body()
    ActionFactory(recommendation=RecommendationFactory(), lead_body=body)
    RecommendationFactory(status="accepted", lead_body=body)
    RecommendationFactory(status="suggested", lead_body=None)

    assert Action.objects.owner_missing(TODAY).exists() is missing
    assert Recommendation.objects.owner_missing(TODAY).exists() is missing


@pytest.mark.parametrize(
    ("adopted_on", "late"), [(date(2026, 4, 30), False), (date(2026, 4, 29), True)]
)
def test_not_forwarded_counts_working_days(adopted_on, late):
    RecommendationFactory(adopted=True, status_on=adopted_on)
    RecommendationFactory(awaiting=True, status_on=adopted_on)

    assert Recommendation.objects.not_forwarded(TODAY).count() == late


@pytest.mark.parametrize(
    ("accepted_on", "late"), [(date(2026, 4, 17), False), (date(2026, 4, 16), True)]
)
def test_plan_is_overdue_when_28_days_brought_no_action(accepted_on, late):
    RecommendationFactory(accepted=True, status_on=accepted_on)
    ActionFactory(recommendation=RecommendationFactory(accepted=True, status_on=accepted_on))

    assert Recommendation.objects.plan_overdue(TODAY).count() == late


@pytest.mark.parametrize(
    ("held_on", "late"),
    [
        ([], False),
        ([date(2026, 2, 1)], False),
        ([date(2026, 1, 10), date(2026, 2, 1)], False),
        ([date(2026, 2, 1), date(2026, 5, 15)], True),
        ([date(2026, 2, 1), date(2026, 5, 16)], False),
    ],
)
def test_assurance_is_overdue_after_two_meetings_of_the_committee(held_on, late):
    recommendation = RecommendationFactory(reported_complete=True, status_on=date(2026, 1, 10))
    for day in held_on:
        MeetingFactory(body=recommendation.committee, held_on=day)
        MeetingFactory(held_on=day)

    assert Recommendation.objects.assurance_overdue(TODAY).exists() is late


@pytest.mark.parametrize(
    ("due_on", "soon", "overdue"),
    [
        (date(2026, 5, 14), False, True),
        (TODAY, True, False),
        (date(2026, 5, 29), True, False),
        (date(2026, 5, 30), False, False),
    ],
)
def test_response_due_soon_and_overdue(due_on, soon, overdue):
    referral = ReferralFactory(noticed_on=date(2026, 4, 1), due_on=due_on)

    assert Referral.objects.due_soon(TODAY).exists() is soon
    assert Referral.objects.overdue(TODAY).exists() is overdue
    assert Recommendation.objects.response_due_soon(TODAY).exists() is soon
    assert Recommendation.objects.response_overdue(TODAY).exists() is overdue
    assert referral.days_late(TODAY) == overdue


def test_response_overdue_can_be_asked_by_duty():
    ReferralFactory(duty="asked", noticed_on=date(2026, 1, 1), due_on=date(2026, 3, 1))

    assert Recommendation.objects.response_overdue(TODAY, duty="asked").count() == 1
    assert not Recommendation.objects.response_overdue(TODAY, duty="must-respond").exists()


@pytest.mark.parametrize(
    ("answered_on", "late"), [(date(2026, 3, 1), False), (date(2026, 3, 2), True)]
)
def test_answer_after_its_last_day_is_late(answered_on, late):
    referral = ReferralFactory(
        accepted=True,
        noticed_on=date(2026, 1, 2),
        due_on=date(2026, 3, 1),
        answered_on=answered_on,
    )

    assert Referral.objects.late().exists() is late
    assert referral.days_late(TODAY) == late


def test_earlier_day_is_judged_by_the_rules_of_that_day():
    ThresholdFactory(name="due_soon_days", value=7, starts_on=date(2026, 5, 10))
    ActionFactory(in_progress=True, due_on=date(2026, 5, 29))

    assert Action.objects.due_soon(date(2026, 5, 9)).exists()
    assert not Action.objects.due_soon(date(2026, 5, 10)).exists()


def test_bands_without_a_value_are_bands_of_their_own():
    undated = ActionFactory(due_on=None, in_progress=True)
    silent = ActionFactory(last_update_on=None)
    ActionFactory(cancelled=True, due_on=None)

    assert list(Action.objects.without_date()) == [undated]
    assert list(Action.objects.never_reported()) == [silent]
