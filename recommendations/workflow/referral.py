"""Putting a recommendation to a body, and taking its answer."""

from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle.referral import NEXT, Response, Status
from recommendations.models import Recommendation, Referral
from recommendations.workflow.permission import (
    allow,
    allow_on,
    need,
    not_in_future,
    refuse_void,
)

MOVE = "recommendations.move_recommendation"
ANSWER = "recommendations.answer_referral"


def issue(recommendation, *, body, rule, noticed_on, act, received_on=None, last_day=None):
    """Write one referral. Part of forwarding: `workflow.recommendation.forward` calls it for each
    body in one transaction. `last_day` is the one that the meeting set, where the rule has no
    length."""
    if received_on and received_on < noticed_on:
        raise NotAllowed("It can’t have been received before the notice was sent.")
    referral = Referral(
        recommendation=recommendation,
        body=body,
        duty=rule.duty,
        rule=rule,
        noticed_on=noticed_on,
        received_on=received_on,
    )
    referral.due_on = rule.last_day(referral.clock_starts_on, last_day)
    need(referral.due_on, f"Give the last day that the meeting set, by which {body} has to answer.")
    if referral.due_on < noticed_on:
        raise NotAllowed("The last day to answer can’t be before the notice was sent.")
    return record(referral, act)


@verb
def answer(
    referral,
    *,
    response,
    words,
    decision_maker,
    answered_on,
    by,
    not_accepted="",
    label="",
):
    """Record a body's answer. The lead body's answer moves the recommendation."""
    allow(by, ANSWER)
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    refuse_void(referral.recommendation)
    allow_on(by, Referral.objects.answerable_by(by) if by else Referral.objects, referral)
    check(NEXT, Status(referral.status), Status.ANSWERED)
    need(response, "Say whether it is accepted, partly accepted or rejected.")
    response = Response(response)
    not_in_future(answered_on, "The day of the answer")
    need(words.strip(), "Give the words of the response.")
    need(decision_maker.strip(), "Say who made the decision, by post.")
    if response == Response.PARTLY:
        need(not_accepted.strip(), "Say what is not accepted, and why.")
    if answered_on < referral.noticed_on:
        raise NotAllowed("The answer can’t be dated before the notice was sent.")
    act = Act(by=by, reason=words, effective_on=answered_on, label=label)
    referral.status, referral.response = Status.ANSWERED, response
    referral.answered_on, referral.answered_by = answered_on, by
    referral.response_words, referral.not_accepted = words, not_accepted
    referral.decision_maker = decision_maker
    referral.recorded_for_body = bool(by and referral.body_id not in by.own_body_ids)
    record(referral, act)
    _move_recommendation(referral, response, act)
    return referral


@verb
def receive(referral, *, received_on, by):
    """Say on which day the notice reached the body. The clock runs from that day, so the last day
    is worked out anew; until then it was an estimate."""
    allow(by, MOVE, ANSWER)
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    refuse_void(referral.recommendation)
    allow_on(by, Referral.objects.answerable_by(by) if by else Referral.objects, referral)
    need(received_on, "Give the day on which it was received.")
    not_in_future(received_on, "The day on which it was received")
    if referral.status != Status.ISSUED:
        word = Status(referral.status).label.lower()
        raise NotAllowed(f"It is {word}, so its clock has stopped.")
    if received_on < referral.noticed_on:
        raise NotAllowed("It can’t have been received before the notice was sent.")
    if by and not by.has_perm(MOVE) and referral.received_on:
        raise NotAllowed("The day is on record. Governance can correct it.")
    referral.received_on = received_on
    referral.due_on = referral.rule.last_day(referral.clock_starts_on, referral.due_on)
    return record(referral, Act(by=by, reason="Received", effective_on=received_on))


@verb
def withdraw(referral, *, reason, by, effective_on=None):
    """The body need not answer after all."""
    allow(by, MOVE)
    need(reason.strip(), "Say why it is withdrawn.")
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    refuse_void(referral.recommendation)
    act = Act(by=by, reason=reason, effective_on=effective_on)
    not_in_future(act.day, "The day of withdrawing")
    return _withdraw(referral, act)


def withdraw_unanswered(recommendation, act):
    """Stop every clock of a recommendation that nobody need answer any more. Part of stopping it:
    `workflow.recommendation` calls it in the same transaction."""
    for referral in Referral.objects.unanswered().filter(recommendation=recommendation):
        _withdraw(referral, act)


def _withdraw(referral, act):
    check(NEXT, Status(referral.status), Status.WITHDRAWN)
    referral.status = Status.WITHDRAWN
    return record(referral, act)


def _move_recommendation(referral, response, act):
    recommendation = Recommendation.objects.select_for_update().get(pk=referral.recommendation_id)
    if recommendation.lead_body_id != referral.body_id:
        return
    steps = recommendation_lifecycle.Status
    if recommendation.status_word != steps.AWAITING_RESPONSE:
        return
    status = steps.REJECTED if response == Response.REJECTED else steps.ACCEPTED
    check(recommendation_lifecycle.NEXT, recommendation.status_word, status)
    recommendation.status, recommendation.status_on = status, act.day
    recommendation.status_reason = act.reason
    record(recommendation, act)
