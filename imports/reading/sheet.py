"""What a file becomes."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class Row:
    """`number` is the row's number in the spreadsheet, counted from 1."""

    number: int
    cells: tuple

    @property
    def filled(self):
        return [cell for cell in self.cells if cell is not None]


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: list


def tidy(value):
    """One cell as None, str, int, float, bool or date: no blanks around text, no empty text, no
    whole number as a fraction, no midnight on a date."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip() or None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def as_text(value):
    """A cell as a person would read it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def rows_of(cell_rows):
    """`Row`s with their numbers, wholly empty ones left out."""
    rows = (Row(number, tuple(map(tidy, cells))) for number, cells in enumerate(cell_rows, 1))
    return [row for row in rows if row.filled]
