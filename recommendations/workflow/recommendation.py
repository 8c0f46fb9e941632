"""Everything people do to a recommendation. With `workflow.referral`, the only code that changes
`Recommendation.status`."""

from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from recommendations.duties import usual_duty
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle.plan import Standing
from recommendations.lifecycle.recommendation import NEXT, Impact, Outcome, Status
from recommendations.lifecycle.resolution import MAY_DECIDE, Resolved
from recommendations.models import (
    Action,
    Contributor,
    Evidence,
    Recommendation,
    RecommendationLink,
    Referral,
)
from recommendations.workflow import action as action_workflow
from recommendations.workflow import referral as referral_workflow
from recommendations.workflow.decision import resolve
from recommendations.workflow.permission import (
    allow,
    allow_on,
    is_claimant,
    need,
    not_in_future,
    refuse_void,
)

MOVE = "recommendations.move_recommendation"
ANSWER = "recommendations.answer_referral"

#: The statuses that a paper may state of something that was going on before the register began.
#: Adoption and closing are decisions of a meeting, so they are made here.
STATED = (Status.SUGGESTED, Status.ACCEPTED, Status.IN_PROGRESS, Status.REPORTED_COMPLETE)


def new(make=Recommendation, *, status=Status.SUGGESTED, status_on, **fields):
    """A recommendation, made of its fields by `make`, with the status that its source states."""
    status = Status(status)
    if status not in STATED:
        raise NotAllowed(
            f"A recommendation can’t be taken on as {status.label.lower()}: that is decided here."
        )
    return make(status=status, status_on=status_on, **fields)


@verb
def adopt(
    recommendation,
    *,
    decision,
    lead_body,
    by,
    contributors=(),
    adopted_words="",
    lead_duty="",
    committee=None,
    effective_on=None,
    label="",
):
    """A committee makes it its own, in a minuted decision, and names who leads. One that has been
    adopted already is adopted anew by a decision that corrects the earlier one."""
    recommendation = _locked(recommendation, by, MOVE)
    need(decision, "Name the meeting and the minute number of the decision to adopt it.")
    need(lead_body, "Name the body that leads.")
    act = Act(
        by=by,
        reason=f"Adopted: {decision}",
        effective_on=effective_on or decision.meeting.held_on,
        label=label,
    )
    before = recommendation.words_in_force
    recommendation.adopted_by, recommendation.lead_body = decision, lead_body
    recommendation.lead_duty = lead_duty or usual_duty(lead_body)
    # How the lead was guessed from a paper says nothing about the one that a meeting named.
    recommendation.lead_basis = ""
    recommendation.committee = committee or decision.meeting.body
    recommendation.adopted_words = adopted_words or recommendation.adopted_words
    known = set(recommendation.contributors.values_list("body_id", flat=True))
    for body in contributors:
        if body.pk not in known:
            contributor = Contributor(
                recommendation=recommendation, body=body, duty=usual_duty(body)
            )
            record(contributor, act)
    amended = adopted_words and adopted_words != before
    outcome = Resolved.AMENDED if amended else Resolved.AGREED
    resolve(recommendation, decision, outcome, act, words_before=before if amended else "")
    if decision.corrects_id and recommendation.status_word == Status.ADOPTED:
        recommendation.status_reason = act.reason
        return record(recommendation, act)
    return _move(recommendation, Status.ADOPTED, act)


@verb
def defer(recommendation, *, decision, reason, by, until=None, effective_on=None, label=""):
    """The committee puts it off: nothing changes but when it comes back."""
    recommendation = _locked(recommendation, by, MOVE)
    need(decision, "Name the meeting and the minute number of the decision.")
    need(reason.strip(), "Say why it is deferred.")
    _refuse_early_return(until, decision)
    if Resolved.DEFERRED not in MAY_DECIDE.get(recommendation.status_word, ()):
        raise NotAllowed(f"It is {recommendation.status_word.label.lower()}: nothing is put off.")
    act = Act(
        by=by, reason=reason, effective_on=effective_on or decision.meeting.held_on, label=label
    )
    not_in_future(act.day, "The date of a change")
    recommendation.next_at_committee_on = until
    resolve(recommendation, decision, Resolved.DEFERRED, act, note=reason, until=until)
    return record(recommendation, act)


