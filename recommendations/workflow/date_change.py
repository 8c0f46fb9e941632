"""Moving the date of an action. No date is overwritten: every one it has had stays on record."""

from audit.record import Act, record
from audit.refusal import NotAllowed, check
from audit.verb import verb
from recommendations.lifecycle.action import OPEN
from recommendations.lifecycle.date_change import NEXT, Status
from recommendations.models import Action, DateChange, Threshold
from recommendations.workflow.permission import (
    allow,
    allow_on,
    need,
    not_in_future,
    refuse_void,
)

ASK = "recommendations.ask_for_date"
AGREE = "recommendations.agree_date"


def needs_agreement(action, new_due_on, *, on):
    """Whether governance has to agree: a move of more than 28 days, or the third change."""
    if action.due_on is None:
        return False
    rules = Threshold.objects.rules_on(on)
    earlier = action.date_changes.agreed().exclude(old_due_on=None).count()
    moved = (new_due_on - action.due_on).days
    return moved > rules.date_change_days or earlier + 1 >= rules.date_change_times


@verb
def ask(action, *, new_due_on, reason, by, because="", effective_on=None, label=""):
    """Ask for another date. A small move is agreed at once; a large one, or a third, waits for
    governance. Returns the `DateChange`."""
    allow(by, ASK)
    action = Action.objects.select_for_update().get(pk=action.pk)
    refuse_void(action)
    allow_on(by, Action.objects.editable_by(by) if by else Action.objects, action)
    act = Act(by=by, reason=reason, effective_on=effective_on, label=label)
    _check_new_date(action, new_due_on, act)
    need(reason.strip(), "Say why the date has to move.")
    change = DateChange(
        action=action,
        old_due_on=action.due_on,
        new_due_on=new_due_on,
        because=because,
        reason=reason,
        status=Status.ASKED,
        asked_by=by,
        asked_by_label=act.actor_label,
        asked_on=act.day,
    )
    if needs_agreement(action, new_due_on, on=act.day) and by and not by.has_perm(AGREE):
        return record(change, act)
    _settle(change, Status.AGREED, "", act)
    record(change, act)
    _move(action, change, act)
    return change


@verb
def agree(change, *, by, note="", effective_on=None, label=""):
    change, action = _waiting(change, by)
    act = Act(by=by, reason=note or change.reason, effective_on=effective_on, label=label)
    not_in_future(act.day, "The day of agreeing")
    check(NEXT, change.status_word, Status.AGREED)
    if action.status_word not in OPEN:
        raise NotAllowed("The action is no longer open, so its date can’t move. Refuse the change.")
    _settle(change, Status.AGREED, note, act)
    record(change, act)
    _move(action, change, act)
    return change


@verb
def refuse(change, *, note, by, effective_on=None):
    change, _ = _waiting(change, by)
    need(note.strip(), "Say why the date can’t move.")
    act = Act(by=by, reason=note, effective_on=effective_on)
    not_in_future(act.day, "The day of refusing")
    check(NEXT, change.status_word, Status.REFUSED)
    _settle(change, Status.REFUSED, note, act)
    return record(change, act)


def put_as_stated(action, new_due_on, act, *, waiting, moved_before):
    """The same as `ask`, in memory, for many actions at once: returns the unsaved `DateChange`, and
    the caller saves both. Nothing waits: a move that governance has to agree to is refused unless
    `act.by` may agree to it.

    `waiting` is whether another change waits, `moved_before` how often the date moved. A first
    date may have passed already: a paper may state what was due long ago.
    """
    first = action.due_on is None
    if waiting or not (first and new_due_on < act.day):
        _check_new_date(action, new_due_on, act, waiting=waiting)
    change = DateChange(
        action=action,
        old_due_on=action.due_on,
        new_due_on=new_due_on,
        reason=act.reason,
        status=Status.ASKED,
        asked_by=act.by,
        asked_by_label=act.actor_label,
        asked_on=act.day,
    )
    rules = Threshold.objects.rules_on(act.day)
    large = not first and (
        (new_due_on - action.due_on).days > rules.date_change_days
        or moved_before + 1 >= rules.date_change_times
    )
    if large and act.by and not act.by.has_perm(AGREE):
        raise NotAllowed("Governance has to agree to a move of this size, or to a third one.")
    _settle(change, Status.AGREED, "", act)
    _put(action, change, act)
    return change


def take_back(changes):
    """In memory: the import that moved the dates is undone. The caller saves, and puts back what
    the actions had. Returns the names of the fields written."""
    for change in changes:
        check(NEXT, change.status_word, Status.TAKEN_BACK)
        change.status = Status.TAKEN_BACK
    return ("status",)


def _waiting(change, by):
    allow(by, AGREE)
    change = DateChange.objects.select_for_update().get(pk=change.pk)
    if by and change.asked_by_id == by.pk:
        raise NotAllowed("You asked for this date, so somebody else has to settle it.")
    action = Action.objects.select_for_update().get(pk=change.action_id)
    refuse_void(action)
    return change, action


def _check_new_date(action, new_due_on, act, waiting=None):
    """`waiting` is whether another change waits, when the caller knows already."""
    not_in_future(act.day, "The day of asking")
    need(new_due_on, "Give the new date.")
    if action.status_word not in OPEN:
        raise NotAllowed(f"It is {action.status_word.label.lower()}, so it has no date to move.")
    if new_due_on == action.due_on:
        raise NotAllowed("That is the date it already has. Give another one.")
    if new_due_on < act.day:
        raise NotAllowed("The new date has passed already. Give a date that is still to come.")
    if action.date_changes.waiting().exists() if waiting is None else waiting:
        raise NotAllowed(
            "Another date has been asked for and waits for governance. It has to be settled first."
        )


def _settle(change, status, note, act):
    change.status, change.settled_note = status, note
    change.settled_by, change.settled_by_label = act.by, act.actor_label or "Register"
    change.settled_on = act.day


def _move(action, change, act):
    _put(action, change, act)
    record(action, act)


def _put(action, change, act):
    if change.old_due_on is None:
        action.original_due_on = change.new_due_on
    elif change.new_due_on > change.old_due_on:
        action.times_moved += 1
        action.last_moved_on = act.day
    # What a paper said of the date before is no longer how this one was given.
    action.due_on, action.due_words = change.new_due_on, ""
