"""Updates for a meeting before they are on record: kept, given to a colleague, submitted, approved
or returned."""

from django.utils import timezone

from accounts.models import Membership
from accounts.people import People
from accounts.roles import Role
from audit.refusal import NotAllowed
from audit.turn import in_turn
from recommendations.lifecycle.update import Standing
from recommendations.models import Action, UpdateDraft
from recommendations.workflow import action as action_workflow
from recommendations.workflow.permission import allow, allow_on, need

UPDATE = action_workflow.UPDATE
ANSWER = "recommendations.answer_referral"

#: Characters that a draft may hold.
LONGEST = 50_000


@in_turn()
def keep(action, meeting, *, typed, by):
    """Keep what was typed, finished or not. What waits for approval goes back to being a draft."""
    draft = _of(action, meeting, by)
    if sum(len(value) for values in typed.values() for value in values) > LONGEST:
        raise NotAllowed("That is more than an update can hold. Shorten it.")
    draft.typed, draft.written_by, draft.standing = typed, by, Standing.DRAFT
    draft.save()
    return draft


@in_turn()
def submit(action, meeting, *, typed, update, by):
    """The update goes on record at once where `by` approves for the body, or nobody else does;
    otherwise it waits for an approver. Returns the `ProgressUpdate`, or None when it waits."""
    draft = _of(action, meeting, by)
    if needs_approval(action, by):
        draft.typed, draft.written_by, draft.note = typed, by, ""
        draft.standing = Standing.SUBMITTED
        draft.save()
        return None
    posted = action_workflow.post_update(action, **update, for_meeting=meeting, by=by)
    if draft.pk:
        draft.delete()
    return posted


@in_turn()
def approve(draft, *, update, by):
    """Put it on record as its author’s, approved by `by`."""
    draft = _submitted(draft, by)
    posted = action_workflow.post_update(
        draft.action, **update, for_meeting=draft.meeting, author=draft.written_by, by=by
    )
    draft.delete()
    return posted


@in_turn()
def send_back(draft, *, note, by):
    draft = _submitted(draft, by)
    need(note.strip(), "Say what is to be changed.")
    draft.standing, draft.note = Standing.RETURNED, note
    draft.save()
    return draft


@in_turn()
def give(action, meeting, *, to, by):
    """A colleague is to write it. What was typed stays."""
    draft = _of(action, meeting, by)
    if to is not None and to.pk not in colleagues_of(by):
        raise NotAllowed("That is nobody who updates the actions of your body.")
    draft.given_to = to
    draft.save()
    return draft


def needs_approval(action, by):
    """Whether somebody else has to approve what `by` says about it."""
    return not by.has_perm(ANSWER) and People().approves_for(action.lead_body_id)


def colleagues_of(user):
    """Whoever updates the actions of a body that `user` speaks for, by key."""
    held = Membership.objects.current(timezone.localdate()).filter(
        role__in=(Role.BODY_OFFICER, Role.BODY_APPROVER),
        body__in=user.own_body_ids,
        user__is_active=True,
    )
    return {one.user_id: one.user for one in held.select_related("user").order_by("user__name")}


def _of(action, meeting, by):
    allow(by, UPDATE)
    allow_on(by, Action.objects.editable_by(by), action)
    known = UpdateDraft.objects.select_for_update().filter(action=action, meeting=meeting).first()
    return known or UpdateDraft(action=action, meeting=meeting, written_by=by)


def _submitted(draft, by):
    allow(by, ANSWER)
    draft = (
        UpdateDraft.objects.select_for_update(of=("self",))
        .select_related("action__lead_body", "meeting", "written_by")
        .get(pk=draft.pk)
    )
    allow_on(by, Action.objects.editable_by(by), draft.action)
    if draft.standing != Standing.SUBMITTED:
        raise NotAllowed(f"{draft.action} does not wait for approval any more.")
    return draft
