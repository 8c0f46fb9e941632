"""Members’ questions: asked, passed on, answered; who reads them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from accounts.visitor import Visitor
from audit.refusal import NotAllowed
from correspondence.lifecycle import QuestionStatus
from correspondence.models import Mail, Question
from correspondence.workflow import question as workflow
from tests.factories import BodyFactory, QuestionFactory, RecommendationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory(role=Role.MEMBER, body=BodyFactory(committee=True))


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_question_goes_by_governance_to_the_body_and_back(member, governance):
    body = BodyFactory()
    officer = UserFactory(role=Role.BODY_OFFICER, body=body)
    question = workflow.ask(RecommendationFactory(), words="How many came?", by=member)
    workflow.route(question, body=body, by=governance)

    answered = workflow.answer(question, answer="Forty.", is_public=True, by=officer)

    assert (answered.status, answered.answered_by) == (QuestionStatus.ANSWERED, officer)
    assert not answered.answered_for_body
    with pytest.raises(NotAllowed, match="nothing may follow"):
        workflow.close(answered, reason="No.", by=governance)


def test_an_answer_by_governance_says_for_whom(governance):
    question = QuestionFactory(routed=True)

    assert workflow.answer(question, answer="Forty.", by=governance).answered_for_body


def test_another_body_does_not_answer(member):
    question = QuestionFactory(routed=True)
    stranger = UserFactory(role=Role.BODY_APPROVER)

    with pytest.raises(NotAllowed, match="with another body"):
        workflow.answer(question, answer="Forty.", by=stranger)
    with pytest.raises(NotAllowed, match="role"):
        workflow.answer(question, answer="Forty.", by=member)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MEMBER])
def test_nobody_but_a_member_asks(role):
    person = UserFactory(role=role, body=BodyFactory())

    with pytest.raises(NotAllowed, match="role"):
        workflow.ask(RecommendationFactory(), words="Why?", by=person)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GOVERNANCE])
def test_nobody_but_governance_passes_on_or_closes(role):
    person = UserFactory(role=role, body=BodyFactory())

    with pytest.raises(NotAllowed, match="role"):
        workflow.route(QuestionFactory(), body=BodyFactory(), by=person)
    with pytest.raises(NotAllowed, match="role"):
        workflow.close(QuestionFactory(), reason="No.", by=person)


def test_what_one_may_not_read_one_does_not_ask_about(member):
    with pytest.raises(NotAllowed, match="another body"):
        workflow.ask(RecommendationFactory(restricted=True), words="Why?", by=member)


def test_who_reads_a_question(member, governance):
    body = BodyFactory()
    officer, stranger = (
        UserFactory(role=Role.BODY_OFFICER, body=body),
        UserFactory(role=Role.BODY_OFFICER),
    )
    routed = QuestionFactory(routed=True, body=body)
    public = QuestionFactory(answered=True, is_public=True)
    matter = QuestionFactory(kind="matter", asked_by=UserFactory(role=Role.MEMBER))
    of_secret = QuestionFactory(recommendation__restricted=True)

    def reads(user):
        return set(Question.objects.visible_to(user))

    assert reads(governance) == {routed, public, matter, of_secret}
    assert reads(member) == {routed, public}
    assert reads(matter.asked_by) == {routed, public, matter}
    assert reads(officer) == {routed, public}
    assert reads(stranger) == {public}
    assert reads(Visitor(published=True)) == {public}


def test_what_came_of_a_matter_is_never_public(governance):
    with pytest.raises(NotAllowed, match="alone"):
        workflow.answer(
            QuestionFactory(kind="matter"), answer="It was looked into.", is_public=True,
            by=governance,
        )  # fmt: skip


# Pages


def test_a_member_asks_on_the_page_of_the_recommendation(member, governance):
    recommendation = RecommendationFactory()
    client = client_of(member)
    assert "Ask a question" in client.get(recommendation.get_absolute_url()).text

    answer = client.post(
        f"/recommendations/{recommendation.ref}/ask/",
        {"kind": "question", "words": "How many came?"},
        follow=True,
    )

    assert "It has no answer yet." in answer.text
    assert "How many came?" in client_of(governance).get("/governance/").text


def test_an_empty_question_is_refused_in_words(member):
    client = client_of(member)

    answer = client.post(f"/recommendations/{RecommendationFactory().ref}/ask/", {"words": ""})

    assert answer.context["form"].errors["words"] == ["Say what you ask"]


def test_governance_passes_on_and_the_body_answers_on_its_page(governance):
    body = BodyFactory()
    officer = client_of(UserFactory(role=Role.BODY_OFFICER, body=body))
    question = QuestionFactory()
    there = question.get_absolute_url()
    assert officer.get(there).status_code == 404

    client_of(governance).post(f"{there}?step=route", {"version": 1, "body": body.pk})
    assert question.words in officer.get("/my-work/").text
    answer = officer.post(f"{there}?step=answer", {"version": 2, "answer": "Forty."}, follow=True)

    assert "Forty." in answer.text
    assert "Members and the body read this." in answer.text


def test_list_puts_what_has_no_answer_first_and_narrows(member):
    open_one, answered = QuestionFactory(), QuestionFactory(answered=True)
    client = client_of(member)

    page = client.get("/questions/")
    assert (list(page.context["open"]), list(page.context["page"])) == ([open_one], [answered])
    page = client.get(f"/questions/?recommendation={answered.recommendation.ref}")
    assert list(page.context["open"]) == []


def test_list_says_when_it_is_empty(member):
    assert "Every question has an answer." in client_of(member).get("/questions/").text


def test_list_asks_as_much_for_many_as_for_one(member):
    client = client_of(member)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/questions/")
        return len(asked)

    QuestionFactory()
    QuestionFactory(answered=True)
    queries()
    few = queries()
    QuestionFactory.create_batch(5)
    QuestionFactory.create_batch(5, answered=True)

    assert queries() == few


def test_who_asked_is_written_to_at_each_step_without_words_of_the_answer(
    postbox, governance, member, settings, django_capture_on_commit_callbacks
):
    settings.SERVICE_URL = "https://tracker.example.org/"
    body = BodyFactory(name="The trust")
    about = RecommendationFactory()
    question = workflow.ask(about, words="How many came?", by=member)

    with django_capture_on_commit_callbacks(execute=True):
        question = workflow.route(question, body=body, by=governance)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.answer(question, answer="Forty came.", by=governance)

    assert postbox.to == [member.email, member.email]
    passed_on, answered = (one.get_body().get_content() for one in postbox.took)
    assert "passed on to The trust" in passed_on
    assert "has an answer" in answered
    assert f"https://tracker.example.org/questions/{question.pk}/" in answered
    assert "Forty" not in answered
    assert [mail.kind for mail in Mail.objects.filter(status="sent")] == ["question", "question"]


def test_who_left_is_not_written_to(governance):
    asker = UserFactory(role=Role.MEMBER, is_active=False)
    question = QuestionFactory(asked_by=asker)

    workflow.close(question, reason="Withdrawn.", by=governance)

    assert not Mail.objects.exists()