@verb
def forward(recommendation, *, to, by, effective_on=None, reason="", label=""):
    """Send it to bodies, each with its own clock. `to` is a list of dictionaries with `body`,
    `rule`, `noticed_on` and, when known, `received_on`; the lead body is among them.

    From *rejected* this is a challenge, from *not progressed* a revival; both issue new clocks.
    """
    recommendation = _locked(recommendation, by, MOVE)
    need(to, "Name at least one body to send it to.")
    check(NEXT, recommendation.status_word, Status.AWAITING_RESPONSE)
    need(recommendation.lead_body, "Name the body that leads first.")
    if recommendation.lead_body not in [one["body"] for one in to]:
        raise NotAllowed(
            f"{recommendation.lead_body} leads, so the notice has to go to it as well."
        )
    act = Act(
        by=by,
        reason=reason or "Forwarded to " + ", ".join(str(one["body"]) for one in to),
        effective_on=effective_on or max(one["noticed_on"] for one in to),
        label=label,
    )
    for one in to:
        _refuse_second_clock(recommendation, one["body"])
        referral_workflow.issue(recommendation, act=act, **one)
    recommendation.risk_of_not_doing = ""
    return _move(recommendation, Status.AWAITING_RESPONSE, act)


@verb
def start(recommendation, *, by, intended_effect="", how_we_will_know="", effective_on=None,
          reason="", label=""):  # fmt: skip
    """Work begins: there is a plan with an owner and a date, and we know what success would be."""
    recommendation = _locked(recommendation, by, MOVE, ANSWER)
    recommendation.intended_effect = intended_effect or recommendation.intended_effect
    recommendation.how_we_will_know = how_we_will_know or recommendation.how_we_will_know
    if recommendation.status_word != Status.ACCEPTED:
        raise NotAllowed("Only an accepted recommendation can be started.")
    planned = recommendation.action_links.filter(
        action__lead_body__isnull=False, action__due_on__isnull=False, action__voided_on=None
    )
    if not planned.exists():
        raise NotAllowed("It needs at least one action with a lead body and a date first.")
    if not planned.exclude(action__plan_standing=Standing.PROPOSED).exists():
        raise NotAllowed("Its plan is only proposed. An approver of the body approves it first.")
    need(recommendation.intended_effect, "Say what effect is intended.")
    need(recommendation.how_we_will_know, "Say how we will know that it worked.")
    act = Act(by=by, reason=reason, effective_on=effective_on, label=label)
    return _move(recommendation, Status.IN_PROGRESS, act)


@verb
def report_complete(recommendation, *, effect, by, effective_on=None, label=""):
    """The lead body says that it is done: every action is settled, there is evidence, and the
    effect is described."""
    recommendation = _locked(recommendation, by, ANSWER)
    need(effect.strip(), "Say what effect it has had.")
    links = recommendation.action_links.filter(action__voided_on=None)
    _refuse_open(links, by)
    if not Evidence.objects.standing().filter(action__in=links.values("action")).exists():
        raise NotAllowed("None of its actions has evidence yet. Add some to an action first.")
    recommendation.effect, recommendation.claimed_by = effect, by
    act = Act(by=by, reason=effect, effective_on=effective_on, label=label)
    return _move(recommendation, Status.REPORTED_COMPLETE, act)


@verb
def return_claim(recommendation, *, missing, by, decision=None, effective_on=None):
    """Governance sends the claim back and says what is missing; so does a meeting, in a
    `decision`."""
    need(missing.strip(), "Say what is missing, so that the body can supply it.")
    if decision:
        effective_on = effective_on or decision.meeting.held_on
    returned = _back_to_work(recommendation, Status.REPORTED_COMPLETE, missing, by, effective_on)
    if decision:
        act = Act(by=by, reason=missing, effective_on=effective_on)
        resolve(returned, decision, Resolved.RETURNED, act, note=missing)
    return returned


