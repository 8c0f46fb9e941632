"""What people do with a batch. The only code that changes `ImportBatch.state`."""

import hashlib

from django.conf import settings
from django.utils import timezone
from django.utils.text import get_text_list

from audit.kept_note import keeping
from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.route import Route, coming_by
from audit.verb import verb
from imports.models import ImportBatch, Kind, SavedMapping, State, UploadedFile
from imports.planning import Choices, is_heading, likely_kind, plan_batch
from imports.reading import NoTable, Refused, Table, find_table, read_file
from imports.saving import save
from imports.staging import keep_rows, staged_table, unplanned

IMPORT = "imports.import_register"
#: Whoever may update actions may bring updates of those from a spreadsheet, and nothing else.
BRING_UPDATES = "recommendations.update_action"
#: Who acts when a command is run on the server without naming a person.
COMMAND_LINE = "Command line"
#: So many rows are named where personal data was kept.
_ROWS_NAMED = 20


def read_table(data, *, sheet="", header_row=None):
    """The table in a file, or `imports.reading.Refused`."""
    return find_table(read_file(data), is_heading, sheet, header_row)


@verb
def preview(
    *, file_name, data, by, kind="", source="", sheet="", effective_on=None, mapping=None,
    sheets=None,
):  # fmt: skip
    """Read a file and keep what saving it would do; `sheets` are those of the file, where it was
    read already. Nothing is saved but the preview. Where it
    can't be told yet which table is meant, or which column is which, the batch has a `refusal`, and
    waits for `choose_table` or `choose`. A file that can't be read at all raises `Refused`."""
    _allow(by, kind)
    sheets = read_file(data) if sheets is None else sheets
    try:
        table, refusal = find_table(sheets, is_heading, sheet), ""
    except NoTable as no_table:
        table, refusal = Table(sheet, 1, {}), str(no_table)
    batch = _batch(file_name, data, table, kind, source, by, effective_on, mapping)
    batch.refusal = refusal
    _show_what_it_would_do(batch, table)
    UploadedFile.objects.create(batch=batch, data=data)
    return batch


@verb
def choose_table(batch, *, by, kind="", source="", sheet="", header_row=None):
    """Read the file of a preview again, from another sheet or below another row of headings, or as
    lines of another kind. What was said of its columns holds for the same table alone. Raises
    `Refused`, and the preview stays as it was."""
    _allow(by)
    batch = _waiting(batch, by)
    table = read_table(bytes(batch.uploaded.data), sheet=sheet, header_row=header_row)
    is_same = (table.sheet_name, table.header_row) == (batch.sheet, batch.header_row)
    kind = Kind(kind) if kind else likely_kind(table)
    if not is_same or kind != batch.kind:
        batch.choices = {}
    batch.kind, batch.source_words, batch.refusal = kind, source, ""
    _take_table(batch, table)
    _show_what_it_would_do(batch, table)
    return batch


@verb
def choose(batch, choices, *, by, save_as=""):
    """Plan a preview anew by what a person says of its columns and words, and keep that for the
    next file where they give it a name. Raises `Refused` when a column is missing."""
    _allow(by)
    batch = _waiting(batch, by)
    batch.choices = choices.to_keep()
    table = staged_table(batch)
    plan = _plan(batch, table, by)
    batch.refusal = ""
    _show(batch, plan)
    if save_as:
        _save_mapping(batch, choices, save_as, by)
    return batch


def _save_mapping(batch, choices, name, by):
    """A name that is used already gets the new choices."""
    mapping = SavedMapping.objects.filter(name__iexact=name).first() or SavedMapping(name=name)
    headings = {int(position): heading for position, heading in batch.headings.items()}
    mapping.kind, mapping.choices = batch.kind, choices.by_heading(headings)
    mapping.saved_by, mapping.saved_by_label = by, str(by)
    record(mapping, Act(by=by, reason=f"Saved with import {batch.pk}"))


