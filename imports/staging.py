"""Planned rows as the database keeps them until they are confirmed."""

from audit import bulk
from audit.unsaved import unsaved
from imports.cells import read_cell, stored
from imports.models import Outcome, StagedRow
from imports.planning import PersonalData, Plan, PlannedRow
from imports.reading import Table
from imports.reading.sheet import SharedWords
from imports.reading.table import TableRow

_AT_ONCE = 2_000


def shown_of(batch):
    """What the preview of a batch says, by the number of the row."""
    return {row.number: shown(row) for row in batch.rows.all()}


def stage(batch, rows, before=None):
    """Keep planned `rows` as the rows of a preview. Those that would now do something else than
    the preview `before` said keep what it showed."""
    before = before or {}
    bulk.insert_keyless(StagedRow, (staged(batch, row, _previously(row, before)) for row in rows))


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
    words = SharedWords()
    rows = batch.rows.in_order().values_list("number", "cells", "section", "title")
    for number, cells, section, title in rows.iterator(chunk_size=_AT_ONCE):
        if cells:
            table.rows.append(TableRow(number, words.of(map(read_cell, cells)), section))
        else:
            table.skipped.append((number, title))
    return table


def staged(batch, row, previously=None):
    said = {
        "changes": [vars(change) for change in row.changes],
        "errors": [vars(message) for message in row.errors],
        "warnings": [
            {**vars(message), "personal": isinstance(message, PersonalData)}
            for message in row.warnings
        ],
    }
    return unsaved(
        StagedRow,
        batch=batch,
        number=row.number,
        cells=[stored(cell) for cell in row.cells],
        section=row.section[:500],
        ref=row.ref[:100],
        title=row.title[:300],
        outcome=Outcome(row.outcome),
        has_warnings=bool(row.warnings),
        previously=previously,
        **{name: some for name, some in said.items() if some},
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