@verb
def close(
    recommendation,
    *,
    decision,
    outcome,
    impact,
    by,
    impact_note="",
    follow_up_on=None,
    effective_on=None,
    label="",
):
    """A committee signs it off. Never recorded by the person who made the claim."""
    recommendation = _locked(recommendation, by, MOVE)
    need(decision, "Name the meeting and the minute number of the decision to close it.")
    need(outcome, "Say what the outcome is.")
    need(impact, "Say what impact it has had, or that it was not assessed.")
    outcome, impact = Outcome(outcome), Impact(impact)
    if impact == Impact.NOT_ASSESSED:
        need(impact_note.strip(), "Say why the impact was not assessed.")
    if by and is_claimant(by, recommendation.claimed_by):
        raise NotAllowed("You made this claim, so somebody else in governance has to close it.")
    recommendation.closed_by, recommendation.outcome = decision, outcome
    recommendation.impact, recommendation.impact_note = impact, impact_note
    recommendation.follow_up_on = follow_up_on
    act = Act(
        by=by,
        reason=f"Closed: {decision}",
        effective_on=effective_on or decision.meeting.held_on,
        label=label,
    )
    resolve(recommendation, decision, Resolved.SIGNED_OFF, act, note=impact_note)
    return _move(recommendation, Status.CLOSED, act)


@verb
def reopen(recommendation, *, reason, by, effective_on=None):
    need(reason.strip(), "Say why it is opened again.")
    return _back_to_work(recommendation, Status.CLOSED, reason, by, effective_on)


@verb
def follow_up(recommendation, *, finding, by, impact="", again_on=None, effective_on=None):
    """Some months after it was closed it was looked at again, and it held. One that did not hold is
    opened again."""
    recommendation = _locked(recommendation, by, MOVE)
    need(finding.strip(), "Say what was found.")
    if recommendation.status_word != Status.CLOSED:
        label = recommendation.status_word.label.lower()
        raise NotAllowed(f"It is {label}. What is closed is looked at again.")
    act = Act(by=by, reason=f"Looked at again: {finding}", effective_on=effective_on)
    not_in_future(act.day, "The day of looking again")
    if again_on and again_on <= act.day:
        raise NotAllowed("The next day to look at it has to be a later one.")
    recommendation.impact = Impact(impact) if impact else recommendation.impact
    if impact:
        recommendation.impact_note = finding
    recommendation.follow_up_on = again_on
    recommendation.status_reason = act.reason
    return record(recommendation, act)


@verb
def revive(recommendation, *, reason, by, effective_on=None):
    """Work begins after all on something that was not progressed."""
    need(reason.strip(), "Say why it is taken up again.")
    return _back_to_work(recommendation, Status.NOT_PROGRESSED, reason, by, effective_on)


@verb
def do_not_progress(recommendation, *, reason, risk, decision, by, effective_on=None):
    """It was adopted but will not be done. The risk of that is put on record, and its open actions
    are cancelled, unless they serve another recommendation that goes on."""
    recommendation = _locked(recommendation, by, MOVE)
    need(reason.strip(), "Say why it is not progressed.")
    need(risk.strip(), "Say what the risk of not doing it is.")
    need(decision, "Name the meeting and the minute number of the decision.")
    recommendation.risk_of_not_doing = risk
    act = Act(by=by, reason=reason, effective_on=effective_on or decision.meeting.held_on)
    resolve(recommendation, decision, Resolved.NOT_PROGRESSED, act, note=reason)
    _move(recommendation, Status.NOT_PROGRESSED, act)
    action_workflow.cancel_with(recommendation, approved_by_whom=str(decision)[:200], act=act)
    return recommendation


