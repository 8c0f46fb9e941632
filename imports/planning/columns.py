"""Which column of a sheet is which column of the register."""

import re
from dataclasses import dataclass, field

from bodies.columns import BODIES, MEETINGS
from imports.models import Kind
from imports.reading import Refused
from imports.values.folding import fold
from motions.columns import MOTION_POINTS, MOTIONS
from recommendations.columns import (
    ACTIONS,
    FLAT,
    RECOMMENDATIONS,
    REVIEW,
    SOURCE,
    UPDATES,
    VISIBILITY,
)
from reviews.columns import FINDINGS, REVIEWS

COLUMNS = {
    Kind.FLAT: FLAT,
    Kind.RECOMMENDATIONS: RECOMMENDATIONS,
    Kind.ACTIONS: ACTIONS,
    Kind.UPDATES: UPDATES,
    Kind.MOTIONS: MOTIONS,
    Kind.MOTION_POINTS: MOTION_POINTS,
    Kind.REVIEWS: REVIEWS,
    Kind.FINDINGS: FINDINGS,
    Kind.BODIES: BODIES,
    Kind.MEETINGS: MEETINGS,
}
#: Columns that together no other kind of line has.
_TELLING = {
    Kind.BODIES: {"short_name", "name"},
    Kind.FINDINGS: {"review", "points"},
    Kind.MOTION_POINTS: {"motion", "number", "answer"},
    Kind.MOTIONS: {"title", "meeting", "request"},
    Kind.REVIEWS: {"title", "published", "standing"},
    Kind.MEETINGS: {"body", "held_on", "papers_url"},
}
#: A tracker of recommendations or actions has one of these, and no other kind has.
_OF_TRACKERS = {"due date", "status", "progress update", "owning body", "recommendation", "action"}
_KNOWN = {
    fold(heading)
    for columns in COLUMNS.values()
    for column in columns
    for heading in column.headings
}
_PAGE = re.compile(r"\b(pp?\.? ?|pages? )\d", re.IGNORECASE)
_DOTTED = re.compile(r"\.\d+$")


@dataclass
class Mapping:
    """`positions` by column name, `headings` as written by column name, and the headings that
    are not used, with why."""

    kind: str = ""
    positions: dict = field(default_factory=dict)
    headings: dict = field(default_factory=dict)
    unused: list = field(default_factory=list)

    def heading(self, name):
        """The column as the file calls it, or as the register does where the file has none."""
        if name in self.headings:
            return self.headings[name]
        return next((one.heading for one in COLUMNS[self.kind] if one.name == name), name)


def is_heading(text):
    return fold(text) in _KNOWN


def likely_kind(table):
    """What the headings, and where they are not enough the references, say the lines are."""
    headings = {fold(heading) for heading in table.headings.values()}
    if not headings & _OF_TRACKERS:
        for kind, telling in _TELLING.items():
            if telling <= map_columns(table.headings, kind).positions.keys():
                return kind
    if "as at" in headings and not headings & {"title", "action"}:
        return Kind.UPDATES
    if {"kind", "recommendation"} <= headings and "due date" not in headings:
        return Kind.RECOMMENDATIONS
    has_both = {"recommendation", "action"} <= headings
    if has_both and ("what is to be done" in headings or _mostly_dotted(table)):
        return Kind.ACTIONS
    return Kind.FLAT


def _mostly_dotted(table):
    position = map_columns(table.headings, Kind.ACTIONS).positions.get("ref")
    refs = [str(row.cell(position)) for row in table.rows if row.cell(position) is not None]
    return 2 * sum(bool(_DOTTED.search(ref)) for ref in refs) > len(refs)


def map_columns(headings, kind):
    """A `Mapping` of `headings` (position to heading) for lines of `kind`."""
    mapping = Mapping(kind)
    wanted = {}
    for position, heading in headings.items():
        column, rank = _column_of(fold(heading), kind)
        if column is None:
            mapping.unused.append((heading, _why_unused(heading)))
        elif column.name not in wanted or rank < wanted[column.name][0]:
            if column.name in wanted:
                mapping.unused.append((wanted[column.name][2], f"“{heading}” is used for that"))
            wanted[column.name] = (rank, position, heading)
        else:
            mapping.unused.append((heading, f"“{wanted[column.name][2]}” is used for that"))
    for name, (_, position, heading) in wanted.items():
        mapping.positions[name], mapping.headings[name] = position, heading
    return mapping


def _why_unused(heading):
    if fold(heading) == fold(VISIBILITY.heading):
        return "who may read a thing is decided in the register"
    return "it is not a column of the register"


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
    if not any(_PAGE.search(str(row.cell(position) or "")) for row in rows):
        mapping.positions[REVIEW.name] = mapping.positions.pop(SOURCE.name)
        mapping.headings[REVIEW.name] = mapping.headings.pop(SOURCE.name)


def check_identified(mapping, kind, names):
    """Raise `Refused` when none of the columns `names` says what a line is about."""
    if not set(names) & mapping.positions.keys():
        headings = [column.heading for column in COLUMNS[kind] if column.name in names]
        named = " or ".join(f"“{heading}”" for heading in headings)
        raise Refused(f"There is no column by which to know a line. Name one {named}.")


def check_columns(mapping, kind):
    """Raise `Refused` when a column is missing without which no line means anything."""
    has = mapping.positions
    seen = ", ".join(f"“{heading}”" for heading in mapping.headings.values())
    found = f"The columns found are {seen}." if seen else ""
    if "ref" not in has:
        raise Refused(f"There is no column of references. Name one “Reference”. {found}")
    if kind == Kind.UPDATES:
        if "done" not in has:
            raise Refused(f"There is no column “What has been done”. {found}")
    elif not has.keys() & {"title", "text"}:
        words = "“Action”" if kind == Kind.ACTIONS else "“Title” or “Recommendation”"
        raise Refused(f"There is no column with what each line is about. Name one {words}. {found}")
