"""Planned rows as the database keeps them until they are confirmed."""

from audit import bulk
from imports.cells import read_cell, stored
from imports.models import Outcome, StagedRow
from imports.planning import PersonalData, Plan, PlannedRow
from imports.reading import Table
from imports.reading.table import TableRow

_AT_ONCE = 2_000


def keep_rows(batch, rows, *, compared=False):
    """As the rows of a preview. `compared` with the ones before, those that would now do something
    else keep what they showed."""
    before = {row.number: shown(row) for row in batch.rows.all()} if compared else {}
    batch.rows.all().delete()
    if rows:
        bulk.insert([staged(batch, row, _previously(row, before)) for row in rows])


def _previously(row, before):
    was = before.get(row.number)
    return was if was and was != shown(row) else None


def unplanned(table):
    """A `Plan` that does nothing, for lines of which it can't be told yet what they do."""
    rows = [
        PlannedRow(row.number, outcome=Outcome.SKIPPED, cells=row.cells, section=row.section)
        for row in table.rows
    ]
    left_out = [PlannedRow(n, title=what, outcome=Outcome.SKIPPED) for n, what in table.skipped]
    return Plan(rows=sorted([*rows, *left_out], key=lambda row: row.number))


def staged_table(batch):
    """The table that was previewed, from its staged rows."""
    headings = {int(position): heading for position, heading in batch.headings.items()}
    table = Table(batch.sheet, batch.header_row, headings, notes=batch.notes)
    table.merged = {int(position): set(rows) for position, rows in batch.merged.items()}
    for row in batch.rows.in_order().iterator(chunk_size=_AT_ONCE):
        if row.cells:
            cells = tuple(read_cell(cell) for cell in row.cells)
            table.rows.append(TableRow(row.number, cells, row.section))
        else:
            table.skipped.append((row.number, row.title))
    return table


def staged(batch, row, previously=None):
    return StagedRow(
        batch=batch,
        number=row.number,
        cells=[stored(cell) for cell in row.cells],
        section=row.section[:500],
        ref=row.ref[:100],
        title=row.title[:300],
        outcome=Outcome(row.outcome),
        changes=[vars(change) for change in row.changes],
        errors=[vars(message) for message in row.errors],
        warnings=[
            {**vars(message), "personal": isinstance(message, PersonalData)}
            for message in row.warnings
        ],
        has_warnings=bool(row.warnings),
        previously=previously,
    )


def shown(row):
    """What the preview of a staged row or a planned one says that saving does. Warnings may
    change: they change nothing of what is saved."""
    return {
        "outcome": str(getattr(row.outcome, "value", row.outcome)),
        "changes": [_plain(one) for one in row.changes],
        "errors": [_plain(one) for one in row.errors],
    }


def _plain(one):
    return one if isinstance(one, dict) else vars(one)
