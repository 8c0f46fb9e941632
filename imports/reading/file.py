"""From the bytes of a file to its sheets."""

from django.conf import settings

from imports.reading.kind import Kind, kind_of
from imports.reading.refusal import Refused, too_large
from imports.reading.text import read_text
from imports.reading.workbook import read_workbook

#: What a cell of Excel can hold at most.
MAX_CELL_CHARACTERS = 32_767
_MEGABYTE = 1024 * 1024


def check_size(size):
    """Raise `Refused` for a file of more bytes than are read, before it is taken into memory."""
    if size > settings.IMPORT_MAX_MB * _MEGABYTE:
        raise Refused(
            f"The file is larger than {settings.IMPORT_MAX_MB} MB. "
            "Take pictures and old sheets out of it, or split it, and try again."
        )


def read_file(data):
    """The sheets of a file, of which at least one holds something. Raises `Refused`."""
    if not data.strip():
        raise Refused("The file is empty. Choose the file that holds the register.")
    check_size(len(data))
    sheets = read_text(data) if kind_of(data) is Kind.TEXT else read_workbook(data)
    if not any(sheet.rows for sheet in sheets):
        raise Refused("There is nothing in the file’s cells. Choose the file with the register.")
    for sheet in sheets:
        _check_size(sheet)
    return sheets


def _check_size(sheet):
    if len(sheet.rows) > settings.IMPORT_MAX_ROWS:
        raise Refused(too_large(sheet.name))
    columns = settings.IMPORT_MAX_COLUMNS
    for row in sheet.rows:
        if any(cell is not None for cell in row.cells[columns:]):
            raise Refused(too_large(sheet.name, row.number))
        for cell in row.cells:
            if isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS:
                raise Refused(
                    f"A cell in row {row.number} has more than {MAX_CELL_CHARACTERS:,} characters, "
                    f"beginning “{cell[:30]}…”. Shorten it."
                )
