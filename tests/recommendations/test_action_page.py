"""The page of an action."""

import pytest

from accounts.roles import Role
from tests.factories import (
    ActionFactory,
    ActionRecommendationFactory,
    DateChangeFactory,
    EvidenceFactory,
    ProgressUpdateFactory,
    RecommendationPointFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, action):
    response = client.get(action.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_shows_what_it_serves_and_the_points_behind(as_role):
    action = ActionFactory(in_progress=True)
    other = ActionRecommendationFactory(action=action).recommendation
    point = RecommendationPointFactory(recommendation=other).point

    page = page_of(as_role(Role.MEMBER), action)

    assert other.title in page
    assert action.recommendation_links.first().recommendation.title in page
    assert point.title in page


def test_shows_updates_dates_and_evidence(as_role):
    action = ActionFactory(in_progress=True)
    ProgressUpdateFactory(action=action, done="The first forum was held.")
    DateChangeFactory(action=action, agreed=True, reason="The provider was late.")
    evidence = EvidenceFactory(action=action, held=True)

    page = page_of(as_role(Role.AUDITOR), action)

    assert "The first forum was held." in page
    assert "The provider was late." in page
    assert f"Held by {evidence.held_by}" in page


def test_says_both_views_where_they_differ(as_role):
    action = ActionFactory(overdue=True, view="on-track")

    page = page_of(as_role(Role.MEMBER), action)

    assert "Body says on track. Dates and evidence say off track." in page
    assert "7 days past" in page


def test_says_nothing_where_the_views_agree(as_role):
    page = page_of(as_role(Role.MEMBER), ActionFactory(in_progress=True, view="on-track"))

    assert "Body says" not in page


def test_shows_a_date_that_waits(as_role):
    waiting = DateChangeFactory()

    page = page_of(as_role(Role.GOVERNANCE), waiting.action)

    assert "A later date waits for governance" in page
    assert "Settle the date" in page


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.MEMBER, []),
        (Role.AUDITOR, []),
        (Role.BODY_OFFICER, ["Update", "Ask for another date"]),
        (Role.GOVERNANCE, ["Update", "Ask for another date", "Cancel the action"]),
    ],
)
def test_offers_what_the_person_may_do(as_role, role, offered):
    action = ActionFactory(in_progress=True)
    body = action.lead_body if role == Role.BODY_OFFICER else None

    page = page_of(as_role(role, body), action)

    buttons = ["Update", "Ask for another date", "Cancel the action", "Check the claim"]
    found = [
        words for words in buttons if f"{words}</a>" in page.replace("\n", "").replace("  ", "")
    ]
    assert found == offered


def test_offers_nothing_to_another_body(as_role):
    page = page_of(as_role(Role.BODY_OFFICER), ActionFactory(in_progress=True))

    assert "/update/" not in page


def test_an_unknown_reference_is_not_found(as_role):
    assert as_role(Role.MEMBER).get("/actions/NOTHING/").status_code == 404


def test_asks_as_much_for_one_update_as_for_ten(as_role, django_assert_max_num_queries):
    client = as_role(Role.MEMBER)
    action = ActionFactory(in_progress=True)

    for _ in range(10):
        update = ProgressUpdateFactory(action=action)
        EvidenceFactory(action=action, update=update, held=True)
    with django_assert_max_num_queries(12):
        client.get(action.get_absolute_url(), {"all": "1"})
