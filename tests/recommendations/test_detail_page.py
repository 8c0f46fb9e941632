"""The page of a recommendation: what led to what, with gaps said, and what happened."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from audit.record import Act, record
from recommendations.workflow import recommendation as workflow
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DecisionFactory,
    EvidenceFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    RecommendationFindingFactory,
    RecommendationLinkFactory,
    RecommendationPointFactory,
    ReferralFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


def page_of(client, recommendation, **given):
    response = client.get(recommendation.get_absolute_url(), given)
    assert response.status_code == 200
    return response.content.decode()


def test_shows_the_whole_trace(member):
    recommendation = RecommendationFactory(in_progress=True, published_words="As printed.")
    point = RecommendationPointFactory(recommendation=recommendation).point
    finding = RecommendationFindingFactory(recommendation=recommendation).finding
    action = recommendation.action_links.get().action
    ProgressUpdateFactory(action=action, done="The first forum was held.")
    EvidenceFactory(action=action, title="Minutes of the forum")

    page = page_of(member, recommendation)

    for words in (
        point.title,
        finding.title,
        "As printed.",
        f"minute {recommendation.adopted_by.minute}",
        "We accept it.",
        "Two months beginning with that date ends on",
        action.title,
        "The first forum was held.",
        "Minutes of the forum",
    ):
        assert words in page
    assert "No motion point led to this" not in page


def test_says_the_gaps(member):
    recommendation = RecommendationFactory(review=None)

    page = page_of(member, recommendation)

    for gap in (
        "No motion point led to this.",
        "No finding is linked to it.",
        "No meeting’s decision to adopt it is on record.",
        "It has not been sent to any body.",
        "No decision to close it yet.",
        "No committee has decided on it yet.",
    ):
        assert gap in page


def test_says_that_a_plan_is_overdue(member):
    accepted = RecommendationFactory(
        accepted=True, status_on=timezone.localdate() - timedelta(days=40)
    )
    due = accepted.status_on + timedelta(days=28)

    page = page_of(member, accepted)

    assert f"No action plan yet. It was due on {date_format(due)}, 12 days ago." in page
    assert "Plan overdue" in page


def test_says_that_an_action_has_no_owner(member):
    recommendation = RecommendationFactory(accepted=True)
    ActionFactory(ref="A-R4.4", recommendation=recommendation, lead_body=None, due_on=None)

    page = page_of(member, recommendation)

    assert "Nothing yet: A-R4.4 has no owner and no date." in page


def test_says_how_far_a_reply_is_over(member):
    recommendation = RecommendationFactory(adopted=True, status="awaiting-response")
    referral = ReferralFactory(recommendation=recommendation, overdue=True)
    over = (timezone.localdate() - referral.due_on).days

    page = page_of(member, recommendation)

    assert f"No reply, {over} days over." in page
    assert f"{referral.body} has not answered; the last day was" in page


def test_state_counts_the_actions_done_and_overdue(member):
    recommendation = RecommendationFactory(accepted=True)
    ActionFactory(recommendation=recommendation, verified=True)
    ActionFactory(recommendation=recommendation, overdue=True)

    page = page_of(member, recommendation)

    assert "1 of 2 actions is verified, 1 is 7 days overdue." in page


def test_links_read_from_both_sides(member):
    link = RecommendationLinkFactory(kind="repeats")

    assert "Said again in" in page_of(member, link.earlier)
    assert "Repeats" in page_of(member, link.later)


def test_a_superseded_one_leads_to_its_successor(member):
    old = RecommendationFactory(superseded=True)
    successor = old.links_on.get().later

    assert f'Its place was taken by <a class="govuk-link" href="{successor.get_absolute_url()}' in (
        page_of(member, old)
    )


def test_tells_what_happened_with_who_and_both_days(member, as_role):
    governance = as_role(Role.GOVERNANCE).person
    recommendation = record(RecommendationFactory.build(review=None), Act(by=governance))
    decision = DecisionFactory(meeting__held_on=timezone.localdate() - timedelta(days=20))
    workflow.adopt(recommendation, decision=decision, lead_body=BodyFactory(), by=governance)

    page = page_of(member, recommendation)

    assert f"{recommendation.ref}: Suggested → Adopted" in page
    assert governance.name in page
    assert f"Recorded late, on {date_format(timezone.localdate())}" in page


def test_what_happened_may_be_kept_to_one_kind(member):
    recommendation = RecommendationFactory(in_progress=True)
    action = recommendation.action_links.get().action
    ProgressUpdateFactory(action=action, done="Said in an update.")

    response = member.get(recommendation.get_absolute_url(), {"kind": "updates"})
    everything = member.get(recommendation.get_absolute_url(), {"kind": "nonsense"})

    assert [event.words for event in response.context["events"]] == ["Said in an update."]
    assert len(everything.context["events"]) > 1


def test_what_happened_shows_ten_and_then_all(member):
    action = ActionFactory(in_progress=True)
    ProgressUpdateFactory.create_batch(12, action=action)
    recommendation = action.recommendation_links.get().recommendation
    address = recommendation.get_absolute_url()

    assert len(member.get(address).context["events"]) == 10
    assert len(member.get(address, {"all": "1"}).context["events"]) > 12


def test_an_unknown_reference_is_not_found(member):
    assert member.get("/recommendations/NOTHING/").status_code == 404


def test_a_person_without_a_role_is_refused(as_role):
    client = as_role(None)

    assert client.get(RecommendationFactory().get_absolute_url()).status_code == 403


def test_asks_as_much_for_one_action_as_for_ten(member, django_assert_max_num_queries):
    recommendation = RecommendationFactory(in_progress=True)
    member.get(recommendation.get_absolute_url())
    with django_assert_max_num_queries(13):
        member.get(recommendation.get_absolute_url())

    for _ in range(9):
        action = ActionFactory(recommendation=recommendation, in_progress=True)
        ProgressUpdateFactory(action=action)
        EvidenceFactory(action=action, held=True)
    with django_assert_max_num_queries(13):
        member.get(recommendation.get_absolute_url(), {"all": "1"})


def test_only_who_may_move_it_is_offered_to(as_role):
    recommendation = RecommendationFactory(accepted=True)

    assert "Move on" in page_of(as_role(Role.GOVERNANCE), recommendation)
    assert "Move on" in page_of(
        as_role(Role.BODY_APPROVER, recommendation.lead_body), recommendation
    )
    assert "Move on" not in page_of(
        as_role(Role.BODY_OFFICER, recommendation.lead_body), recommendation
    )
    assert "Move on" not in page_of(as_role(Role.MEMBER), recommendation)


def test_where_no_step_is_left_none_is_offered(as_role):
    awaiting = RecommendationFactory(awaiting=True)

    assert "Move on" not in page_of(
        as_role(Role.GOVERNANCE), RecommendationFactory(superseded=True)
    )
    assert "Move on" not in page_of(as_role(Role.BODY_APPROVER, awaiting.lead_body), awaiting)


def test_an_answer_is_recorded_by_its_body_or_by_governance(as_role):
    recommendation = RecommendationFactory(awaiting=True)
    referral = recommendation.referrals.get()
    link = f"/referrals/{referral.pk}/respond/"

    assert link in page_of(as_role(Role.BODY_APPROVER, referral.body), recommendation)
    assert link in page_of(as_role(Role.GOVERNANCE), recommendation)
    assert link not in page_of(as_role(Role.BODY_APPROVER), recommendation)
    assert link not in page_of(as_role(Role.MEMBER), recommendation)
