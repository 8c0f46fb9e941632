from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from reporting.home.briefing import Asked, briefing
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    MotionPointFactory,
    RecommendationFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, user, address="/"):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_stranger_is_asked_to_sign_in(client):
    assert client.get("/").status_code == 302


def test_person_without_a_role_is_told_so_and_shown_nothing(client):
    action = ActionFactory(overdue=True)

    page = page_of(client, UserFactory())

    assert "You have no role here" in page
    assert action.ref not in page


def test_person_whose_membership_has_ended_is_shown_nothing(client):
    user = UserFactory()
    ended = timezone.localdate() - timedelta(days=1)
    MembershipFactory(user=user, role=Role.GOVERNANCE, body=None, ends_on=ended)

    assert "You have no role here" in page_of(client, user)


@pytest.mark.parametrize(
    ("role", "heading"),
    [
        (Role.GOVERNANCE, "What waits for governance"),
        (Role.ADMIN, "What an administrator looks after"),
        (Role.AUDITOR, "The whole register"),
    ],
)
def test_role_has_its_own_section(client, role, heading):
    page = page_of(client, UserFactory(role=role))

    assert f">{heading}</h1>" in page
    assert page.count("<h1") == 1


def test_several_roles_have_a_section_each(client):
    police = BodyFactory(police=True)
    user = UserFactory(role=Role.BODY_OFFICER, body=police)
    MembershipFactory(user=user, role=Role.GOVERNANCE, body=None)

    page = page_of(client, user)

    assert ">What waits for governance</h2>" in page
    assert f">What {police.name} has to do</h2>" in page
    assert page.count("<h1") == 1


def followed(committee, **traits):
    return RecommendationFactory(
        adopted_by=DecisionFactory(meeting__body=committee), committee=committee, **traits
    )


def test_member_reads_the_committee_its_meeting_and_its_headline(client):
    member = UserFactory(role=Role.MEMBER)
    (committee,) = (m.body for m in member.current_memberships)
    accepted = followed(committee, accepted=True)
    ActionFactory(recommendation=accepted, in_progress=True)
    ActionFactory(overdue=True)
    coming = MeetingFactory(body=committee, coming=True)

    page = page_of(client, member)

    assert f">{committee.name}</h1>" in page
    assert "The only action is in progress." in page
    assert coming.get_absolute_url() in page


def test_member_of_two_committees_chooses(client):
    member = UserFactory(role=Role.MEMBER)
    other = BodyFactory(committee=True, name="Zoning")
    MembershipFactory(user=member, role=Role.MEMBER, body=other)

    assert f">{other.name}</h1>" not in page_of(client, member)
    assert f">{other.name}</h1>" in page_of(client, member, f"/?committee={other.slug}")


def test_member_cant_choose_a_committee_of_others(client):
    member = UserFactory(role=Role.MEMBER)
    other = BodyFactory(committee=True)

    assert f">{other.name}</h1>" not in page_of(client, member, f"/?committee={other.slug}")


def test_nothing_adopted_says_what_waits(client):
    member = UserFactory(role=Role.MEMBER)
    RecommendationFactory.create_batch(7)

    page = page_of(client, member)

    assert "No recommendations have been adopted yet." in page
    assert "7 suggested recommendations</a> wait for a decision" in page


def test_empty_register_is_said_to_be_empty(client):
    assert "Nothing is in the register yet." in page_of(client, UserFactory(role=Role.MEMBER))


def test_four_numbers_count_what_their_links_list(client):
    member = UserFactory(role=Role.MEMBER)
    (committee,) = (m.body for m in member.current_memberships)
    accepted = followed(committee, accepted=True)
    ActionFactory.create_batch(3, recommendation=accepted)
    ActionFactory.create_batch(2, recommendation=accepted, overdue=True)
    followed(committee, reported_complete=True)
    awaiting = followed(committee, adopted=True, status="awaiting-response")
    ReferralFactory(recommendation=awaiting, overdue=True)
    ActionFactory(overdue=True)
    client.force_login(member)

    figures = briefing(member, timezone.localdate(), Asked())["figures"]

    assert [figure.count for figure in figures] == [5, 1, 2, 1]
    for figure in figures:
        listed = client.get(figure.url).context["register"].found.count()
        assert listed == figure.count, figure.label


def a_register_of(number, committee, police):
    for _ in range(number):
        followed(committee, reported_complete=True, lead_body=police)
        accepted = followed(committee, accepted=True, lead_body=police)
        ActionFactory(recommendation=accepted, overdue=True)
        ActionFactory(recommendation=accepted, reported_complete=True)
        DateChangeFactory(action__recommendation=accepted)
        ReferralFactory(recommendation__lead_body=police, overdue=True)
        RecommendationFactory(adopted=True, lead_body=police)
        MotionPointFactory()


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.BODY_OFFICER, Role.BODY_APPROVER, Role.GOVERNANCE, Role.AUDITOR]
)
def test_statements_are_as_many_for_a_long_register_as_for_a_short_one(client, role):
    committee, police = BodyFactory(committee=True), BodyFactory(police=True)
    body = {Role.MEMBER: committee, Role.BODY_OFFICER: police, Role.BODY_APPROVER: police}
    client.force_login(UserFactory(role=role, body=body.get(role)))
    a_register_of(1, committee, police)
    client.get("/")
    short = statements(client)

    a_register_of(8, committee, police)

    assert statements(client) == short


def statements(client):
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    return len(captured)