@verb
def do_not_take_forward(recommendation, *, reason, decision, by, effective_on=None, label=""):
    """The committee decides not to make it its own."""
    recommendation = _locked(recommendation, by, MOVE)
    need(reason.strip(), "Say why it is not taken forward.")
    need(decision, "Name the meeting and the minute number of the decision.")
    act = Act(
        by=by, reason=reason, effective_on=effective_on or decision.meeting.held_on, label=label
    )
    resolve(recommendation, decision, Resolved.NOT_TAKEN_FORWARD, act, note=reason)
    return _move(recommendation, Status.NOT_TAKEN_FORWARD, act)


@verb
def supersede(recommendation, *, successor, reason, by, effective_on=None):
    """Another recommendation takes its place and its open actions; the two stay linked."""
    recommendation = _locked(recommendation, by, MOVE)
    need(successor, "Name the recommendation that takes its place.")
    need(reason.strip(), "Say why, and what carries over.")
    if successor.pk == recommendation.pk:
        raise NotAllowed("A recommendation can’t take its own place.")
    if Recommendation.objects.void().filter(pk=successor.pk).exists():
        raise NotAllowed(f"{successor} was entered in error, so it can’t take this one’s place.")
    act = Act(by=by, reason=reason, effective_on=effective_on)
    check(NEXT, recommendation.status_word, Status.SUPERSEDED)
    link = {"later": successor, "earlier": recommendation, "kind": "supersedes"}
    if not RecommendationLink.objects.filter(**link).exists():
        record(RecommendationLink(**link, note=reason[:300]), act)
    action_workflow.carry_over(recommendation, successor, act)
    return _move(recommendation, Status.SUPERSEDED, act)


def _locked(recommendation, by, *permissions):
    allow(by, *permissions)
    recommendation = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("lead_body")
        .get(pk=recommendation.pk)
    )
    refuse_void(recommendation)
    everything = Recommendation.objects
    allow_on(by, everything.editable_by(by) if by else everything, recommendation)
    return recommendation


def _refuse_early_return(until, decision):
    if until and until <= decision.meeting.held_on:
        raise NotAllowed("It can’t come back before the meeting that put it off.")


def _back_to_work(recommendation, only_from, reason, by, effective_on):
    recommendation = _locked(recommendation, by, MOVE)
    if recommendation.status_word != only_from:
        check({recommendation.status_word: ()}, recommendation.status_word, Status.IN_PROGRESS)
    act = Act(by=by, reason=reason, effective_on=effective_on)
    return _move(recommendation, Status.IN_PROGRESS, act)


def _refuse_open(links, by):
    """Names the actions that `by` may read, and counts the others."""
    links = links.exclude(action__status__in=action_lifecycle.SETTLED)
    open_refs = dict(links.values_list("action_id", "action__ref"))
    if not open_refs:
        return
    seen = Action.objects.visible_to(by) if by else Action.objects.standing()
    known = set(seen.filter(pk__in=open_refs).values_list("pk", flat=True))
    named = ", ".join(sorted(ref for pk, ref in open_refs.items() if pk in known))
    unseen = len(open_refs) - len(known)
    others = f"{unseen} that you may not see" if unseen else ""
    words = " and ".join(part for part in (named, others) if part)
    raise NotAllowed(f"These actions are still open: {words}.")


def _refuse_second_clock(recommendation, body):
    if Referral.objects.unanswered().filter(recommendation=recommendation, body=body).exists():
        raise NotAllowed(f"{body} has been asked already and has not answered yet.")


def _move(recommendation, status, act):
    """Check, set the status, empty what belongs to the one that is left, and save."""
    check(NEXT, recommendation.status_word, status)
    not_in_future(act.day, "The date of a change")
    if recommendation.status_word == Status.CLOSED:
        recommendation.closed_by = None
        recommendation.outcome = recommendation.impact = recommendation.impact_note = ""
        recommendation.follow_up_on = None
    if status in (Status.NOT_PROGRESSED, Status.SUPERSEDED):
        referral_workflow.withdraw_unanswered(recommendation, act)
    if status == Status.IN_PROGRESS:
        recommendation.claimed_by = None
        recommendation.risk_of_not_doing = ""
    recommendation.status, recommendation.status_on = status, act.day
    recommendation.status_reason = act.reason
    return record(recommendation, act)
