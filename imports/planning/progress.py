"""What has been done, as an update of an action."""

from audit.unsaved import unsaved
from imports.planning.plan import Change
from recommendations.models import ProgressUpdate


def add_what_was_said(planner, line, action, before, after):
    words = line.get("update")
    if not words or planner.register.was_said(action, words):
        return
    add_update(planner, line, action, before, after, done=words, on=planner.on)


def add_update(planner, line, action, before, after, *, done, on, **fields):
    planner.plan.updates.append(
        unsaved(
            ProgressUpdate,
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
