"""The rating, case by case. The first rule that holds decides; a body's own view only worsens it.

Unless a case says otherwise: today is 15 May 2026, in a cycle that began on 1 April, after one that
began on 1 January and one on 1 October; the action was opened on 1 September 2025, was last
reported on 1 May and is due at the end of the year; its recommendation is accepted.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from recommendations.lifecycle.rating import SEVERITY, Rating
from recommendations.models import Action, Recommendation
from tests.factories import (
    ActionFactory,
    ActionRecommendationFactory,
    BodyFactory,
    EvidenceFactory,
    MeetingFactory,
    RecommendationFactory,
    ReferralFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 15)
GREY, BLUE, GREEN, AMBER, RED = (
    Rating.GREY,
    Rating.BLUE,
    Rating.GREEN,
    Rating.AMBER,
    Rating.RED,
)


@dataclass
class Case:
    derived: Rating
    status: str = "in_progress"
    shown: Rating | None = None
    on: date = TODAY
    of: str = "accepted"
    meeting: date | None = None
    evidence: bool = True
    thresholds: tuple = ()
    fields: dict = field(default_factory=dict)


def case(derived, status="in_progress", **given):
    ours = {name: given.pop(name) for name in list(given) if name in Case.__dataclass_fields__}
    return Case(derived, status, **ours, fields=given)


def in_leap_year(month, day):
    return date(2028, month, day)


CASES = {
    # Grey: not in delivery.
    "suggested": case(GREY, of="suggested"),
    "adopted": case(GREY, of="adopted"),
    "awaiting response": case(GREY, of="awaiting"),
    "rejected": case(GREY, of="rejected"),
    "not progressed": case(GREY, of="not_progressed"),
    "not taken forward": case(GREY, of="not_taken_forward"),
    "superseded": case(GREY, of="superseded"),
    "cancelled": case(GREY, "cancelled"),
    "cancelled though long overdue": case(GREY, "cancelled", due_on=date(2025, 1, 1)),
    "not in delivery though overdue": case(GREY, of="adopted", due_on=date(2026, 5, 1)),
    "not in delivery though verified": case(GREY, "verified", of="superseded"),
    "not in delivery though off track": case(GREY, of="adopted", view="off-track"),
    # Blue: complete and verified.
    "verified": case(BLUE, "verified"),
    "verified after its date": case(BLUE, "verified", due_on=date(2026, 1, 1)),
    "verified after it slipped far": case(BLUE, "verified", times_moved=5),
    "verified though silent for years": case(BLUE, "verified", last_update_on=date(2020, 1, 1)),
    "verified, its recommendation closed": case(BLUE, "verified", of="closed"),
    "verified, whatever the body thinks": case(BLUE, "verified", view="off-track"),
    # Red: overdue.
    "due today": case(GREEN, due_on=TODAY),
    "due yesterday": case(RED, due_on=date(2026, 5, 14)),
    "not started and due yesterday": case(RED, "not_started", due_on=date(2026, 5, 14)),
    "blocked and due yesterday": case(RED, "blocked", due_on=date(2026, 5, 14)),
    "reported complete after its date": case(GREEN, "reported_complete", due_on=date(2026, 5, 1)),
    "due on leap day, seen on leap day": case(
        GREEN, due_on=in_leap_year(2, 29), on=in_leap_year(2, 29), last_update_on=in_leap_year(2, 1)
    ),
    "due on leap day, seen on 1 March": case(
        RED, due_on=in_leap_year(2, 29), on=in_leap_year(3, 1), last_update_on=in_leap_year(2, 1)
    ),
    "due on 28 February, seen on leap day": case(
        RED, due_on=in_leap_year(2, 28), on=in_leap_year(2, 29), last_update_on=in_leap_year(2, 1)
    ),
    "due at the end of the month, seen then": case(
        GREEN, due_on=date(2026, 5, 31), on=date(2026, 5, 31)
    ),
    "due at the end of the month, seen next day": case(
        RED, due_on=date(2026, 5, 31), on=date(2026, 6, 1)
    ),
    "due at the end of the year, seen on New Year": case(
        RED, due_on=date(2026, 12, 31), on=date(2027, 1, 1), last_update_on=date(2026, 12, 20)
    ),
    "overdue though the date has moved": case(
        RED, due_on=date(2026, 5, 14), original_due_on=date(2026, 4, 14), times_moved=1
    ),
    "no date": case(GREEN, due_on=None),
    "no date, not started": case(GREEN, "not_started", due_on=None),
    # Red: blocked too long; amber: blocked.
    "blocked today": case(AMBER, "blocked", status_on=TODAY),
    "blocked 30 days": case(AMBER, "blocked", status_on=date(2026, 4, 15)),
    "blocked 31 days": case(RED, "blocked", status_on=date(2026, 4, 14)),
    "in progress 31 days": case(GREEN, status_on=date(2026, 4, 14)),
    "blocked 30 days over leap day": case(
        AMBER,
        "blocked",
        status_on=in_leap_year(2, 1),
        on=in_leap_year(3, 2),
        last_update_on=in_leap_year(2, 1),
        due_on=in_leap_year(12, 31),
    ),
    "blocked 31 days over leap day": case(
        RED,
        "blocked",
        status_on=in_leap_year(2, 1),
        on=in_leap_year(3, 3),
        last_update_on=in_leap_year(2, 1),
        due_on=in_leap_year(12, 31),
    ),
    # Cycles.
    "reported on the first day of the cycle": case(GREEN, last_update_on=date(2026, 4, 1)),
    "reported on the last day of the last cycle": case(GREEN, last_update_on=date(2026, 3, 31)),
    "reported on the first day of the last cycle": case(GREEN, last_update_on=date(2026, 1, 1)),
    "one cycle missed": case(AMBER, last_update_on=date(2025, 12, 31)),
    "one cycle missed, at its edge": case(AMBER, last_update_on=date(2025, 10, 1)),
    "two cycles missed": case(RED, last_update_on=date(2025, 9, 30)),
    "two cycles missed, not started": case(RED, "not_started", last_update_on=date(2025, 9, 30)),
    "two cycles missed, then reported complete": case(
        GREEN, "reported_complete", last_update_on=date(2025, 9, 30)
    ),
    "one cycle missed, then reported complete": case(
        GREEN, "reported_complete", last_update_on=date(2025, 12, 31)
    ),
    "never reported, opened in this cycle": case(
        GREEN, last_update_on=None, opened_on=date(2026, 4, 1)
    ),
    "never reported, opened in the last cycle": case(
        GREEN, last_update_on=None, opened_on=date(2026, 1, 1)
    ),
    "never reported, opened before the last cycle": case(
        AMBER, last_update_on=None, opened_on=date(2025, 12, 31)
    ),
    "never reported, opened two cycles before": case(RED, last_update_on=None),
    "last day of a cycle": case(GREEN, on=date(2026, 6, 30), last_update_on=date(2026, 1, 1)),
    "first day of the next cycle": case(
        AMBER, on=date(2026, 7, 1), last_update_on=date(2026, 1, 1)
    ),
    "last cycle of another year": case(
        GREEN, on=date(2026, 1, 1), last_update_on=date(2025, 10, 1)
    ),
    # Slipped.
    "slipped 180 days": case(
        GREEN, original_due_on=date(2026, 7, 4), due_on=date(2026, 12, 31), times_moved=1
    ),
    "slipped 181 days": case(
        RED, original_due_on=date(2026, 7, 3), due_on=date(2026, 12, 31), times_moved=1
    ),
    "slipped 180 days over leap day": case(
        GREEN,
        original_due_on=date(2027, 12, 1),
        due_on=in_leap_year(5, 29),
        on=in_leap_year(1, 15),
        last_update_on=in_leap_year(1, 10),
    ),
    "slipped 181 days over leap day": case(
        RED,
        original_due_on=date(2027, 12, 1),
        due_on=in_leap_year(5, 30),
        on=in_leap_year(1, 15),
        last_update_on=in_leap_year(1, 10),
    ),
    "slipped twice": case(GREEN, original_due_on=date(2026, 12, 1), times_moved=2),
    "slipped three times": case(RED, original_due_on=date(2026, 12, 1), times_moved=3),
    "slipped three times, then reported complete": case(
        GREEN, "reported_complete", original_due_on=date(2026, 12, 1), times_moved=3
    ),
    "brought forward": case(GREEN, original_due_on=date(2027, 12, 31)),
    # Slipped since the last meeting.
    "moved the day after the meeting": case(
        AMBER,
        meeting=date(2026, 4, 20),
        original_due_on=date(2026, 12, 1),
        times_moved=1,
        last_moved_on=date(2026, 4, 21),
    ),
    "moved on the day of the meeting": case(
        GREEN,
        meeting=date(2026, 4, 20),
        original_due_on=date(2026, 12, 1),
        times_moved=1,
        last_moved_on=date(2026, 4, 20),
    ),
    "moved, and the next meeting is to come": case(
        GREEN,
        meeting=date(2026, 5, 16),
        original_due_on=date(2026, 12, 1),
        times_moved=1,
        last_moved_on=date(2026, 5, 1),
    ),
    "moved, and back to the original date": case(
        GREEN, meeting=date(2026, 4, 20), times_moved=1, last_moved_on=date(2026, 4, 21)
    ),
    "moved, but nobody meets": case(
        GREEN, original_due_on=date(2026, 12, 1), times_moved=1, last_moved_on=date(2026, 4, 21)
    ),
    # Due soon without an update.
    "due in 28 days, reported this cycle": case(
        GREEN, due_on=date(2026, 6, 12), last_update_on=date(2026, 4, 1)
    ),
    "due in 28 days, not reported this cycle": case(
        AMBER, due_on=date(2026, 6, 12), last_update_on=date(2026, 3, 31)
    ),
    "due in 29 days, not reported this cycle": case(
        GREEN, due_on=date(2026, 6, 13), last_update_on=date(2026, 3, 31)
    ),
    "due today, not reported this cycle": case(
        AMBER, due_on=TODAY, last_update_on=date(2026, 3, 31)
    ),
    "due soon, opened this cycle, never reported": case(
        AMBER, due_on=date(2026, 6, 1), last_update_on=None, opened_on=date(2026, 5, 1)
    ),
    # Claims.
    "claim with evidence": case(GREEN, "reported_complete"),
    "claim without evidence": case(AMBER, "reported_complete", evidence=False),
    "in progress without evidence": case(GREEN, evidence=False),
    # The first rule that holds decides.
    "blocked, silent and overdue": case(
        RED, "blocked", due_on=date(2026, 5, 1), last_update_on=date(2025, 12, 31)
    ),
    "blocked and one cycle missed": case(AMBER, "blocked", last_update_on=date(2025, 12, 31)),
    # The body's own view.
    "says on track, and is": case(GREEN, view="on-track"),
    "says at risk": case(GREEN, shown=AMBER, view="at-risk"),
    "says off track": case(GREEN, shown=RED, view="off-track"),
    "says on track though silent": case(AMBER, view="on-track", last_update_on=date(2025, 12, 31)),
    "says at risk though silent": case(AMBER, view="at-risk", last_update_on=date(2025, 12, 31)),
    "says off track and is silent": case(
        AMBER, shown=RED, view="off-track", last_update_on=date(2025, 12, 31)
    ),
    "says on track though overdue": case(RED, view="on-track", due_on=date(2026, 5, 14)),
    "says at risk though overdue": case(RED, view="at-risk", due_on=date(2026, 5, 14)),
    "says off track of a claim": case(GREEN, "reported_complete", shown=RED, view="off-track"),
    "says off track of what is cancelled": case(GREY, "cancelled", view="off-track"),
    # Thresholds with dates.
    "due soon is 60 days from April on": case(
        AMBER,
        due_on=date(2026, 7, 14),
        last_update_on=date(2026, 3, 31),
        thresholds=(("due_soon_days", 60, date(2026, 4, 1)),),
    ),
    "due soon will be 60 days": case(
        GREEN,
        due_on=date(2026, 7, 14),
        last_update_on=date(2026, 3, 31),
        thresholds=(("due_soon_days", 60, date(2026, 5, 16)),),
    ),
    "due soon was 60 days and is 10": case(
        GREEN,
        due_on=date(2026, 6, 12),
        last_update_on=date(2026, 3, 31),
        thresholds=(
            ("due_soon_days", 10, TODAY),
            ("due_soon_days", 60, date(2025, 1, 1)),
        ),
    ),
    "blocked too long is 10 days": case(
        RED,
        "blocked",
        status_on=date(2026, 5, 4),
        thresholds=(("blocked_days", 10, date(2026, 1, 1)),),
    ),
    "a cycle is a month": case(
        AMBER, last_update_on=date(2026, 3, 31), thresholds=(("cycle_months", 1, TODAY),)
    ),
    "a cycle is half a year": case(
        GREEN, last_update_on=date(2025, 7, 1), thresholds=(("cycle_months", 6, TODAY),)
    ),
    "one missed cycle is red": case(
        RED, last_update_on=date(2025, 12, 31), thresholds=(("stale_cycles_red", 1, TODAY),)
    ),
    "slipped far is 30 days": case(
        RED,
        original_due_on=date(2026, 11, 30),
        thresholds=(("slipped_days_red", 30, TODAY),),
    ),
    "two moves are too many": case(
        RED,
        original_due_on=date(2026, 12, 30),
        times_moved=2,
        thresholds=(("slipped_times_red", 2, TODAY),),
    ),
}


def build(given):
    recommendation = RecommendationFactory(
        **({} if given.of == "suggested" else {given.of: True}),
        committee=BodyFactory(committee=True),
        lead_body=BodyFactory(),
    )
    if given.meeting:
        MeetingFactory(body=recommendation.committee, held_on=given.meeting)
    for name, value, starts_on in given.thresholds:
        ThresholdFactory(name=name, value=value, starts_on=starts_on)
    fields = {
        "opened_on": date(2025, 9, 1),
        "due_on": date(2026, 12, 31),
        "last_update_on": date(2026, 5, 1),
        "status_on": date(2026, 5, 1),
        "view_reason": "The board said so" if "view" in given.fields else "",
        **given.fields,
    }
    if given.status != "not_started":
        fields[given.status] = True
    action = ActionFactory(recommendation=recommendation, **fields)
    if not given.evidence:
        action.evidence.all().delete()
    return action


@pytest.mark.parametrize("given", CASES.values(), ids=CASES)
def test_rating_of_an_action(given):
    action = build(given)

    rated = Action.objects.with_rating(given.on).get(pk=action.pk)

    assert rated.derived_rating == given.derived
    assert rated.rating == (given.shown or given.derived)
    assert rated.severity == SEVERITY[given.shown or given.derived]


def test_table_is_long_enough_to_be_believed():
    assert len(CASES) >= 60
    assert {given.derived for given in CASES.values()} == set(Rating)


def test_action_that_serves_two_recommendations_is_in_delivery_when_one_is():
    action = build(case(GREY, of="not_progressed"))
    ActionRecommendationFactory(action=action)

    assert Action.objects.with_rating(TODAY).get().rating == GREEN


def test_worst_come_first_then_the_longest_overdue():
    green = build(case(GREEN))
    overdue = build(case(RED, due_on=date(2026, 5, 1)))
    longer = build(case(RED, due_on=date(2026, 4, 1)))
    verified = build(case(BLUE, "verified"))
    blocked = build(case(AMBER, "blocked"))

    assert list(Action.objects.with_rating(TODAY).worst_first()) == [
        longer,
        overdue,
        blocked,
        green,
        verified,
    ]
    assert list(Action.objects.rated(Rating.AMBER, TODAY)) == [blocked]


REFERRALS = {
    "must respond, due yesterday": {"duty": "must-respond", "due_on": date(2026, 5, 14)},
    "must respond, due today": {"duty": "must-respond", "due_on": TODAY},
    "asked, due yesterday": {"duty": "asked", "due_on": date(2026, 5, 14)},
    "have regard, due yesterday": {"duty": "have-regard", "due_on": date(2026, 5, 14)},
}
RECOMMENDATIONS = {
    "suggested": ("suggested", [], None, GREY),
    "adopted": ("adopted", [], None, GREY),
    "awaiting response": ("awaiting", [], None, GREY),
    "awaiting, reply overdue": ("awaiting", [], "must respond, due yesterday", RED),
    "awaiting, reply due today": ("awaiting", [], "must respond, due today", GREY),
    "awaiting, asked for by yesterday": ("awaiting", [], "asked, due yesterday", GREY),
    "awaiting, regard by yesterday": ("awaiting", [], "have regard, due yesterday", GREY),
    "rejected": ("rejected", [], None, GREY),
    "rejected, another must still reply": ("rejected", [], "must respond, due yesterday", RED),
    "accepted, no plan": ("accepted", [], None, GREEN),
    "accepted, another must still reply": ("accepted", [], "must respond, due yesterday", RED),
    "accepted, one green": ("accepted", [case(GREEN)], None, GREEN),
    "accepted, green and amber": ("accepted", [case(GREEN), case(AMBER, "blocked")], None, AMBER),
    "accepted, green, amber and red": (
        "accepted",
        [case(GREEN), case(AMBER, "blocked"), case(RED, due_on=date(2026, 5, 1))],
        None,
        RED,
    ),
    "in progress, one says off track": ("accepted", [case(GREEN, view="off-track")], None, RED),
    "all verified": ("accepted", [case(BLUE, "verified")], None, GREEN),
    "cancelled one does not count": (
        "accepted",
        [case(GREY, "cancelled", due_on=date(2026, 1, 1)), case(GREEN)],
        None,
        GREEN,
    ),
    "claim that waits does not count as open": (
        "accepted",
        [case(AMBER, "reported_complete", evidence=False)],
        None,
        GREEN,
    ),
    "reported complete": ("reported_complete", [], None, GREEN),
    "closed": ("closed", [], None, BLUE),
    "closed, implemented differently": ("closed", [], "implemented-differently", BLUE),
    "closed, partly": ("closed", [], "partly-implemented", GREY),
    "closed, though a reply never came": ("closed", [], "must respond, due yesterday", BLUE),
    "not progressed": ("not_progressed", [], None, GREY),
    "not progressed, reply overdue": ("not_progressed", [], "must respond, due yesterday", GREY),
    "not taken forward": ("not_taken_forward", [], None, GREY),
    "superseded": ("superseded", [], None, GREY),
    "not in delivery though an action is overdue": (
        "adopted",
        [case(GREY, due_on=date(2026, 5, 1))],
        None,
        GREY,
    ),
}


@pytest.mark.parametrize(
    ("trait", "actions", "more", "expected"), RECOMMENDATIONS.values(), ids=RECOMMENDATIONS
)
def test_rating_of_a_recommendation(trait, actions, more, expected):
    fields = {} if trait == "suggested" else {trait: True}
    if more and more.endswith(("differently", "implemented")):
        fields["outcome"] = more
    recommendation = RecommendationFactory(**{"lead_body": BodyFactory(), **fields})
    if more in REFERRALS:
        ReferralFactory(
            recommendation=recommendation,
            body=BodyFactory(),
            noticed_on=date(2026, 3, 1),
            **REFERRALS[more],
        )
    for given in actions:
        action = build(given)
        action.recommendation_links.all().delete()
        ActionRecommendationFactory(action=action, recommendation=recommendation)

    rated = Recommendation.objects.with_rating(TODAY).get(pk=recommendation.pk)

    assert rated.rating == expected
    assert rated.severity == SEVERITY[expected]


def test_evidence_that_comes_later_mends_the_rating():
    action = build(case(AMBER, "reported_complete", evidence=False))
    EvidenceFactory(action=action)

    assert Action.objects.with_rating(TODAY).get().rating == GREEN
