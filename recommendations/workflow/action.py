"""Everything people do to an action. The only code that changes `Action.status`."""

from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from recommendations.lifecycle.action import COMPLETE, NEXT, OPEN, Status, View
from recommendations.lifecycle.recommendation import ENDED, PLANNED
from recommendations.models import (
    Action,
    ActionContributor,
    ActionRecommendation,
    Evidence,
    ProgressUpdate,
    Recommendation,
)
from recommendations.workflow.contribution import forget_agreements
from recommendations.workflow.permission import (
    allow,
    allow_on,
    is_claimant,
    need,
    not_in_future,
    refuse_void,
)
from recommendations.workflow.plan import standing_of

UPDATE = "recommendations.update_action"
CHECK = "recommendations.check_action"


def new(
    make=Action, *, status=Status.NOT_STARTED, opened_on, due_on=None, completed_on=None, **fields
):
    """An action, made of its fields by `make`, with the status that its source states. The date it
    comes with is its original one. A claim of completion without a date counts from the day it was
    taken on."""
    status = Status(status)
    if status not in (*OPEN, Status.REPORTED_COMPLETE):
        raise NotAllowed(
            f"An action can’t be taken on as {status.label.lower()}: that is decided here."
        )
    return make(
        status=status,
        status_on=opened_on,
        opened_on=opened_on,
        due_on=due_on,
        original_due_on=due_on,
        completed_on=(completed_on or opened_on) if status in COMPLETE else None,
        **fields,
    )


@verb
def add(recommendation, *, by, opened_on, reason="", contributors=(), already_done=False, **fields):
    """Add an action to a recommendation's plan, not started: a proposal, until who may stands by
    it. One that is `already_done` is begun, and waits for the claim with its evidence."""
    allow(by, UPDATE)
    not_in_future(opened_on, "The day on which an action was agreed")
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    refuse_void(recommendation)
    if recommendation.status not in PLANNED:
        label = recommendation.status_word.label.lower()
        raise NotAllowed(f"It is {label}. Actions are planned once it is accepted.")
    act = Act(by=by, reason=reason, effective_on=opened_on)
    if Action.objects.filter(ref=fields.get("ref")).exists():
        raise NotAllowed("That reference is used already.")
    fields["plan_standing"] = standing_of(by)
    action = record(new(opened_on=opened_on, **fields), act)
    # A body's people plan for their own body alone; the transaction takes back anything else.
    allow_on(by, Action.objects.editable_by(by) if by else Action.objects, action)
    record(ActionRecommendation(action=action, recommendation=recommendation), act)
    for body in contributors:
        if body.pk != action.lead_body_id:
            record(ActionContributor(action=action, body=body), act)
    return start(action, by=by, effective_on=opened_on) if already_done else action


@verb
def post_update(
    action,
    *,
    done,
    by,
    effective_on=None,
    status=None,
    next="",
    next_on=None,
    view="",
    view_reason="",
    blocked_on_what="",
    unblocked_by_whom="",
    completed_on=None,
    effect="",
    evidence=(),
    no_change=False,
    for_meeting=None,
    author=None,
    label="",
):
    """Say what has been done, and where the action is now. `by` approves what `author` wrote, when
    the two differ.

    `evidence` is a list of dictionaries with the fields of `Evidence`. A change of status goes
    through the same rules as the step on its own. Returns the `ProgressUpdate`.

    What is said stands in the update alone: others may read the action, its history and the log.
    """
    action = _locked(action, by)
    before, after = action.status_word, Status(status or action.status)
    reason = f"Update: {after.label.lower()}" if after != before else "Update"
    act = Act(by=by, reason=reason, effective_on=effective_on, label=label)
    not_in_future(act.day, "The date of an update")
    need(done.strip(), "Say what has been done.")
    if no_change:
        _refuse_silence(action)
    author = author or by
    if view and view != View.ON_TRACK:
        need(view_reason.strip(), "Say why it is not on track, and what would help.")
    update = record(
        ProgressUpdate(
            action=action,
            body=action.lead_body,
            author=author,
            author_label=str(author) if author != by else act.actor_label,
            approved_by=by if author != by else None,
            entered_for_body=_entered_for_body(action, author),
            for_meeting=for_meeting,
            no_change=no_change,
            effective_on=act.day,
            done=done,
            next=next,
            next_on=next_on,
            status_before=before,
            status_after=after,
            view=view,
            view_reason=view_reason,
        ),
        act,
    )
    for item in evidence:
        record(Evidence(action=action, update=update, given_on=act.day, **item), act)
    action.last_update_on = max(act.day, action.last_update_on or act.day)
    action.view, action.view_reason = view, ""
    if after != before:
        _step(
            action,
            after,
            act,
            blocked_on_what=blocked_on_what,
            unblocked_by_whom=unblocked_by_whom,
            completed_on=completed_on,
            effect=effect,
        )
    record(action, act)
    return update