@verb
def confirm(batch, *, by, keep_because=""):
    """Save what was previewed, all rows or none. When the register has changed meanwhile, so that
    saving would do something else, the new preview is kept and nothing is saved. Cells that seem
    to hold personal data are saved only when `keep_because` says why."""
    _allow(by, batch.kind)
    batch = _waiting(batch, by)
    if batch.is_expired:
        raise NotAllowed(
            f"Previews can be saved for {settings.IMPORT_PREVIEW_DAYS} days, and this one is "
            "older. Nothing is saved. Upload the file again to see what it would do now."
        )
    if batch.refusal:
        raise NotAllowed(batch.refusal)
    plan = _plan(batch, staged_table(batch), by, lock=True)
    if plan.digest != batch.digest:
        _show(batch, plan, compared=True)
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
    _allow(by, batch.kind)
    batch = _waiting(batch, by)
    _throw_away(batch)
    batch.state = State.DISCARDED
    return record(batch, Act(by=by, reason="Discarded"))


def _waiting(batch, by):
    """The batch, locked. It is its uploader's alone."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk, created_by=by)
    if batch.state != State.PREVIEWED:
        raise NotAllowed(f"This import is {batch.state_word.label.lower()} already.")
    return batch


def _throw_away(batch):
    batch.rows.all().delete()
    UploadedFile.objects.filter(batch=batch).delete()


@verb
def sweep():
    """Throw the rows of expired previews away. The batches stay as a trace. Returns them."""
    batches = list(ImportBatch.objects.expired().select_for_update().order_by("pk"))
    for batch in batches:
        _throw_away(batch)
        batch.state = State.EXPIRED
        record(batch, Act(reason="Expired", label=COMMAND_LINE))
    return batches


def plan_file(*, file_name, data, by=None, kind="", source="", sheet="", mapping=None):
    """The plan of a file, without keeping anything."""
    table = read_table(data, sheet=sheet)
    return _plan(_batch(file_name, data, table, kind, source, by, None, mapping), table, by)


@verb
def save_file(
    *, file_name, data, by=None, kind="", source="", sheet="", mapping=None, keep_because=""
):  # fmt: skip
    """Read, plan and save a file in one step. Returns the plan, and the batch, or None when rows
    have errors, when there is nothing to write, or when cells seem to hold personal data and
    `keep_because` does not say why it must stay."""
    if by:
        _allow(by)
    table = read_table(data, sheet=sheet)
    batch = _batch(file_name, data, table, kind, source, by, None, mapping)
    plan = _plan(batch, table, by, lock=True)
    if plan.errors or not plan.writes_something or (plan.personal and not keep_because):
        return plan, None
    batch.counts, batch.digest = plan.counts, plan.digest
    _save(batch, plan, by, keep_because)
    return plan, batch


def _allow(by, kind=None):
    """Raise `NotAllowed` unless `by` may import, or may bring what is of the `kind`."""
    own = kind == Kind.UPDATES and by.has_perm(BRING_UPDATES)
    if not by.has_perm(IMPORT) and not own:
        raise NotAllowed("Your role does not include importing.")


def _batch(file_name, data, table, kind, source, by, effective_on, mapping):
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
    _take_table(batch, table)
    if mapping is not None:
        batch.choices = Choices.for_headings(mapping.choices, table.headings).to_keep()
    return batch


def _take_table(batch, table):
    batch.sheet, batch.header_row = table.sheet_name[:100], table.header_row
    batch.headings, batch.notes = table.headings, table.notes
    batch.merged = {position: sorted(rows) for position, rows in table.merged.items()}


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
        choices=Choices.kept(batch.choices),
        own_only=by is not None and not by.has_perm(IMPORT),
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
        UploadedFile.objects.filter(batch=batch).delete()
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


def _show_what_it_would_do(batch, table):
    """Keep the plan of a preview, or why its lines can't be planned yet."""
    try:
        plan = None if batch.refusal else _plan(batch, table, batch.created_by)
    except Refused as refusal:
        plan, batch.refusal = None, str(refusal)
    _show(batch, plan or unplanned(table))


def _show(batch, plan, *, compared=False):
    batch.counts, batch.digest = plan.counts, plan.digest
    record(batch, Act(by=batch.created_by, reason="Previewed"))
    keep_rows(batch, plan.rows, compared=compared)
