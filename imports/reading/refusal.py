"""A file that is not read at all."""

from django.conf import settings


class Refused(Exception):
    """`str()` is fit for the page: why the file is not read, and what to do."""


class NoTable(Refused):
    """The file is read, but which table in it is meant can't be told: a person may say so."""


def too_large(sheet_name, wide_row=None):
    """The words for a sheet of too many rows, or of too many columns in row `wide_row`."""
    where = f"Sheet “{sheet_name}”" if sheet_name else "The file"
    if wide_row is None:
        rows = f"{settings.IMPORT_MAX_ROWS:,}"
        return (
            f"{where} has more than {rows} rows. Split it and import each part, or delete the rows "
            "below the table."
        )
    return (
        f"{where} has more than {settings.IMPORT_MAX_COLUMNS} columns in row {wide_row}. "
        "Delete the columns that are not part of the register."
    )
