"""The action plan: proposed by a body’s officer, approved by its approver, agreed by governance.
The only code that changes `Action.plan_standing`."""

from accounts.people import People
from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from recommendations.lifecycle.plan import NEXT, Standing
from recommendations.models import Action
from recommendations.workflow.permission import allow, allow_on, need, refuse_void

UPDATE = "recommendations.update_action"
APPROVE = "recommendations.answer_referral"
AGREE = "recommendations.move_recommendation"

#: What may be changed while it is proposed: nobody has relied on it yet.
CHANGEABLE = (
    "title", "summary", "lead_post", "due_on", "intended_effect", "how_we_will_know",
)  # fmt: skip


def standing_of(by):
    """Where the plan stands of an action that `by` adds. What nobody signed for, such as what a
    source states, has no standing."""
    if by is None:
        return ""
    if by.has_perm(AGREE):
        return Standing.AGREED
    return Standing.APPROVED if by.has_perm(APPROVE) else Standing.PROPOSED


@verb
def approve_plan(actions, *, by):
    """An approver of the body that leads stands by these actions."""
    allow(by, APPROVE)
    if by.has_perm(AGREE):
        raise NotAllowed("The body’s approver approves it. Governance agrees it afterwards.")
    return [_put(action, Standing.APPROVED, by) for action in _locked(actions, by)]


@verb
def agree_plan(actions, *, by):
    """Governance takes the plan as what is going to be followed."""
    allow(by, AGREE)
    people = People()
    locked = _locked(actions, by)
    for action in locked:
        waiting = action.plan_standing == Standing.PROPOSED
        if waiting and people.approves_for(action.lead_body_id):
            raise NotAllowed(
                f"{action.ref} waits for the approver of {action.lead_body} to approve it first."
            )
    return [_put(action, Standing.AGREED, by) for action in locked]


@verb
def return_plan(actions, *, note, by):
    """The approver or governance sends them back and says what has to change."""
    allow(by, APPROVE, AGREE)
    need(note.strip(), "Say what has to change.")
    locked = _locked(actions, by)
    for action in locked:
        if action.plan_standing == Standing.APPROVED:
            allow(by, AGREE)
        elif action.plan_standing != Standing.PROPOSED:
            raise NotAllowed(f"The plan of {action.ref} is agreed, so it is not returned.")
        action.plan_note = note
    return [_put(action, Standing.PROPOSED, by, reason=note) for action in locked]


@verb
def change_plan(action, *, by, **fields):
    """Change what is proposed. Its date moves without a trace of slipping: it was promised to
    nobody yet. An approver who changes it stands by it as it is then; governance leaves that to
    them."""
    allow(by, UPDATE)
    [action] = _locked([action], by)
    if action.plan_standing != Standing.PROPOSED:
        raise NotAllowed(
            f"The plan of {action.ref} is no longer a proposal. Ask for another date, or add an "
            "action."
        )
    if unknown := set(fields) - set(CHANGEABLE):
        raise TypeError(f"not part of a plan: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(action, name, value)
    need(action.due_on, "Give the day by which it will be done.")
    action.original_due_on, action.plan_note = action.due_on, ""
    if standing_of(by) == Standing.APPROVED:
        action.plan_standing = Standing.APPROVED
    return record(action, Act(by=by, reason="Plan changed"))


def _locked(actions, by):
    keys = [action.pk for action in actions]
    need(keys, "Choose at least one action.")
    locked = list(
        Action.objects.select_for_update(of=("self",))
        .select_related("lead_body")
        .filter(pk__in=keys)
        .in_reference_order()
    )
    for action in locked:
        allow_on(by, Action.objects.editable_by(by), action)
        refuse_void(action)
        if not action.plan_standing:
            raise NotAllowed(f"{action.ref} was taken on as it stands, so its plan is settled.")
    return locked


def _put(action, standing, by, reason=""):
    """A proposal that is returned stays one."""
    if not action.plan_standing == standing == Standing.PROPOSED:
        check(NEXT, action.plan_word, standing)
    action.plan_standing = standing
    if standing != Standing.PROPOSED:
        action.plan_note = ""
    return record(action, Act(by=by, reason=reason or standing.label))
