"""A plan becomes rows of the record: in bulk, with history, all or nothing."""

from collections import defaultdict

from audit.bulk import stand_aside
from audit.record import record_all_new, record_many_changed
from imports.planning.status import STATUS_FIELDS
from recommendations.workflow import action as workflow

#: What a plan holds, in the order in which the log tells it.
_ORDER = (
    "bodies", "themes", "reviews", "recommendations", "actions", "links", "contributors",
    "action_contributors", "updates", "date_changes",
)  # fmt: skip


def save(plan, planner_act):
    """Write everything that `plan` holds. `planner_act` makes the `audit.record.Act` of a day.
    Returns, by kind, the references written."""
    act = planner_act(None)
    by_day = defaultdict(list)
    for edit in plan.edits.values():
        edit.thing._change_reason = f"{act.reason}, row {edit.row}"
        by_day[type(edit.thing), edit.on].append(edit)
    for edits in by_day.values():
        # A new thing may have the number that another had until now.
        stand_aside([edit.thing for edit in edits], _fields(edits))
    record_all_new([*(getattr(plan, kind) for kind in _ORDER), *plan.others.values()], act)
    for (model, day), edits in by_day.items():
        _save_edits(model, edits, planner_act(day))
    return _written(plan)


def _save_edits(model, edits, act):
    """A round for each step of status, so that the record shows every one that was taken. The
    other values are saved in the first."""
    _save_round(model, edits, 0, _fields(edits), act)
    further = [edit for edit in edits if len(edit.steps) > 1]
    if further:
        _save_round(model, further, 1, set(), act)


def _fields(edits):
    return set().union(*(edit.fields for edit in edits))


def _save_round(model, edits, number, fields, act):
    for edit in edits:
        if number < len(edit.steps):
            workflow.put_as_stated(edit.thing, edit.steps[number], act)
            if edit.completed_on and edit.thing.completed_on:
                edit.thing.completed_on = edit.completed_on
            fields = fields | STATUS_FIELDS
    record_many_changed([edit.thing for edit in edits], sorted(fields), act)


def _written(plan):
    changed = defaultdict(list)
    for edit in plan.edits.values():
        changed[f"{_plural(type(edit.thing))}_changed"].append(_ref(edit.thing))
    new = {
        "bodies": [body.slug for body in plan.bodies],
        "themes": [theme.slug for theme in plan.themes],
        "reviews": [review.ref for review in plan.reviews],
        "recommendations": [recommendation.ref for recommendation in plan.recommendations],
        "actions": [action.ref for action in plan.actions],
        "updates": [update.pk for update in plan.updates],
        "date_changes": [change.pk for change in plan.date_changes],
    }
    for model, things in plan.others.items():
        new.setdefault(_plural(model), []).extend(map(_ref, things))
    return {kind: refs for kind, refs in {**new, **changed}.items() if refs}


def _plural(model):
    return str(model._meta.verbose_name_plural).replace(" ", "_")


def _ref(thing):
    """By which it is known; the number of a row that has no name of its own."""
    return getattr(thing, "ref", None) or getattr(thing, "slug", None) or thing.pk
