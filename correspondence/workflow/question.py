"""Everything people do to a question. Nothing else changes `Question.status`."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from audit.record import Act, record, record_many_changed
from audit.refusal import NotAllowed, check
from audit.verb import verb
from correspondence.lifecycle import QUESTION_NEXT, QuestionStatus
from correspondence.models import Mail, Question
from correspondence.words import around
from correspondence.workflow import mail as mails
from recommendations.models import Recommendation
from recommendations.workflow.permission import allow, allow_on, need, refuse_void

ASK = "correspondence.ask_question"
ROUTE = "correspondence.route_question"
ANSWER = "recommendations.update_action"


@verb
def ask(recommendation, *, words, by, kind=Question.Kind.QUESTION):
    allow(by, ASK)
    need(by, "Somebody has to have asked it.")
    allow_on(by, Recommendation.objects.visible_to(by), recommendation)
    refuse_void(recommendation)
    need(words.strip(), "Say what you ask.")
    question = Question(
        recommendation=recommendation,
        kind=Question.Kind(kind),
        words=words,
        asked_by=by,
        asked_on=timezone.localdate(),
    )
    return record(question, Act(by=by, reason="Asked"))


@verb
def route(question, *, body, by):
    """Governance passes it on to the body that can answer. Whoever asked is written to, which is
    the acknowledgement."""
    allow(by, ROUTE)
    question = _locked(question, by)
    need(body, "Name the body that can answer.")
    check(QUESTION_NEXT, question.status_word, QuestionStatus.ROUTED)
    question.status, question.body = QuestionStatus.ROUTED, body
    question.routed_on = timezone.localdate()
    act = Act(by=by, reason=f"Passed on to {body}")
    _write_to_asker(question, act)
    return record(question, act)


@verb
def answer(question, *, answer, by, is_public=False):
    """The body that it is with answers, or governance does."""
    allow(by, ANSWER, ROUTE)
    question = _locked(question, by)
    check(QUESTION_NEXT, question.status_word, QuestionStatus.ANSWERED)
    need(answer.strip(), "Give the answer.")
    if is_public and question.kind == Question.Kind.MATTER:
        raise NotAllowed("What came of a matter is for the member who raised it alone.")
    question.status, question.answer = QuestionStatus.ANSWERED, answer
    question.answered_by, question.answered_on = by, timezone.localdate()
    question.answered_for_body = bool(question.body_id) and question.body_id not in by.own_body_ids
    question.is_public = is_public
    act = Act(by=by, reason="Answered")
    _write_to_asker(question, act)
    return record(question, act)


@verb
def close(question, *, reason, by):
    """It gets no answer, and the member is told why."""
    allow(by, ROUTE)
    question = _locked(question, by)
    check(QUESTION_NEXT, question.status_word, QuestionStatus.CLOSED)
    need(reason.strip(), "Say why it is not answered.")
    question.status, question.closed_because = QuestionStatus.CLOSED, reason
    act = Act(by=by, reason="Closed without an answer")
    _write_to_asker(question, act)
    return record(question, act)


@verb
def hand_over(body, *, to, by):
    """What waits for an answer of `body` waits for one of `to`, which takes its place. Answers how
    many."""
    allow(by, ROUTE)
    questions = list(Question.objects.with_body(body).select_for_update(of=("self",)))
    for question in questions:
        question.body = to
    record_many_changed(questions, ["body"], Act(by=by, reason=f"{to} takes the place of {body}"))
    return len(questions)


_SUBJECTS = {
    QuestionStatus.ROUTED: "your question was received and passed on",
    QuestionStatus.ANSWERED: "your question has an answer",
    QuestionStatus.CLOSED: "your question was closed",
}


def _write_to_asker(question, act):
    """An e-mail that is sent once this is committed; a reference and where to read the rest."""
    asker = question.asked_by
    if not asker.is_active:
        return
    facts = {"question": question, "user": asker, **around()}
    mail = mails.write(
        kind=Mail.Kind.QUESTION,
        to=asker,
        address=asker.email,
        subject=f"{question.recommendation.ref}: {_SUBJECTS[question.status]}",
        words=render_to_string("correspondence/question.txt", facts).strip() + "\n",
        act=act,
    )
    transaction.on_commit(lambda: mails.deliver_waiting(mail))


def _locked(question, by):
    question = Question.objects.select_for_update().get(pk=question.pk)
    if not Question.objects.answerable_by(by).filter(pk=question.pk).exists():
        raise NotAllowed("This question is with another body, so it is not for you to answer.")
    return question
