"""Lines that each add a progress update to an action that exists."""

from django.utils import timezone

from imports.planning.progress import add_update
from imports.planning.status import put_status
from imports.values.folding import fold
from recommendations.lifecycle.action import COMPLETE, Status, View

VIEWS = {fold(view.label): view.value for view in View} | {
    fold(view.value): view.value for view in View
}
#: What an update says beside the day.
_SAID = ("done", "next", "next_on", "status", "view", "view_reason")


def plan_update(planner, line, ref):
    if not any(name in line for name in _SAID):
        line.leave_out("Nothing has been filled in")
        return
    action = planner.register.action(ref)
    done = line.get("done")
    if action is None:
        line.error("ref", f"{ref} is not an action we know. Check the reference.")
    if not done:
        line.error("done", "Say what has been done.")
    on = line.get("on").on if "on" in line else planner.on
    if on > timezone.localdate():
        line.error("on", "The date of an update can’t be in the future.")
    view = _view(line)
    _refuse_claim(planner, line, action)
    if line.planned.errors or planner.register.was_said(action, done):
        return
    line.planned.title = action.title
    before = action.status_word
    after = put_status(planner, line, action, line.get("status"), on=on)
    next_on = line.get("next_on")
    add_update(
        planner,
        line,
        action,
        before,
        after,
        done=done,
        on=on,
        next=line.get("next", ""),
        next_on=next_on.on if next_on else None,
        view=view,
        view_reason=line.get("view_reason", ""),
    )
    if view:
        action.view = view
        planner.edit(action, line).fields.add("view")


def _refuse_claim(planner, line, action):
    """What a body says is complete comes with evidence, which no spreadsheet holds."""
    stated = line.get("status")
    if not planner.own_only or action is None or stated is None:
        return
    if stated.status == Status.REPORTED_COMPLETE and action.status_word not in COMPLETE:
        line.error(
            "status",
            "That it is complete is said on the action’s page, with evidence. Leave the status as "
            f"{action.status_word.label.lower()} here.",
        )


def _view(line):
    words = line.get("view")
    if not words:
        return ""
    view = VIEWS.get(fold(words))
    if view is None:
        known = ", ".join(view.label for view in View)
        line.error("view", f"“{words}” is not a view we know. Use one of: {known}.")
    elif view != View.ON_TRACK and "view_reason" not in line:
        line.error("view_reason", "Say why it is not on track, and what would help.")
    return view or ""
