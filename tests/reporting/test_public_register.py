"""What the public sees where the register is published, and that it is nothing where it is not."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from accounts.visitor import Visitor
from audit.record import Act, record
from recommendations.models import Action, Recommendation
from recommendations.workflow import action as workflow
from recommendations.workflow.classification import classify
from reporting.exports import RESOURCES
from tests.crawl import body_of
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DateChangeFactory,
    EvidenceFactory,
    MotionPointFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    RecommendationPointFactory,
    UserFactory,
)
from tests.reporting import hidden

pytestmark = pytest.mark.django_db

NAME = "Alexis Name-Canary"


@pytest.fixture
def published(settings):
    settings.PUBLIC_REGISTER = True


@pytest.fixture
def action():
    """Public, with the name of a person in every place that keeps one."""
    body = BodyFactory(police=True, short_name="The police")
    officer = UserFactory(role=Role.BODY_OFFICER, body=body, name=NAME)
    checker = UserFactory(role=Role.GOVERNANCE, name=NAME)
    recommendation = RecommendationFactory(accepted=True, lead_body=body)
    point = MotionPointFactory(answered=True, classified_by_label=NAME)
    RecommendationPointFactory(recommendation=recommendation, point=point)
    action = ActionFactory(
        recommendation=recommendation, verified=True, lead_person=officer, claimed_by=officer,
        verified_by=checker,
    )  # fmt: skip
    for status in ({}, {"agreed": True}, {"refused": True}):
        DateChangeFactory(
            action=action, asked_by_label=NAME, **status,
            **({"settled_by_label": NAME} if status else {}),
        )  # fmt: skip
    ProgressUpdateFactory(
        action=action, author=officer, author_label=NAME, effective_on=hidden.long_ago(60)
    )
    EvidenceFactory(action=action)
    EvidenceFactory(action=action, held=True, seen_by=NAME)
    for thing, person in ((action, officer), (recommendation, checker)):
        thing.title += ", mended"
        record(thing, Act(by=person, label=NAME))
    return action


def pages_about(action):
    recommendation = action.recommendation_links.get().recommendation
    motion = recommendation.points.get().point.motion
    return [
        reverse("home"),
        action.get_absolute_url() + "?all=1",
        recommendation.get_absolute_url() + "?all=1",
        motion.get_absolute_url(),
        recommendation.review.get_absolute_url(),
        action.lead_body.get_absolute_url(),
        reverse("recommendation_list"),
        reverse("recommendation_list") + "?show=actions",
        reverse("recommendation_export"),
        reverse("recommendation_export") + "?show=actions",
        reverse("export_list"),
        *(reverse("export_kind", args=[kind, "csv"]) for kind in RESOURCES),
    ]


def words_of(answer):
    return body_of(answer).decode()


def test_unpublished_register_asks_everybody_to_sign_in(client, action):
    for address in pages_about(action):
        answer = client.get(address)
        assert (answer.status_code, answer.url[:9]) == (302, "/sign-in/"), address


def test_public_reads_what_is_public_and_no_name_of_a_person(client, action, published):
    for address in pages_about(action):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert NAME not in words_of(answer), address


@pytest.mark.parametrize(
    "fields", [{"blocked": True, "unblocked_by_whom": NAME},
               {"cancelled": True, "cancelled_by_whom": NAME}],
)  # fmt: skip
def test_public_is_not_told_who_can_unblock_or_who_cancelled(client, published, fields):
    address = ActionFactory(**fields).get_absolute_url()

    assert NAME not in words_of(client.get(address))
    client.force_login(UserFactory(role=Role.GOVERNANCE))
    assert NAME in words_of(client.get(address))


def test_names_that_the_public_is_not_shown_are_shown_to_those_who_signed_in(
    client, action, published
):
    client.force_login(UserFactory(role=Role.AUDITOR))

    pages = [words_of(client.get(address)) for address in pages_about(action)]

    # The page of the action names the lead, who claimed, who checked, who asked and who wrote.
    assert pages[1].count(NAME) >= 8
    assert NAME in pages[2]
    assert NAME in pages[3]


def test_public_page_says_which_body_reported(client, action, published):
    page = client.get(action.get_absolute_url()).content.decode()

    update = action.updates.get()
    assert f"{update.effective_on:%-d %B %Y}, The police" in page


def test_public_page_offers_signing_in_and_nothing_to_do(client, action, published):
    recommendation = Recommendation.objects.get()
    for address in (action.get_absolute_url(), recommendation.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f'href="{reverse("sign_in")}"' in page
        assert "Public register." in page
        assert 'method="post"' not in page
        for name in ("import_list", "admin:index"):
            assert f'href="{reverse(name)}"' not in page
        for name in ("action_update", "action_date", "action_check"):
            assert reverse(name, args=[action.ref]) not in page


@pytest.mark.parametrize("how", hidden.HOW)
def test_what_is_not_public_is_no_page_for_the_public(client, how, published):
    recommendation = RecommendationFactory(accepted=True, ref="R-1", **hidden.HOW[how])
    ActionFactory(ref="R-1.1", recommendation=recommendation)
    ActionFactory(ref="R-2.1", **hidden.HOW[how])

    for name, ref in (
        ("recommendation_detail", "R-1"), ("action_detail", "R-1.1"), ("action_detail", "R-2.1"),
        ("action_detail", "NONSENSE-1"),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[ref])).status_code == 404


def test_thing_that_is_no_longer_public_is_gone_at_once(client, action, published):
    assert client.get(action.get_absolute_url()).status_code == 200

    classify([action], visibility="restricted", restricted_to=[BodyFactory()],
             by=UserFactory(role=Role.GOVERNANCE))  # fmt: skip

    assert client.get(action.get_absolute_url()).status_code == 404
    assert action.ref not in client.get(reverse("recommendation_list")).content.decode()


def test_first_page_of_an_empty_register(client, published):
    page = client.get("/").content.decode()

    assert "No recommendation has been published here yet." in page
    assert page.count("<h1") == 1


def test_first_page_counts_what_is_public(client, published):
    ActionFactory(overdue=True, in_progress=True)
    ActionFactory(exempt=True, overdue=True)

    page = client.get("/").content.decode()

    assert "The only action is overdue" in page
    assert "2 recommendations" in page


def test_public_page_may_be_kept_for_a_minute_and_by_cookie(client, action, published):
    answer = client.get("/")

    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies


def test_page_of_somebody_who_signed_in_is_not_kept_by_others(client, action, published):
    client.force_login(UserFactory(role=Role.AUDITOR))

    for address in ("/", action.get_absolute_url()):
        assert "public" not in client.get(address).get("Cache-Control", "")


def test_person_without_a_role_reads_no_more_than_before(client, action, published):
    client.force_login(UserFactory())

    assert client.get(action.get_absolute_url()).status_code == 403


def test_visitor_changes_nothing(published):
    action = ActionFactory(in_progress=True)

    assert not Action.objects.editable_by(Visitor()).exists()
    with pytest.raises(workflow.NotAllowed):
        workflow.post_update(action, done="By nobody", by=Visitor())


def test_robots_collect_a_published_register_only(client, settings):
    settings.PUBLIC_REGISTER = False
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()

    settings.PUBLIC_REGISTER = True
    words = client.get("/robots.txt").content.decode()
    assert "Disallow: /\n" not in words
    assert "Disallow: /recommendations/export/" in words


def test_export_for_the_public_is_what_they_would_read(tmp_path):
    RecommendationFactory(ref="OPEN-1")
    RecommendationFactory(ref="SHUT-1", exempt=True)
    file = tmp_path / "register.csv"

    call_command("export_register", str(file), "--kind", "recommendations", "--public")

    assert "OPEN-1" in file.read_text()
    assert "SHUT-1" not in file.read_text()
    with pytest.raises(CommandError):
        call_command("export_register", str(file), "--public", "--for", "somebody@example.org")
