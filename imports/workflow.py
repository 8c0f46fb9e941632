"""What people do with a batch. The only code that changes `ImportBatch.state`."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list

from audit import bulk
from audit.kept_note import keeping
from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from audit.verb import verb
from imports.cells import read_cell
from imports.models import ImportBatch, Kind, State
from imports.planning import is_heading, likely_kind, plan_batch
from imports.reading import Table, find_table, read_file
from imports.reading.table import TableRow
from imports.saving import save
from imports.staging import shown, staged

IMPORT = "imports.import_register"
#: Who acts when a command is run on the server without naming a person.
COMMAND_LINE = "Command line"
#: So many rows are named where personal data was kept.
_ROWS_NAMED = 20


def read_table(data, *, sheet=""):
    """The table in a file, or `imports.reading.Refused`."""
    return find_table(read_file(data), is_heading, sheet)


@transaction.atomic
def preview(*, file_name, data, by, kind="", source="", sheet="", effective_on=None):
    """Read a file and keep what saving it would do. Nothing is saved but the preview."""
    _allow(by)
    table = read_table(data, sheet=sheet)
    batch = _batch(file_name, data, table, kind, source, by, effective_on)
    _show(batch, _plan(batch, table, by))
    return batch


@verb
def confirm(batch, *, by, keep_because=""):
    """Save what was previewed, all rows or none. When the register has changed meanwhile, so that
    saving would do something else, the new preview is kept and nothing is saved. Cells that seem
    to hold personal data are saved only when `keep_because` says why."""
    _allow(by)
    batch = _waiting(batch, by)
    if batch.is_expired:
        raise NotAllowed(
            f"Previews can be saved for {settings.IMPORT_PREVIEW_DAYS} days, and this one is "
            "older. Nothing is saved. Upload the file again to see what it would do now."
        )
    plan = _plan(batch, _staged_table(batch), by, lock=True)
    if plan.digest != batch.digest:
        _show(batch, plan)
        return False
    if plan.errors or not plan.writes_something:
        raise NotAllowed("There are rows to mend, or nothing to save.")
    if plan.personal and not keep_because:
        raise NotAllowed("Say why the personal data must stay, or take it out of the file.")
    _save(batch, plan, by, keep_because)
    return True


@verb
def discard(batch, *, by):
    """Throw a preview away. The batch stays as a trace, its rows go."""
    _allow(by)
    batch = _waiting(batch, by)
    batch.rows.all().delete()
    batch.state = State.DISCARDED
    return record(batch, Act(by=by, reason="Discarded"))


def _waiting(batch, by):
    """The batch, locked. It is its uploader's alone."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk, created_by=by)
    if batch.state != State.PREVIEWED:
        raise NotAllowed(f"This import is {batch.state_word.label.lower()} already.")
    return batch


@verb
def sweep():
    """Throw the rows of expired previews away. The batches stay as a trace. Returns them."""
    batches = list(ImportBatch.objects.expired().select_for_update().order_by("pk"))
    for batch in batches:
        batch.rows.all().delete()
        batch.state = State.EXPIRED
        record(batch, Act(reason="Expired", label=COMMAND_LINE))
    return batches


def plan_file(*, file_name, data, by=None, kind="", source="", sheet=""):
    """The plan of a file, without keeping anything."""
    table = read_table(data, sheet=sheet)
    return _plan(_batch(file_name, data, table, kind, source, by, None), table, by)


@verb
def save_file(*, file_name, data, by=None, kind="", source="", sheet="", keep_because=""):
    """Read, plan and save a file in one step. Returns the plan, and the batch, or None when rows
    have errors, when there is nothing to write, or when cells seem to hold personal data and
    `keep_because` does not say why it must stay."""
    if by:
        _allow(by)
    table = read_table(data, sheet=sheet)
    batch = _batch(file_name, data, table, kind, source, by, None)
    plan = _plan(batch, table, by, lock=True)
    if plan.errors or not plan.writes_something or (plan.personal and not keep_because):
        return plan, None
    batch.counts, batch.digest = plan.counts, plan.digest
    _save(batch, plan, by, keep_because)
    return plan, batch


def _allow(by):
    if not by.has_perm(IMPORT):
        raise NotAllowed("Your role does not include importing.")


def _batch(file_name, data, table, kind, source, by, effective_on):
    """An unsaved batch."""
    return ImportBatch(
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kind=Kind(kind) if kind else likely_kind(table),
        source_words=source,
        sheet=table.sheet_name[:100],
        header_row=table.header_row,
        headings=table.headings,
        notes=list(getattr(table, "notes", [])),
        effective_on=effective_on or timezone.localdate(),
        created_by=by,
        created_by_label=str(by) if by else COMMAND_LINE,
    )


def _plan(batch, table, by, lock=False):
    return plan_batch(
        table,
        kind=batch.kind,
        source=batch.source_words,
        on=batch.effective_on,
        reason=_reason(batch),
        by=by,
        label="" if by else COMMAND_LINE,
        lock=lock,
    )


def _reason(batch):
    return f"Imported from {batch.file_name}"


def _save(batch, plan, by, keep_because):
    def act(day):
        return Act(
            by=by,
            reason=_reason(batch),
            effective_on=day or batch.effective_on,
            label="" if by else COMMAND_LINE,
        )

    if batch.pk is None:
        # The rows are sealed under the number of their batch.
        record(batch, act(timezone.localdate()))
    with coming_by(Route.IMPORT, batch.pk):
        batch.written = save(plan, act)
        batch.state, batch.saved_at = State.SAVED, timezone.now()
        if batch.source_words and batch.source_review is None:
            batch.source_review = _source_review(plan)
        with keeping(_kept(plan.personal, keep_because)):
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


def _show(batch, plan):
    """Keep a plan as the batch's rows. Rows that were shown before and would now do something else
    keep what they showed."""
    batch.counts, batch.digest = plan.counts, plan.digest
    record(batch, Act(by=batch.created_by, reason="Previewed"))
    before = {row.number: shown(row) for row in batch.rows.all()}
    batch.rows.all().delete()
    if plan.rows:
        bulk.insert([staged(batch, row, _previously(row, before)) for row in plan.rows])


def _previously(row, before):
    was = before.get(row.number)
    return was if was and was != shown(row) else None


def _staged_table(batch):
    """The table that was previewed, from its staged rows."""
    headings = {int(position): heading for position, heading in batch.headings.items()}
    table = Table(batch.sheet, batch.header_row, headings)
    for row in batch.rows.in_order():
        if row.cells:
            cells = tuple(read_cell(cell) for cell in row.cells)
            table.rows.append(TableRow(row.number, cells, row.section))
        else:
            table.skipped.append((row.number, row.title))
    return table
