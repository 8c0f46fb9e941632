"""A batch, the table that it is read from, and the plan of its lines."""

import hashlib

from django.utils import timezone

from audit.record import Act, record
from audit.refusal import NotAllowed
from imports.models import ImportBatch, Kind, State, UploadedFile
from imports.planning import Choices, is_heading, likely_kind, plan_batch
from imports.reading import find_table, read_file
from imports.staging import shown_of, stage
from imports.workflow.permission import IMPORT

#: Who acts when a command is run on the server without naming a person.
COMMAND_LINE = "Command line"


def read_table(data, *, sheet="", header_row=None):
    """The table in a file, or `imports.reading.Refused`."""
    return find_table(read_file(data), is_heading, sheet, header_row)


def new_batch(file_name, data, table, kind, source, by, effective_on, mapping):
    """An unsaved batch. A `SavedMapping` says what its lines are, and how its columns are read."""
    if mapping is not None and not kind:
        kind = mapping.kind
    batch = ImportBatch(
        file_name=file_name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kind=Kind(kind) if kind else likely_kind(table),
        source_words=source,
        effective_on=effective_on or timezone.localdate(),
        created_by=by,
        created_by_label=str(by) if by else COMMAND_LINE,
    )
    take_table(batch, table)
    if mapping is not None:
        batch.choices = Choices.for_headings(mapping.choices, table.headings).to_keep()
    return batch


def take_table(batch, table):
    batch.sheet, batch.header_row = table.sheet_name[:100], table.header_row
    batch.headings, batch.notes = table.headings, table.notes
    batch.merged = {position: sorted(rows) for position, rows in table.merged.items()}


def plan_of(batch, table, by, *, to_save=False):
    """The plan of a batch, `to_save` or to look at."""
    return plan_batch(
        table,
        kind=batch.kind,
        source=batch.source_words,
        on=batch.effective_on,
        reason=reason_of(batch),
        by=by,
        label="" if by else COMMAND_LINE,
        to_save=to_save,
        choices=Choices.kept(batch.choices),
        own_only=by is not None and not by.has_perm(IMPORT),
    )


def reason_of(batch):
    return f"Imported from {batch.file_name}"


def show(batch, plan, *, compared=False):
    before = shown_of(batch) if compared else {}
    if batch.pk:
        batch.rows.all().delete()
    batch.counts, batch.digest = plan.counts, plan.digest
    record(batch, Act(by=batch.created_by, reason="Previewed"))
    stage(batch, plan.rows, before)


def waiting(batch, by):
    """The batch, locked. It is its uploader's alone."""
    return still_waiting(batch, by, among=ImportBatch.objects.select_for_update())


def still_waiting(batch, by, among=ImportBatch.objects):
    """The batch as it is now, which may be decided on by the time that it is looked at again."""
    batch = among.get(pk=batch.pk, created_by=by)
    if batch.state != State.PREVIEWED:
        raise NotAllowed(f"This import is {batch.state_word.label.lower()} already.")
    return batch


def throw_away(batch):
    batch.rows.all().delete()
    UploadedFile.objects.filter(batch=batch).delete()
