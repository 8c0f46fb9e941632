"""What is done with a preview before anything is saved."""

from django.utils import timezone

from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.verb import done_as, verb
from imports.models import ImportBatch, Kind, SavedMapping, State, UploadedFile
from imports.planning import is_heading, likely_kind
from imports.reading import NoTable, Refused, Table, find_table, read_file
from imports.staging import staged_table, unplanned
from imports.workflow.batches import (
    COMMAND_LINE,
    new_batch,
    plan_of,
    read_table,
    show,
    still_waiting,
    take_table,
    throw_away,
    waiting,
)
from imports.workflow.permission import allow


def preview(
    *, file_name, data, by, kind="", source="", sheet="", effective_on=None, mapping=None,
    sheets=None,
):  # fmt: skip
    """Read a file and keep what saving it would do; `sheets` are those of the file, where it was
    read already. Nothing is saved but the preview. Where it can't be told yet which table is meant,
    or which column is which, the batch has a `refusal`, and waits for `choose_table` or `choose`. A
    file that can't be read at all raises `Refused`."""
    allow(by, kind)
    sheets = read_file(data) if sheets is None else sheets
    try:
        table, refusal = find_table(sheets, is_heading, sheet), ""
    except NoTable as no_table:
        table, refusal = Table(sheet, 1, {}), str(no_table)
    batch = new_batch(file_name, data, table, kind, source, by, effective_on, mapping)
    batch.refusal = refusal
    plan = _what_it_would_do(batch, table)
    with done_as("preview"):
        show(batch, plan)
        UploadedFile.objects.create(batch=batch, data=data)
    return batch


def sheets_of(batch):
    """Every sheet of the file of a preview. Raises `Refused`, or `NotAllowed` where the file is not
    kept any more."""
    return read_file(_uploaded(batch))


def choose_table(batch, *, by, kind="", source="", sheet="", header_row=None):
    """Read the file of a preview again, from another sheet or below another row of headings, or as
    lines of another kind. What was said of its columns holds for the same table alone. Raises
    `Refused`, and the preview stays as it was."""
    allow(by)
    batch = still_waiting(batch, by)
    table = read_table(_uploaded(batch), sheet=sheet, header_row=header_row)
    is_same = (table.sheet_name, table.header_row) == (batch.sheet, batch.header_row)
    kind = Kind(kind) if kind else likely_kind(table)
    if not is_same or kind != batch.kind:
        batch.choices = {}
    batch.kind, batch.source_words, batch.refusal = kind, source, ""
    take_table(batch, table)
    plan = _what_it_would_do(batch, table)
    with done_as("choose_table"):
        _show_again(batch, plan)
    return batch


def choose(batch, choices, *, by, save_as=""):
    """Plan a preview anew by what a person says of its columns and words, and keep that for the
    next file where they give it a name. Raises `Refused` when a column is missing."""
    allow(by)
    batch = still_waiting(batch, by)
    batch.choices = choices.to_keep()
    plan = plan_of(batch, staged_table(batch), by)
    batch.refusal = ""
    with done_as("choose"):
        _show_again(batch, plan)
        if save_as:
            _save_mapping(batch, choices, save_as, by)
    return batch


def _save_mapping(batch, choices, name, by):
    """A name that is used already gets the new choices."""
    mapping = SavedMapping.objects.filter(name__iexact=name).first() or SavedMapping(name=name)
    headings = {int(position): heading for position, heading in batch.headings.items()}
    mapping.kind, mapping.choices = batch.kind, choices.by_heading(headings)
    mapping.saved_by, mapping.saved_by_label, mapping.put_away_on = by, str(by), None
    record(mapping, Act(by=by, reason=f"Saved with import {batch.pk}"))


@verb
def put_away(mapping, *, by):
    """Offer it for no further file."""
    allow(by)
    mapping = SavedMapping.objects.select_for_update().get(pk=mapping.pk)
    if mapping.put_away_on:
        raise NotAllowed(f"“{mapping}” was put away already.")
    mapping.put_away_on = timezone.localdate()
    return record(mapping, Act(by=by, reason="Put away"))


@verb
def take_out(mapping, *, by):
    """Offer it again."""
    allow(by)
    mapping = SavedMapping.objects.select_for_update().get(pk=mapping.pk)
    if mapping.put_away_on is None:
        raise NotAllowed(f"“{mapping}” is in use already.")
    mapping.put_away_on = None
    return record(mapping, Act(by=by, reason="Taken out again"))


@verb
def discard(batch, *, by):
    """Throw a preview away. The batch stays as a trace, its rows go."""
    allow(by, batch.kind)
    batch = waiting(batch, by)
    throw_away(batch)
    batch.state = State.DISCARDED
    return record(batch, Act(by=by, reason="Discarded"))


@verb
def sweep():
    """Throw the rows of expired previews away. The batches stay as a trace. Returns them."""
    batches = list(ImportBatch.objects.expired().select_for_update().order_by("pk"))
    for batch in batches:
        throw_away(batch)
        batch.state = State.EXPIRED
        record(batch, Act(reason="Expired", label=COMMAND_LINE))
    return batches


# A plan takes long for many lines. It is made before anything is locked, and nobody waits for it:
# what it says is looked at again before it is saved.


def _what_it_would_do(batch, table):
    """The plan of a preview; where its lines can't be planned yet, the `refusal` says why."""
    try:
        plan = None if batch.refusal else plan_of(batch, table, batch.created_by)
    except Refused as refusal:
        plan, batch.refusal = None, str(refusal)
    return plan or unplanned(table)


def _show_again(batch, plan):
    """Unless it was decided on meanwhile."""
    waiting(batch, batch.created_by)
    show(batch, plan)


def _uploaded(batch):
    file = UploadedFile.objects.filter(batch=batch).first()
    if file is None:
        raise NotAllowed(
            "The file of this preview is not kept any more. Upload it again to choose another "
            "sheet or row of headings."
        )
    return bytes(file.data)
