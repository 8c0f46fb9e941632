"""Marking a thing as entered in error, on pages."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry
from recommendations import classified
from recommendations.workflow.classification import agree_to_void, ask_to_void
from tests.factories import (
    ActionFactory,
    ActionRecommendationFactory,
    EvidenceFactory,
    FindingFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    RecommendationLinkFactory,
)

pytestmark = pytest.mark.django_db

MAKERS = (
    RecommendationFactory,
    ActionFactory,
    ProgressUpdateFactory,
    EvidenceFactory,
    FindingFactory,
)


def address(item):
    return reverse("item_void", args=[classified.kind_of(item).slug, item.pk])


@pytest.fixture
def asked(governance):
    """An action with an update, said to be entered in error by `governance`."""
    action = ActionFactory()
    ProgressUpdateFactory(action=action, done="Done twice over.")
    return ask_to_void(action, reason="See A-R4.2.", by=governance)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make._meta.model.__name__)
def test_one_asks_and_it_waits_in_the_list(make, as_role):
    item = make()
    client = as_role(Role.GOVERNANCE)

    answer = client.post(address(item), {"reason": "Twice.", "step": "ask", "version": 1})

    assert answer.headers["Location"] == reverse("void_list")
    item.refresh_from_db()
    assert (item.void_asked_by, item.voided_on) == (client.person, None)
    page = client.get(reverse("void_list"))
    assert [row["item"] for row in page.context["asked"]] == [item]
    assert "somebody else has to agree" in page.content.decode()


def test_asking_needs_a_reason(as_role):
    action = ActionFactory()

    response = as_role(Role.GOVERNANCE).post(address(action), {"reason": " ", "version": 1})

    assert set(response.context["form"].errors) == {"reason"}
    action.refresh_from_db()
    assert action.void_asked_on is None


def agreeing(item, **more):
    return {"decision": "agree", "step": "settle", "version": item.version, **more}


def test_another_agrees_after_a_second_look(as_role, asked):
    client = as_role(Role.GOVERNANCE)

    shown = client.get(address(asked))
    looked = client.post(address(asked), agreeing(asked))
    assert "See A-R4.2." in shown.content.decode()
    assert shown.context["gone_number"] == looked.context["gone_number"] == 2
    asked.refresh_from_db()
    assert asked.voided_on is None

    answer = client.post(address(asked), agreeing(asked, confirmed=2), follow=True)
    asked.refresh_from_db()
    assert asked.voided_by == client.person
    assert "Marked as entered in error: 1 action and 1 update." in answer.content.decode()


def test_what_came_to_belong_to_it_meanwhile_is_looked_at_first(as_role, asked):
    client = as_role(Role.GOVERNANCE)
    ProgressUpdateFactory(action=asked)

    again = client.post(address(asked), agreeing(asked, confirmed=2))

    assert again.context["gone_number"] == 3
    asked.refresh_from_db()
    assert asked.voided_on is None


def test_whoever_asked_can_take_it_back_and_not_agree(client, governance, asked):
    client.force_login(governance)

    shown = client.get(address(asked))
    forged = client.post(address(asked), agreeing(asked, confirmed=2))
    assert shown.context["form"].slug == "take-back"
    assert "somebody else has to agree" in forged.content.decode()

    client.post(
        address(asked), {"reason": "They differ.", "step": "take-back", "version": asked.version}
    )
    asked.refresh_from_db()
    assert (asked.void_asked_on, asked.voided_on) == (None, None)


def test_another_refuses_with_a_reason(as_role, asked):
    client = as_role(Role.GOVERNANCE)
    refusing = {"decision": "refuse", "step": "settle", "version": asked.version}

    without = client.post(address(asked), refusing)
    assert set(without.context["form"].errors) == {"note"}

    client.post(address(asked), {**refusing, "note": "They differ."})
    asked.refresh_from_db()
    assert asked.void_asked_on is None
    assert asked.history.latest().history_change_reason == "Not entered in error: They differ."


def test_what_was_asked_meanwhile_is_not_asked_twice(as_role, asked):
    before = Entry.objects.count()

    response = as_role(Role.GOVERNANCE).post(
        address(asked), {"reason": "Twice.", "step": "ask", "version": asked.version}
    )

    assert "asked already" in response.content.decode()
    assert Entry.objects.exclude(model__startswith="accounts").filter(
        sequence__gt=before
    ).count() == 0  # fmt: skip


def test_void_things_are_found_in_their_list_alone(as_role, asked, colleague):
    agree_to_void(asked, by=colleague)
    for role in (Role.GOVERNANCE, Role.AUDITOR):
        client = as_role(role)

        page = client.get(reverse("void_list"))

        assert {row["item"] for row in page.context["void"]} == {asked, asked.updates.get()}
        assert "See A-R4.2." in page.content.decode()
        assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(f"/recommendations/?show=actions&words={asked.ref}").status_code == 200
    assert as_role(Role.GOVERNANCE).get(address(asked)).status_code == 404


def test_auditor_reads_the_list_and_changes_nothing(as_role, asked):
    client = as_role(Role.AUDITOR)

    assert address(asked) not in client.get(reverse("void_list")).content.decode()
    assert client.post(address(asked), agreeing(asked, confirmed=2)).status_code == 403


def test_reader_is_told_what_would_not_go_with_it(as_role):
    recommendation = RecommendationFactory(awaiting=True)
    shared = ActionFactory(recommendation=recommendation)
    ActionRecommendationFactory(action=shared)
    earlier = RecommendationFactory()
    RecommendationLinkFactory(earlier=earlier, later=recommendation, kind="supersedes")
    update = ProgressUpdateFactory(
        action=ActionFactory(in_progress=True), status_before="not-started",
        status_after="in-progress",
    )  # fmt: skip
    evidence, finding = EvidenceFactory(), FindingFactory()
    client = as_role(Role.GOVERNANCE)

    def notes(item):
        return client.get(address(item)).context["notes"]

    assert notes(recommendation) == [
        f"{shared.ref} stays: it serves another recommendation as well.",
        f"{earlier.ref} is superseded by it, and would be left without a successor.",
        f"Asked to answer it, and to be told: {recommendation.lead_body}.",
    ]
    assert notes(update) == [
        f"It brought {update.action.ref} from not started to in progress. The action stays in "
        "progress; a step on its own page changes that."
    ]
    assert notes(evidence) == [f"{evidence.action.ref} would be left without evidence."]
    assert notes(finding) == []


def test_governances_first_page_says_that_a_second_person_is_wanted(as_role, asked):
    page = as_role(Role.GOVERNANCE).get("/").content.decode()

    assert "Said to be entered in error (1)" in page


def test_list_asks_as_many_questions_whatever_it_shows(as_role, django_assert_max_num_queries):
    for make in MAKERS:
        make.create_batch(2, void=True)
    client = as_role(Role.GOVERNANCE)

    with django_assert_max_num_queries(22):
        client.get(reverse("void_list"))


def test_each_void_thing_leads_to_its_history(as_role):
    action = ActionFactory(void=True)
    client = as_role(Role.AUDITOR)
    history = reverse("record_history", args=["recommendations.action", action.pk])

    assert f'href="{history}"' in client.get(reverse("void_list")).content.decode()
    assert client.get(history).status_code == 200
