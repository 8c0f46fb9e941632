"""Climbing the ladder: nothing goes out but what a person sends. Nothing else changes
`Escalation.status`."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from accounts.people import People
from accounts.roles import Role
from accounts.visibility import Visibility
from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from correspondence.ladder import About
from correspondence.lifecycle import ESCALATION_NEXT, EscalationStatus
from correspondence.models import Escalation, Letter, LetterTemplate
from correspondence.words import around
from correspondence.workflow.letter import SEND
from recommendations.workflow.permission import allow, need


@verb
def raise_late(late, *, by, on=None):
    """Draft a letter to those who hear on this rung. It waits until somebody sends it."""
    allow(by, SEND)
    on = on or timezone.localdate()
    escalation = _of(late, by, on)
    if escalation.pk:
        check(ESCALATION_NEXT, escalation.status_word, EscalationStatus.RAISED)
    act = Act(by=by, reason=f"Raised: {late.days} days late", effective_on=on)
    escalation.letter = record(_letter(late, on), act)
    escalation.status = EscalationStatus.RAISED
    return record(escalation, act)


@verb
def hold(late, *, reason, until, by, on=None):
    """Not now: why, and until when. It comes back on its own the day after."""
    allow(by, SEND)
    need(reason.strip(), "Say why it is held.")
    need(until, "Say until when it is held.")
    on = on or timezone.localdate()
    if until <= on:
        raise NotAllowed("Hold it until a day that is still to come.")
    escalation = _of(late, by, on)
    if escalation.pk and escalation.status != EscalationStatus.HELD:
        raise NotAllowed(f"It is {escalation.status_word.label.lower()} on this rung already.")
    escalation.status, escalation.reason, escalation.held_until = (
        EscalationStatus.HELD,
        reason,
        until,
    )
    return record(escalation, Act(by=by, reason=reason, effective_on=on))


@verb
def settle(escalation, *, outcome, by, on=None):
    """What came of it."""
    allow(by, SEND)
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    check(ESCALATION_NEXT, escalation.status_word, EscalationStatus.SETTLED)
    need(outcome.strip(), "Say what came of it.")
    escalation.status, escalation.outcome = EscalationStatus.SETTLED, outcome
    return record(escalation, Act(by=by, reason=outcome, effective_on=on))


def _of(late, by, on):
    name = "referral" if late.rung.about == About.RESPONSE else "action"
    what = {"rung": late.rung, name: late.thing, "late_since": late.late_since}
    known = Escalation.objects.select_for_update(of=("self",)).filter(**what).first()
    return known or Escalation(**what, opened_on=on, opened_by=by)


def _letter(late, on):
    first = next(iter(People().of(late.body.pk, Role.BODY_APPROVER)), None)
    facts = {
        "late": late,
        "is_public": late.named.visibility == Visibility.PUBLIC,
        "is_response": late.rung.about == About.RESPONSE,
        "is_update": late.rung.about == About.UPDATE,
        **around(),
    }
    what = {About.RESPONSE: "answer", About.UPDATE: "update"}.get(late.rung.about, "action")
    return Letter(
        kind=LetterTemplate.Kind.ESCALATION,
        body=late.body,
        to_post=late.rung.who_hears,
        address=first.email if first and late.rung.number <= 2 else "",
        subject=f"{late.ref}: {what} was due on {date_format(late.late_since)}",
        words=render_to_string("correspondence/escalation.txt", facts).strip() + "\n",
        dated_on=on,
    )
