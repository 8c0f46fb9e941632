"""The table in a sheet: title rows above it, its headings, its rows, what stands between them."""

from collections import defaultdict
from dataclasses import dataclass, field

from imports.reading.between import footers, what_it_is
from imports.reading.headings import check_double_headings, given_header, likely_header
from imports.reading.refusal import NoTable
from imports.reading.remarks import remarks_on
from imports.reading.sheet import as_text


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row by column position; `section` is the sub-heading that it stands under, or ''."""

    number: int
    cells: tuple
    section: str = ""

    def cell(self, position):
        return self.cells[position] if position < len(self.cells) else None


@dataclass
class Table:
    """`headings` maps positions to headings as written; `skipped` holds (row number, what
    it is) of rows that are no lines. `notes` are sentences on what is not as it seems, `sheets`
    holds (name, number of rows) of those that could be read instead, and `merged` maps positions
    to the numbers of rows whose cell continues the one above."""

    sheet_name: str
    header_row: int
    headings: dict
    rows: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    sheets: list = field(default_factory=list)
    merged: dict = field(default_factory=dict)


def find_table(sheets, is_heading, sheet_name="", header_row=None):
    """The table below row `header_row`, or below the first row that holds at least two headings
    for which `is_heading` is true, in the sheet named or in any that is shown. Raises `Refused`."""
    chosen = _chosen(sheets, sheet_name)
    if header_row is None:
        sheet, header = likely_header(chosen, is_heading)
    else:
        sheet, header = given_header(chosen, is_heading, header_row)
    table = _table(sheet, header)
    check_double_headings(table, is_heading)
    table.sheets = [(one.name, len(one.rows)) for one in sheets if one.rows and not one.is_hidden]
    table.merged = _merged(sheet, header)
    table.notes = remarks_on(table, sheet, sheets)
    return table


def first_rows(sheets, sheet_name="", n=10):
    """The first rows that hold something, for a person to say which has the headings."""
    return _chosen(sheets, sheet_name)[0].rows[:n]


def _chosen(sheets, name):
    if not name:
        shown = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
        return shown or [sheet for sheet in sheets if sheet.rows]
    found = [sheet for sheet in sheets if sheet.name.casefold() == name.strip().casefold()]
    if not found:
        names = ", ".join(f"“{sheet.name}”" for sheet in sheets if sheet.name)
        there = f"It has {names}." if names else "It is a text file and has no named sheets."
        raise NoTable(f"The file has no sheet called “{name}”. {there}")
    if not found[0].rows:
        raise NoTable(f"Sheet “{found[0].name}” is empty. Choose another.")
    return found


def _table(sheet, header):
    headings = {
        position: as_text(cell) for position, cell in enumerate(header.cells) if cell is not None
    }
    table = Table(sheet.name, header.number, headings)
    section = ""
    for row in sheet.rows:
        if row.number <= header.number:
            continue
        what = what_it_is(row, header)
        if what is None:
            table.rows.append(TableRow(row.number, row.cells, section))
            continue
        if what.begins_section:
            section = as_text(row.filled[0])
        table.skipped.append((row.number, what.words))
    last = table.rows[-1].number if table.rows else header.number
    table.skipped = footers(table.skipped, after=last)
    return table


def _merged(sheet, header):
    merged = defaultdict(set)
    for merge in sheet.merges:
        first = max(merge.first_row, header.number)
        merged[merge.first_column].update(range(first + 1, merge.last_row + 1))
    return {position: rows for position, rows in merged.items() if rows}
