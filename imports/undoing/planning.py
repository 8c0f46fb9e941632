"""What undoing a batch would do, without doing it."""

from collections import defaultdict
from dataclasses import dataclass, field

from accounts.visibility import READ_EVERYTHING, Classified
from bodies.models import Body
from imports.models import Outcome
from imports.planning import PlannedRow
from imports.planning.things import THINGS
from imports.undoing.depending import (
    FROM_UPDATES,
    Blocked,
    added_since,
    changed_since,
    is_gone,
    restricted_to,
    said_since,
)
from imports.undoing.returning import lacking, taken_by_another
from imports.undoing.rows import rows_of
from imports.undoing.written import written_by
from recommendations.models import Action, ActionRecommendation, ProgressUpdate, Theme
from recommendations.workflow.putting_back import can_be_taken_back
from reviews.models import Review

#: What cells of lines about other things may add by its mere name.
_NAMED_IN_CELLS = (Body, Theme, Review)
_UNREADABLE = (
    "You may not read all of it, as it is classified by now. Ask governance to undo the import."
)


@dataclass
class UndoPlan:
    """`taken_back` are things that the batch added, `put_back` things that it changed, each with
    the values to put back by column. `stays` says in sentences what is left, and why."""

    taken_back: list = field(default_factory=list)
    put_back: dict = field(default_factory=dict)
    stays: list = field(default_factory=list)
    blocked: list = field(default_factory=list)
    rows: list[PlannedRow] = field(default_factory=list)

    @property
    def can_be_done(self):
        return not self.blocked

    @property
    def counts(self):
        counts = dict.fromkeys((str(outcome.value) for outcome in Outcome), 0)
        return counts | {Outcome.CHANGED.value: len(self.rows)}


def plan_undo(batch, *, by=None, lock=False):
    """An `UndoPlan` for `batch`, which was saved. It is blocked unless `by` may read all of it:
    whoever undoes something sees what. None is the command line."""
    by_model = written_by(batch, lock=lock)
    everything = [one for some in by_model.values() for one in some]
    if unreadable := _unreadable(everything, by):
        return UndoPlan(blocked=[unreadable])
    plan = UndoPlan()
    for one in everything:
        _sort(plan, one)
    changed = list(plan.put_back)
    plan.blocked = [
        *changed_since([*plan.taken_back, *changed]),
        *added_since(plan.taken_back, by_model),
        *restricted_to(plan.taken_back),
        *said_since(changed, by_model, batch),
        *lacking(plan.put_back),
        *taken_by_another(plan.put_back, plan.taken_back),
    ]
    _leave_names_in_use(plan, batch)
    plan.blocked.sort(key=lambda one: (one.row or 0, one.ref, one.words))
    _follow_updates(plan, batch)
    plan.rows = rows_of(plan)
    return plan


def _sort(plan, one):
    if is_gone(one.now) and not is_gone(one.after):
        if one.model is not ActionRecommendation and isinstance(one.now, Classified):
            plan.stays.append(f"{one.ref} was entered in error since, and stays out.")
    elif one.added:
        if can_be_taken_back(one.model):
            plan.taken_back.append(one)
    elif one.changed:
        plan.put_back[one] = {name: getattr(one.before, name) for name in one.changed}


def _unreadable(written, by):
    """One sentence for all, which names none."""
    if by is None or by.has_perm(READ_EVERYTHING):
        return None
    for model, keys in _told_of(written).items():
        own = [one for one in written if one.model is model]
        rows = [row.history_id for one in own for row in (one.before, one.after) if row]
        if _count(model.objects, model, by, "pk", keys) < len(keys) or (
            _count(model.history, model, by, "history_id", rows) < len(rows)
        ):
            return Blocked(None, "", _UNREADABLE)
    return None


def _told_of(written):
    """Keys of what is classified, by model: of what was written, and of what that leads to."""
    keys = defaultdict(set)
    for one in written:
        if issubclass(one.model, Classified):
            keys[one.model].add(one.now.pk)
        for column in one.model._meta.concrete_fields:
            if column.is_relation and issubclass(column.related_model, Classified):
                keys[column.related_model].add(getattr(one.now, column.attname))
    return {model: found - {None} for model, found in keys.items()}


def _count(manager, model, by, key, keys):
    readable = manager.filter(model.readable_by(by))
    keys = list(keys)
    parts = (keys[start : start + 10_000] for start in range(0, len(keys), 10_000))
    return sum(readable.filter(**{f"{key}__in": part}).count() for part in parts)


def _leave_names_in_use(plan, batch):
    """A body, a theme or a review that a cell named only needn't go with the lines: it stays where
    something else has come to depend on it. Where lines were about it, it stands in the way."""
    own = THINGS[batch.kind].model if batch.kind in THINGS else None
    names = [model for model in _NAMED_IN_CELLS if model is not own]
    stay = {}
    for one in plan.blocked:
        if one.of and one.of.added and one.of.model in names:
            stay.setdefault(one.of, one.words)
    plan.blocked = [one for one in plan.blocked if one.of not in stay]
    plan.taken_back = [one for one in plan.taken_back if one not in stay]
    for one, words in stay.items():
        kind, why = one.model._meta.verbose_name, words.removeprefix(one.ref)
        why = why.removeprefix(": ") if why.startswith(": ") else f"it{why}"
        plan.stays.append(f"The {kind} {one.now}, which it added, stays, as it is in use: {why}")


def _follow_updates(plan, batch):
    """What an action holds of its updates follows from those given since, too."""
    actions = {one.now.pk: one for one in plan.put_back if one.model is Action}
    since = {}
    later = ProgressUpdate.objects.standing().filter(recorded_at__gt=batch.saved_at)
    for action_id, day in later.order_by("pk").values_list("action_id", "effective_on"):
        if action_id in actions:
            since.setdefault(action_id, []).append(day)
    for key, days in since.items():
        values = plan.put_back[actions[key]]
        if values.keys() & set(FROM_UPDATES):
            values.pop("view", None)
            values.pop("view_reason", None)
            before = values.get("last_update_on")
            values["last_update_on"] = max([*days, *([before] if before else [])])
