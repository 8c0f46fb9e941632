"""From the bytes of a file to its sheets."""

from imports.reading.kind import Kind, kind_of
from imports.reading.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
)
from imports.reading.refusal import Refused
from imports.reading.sheet import as_text
from imports.reading.text import read_text
from imports.reading.workbook import read_workbook

_MEGABYTE = 1024 * 1024


def read_file(data):
    """The sheets of a file, of which at least one holds something. Raises `Refused`."""
    if not data.strip():
        raise Refused("The file is empty. Choose the file that holds the register.")
    if len(data) > MAX_FILE_BYTES:
        raise Refused(
            f"The file is larger than {MAX_FILE_BYTES // _MEGABYTE} MB. "
            "Take pictures and old sheets out of it, or split it, and try again."
        )
    sheets = read_text(data) if kind_of(data) is Kind.TEXT else read_workbook(data)
    if not any(sheet.rows for sheet in sheets):
        raise Refused("There is nothing in the file’s cells. Choose the file with the register.")
    for sheet in sheets:
        _check_size(sheet)
    return sheets


def _check_size(sheet):
    where = f"Sheet “{sheet.name}”" if sheet.name else "The file"
    if len(sheet.rows) > MAX_ROWS:
        raise Refused(f"{where} has more than {MAX_ROWS:,} rows. Split it and import each part.")
    for row in sheet.rows:
        if len(row.cells) > MAX_COLUMNS and any(c is not None for c in row.cells[MAX_COLUMNS:]):
            raise Refused(
                f"{where} has more than {MAX_COLUMNS} columns in row {row.number}. "
                "Delete the columns that are not part of the register."
            )
        if any(isinstance(c, str) and len(c) > MAX_CELL_CHARACTERS for c in row.cells):
            cell = next(as_text(c) for c in row.cells if len(as_text(c)) > MAX_CELL_CHARACTERS)
            raise Refused(
                f"{where} has a cell of more than {MAX_CELL_CHARACTERS:,} characters in row "
                f"{row.number}, beginning “{cell[:30]}…”. Shorten it."
            )