@verb
def start(action, *, by, effective_on=None, reason=""):
    """Work begins, or begins again after a block."""
    return _move(action, Status.IN_PROGRESS, by, effective_on, reason, only_from=OPEN)


@verb
def block(action, *, blocked_on_what, unblocked_by_whom, by, effective_on=None):
    return _move(
        action,
        Status.BLOCKED,
        by,
        effective_on,
        blocked_on_what,
        blocked_on_what=blocked_on_what,
        unblocked_by_whom=unblocked_by_whom,
    )


@verb
def report_complete(action, *, completed_on, effect, by, evidence=(), effective_on=None):
    """The body says that it is done; governance has yet to check. Needs evidence, given now or
    before."""
    action = _locked(action, by)
    act = Act(by=by, reason=effect, effective_on=effective_on)
    for item in evidence:
        record(Evidence(action=action, given_on=act.day, **item), act)
    _step(action, Status.REPORTED_COMPLETE, act, completed_on=completed_on, effect=effect)
    return record(action, act)


@verb
def verify(action, *, by, effective_on=None, reason=""):
    """Governance has seen that it is done. Never the person who submitted the claim."""
    allow(by, CHECK)
    need(by, "Somebody has to have checked it: say who.")
    action = _locked(action, by)
    check(NEXT, action.status_word, Status.VERIFIED)
    if is_claimant(by, action.claimed_by, *_authors_of_claim(action)):
        raise NotAllowed(
            "You submitted this claim, so somebody else in governance has to verify it."
        )
    act = Act(by=by, reason=reason, effective_on=effective_on)
    not_in_future(act.day, "The date of the check")
    action.verified_by, action.verified_on = by, act.day
    return record(_put(action, Status.VERIFIED, act), act)


@verb
def return_claim(action, *, missing, by, effective_on=None):
    """Governance sends a claim back and says what is missing."""
    allow(by, CHECK)
    need(missing.strip(), "Say what is missing, so that the body can supply it.")
    return _move(
        action,
        Status.IN_PROGRESS,
        by,
        effective_on,
        missing,
        only_from=(Status.REPORTED_COMPLETE,),
    )


@verb
def reopen(action, *, reason, by, effective_on=None):
    """A verified action turns out not to be done, or not to have lasted."""
    allow(by, CHECK)
    need(reason.strip(), "Say why it is opened again.")
    return _move(action, Status.IN_PROGRESS, by, effective_on, reason, only_from=(Status.VERIFIED,))


@verb
def cancel(action, *, reason, approved_by_whom, by, effective_on=None):
    """It will not be done. Says why, and who approved that."""
    allow(by, CHECK)
    need(reason.strip(), "Say why it is cancelled.")
    need(approved_by_whom.strip(), "Say who approved that it is cancelled.")
    action = _locked(action, by)
    act = Act(by=by, reason=reason, effective_on=effective_on)
    check(NEXT, action.status_word, Status.CANCELLED)
    not_in_future(act.day, "The date of a change")
    action.cancelled_reason, action.cancelled_by_whom = reason, approved_by_whom
    return record(_put(action, Status.CANCELLED, act), act)


def cancel_with(recommendation, *, approved_by_whom, act):
    """Cancel the open actions of a recommendation that is stopped, but for those that serve another
    one which goes on. Part of stopping it: `workflow.recommendation` calls it."""
    others = (
        ActionRecommendation.objects.exclude(recommendation=recommendation)
        .exclude(recommendation__status__in=ENDED)
        .filter(recommendation__voided_on=None)
    )
    stopped = (
        Action.objects.select_for_update()
        .standing()
        .opened()
        .filter(recommendation_links__recommendation=recommendation)
        .exclude(pk__in=others.values("action"))
    )
    for action in stopped:
        action.cancelled_reason, action.cancelled_by_whom = act.reason, approved_by_whom
        record(_put(action, Status.CANCELLED, act), act)


def carry_over(recommendation, successor, act):
    """The open actions of a recommendation that is superseded serve its successor as well. Part of
    superseding it."""
    kept = (
        Action.objects.standing()
        .opened()
        .filter(recommendation_links__recommendation=recommendation)
    )
    for action in kept.exclude(recommendation_links__recommendation=successor):
        record(ActionRecommendation(action=action, recommendation=successor), act)


