"""Which column of a sheet is which column of the register."""

import re
from dataclasses import dataclass, field

from imports.models import Kind
from imports.planning.choices import LEFT_OUT, Choices
from imports.planning.columns import COLUMNS, column_named
from imports.values.folding import fold
from imports.values.nearness import nearest
from recommendations.columns import REVIEW, SOURCE, VISIBILITY

_PAGE = re.compile(r"\b(pp?\.? ?|pages? ?)\d", re.IGNORECASE)
#: What the record keeps of itself. No file may say it.
_INTERNAL = re.compile(
    r"^(pk|uuid|version|history .*|.* history|(status )?(created|changed|updated|modified|saved|"
    r"deleted|voided|verified|checked|classified|recorded) (by|at|on)|hash|sequence|"
    r"(.* )?(body|user|review|theme|meeting|motion|point) id|taken back with|voided?|password)$"
)


@dataclass(frozen=True)
class Unused:
    """A column that is not read, and why. `meant` is the name of the column that it may be."""

    position: int
    heading: str
    why: str
    meant: str = ""


@dataclass
class Mapping:
    """`positions` by column name, `headings` as written by column name, and the columns that are
    `unused`."""

    kind: str = ""
    positions: dict = field(default_factory=dict)
    headings: dict = field(default_factory=dict)
    unused: list = field(default_factory=list)
    choices: Choices = field(default_factory=Choices)

    def heading(self, name):
        """The column as the file calls it, or as the register does where the file has none."""
        if name in self.headings:
            return self.headings[name]
        column = column_named(name, self.kind)
        return column.heading if column else name

    def take(self, name, position, heading):
        self.positions[name], self.headings[name] = position, heading


def map_columns(headings, kind, choices=None):
    """A `Mapping` of `headings` (position to heading) for lines of `kind`. What a person chose goes
    before what the headings say; a column that was not chosen is never taken on a guess."""
    mapping = Mapping(kind, choices=choices or Choices())
    chosen = mapping.choices.columns
    for position, name in chosen.items():
        if name and position in headings:
            mapping.take(name, position, headings[position])
    _take_known(mapping, {p: h for p, h in headings.items() if p not in chosen})
    left = {p: h for p, h in headings.items() if p not in mapping.positions.values()}
    mapping.unused = [_unused(mapping, position, heading) for position, heading in left.items()]
    return mapping


def _take_known(mapping, headings):
    """Of several headings for one column, that which stands first in its list."""
    ranked = []
    for position, heading in headings.items():
        column, rank = _column_of(fold(heading), mapping.kind)
        if column is not None and column.name not in mapping.positions:
            ranked.append((rank, position, column.name, heading))
    for _, position, name, heading in sorted(ranked):
        if name not in mapping.positions:
            mapping.take(name, position, heading)


def _unused(mapping, position, heading):
    if mapping.choices.columns.get(position) == LEFT_OUT:
        return Unused(position, heading, "a person left it out")
    key = fold(heading)
    column, _ = _column_of(key, mapping.kind)
    if column is not None:
        return Unused(position, heading, f"“{mapping.headings[column.name]}” is used for that")
    if key == fold(VISIBILITY.heading):
        return Unused(position, heading, "who may read a thing is decided in the register")
    if _INTERNAL.match(key):
        return Unused(
            position, heading, "the register keeps that itself, and takes it from no file"
        )
    return _perhaps(mapping, position, heading)


def _perhaps(mapping, position, heading):
    free = {
        fold(word): column.name
        for column in COLUMNS[mapping.kind]
        if column.name not in mapping.positions
        for word in column.headings
    }
    near = nearest(heading, free)
    why = "it is not a column of the register"
    if near is None:
        return Unused(position, heading, why)
    meant = column_named(free[near], mapping.kind)
    return Unused(position, heading, f"{why}. Did you mean “{meant.heading}”?", meant.name)


def _column_of(key, kind):
    """The column that a heading names, and how far down the column's list of headings."""
    for column in COLUMNS[kind]:
        keys = [fold(heading) for heading in column.headings]
        if key in keys:
            return column, keys.index(key)
    return None, None


def take_source_for_review(mapping, kind, rows):
    """In a tracker of many reviews, a column “Source” names the review, unless it names pages."""
    plain_source = fold(mapping.headings.get(SOURCE.name, "")) == "source"
    if kind != Kind.FLAT or not plain_source or REVIEW.name in mapping.positions:
        return
    position = mapping.positions[SOURCE.name]
    if position in mapping.choices.columns:
        return
    if not any(_PAGE.search(str(row.cell(position) or "")) for row in rows):
        mapping.positions[REVIEW.name] = mapping.positions.pop(SOURCE.name)
        mapping.headings[REVIEW.name] = mapping.headings.pop(SOURCE.name)
