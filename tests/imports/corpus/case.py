"""What a file of the corpus is, and what may become of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

#: Headings that are known, for tables whose headings are not what is looked at.
HEADINGS = ["Reference", "Title", "Progress update"]


@dataclass(frozen=True)
class Read:
    """Read exactly: `rows` are the cells of the table's lines. Each of `notes` is the beginning of
    a sentence about the file, in order; there are no others. `skipped` has all that is left out.
    `numbers` and `sections` of the rows are looked at where they are given."""

    rows: list
    notes: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    headings: list = field(default_factory=lambda: HEADINGS)
    sections: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    merged: dict = field(default_factory=dict)

    exit_code = 0


@dataclass(frozen=True)
class RowErrors:
    """Read, but rows are to be mended: (row, column as the file calls it, part of the words)."""

    errors: list

    exit_code = 1


@dataclass(frozen=True)
class RefusedWith:
    """Not read at all: part of the words."""

    words: str

    exit_code = 2


@dataclass(frozen=True)
class Case:
    """`options` are those of the command; `settings` are lowered for files about limits."""

    name: str
    build: Callable
    expected: Read | RowErrors | RefusedWith
    sheet: str = ""
    header_row: int | None = None
    options: tuple = ()
    settings: dict = field(default_factory=dict)