def path(current, stated):
    """The steps that lead from one status to the one that a paper states, the first being
    `current`'s successor. Raises `NotAllowed` when a body can't bring it there: what governance
    decides (verified, cancelled, opened again) is never taken from a paper."""
    current, stated = Status(current), Status(stated)
    if stated == current:
        return []
    if current in OPEN and stated in (*OPEN, Status.REPORTED_COMPLETE):
        if stated in NEXT[current]:
            return [stated]
        if stated != Status.NOT_STARTED:
            return [Status.IN_PROGRESS, stated]
    check(NEXT, current, stated)
    raise NotAllowed(
        f"It is {current.label.lower()}. “{stated.label}” is decided in the register, "
        "not taken from a spreadsheet."
    )


def put_as_stated(action, status, act):
    """Bring an unsaved change of `action` one step along `path`; the caller saves. Blocked needs
    `blocked_on_what` and `unblocked_by_whom` set by the caller first."""
    _step(
        action,
        Status(status),
        act,
        blocked_on_what=action.blocked_on_what,
        unblocked_by_whom=action.unblocked_by_whom,
        completed_on=act.day,
        effect=action.effect,
        with_evidence=False,
    )


def _locked(action, by):
    action = Action.objects.select_for_update().get(pk=action.pk)
    refuse_void(action)
    allow(by, UPDATE, CHECK)
    allow_on(by, Action.objects.editable_by(by) if by else Action.objects, action)
    return action


def _authors_of_claim(action):
    """Whoever wrote the update by which it was reported complete; another may have approved it."""
    claims = action.updates.standing().filter(status_after=Status.REPORTED_COMPLETE)
    return [one.author for one in claims.select_related("author").order_by("-pk")[:1]]


#: How often running a body may say that nothing has changed.
MOST_WITHOUT_CHANGE = 2


def _refuse_silence(action):
    said = action.updates.standing().latest_first().values_list("no_change", flat=True)
    if list(said[:MOST_WITHOUT_CHANGE]) == [True] * MOST_WITHOUT_CHANGE:
        raise NotAllowed(
            "The last two updates said that nothing has changed. Say what has been done, or that "
            "it is blocked and on what."
        )


def _entered_for_body(action, by):
    return bool(by and by.is_governance and action.lead_body_id not in by.own_body_ids)


def _move(action, status, by, effective_on, reason, only_from=None, **particulars):
    action = _locked(action, by)
    if only_from and action.status_word not in only_from:
        check({action.status_word: ()}, action.status_word, status)
    act = Act(by=by, reason=reason, effective_on=effective_on)
    _step(action, status, act, **particulars)
    return record(action, act)


def _step(
    action,
    status,
    act,
    *,
    blocked_on_what="",
    unblocked_by_whom="",
    completed_on=None,
    effect="",
    with_evidence=True,
):
    """Check one step and change `action` in memory."""
    check(NEXT, action.status_word, status)
    not_in_future(act.day, "The date of a change")
    if status in (Status.VERIFIED, Status.CANCELLED):
        raise NotAllowed("That is for governance to decide, on the page of the action.")
    if action.status_word in COMPLETE and act.by and not act.by.has_perm(CHECK):
        raise NotAllowed("It has been reported complete. Governance can return it to you.")
    if status == Status.BLOCKED:
        need(blocked_on_what.strip(), "Say what it is blocked on.")
        need(unblocked_by_whom.strip(), "Say who can unblock it.")
        action.blocked_on_what = blocked_on_what
        action.unblocked_by_whom = unblocked_by_whom
    if status == Status.REPORTED_COMPLETE:
        need(completed_on, "Give the day on which it was completed.")
        not_in_future(completed_on, "The day of completion")
        if with_evidence and not action.evidence.standing().exists():
            raise NotAllowed(
                "Add evidence that it is done: a link, a file, or a note of who holds it and who "
                "has seen it."
            )
        action.completed_on, action.effect, action.claimed_by = completed_on, effect, act.by
        forget_agreements(action, act)
    _put(action, status, act)


def _put(action, status, act):
    """Set the status, and empty what belongs to the one that is left."""
    if status not in COMPLETE:
        action.completed_on = None
        action.claimed_by = None
    if status != Status.VERIFIED:
        action.verified_by = action.verified_on = None
    if status != Status.BLOCKED:
        action.blocked_on_what = action.unblocked_by_whom = ""
    action.status, action.status_on = status, act.day
    return action
