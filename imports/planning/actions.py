"""Lines about actions: new ones, and what changes in those that exist."""

import copy

from django.utils import timezone

from audit.refusal import NotAllowed
from imports.models import Outcome
from imports.planning.plan import Change
from imports.values.folding import same_text
from recommendations.lifecycle.action import COMPLETE, OPEN, Status
from recommendations.models import ActionRecommendation, ProgressUpdate
from recommendations.workflow import action as workflow
from recommendations.workflow import date_change as date_workflow

#: What a step of status may set.
STATUS_FIELDS = frozenset(
    ("status", "status_on", "completed_on", "claimed_by", "effect", "verified_by", "verified_on",
     "blocked_on_what", "unblocked_by_whom")
)  # fmt: skip
#: What a spreadsheet may bring an action to.
_STATED = (Status.IN_PROGRESS, Status.REPORTED_COMPLETE)


def plan_action(planner, line, ref, parents):
    """A line that describes the action `ref` itself."""
    action = planner.register.action(ref)
    if action is None:
        title = line.get("title") or shortened(line.get("text", ref))
        add_action(planner, line, ref, parents, title=title, summary=line.get("text", ""))
        line.planned.outcome = Outcome.NEW
        return
    planner.put(line, action, "title", line.get("title"), "Title")
    planner.put(line, action, "summary", line.get("text"), "What is to be done")
    planner.put_theme(line, action)
    planner.put(line, action, "priority", line.get("priority"), "Priority", str.capitalize)
    if not action.source:
        # Where a thing comes from is filled in, never replaced.
        planner.put(line, action, "source", line.get("source"), "Source")
    edit_delivery(planner, line, action)


def add_action(planner, line, ref, parents, *, title, summary):
    """A new action, with the status that the line states."""
    owners = planner.owners(line) or [None]
    stated = line.get("status")
    due = line.get("due")
    completed = line.get("completed_on")
    fields = {
        "ref": ref,
        "title": title,
        "summary": summary,
        "lead_body": owners[0],
        "lead_post": line.get("lead_post", ""),
        "theme": planner.theme(line),
        "priority": line.get("priority", ""),
        "source": line.get("source", ""),
        "due_on": due.on if due else None,
        "due_words": _words_to_keep(due),
    }
    status = _status_of_new(line, stated)
    action = workflow.new(
        status=status,
        opened_on=planner.on,
        completed_on=completed.on if completed else None,
        **fields,
    )
    _check_completed(line)
    _note_status(line, stated)
    _note_due(line, due)
    planner.register.add(planner.mark(action, line))
    planner.plan.actions.append(action)
    planner.add_contributors(action, owners[1:])
    for parent in parents:
        planner.plan.links.append(ActionRecommendation(action=action, recommendation=parent))
    _add_update(planner, line, action, status, status)
    return action


def edit_delivery(planner, line, action):
    """What a flat line and a line about an action have in common: who, by when, how far."""
    before = action.status_word
    planner.put_owners(line, action, planner.owners(line))
    planner.put(line, action, "lead_post", line.get("lead_post"), "Lead officer")
    _put_due(planner, line, action)
    after = put_status(planner, line, action, line.get("status"), line.get("completed_on"))
    _add_update(planner, line, action, before, after)


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
    _note_status(line, stated)
    try:
        steps = workflow.path(current, stated.status)
        _try_steps(planner, action, steps, on)
    except NotAllowed as refusal:
        line.error("status", _with_mend(refusal, stated.status, current))
        return current
    _check_completed(line)
    edit = planner.edit(action, line)
    edit.steps, edit.on = steps, on or planner.on
    edit.completed_on = completed.on if completed else None
    line.planned.changes.append(Change("Status", current.label, stated.status.label))
    if stated.status == Status.REPORTED_COMPLETE:
        line.warn("status", "No evidence comes with it: add some on the action’s page.")
    return stated.status


def shortened(text, longest=200):
    """The beginning of a text, cut at a sentence or a word, as a title."""
    first = text.split("\n")[0].strip()
    if len(first) <= longest:
        return first
    sentence, stop, _ = first.partition(". ")
    if stop and len(sentence) < longest:
        return sentence
    return first[: longest - 1].rsplit(" ", 1)[0] + "…"


def _status_of_new(line, stated):
    status = stated.status if stated else Status.NOT_STARTED
    if status in (Status.BLOCKED, Status.CANCELLED):
        line.error(
            "status",
            f"{status.label} can’t be taken from a spreadsheet: it says why and who decided. Write "
            f"In progress, then mark it as {status.label.lower()} on the action’s page.",
        )
        return Status.NOT_STARTED
    return status


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


def _note_status(line, stated):
    if stated and stated.note:
        line.warn("status", stated.note)


def _check_completed(line):
    completed = line.get("completed_on")
    if completed and completed.on > timezone.localdate():
        line.error("completed_on", "The day of completion can’t be in the future.")


def _says_no_more(due, action):
    """The date, or where there is none the words, that the register has."""
    if action.due_on is None and due.words:
        return same_text(due.words, action.due_words)
    return due.on is not None and due.on == action.due_on


def _note_due(line, due):
    if due and due.note:
        line.warn("due", due.note)


def _words_to_keep(due):
    """A date that was written as a date needs no words beside it."""
    return due.words if due and (due.on is None or due.note) else ""


def _put_due(planner, line, action):
    due = line.get("due")
    if due is None or _says_no_more(due, action):
        return
    _note_due(line, due)
    if due.on is None:
        if action.due_on:
            line.warn("due", f"The date {_long(action.due_on)} stays: “{due.words}” is not one.")
        else:
            planner.put(line, action, "due_words", due.words, "Due date")
        return
    old = action.due_on
    try:
        change = date_workflow.put_as_stated(
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
    action.due_words = _words_to_keep(due)
    fields = {"due_on", "original_due_on", "times_moved", "last_moved_on", "due_words"}
    planner.edit(action, line).fields |= fields
    line.planned.changes.append(Change("Due date", _long(old) if old else "", _long(due.on)))


def _add_update(planner, line, action, before, after):
    words = line.get("update")
    if not words or planner.register.was_said(action, words):
        return
    add_update(planner, line, action, before, after, done=words, on=planner.on)


def add_update(planner, line, action, before, after, *, done, on, **fields):
    planner.plan.updates.append(
        ProgressUpdate(
            action=action,
            body=action.lead_body,
            author=planner.by,
            author_label=planner.act.actor_label,
            entered_for_body=bool(
                planner.by
                and planner.by.is_governance
                and action.lead_body_id not in planner.by.own_body_ids
            ),
            effective_on=on,
            done=done,
            status_before=before,
            status_after=after,
            **fields,
        )
    )
    action.last_update_on = max(on, action.last_update_on or on)
    if not action.planned_new:
        planner.edit(action, line).fields.add("last_update_on")
        line.planned.changes.append(Change("Progress update", "", done))


def _long(day):
    return f"{day.day} {day:%B %Y}"
