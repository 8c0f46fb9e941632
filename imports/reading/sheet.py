"""What a file becomes."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

#: Those of word processors, too, which come along when text is copied from them.
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c]")
#: What nobody can see, and no database or file need hold.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_NOT_SEEN = (
    "It holds a character that can’t be seen. Type the text anew, or paste it as plain text."
)


@dataclass(frozen=True)
class Unreadable:
    """A cell whose value the file does not hold: the error of a formula, or a formula that nobody
    has calculated. `shown` is what a person sees there, `why` is fit for the page."""

    shown: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's number in the spreadsheet, counted from 1."""

    number: int
    cells: tuple

    @property
    def filled(self):
        return [cell for cell in self.cells if cell is not None]


@dataclass(frozen=True)
class Merge:
    """Cells that are shown as one. Rows by number, columns by position; all inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """Hidden rows are numbers, hidden columns positions; `notes` are sentences about the file."""

    name: str
    rows: list
    is_hidden: bool = False
    hidden_rows: tuple = ()
    hidden_columns: tuple = ()
    merges: tuple = ()
    notes: list = field(default_factory=list)


def tidy(value):
    """One cell as None, str, int, float, bool, date or `Unreadable`: no blanks around text, no
    empty text, no whole number as a fraction, no midnight on a date."""
    if isinstance(value, str):
        if value.isprintable():
            return value.strip() or None
        text = _BREAK.sub("\n", value).strip()
        return (
            Unreadable(_UNSEEN.sub("", text), _NOT_SEEN) if _UNSEEN.search(text) else text or None
        )
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def as_text(value):
    """A cell as a person would read it."""
    if value is None:
        return ""
    if isinstance(value, Unreadable):
        return value.shown
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def rows_of(cell_rows):
    """`Row`s with their numbers, wholly empty ones left out."""
    words = SharedWords()
    rows = (Row(number, words.of(map(tidy, cells))) for number, cells in enumerate(cell_rows, 1))
    return [row for row in rows if any(cell is not None for cell in row.cells)]


class SharedWords:
    """Short texts, each kept once in however many cells it stands: a tracker has the same few
    words in most of its columns."""

    _SHORT = 60

    def __init__(self):
        self._words = {}

    def of(self, cells):
        """The cells as a tuple."""
        return tuple([
            self._words.setdefault(cell, cell)
            if type(cell) is str and len(cell) <= self._SHORT
            else cell
            for cell in cells
        ])  # fmt: skip


def column_letters(position):
    """What a spreadsheet calls the column: A, B … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
