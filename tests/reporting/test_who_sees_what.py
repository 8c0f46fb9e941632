"""Every page that reads across the register, for every reader, with something hidden in it."""

import pytest
from django.core.cache import cache

from accounts.roles import Role
from accounts.visibility import Visibility
from accounts.visitor import Visitor
from audit.record import Act, record
from motions.models import Motion
from recommendations.models import Recommendation
from recommendations.workflow.classification import classify
from reporting.exports import RESOURCES
from reporting.home.version import reach_of
from tests.exported import rows_for
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    MembershipFactory,
    RecommendationFactory,
    UserFactory,
)
from tests.reporting import hidden
from tests.reporting.hidden import CANARY, MAY, NOT_FOR, long_ago

pytestmark = pytest.mark.django_db

#: Actions and flat lines, which hold updates too, are tested with the list that exports them.
KINDS = sorted(set(RESOURCES) - {"actions", "flat"})


@pytest.fixture
def scene(settings):
    settings.PUBLIC_REGISTER = True
    return hidden.scene()


@pytest.mark.parametrize("reader", NOT_FOR)
def test_page_is_the_same_whether_or_not_something_is_hidden_in_it(reader, scene):
    before = scene.pages(reader)

    for how in NOT_FOR[reader]:
        scene.hide(how)

    after = scene.pages(reader)
    assert [address for address in after if CANARY in after[address]] == []
    assert [address for address in after if after[address] != before[address]] == []


@pytest.mark.parametrize(("how", "reader"), MAY)
def test_page_shows_whoever_may_read_it(how, reader, scene):
    before = scene.pages(reader)

    scene.hide(how)

    after = scene.pages(reader)
    motion, review, body, meeting = (
        next(
            address for address in after if address.startswith(f"/{section}/") and len(address) > n
        )
        for section, n in (("motions", 9), ("reviews", 9), ("bodies", 15), ("meetings", 10))
    )
    for address in (motion, review, meeting):
        assert CANARY in after[address], address
    assert after["/motions/"] != before["/motions/"] or Motion.objects.count() == 1
    assert after["/reviews/"] != before["/reviews/"]
    assert after["/bodies/"] != before["/bodies/"]
    assert after[body] != before[body]


@pytest.mark.parametrize("reader", NOT_FOR)
def test_export_is_the_same_whether_or_not_something_is_hidden_in_it(reader, scene):
    person = scene.people[reader] or Visitor()
    before = {kind: rows_for(kind, person).csv for kind in KINDS}

    for how in NOT_FOR[reader]:
        scene.hide(how)

    after = {kind: rows_for(kind, person).csv for kind in KINDS}
    assert after == before


@pytest.mark.parametrize(("how", "reader"), MAY)
def test_export_has_what_its_reader_may_read(how, reader, scene):
    scene.hide(how)

    person = scene.people[reader]
    for kind in ("recommendations", "updates", "findings"):
        assert CANARY in rows_for(kind, person).csv, kind


def test_export_of_all_leaves_out_what_was_entered_in_error(scene):
    scene.hide("void")

    for kind in ("recommendations", "updates", "findings"):
        assert CANARY not in rows_for(kind).csv, kind


def test_public_export_names_no_person(scene):
    scene.point.classified_by_label = "A person's name"
    scene.point.save()

    assert "A person's name" in rows_for("motion-points", scene.people["auditor"]).csv
    assert "A person's name" not in rows_for("motion-points", Visitor()).csv


def moved_while_restricted(committee):
    """A recommendation that was public, moved while it was restricted, and is public again."""
    recommendation = RecommendationFactory(
        awaiting=True, committee=committee, status_on=long_ago(100)
    )
    record(recommendation, Act(effective_on=long_ago(100)))
    governance = UserFactory(role=Role.GOVERNANCE)
    named = [BodyFactory()]
    classify([recommendation], visibility=Visibility.RESTRICTED, by=governance,
             restricted_to=named, effective_on=long_ago(50))  # fmt: skip
    recommendation.refresh_from_db()
    recommendation.status, recommendation.status_on = "accepted", long_ago(5)
    act = Act(by=governance, reason=CANARY, label=CANARY, effective_on=long_ago(5))
    record(recommendation, act)
    classify([recommendation], visibility=Visibility.PUBLIC, by=governance)
    return Recommendation.objects.get(pk=recommendation.pk)


