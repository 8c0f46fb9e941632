"""The rows of a sheet as JSON can hold them."""

from datetime import date, datetime, time, timedelta


class TooLarge(Exception):
    """Of the sheet `name`: too many rows, or too many columns in row `row`."""

    def __init__(self, name, row=None):
        self.name, self.row = name, row


class Unsafe(Exception):
    """It holds what no spreadsheet program writes."""


def rows_of(sheet, marked, max_rows, max_columns):
    """The rows from the sheet's first, so that row numbers are those that people see, with what
    `marked` says of single cells, by (row, column)."""
    _, first_column = sheet.start or (0, 0)
    last_row, last_column = sheet.end or (-1, 0)
    # Blank rows and columns beyond the limits may be there by accident; far beyond, they are not.
    if last_row > 4 * max_rows or last_column > 10 * max_columns:
        raise TooLarge(sheet.name, last_row + 1 if last_row <= 4 * max_rows else None)
    by_row = {}
    for (row, column), cell in marked.items():
        by_row.setdefault(row, {})[column] = cell
    # The parser gives the empty rows above the first, but not the columns before it.
    rows, margin = iter(sheet.iter_rows() if sheet.start else ()), [None] * first_column
    for number in range(max([last_row, *by_row]) + 1):
        cells = overlaid(margin + [plain(cell) for cell in next(rows, ())], by_row.get(number, {}))
        if any(cell is not None for cell in cells[max_columns:]):
            raise TooLarge(sheet.name, number + 1)
        yield cells[:max_columns]


def overlaid(cells, marked):
    for column, cell in marked.items():
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = cell
    return cells


def plain(cell):
    if cell == "" and isinstance(cell, str):
        return None
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return {"text": str(cell)}
    return cell
