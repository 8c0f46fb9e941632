"""The status that a line states, and the steps that lead an action there."""

import copy

from django.utils import timezone

from audit.refusal import NotAllowed
from imports.planning.plan import Change
from recommendations.lifecycle.action import COMPLETE, OPEN, Status
from recommendations.workflow import action as workflow

#: What a step of status may set.
STATUS_FIELDS = frozenset(
    ("status", "status_on", "completed_on", "claimed_by", "effect", "verified_by", "verified_on",
     "blocked_on_what", "unblocked_by_whom")
)  # fmt: skip
#: What a spreadsheet may bring an action to.
_STATED = (Status.IN_PROGRESS, Status.REPORTED_COMPLETE)


def status_of_new(line, stated):
    status = stated.status if stated else Status.NOT_STARTED
    if status in (Status.BLOCKED, Status.CANCELLED):
        line.error(
            "status",
            f"{status.label} can’t be taken from a spreadsheet: it says why and who decided. Write "
            f"In progress, then mark it as {status.label.lower()} on the action’s page.",
        )
        return Status.NOT_STARTED
    return status


def put_status(planner, line, action, stated, completed=None, on=None):
    """Plan the steps to the stated status, and return the status that the action then has. A paper
    never takes a status back: one that is older than what the register knows, or that tells the
    plan alone, is passed over, and any other is an error."""
    current = action.status_word
    if stated is None or stated.status == current:
        return current
    if _is_behind(stated.status, current):
        if stated.is_of_plan or (on or planner.on) < action.status_on:
            line.warn("status", f"The register has it as {current.label.lower()}, which stays.")
        elif not (stated.status in COMPLETE and current in COMPLETE):
            line.error("status", _not_backwards(current))
        return current
    note_status(line, stated)
    try:
        steps = workflow.path(current, stated.status)
        _try_steps(planner, action, steps, on)
    except NotAllowed as refusal:
        line.error("status", _with_mend(refusal, stated.status, current))
        return current
    check_completed(line)
    edit = planner.edit(action, line)
    edit.steps, edit.on = steps, on or planner.on
    edit.completed_on = completed.on if completed else None
    line.planned.changes.append(Change("Status", current.label, stated.status.label))
    if stated.status == Status.REPORTED_COMPLETE:
        line.warn("status", "No evidence comes with it: add some on the action’s page.")
    return stated.status


def _is_behind(stated, current):
    """Whether a paper that says `stated` has been overtaken by `current`."""
    if current not in OPEN:
        return stated != Status.CANCELLED
    return stated == Status.NOT_STARTED or (
        stated == Status.IN_PROGRESS and current == Status.BLOCKED
    )


def _not_backwards(current):
    """Words for a step back, with what may be written instead."""
    ahead = [status for status in _STATED if status != current and not _is_behind(status, current)]
    allowed = " or ".join(status.label for status in (current, *ahead))
    return (
        f"The register has it as {current.label.lower()}, and a spreadsheet takes no status back. "
        f"Write {allowed}, or change it on the action’s page."
    )


def _try_steps(planner, action, steps, on):
    trial = copy.copy(action)
    for step in steps:
        workflow.put_as_stated(trial, step, planner.act_on(on or planner.on))


def _with_mend(refusal, stated, current):
    return (
        f"{refusal} Write {current.label} here, and mark it as {stated.label.lower()} on the "
        "action’s page."
    )


def note_status(line, stated):
    if stated and stated.note:
        line.warn("status", stated.note)


def check_completed(line):
    completed = line.get("completed_on")
    if completed and completed.on > timezone.localdate():
        line.error("completed_on", "The day of completion can’t be in the future.")