def test_changes_do_not_tell_what_was_said_while_it_was_restricted(client, scene):
    member, auditor = scene.people["member"], scene.people["auditor"]
    recommendation = moved_while_restricted(scene.recommendation.committee)

    page = {}
    for person in (member, auditor):
        client.force_login(person)
        page[person] = client.get("/?since=90&changes=all").content.decode()

    assert recommendation.ref in page[member]
    assert CANARY not in page[member]
    assert "Classified as" not in page[member]
    assert CANARY in page[auditor]


def test_returned_action_does_not_tell_what_was_said_while_it_was_hidden(client):
    body = BodyFactory(police=True)
    governance = UserFactory(role=Role.GOVERNANCE)
    action = ActionFactory(lead_body=body, reported_complete=True, status_on=long_ago(30))
    classify([action], visibility="restricted", restricted_to=[BodyFactory()], by=governance)
    action.refresh_from_db()
    action.status, action.status_on, action.completed_on = "in-progress", long_ago(5), None
    record(action, Act(by=governance, reason=CANARY, effective_on=long_ago(5)))
    classify([action], visibility="public", by=governance)
    client.force_login(UserFactory(role=Role.BODY_OFFICER, body=body))

    page = client.get("/").content.decode()

    assert action.ref in page
    assert CANARY not in page


def test_committees_do_not_count_dates_asked_for_actions_that_their_member_may_not_read(client):
    committee = BodyFactory(committee=True)
    shown = RecommendationFactory(in_progress=True, committee=committee)
    action = ActionFactory(recommendation=shown, in_progress=True, restricted=True)
    DateChangeFactory(action=action, reason=CANARY)
    client.force_login(UserFactory(role=Role.MEMBER, body=committee))

    page = client.get("/").content.decode()

    assert shown.ref in page
    assert CANARY not in page
    assert "date asked for" not in page


def test_why_an_action_is_red_is_told_in_words_that_the_reader_may_read(client, scene):
    scene.hide("exempt")
    scene.action.view, scene.action.view_reason = "off-track", "Said in an update"
    record(scene.action, Act())

    pages = {reader: scene.pages(reader)["/"] for reader in ("member", "other member", "auditor")}

    assert f"off track: {CANARY}" in pages["member"]
    assert CANARY not in pages["other member"]
    assert "Said in an update" not in pages["other member"]


def test_readers_share_an_answer_only_when_nothing_that_decides_what_they_see_differs():
    body, committee = BodyFactory(), BodyFactory(committee=True)
    people = [
        Visitor(published=True),
        Visitor(published=False),
        UserFactory(),
        *(UserFactory(role=role) for role in (Role.GOVERNANCE, Role.ADMIN, Role.AUDITOR)),
        UserFactory(role=Role.MEMBER, body=committee),
        UserFactory(role=Role.MEMBER),
        UserFactory(role=Role.BODY_OFFICER, body=body),
        UserFactory(role=Role.BODY_APPROVER, body=body),
        UserFactory(role=Role.BODY_OFFICER),
    ]
    both = UserFactory(role=Role.BODY_OFFICER, body=body)
    MembershipFactory(user=both, role=Role.MEMBER, body=committee)

    reaches = [repr(reach_of(person)) for person in [*people, both]]

    # Nobody signed in to an unpublished register, and somebody without a role, read nothing alike.
    assert len(set(reaches)) == len(reaches) - 1
    assert reaches[1] == reaches[2]
    assert repr(reach_of(UserFactory(role=Role.MEMBER, body=committee))) == reaches[6]


@pytest.mark.django_db(transaction=True)
def test_kept_page_of_one_reader_is_not_shown_to_another(settings):
    settings.PUBLIC_REGISTER = True
    scene = hidden.scene()
    scene.hide("exempt")
    cache.clear()

    for _ in range(2):
        assert CANARY in scene.pages("auditor")["/"]
        assert CANARY in scene.pages("member")["/"]
        assert CANARY not in scene.pages("other member")["/"]
        assert CANARY not in scene.pages("visitor")["/"]


@pytest.mark.django_db(transaction=True)
def test_kept_page_goes_when_a_thing_in_it_is_no_longer_public(settings):
    settings.PUBLIC_REGISTER = True
    scene = hidden.scene()
    before = scene.pages("visitor")["/"]

    classify([scene.action], visibility="exempt", by=scene.people["governance"],
             exempt_paragraph=7, public_interest_reason="Because",
             review_on=long_ago(-100))  # fmt: skip

    assert "The only action is in progress" in before
    assert "The only action" not in scene.pages("visitor")["/"]
