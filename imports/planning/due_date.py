"""The date that a line gives, as a change of date with its reason."""

from audit.refusal import NotAllowed
from imports.planning.plan import Change
from imports.values.folding import same_text
from recommendations.workflow import date_change as workflow


def note_due(line, due):
    if due and due.note:
        line.warn("due", due.note)


def words_to_keep(due):
    """A date that was written as a date needs no words beside it."""
    return due.words if due and (due.on is None or due.note) else ""


def put_due(planner, line, action):
    due = line.get("due")
    if due is None or _says_no_more(due, action):
        return
    note_due(line, due)
    if due.on is None:
        if action.due_on:
            line.warn("due", f"The date {_long(action.due_on)} stays: “{due.words}” is not one.")
        else:
            planner.put(line, action, "due_words", due.words, "Due date")
        return
    old = action.due_on
    try:
        change = workflow.put_as_stated(
            action,
            due.on,
            planner.act,
            waiting=action.pk in planner.register.waiting,
            moved_before=planner.register.times_moved[action.pk],
        )
    except NotAllowed as refusal:
        stays = _long(old) if old else action.due_words or "nothing"
        line.error("due", f"{refusal} Write {stays} here, or empty the cell.")
        return
    planner.plan.date_changes.append(change)
    action.due_words = words_to_keep(due)
    fields = {"due_on", "original_due_on", "times_moved", "last_moved_on", "due_words"}
    planner.edit(action, line).fields |= fields
    line.planned.changes.append(Change("Due date", _long(old) if old else "", _long(due.on)))


def _says_no_more(due, action):
    """The date, or where there is none the words, that the register has."""
    if action.due_on is None and due.words:
        return same_text(due.words, action.due_words)
    return due.on is not None and due.on == action.due_on


def _long(day):
    return f"{day.day} {day:%B %Y}"
