"""The table in a sheet: title rows above it, its headings, its rows, what stands between them."""

import re
from dataclasses import dataclass, field

from imports.reading.refusal import Refused
from imports.reading.sheet import as_text

#: Nobody keeps more title rows than this above a table.
_LOOK_FOR_HEADINGS_IN_ROWS = 40
_COULD_BE_REFERENCE = re.compile(r"^(?=.*\d)[\w./-]+$")
_NUMBER = re.compile(r"^£?[\d,.]+%?$")
_TOTAL = re.compile(r"^(grand |sub-?)?totals?\b", re.IGNORECASE)


@dataclass(frozen=True)
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
    it is) of rows that are no lines."""

    sheet_name: str
    header_row: int
    headings: dict
    rows: list = field(default_factory=list)
    skipped: list = field(default_factory=list)


def find_table(sheets, is_heading, sheet_name=""):
    """The first table whose header row holds at least two headings for which `is_heading` is
    true, in the sheet named or in any. Raises `Refused`."""
    chosen = _named(sheets, sheet_name) if sheet_name else [s for s in sheets if s.rows]
    best_score, best = 1, None
    for sheet in chosen:
        for row in sheet.rows[:_LOOK_FOR_HEADINGS_IN_ROWS]:
            known = {as_text(c).casefold() for c in row.filled if is_heading(as_text(c))}
            if len(known) > best_score:
                best_score, best = len(known), (sheet, row)
    if best is None:
        raise Refused(
            "No row of headings was found. The table needs a row with names such as Reference, "
            "Title, Owner, Status and Due date above its first line."
        )
    return _table(*best)


def _named(sheets, name):
    found = [s for s in sheets if s.name.casefold() == name.strip().casefold()]
    if not found:
        names = ", ".join(f"“{s.name}”" for s in sheets if s.name)
        there = f"It has {names}." if names else "It is a text file and has no named sheets."
        raise Refused(f"The file has no sheet called “{name}”. {there}")
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
        if row.cells == header.cells:
            table.skipped.append((row.number, "The headings again"))
        elif _is_total(row):
            table.skipped.append((row.number, f"A total: {as_text(row.filled[0])}"))
        elif _is_section(row):
            section = as_text(row.filled[0])
            table.skipped.append((row.number, f"A sub-heading: {section}"))
        else:
            table.rows.append(TableRow(row.number, row.cells, section))
    return table


def _is_total(row):
    return bool(_TOTAL.match(as_text(row.filled[0]))) and all(
        _NUMBER.match(as_text(cell)) for cell in row.filled[1:]
    )


def _is_section(row):
    """One filled cell in a table of several columns is a sub-heading, not a line: unless it could
    be a reference, whose line is then shown to want the rest."""
    only = row.filled[0]
    return len(row.filled) == 1 and isinstance(only, str) and not _COULD_BE_REFERENCE.match(only)
