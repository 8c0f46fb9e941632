"""Saving what a file says: all rows or none."""

from django.conf import settings
from django.utils import timezone
from django.utils.text import get_text_list

from audit.kept_note import keeping
from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from audit.verb import verb
from imports.models import State, UploadedFile
from imports.saving import save
from imports.staging import staged_table
from imports.workflow.batches import (
    COMMAND_LINE,
    new_batch,
    plan_of,
    read_table,
    reason_of,
    show,
    waiting,
)
from imports.workflow.permission import allow

#: So many rows are named where personal data was kept.
_ROWS_NAMED = 20


@verb
def confirm(batch, *, by, keep_because=""):
    """Save what was previewed, all rows or none. When the register has changed meanwhile, so that
    saving would do something else, the new preview is kept and nothing is saved. Cells that seem
    to hold personal data are saved only when `keep_because` says why."""
    allow(by, batch.kind)
    batch = waiting(batch, by)
    if batch.is_expired:
        raise NotAllowed(
            f"Previews can be saved for {settings.IMPORT_PREVIEW_DAYS} days, and this one is "
            "older. Nothing is saved. Upload the file again to see what it would do now."
        )
    if batch.refusal:
        raise NotAllowed(batch.refusal)
    plan = plan_of(batch, staged_table(batch), by, to_save=True)
    if plan.digest != batch.digest:
        show(batch, plan_of(batch, staged_table(batch), by), compared=True)
        return False
    if plan.errors or not plan.writes_something:
        raise NotAllowed("There are rows to mend, or nothing to save.")
    if plan.personal and not keep_because:
        raise NotAllowed("Say why the personal data must stay, or take it out of the file.")
    kept = _kept(plan.personal, keep_because)
    # They are kept with the batch already, and saving takes the room that they take.
    plan.rows.clear()
    _save(batch, plan, by, kept)
    return True


def plan_file(*, file_name, data, by=None, kind="", source="", sheet="", mapping=None):
    """The plan of a file, without keeping anything."""
    table = read_table(data, sheet=sheet)
    return plan_of(new_batch(file_name, data, table, kind, source, by, None, mapping), table, by)


@verb
def save_file(
    *, file_name, data, by=None, kind="", source="", sheet="", mapping=None, keep_because=""
):  # fmt: skip
    """Read, plan and save a file in one step. Returns the plan, and the batch, or None when rows
    have errors, when there is nothing to write, or when cells seem to hold personal data and
    `keep_because` does not say why it must stay."""
    if by:
        allow(by)
    table = read_table(data, sheet=sheet)
    batch = new_batch(file_name, data, table, kind, source, by, None, mapping)
    plan = plan_of(batch, table, by, to_save=True)
    if plan.errors or not plan.writes_something or (plan.personal and not keep_because):
        return plan, None
    batch.counts, batch.digest = plan.counts, plan.digest
    _save(batch, plan, by, _kept(plan.personal, keep_because))
    return plan, batch


def _save(batch, plan, by, kept):
    def act(day):
        return Act(
            by=by,
            reason=reason_of(batch),
            effective_on=day or batch.effective_on,
            label="" if by else COMMAND_LINE,
        )

    if batch.pk is None:
        # The rows are sealed under the number of their batch.
        record(batch, act(timezone.localdate()))
    if batch.source_words and batch.source_review is None:
        batch.source_review = _source_review(plan)
    with coming_by(Route.IMPORT, batch.pk):
        batch.written = save(plan, act)
        batch.state, batch.saved_at = State.SAVED, timezone.now()
        UploadedFile.objects.filter(batch=batch).delete()
        with keeping(kept):
            record(batch, act(timezone.localdate()))


def _kept(personal, reason):
    """What the history of the batch says of the cells that were saved as they are."""
    if not personal:
        return ""
    rows = sorted({message.row for message in personal})
    named = get_text_list([str(row) for row in rows[:_ROWS_NAMED]], "and")
    more = f" and {len(rows) - _ROWS_NAMED} more" if len(rows) > _ROWS_NAMED else ""
    return (
        f"Kept what seems to be personal data in {'row' if len(rows) == 1 else 'rows'} "
        f"{named}{more}: {reason.rstrip('.')}."
    )


def _source_review(plan):
    things = [*plan.recommendations, *(edit.thing for edit in plan.edits.values())]
    return next((review for thing in things if (review := getattr(thing, "review", None))), None)
