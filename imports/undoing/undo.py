"""Doing it: a new batch, sealed and recorded like any other, or nothing at all."""

from collections import defaultdict

from django.utils import timezone

from audit.record import Act, record, record_many_changed
from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from audit.verb import verb
from imports.models import ImportBatch, State
from imports.staging import stage
from imports.undoing.planning import plan_undo
from recommendations.workflow.permission import allow, need
from recommendations.workflow.putting_back import put_back, take_back

IMPORT = "imports.import_register"


class CantBeUndone(NotAllowed):
    """Something later depends on it. `plan` says what, row by row."""

    def __init__(self, plan):
        self.plan = plan
        number = len(plan.blocked)
        things = "one thing stands" if number == 1 else f"{number:,} things stand"
        super().__init__(f"It can’t be undone, and nothing was saved: {things} in the way.")


def check_undoable(batch):
    """Refuse a batch that nobody could undo, whatever depends on it."""
    if batch.state != State.SAVED:
        raise NotAllowed("It was never saved, so there is nothing to undo.")
    if batch.undoing:
        number = batch.undoing.pk
        raise NotAllowed(
            f"It was undone already, by import {number}. Undo import {number} to have it back."
        )


@verb
def undo(batch, *, reason, by, label=""):
    """Put back every value that `batch` changed and take back what it added. Returns the new batch
    and the plan. Raises `CantBeUndone` where something later depends on it."""
    allow(by, IMPORT)
    need(reason.strip(), "Say why it is undone.")
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    check_undoable(batch)
    plan = plan_undo(batch, by=by, lock=True)
    if plan.blocked:
        raise CantBeUndone(plan)
    act = Act(by=by, reason=f"Import {batch.pk} undone: {reason}", label=label)
    undoing = record(_batch(batch, reason, act, plan), act)
    with coming_by(Route.IMPORT, undoing.pk):
        _save(plan, undoing, act)
        undoing.state, undoing.saved_at = State.SAVED, timezone.now()
        record(undoing, act)
    stage(undoing, plan.rows)
    return undoing, plan


def _batch(batch, reason, act, plan):
    copied = ("file_name", "sha256", "size", "kind", "source_review", "source_words", "sheet",
              "header_row", "headings")  # fmt: skip
    return ImportBatch(
        **{name: getattr(batch, name) for name in copied},
        undoes=batch,
        reason=reason,
        notes=plan.stays,
        counts=plan.counts,
        effective_on=act.day,
        created_by=act.by,
        created_by_label=act.actor_label,
    )


def _save(plan, undoing, act):
    """A round of statements for each model, whatever the number of things."""
    for model, written in _by_model(plan.taken_back).items():
        things = [one.now for one in written]
        fields = take_back(model, things, batch=undoing.pk, reason=act.reason, act=act)
        record_many_changed(things, fields, act)
    for written in _by_model(plan.put_back).values():
        for one in written:
            put_back(one.now, plan.put_back[one])
        fields = set().union(*(plan.put_back[one] for one in written))
        record_many_changed([one.now for one in written], sorted(fields), act)


def _by_model(written):
    by_model = defaultdict(list)
    for one in written:
        by_model[one.model].append(one)
    return by_model
