"""What a sheet holds, whatever the format."""

import re
from dataclasses import dataclass, field

# XML has no way to write these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Marked:
    """A cell that a reader's eye is drawn to, by more than its colour."""

    value: object


@dataclass
class Sheet:
    """`rows` may be any iterable, and is gone through once. `widths` are in characters, by place;
    `choices` are the words that the cells of a column may hold, by place."""

    name: str
    headings: list
    rows: object = ()
    widths: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)


def plain(text):
    return _CONTROL.sub("", text)
