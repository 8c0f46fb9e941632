"""The columns that lines of each kind may have."""

from bodies.columns import BODIES, MEETINGS
from imports.models import Kind
from imports.reading import Refused
from imports.values.folding import fold
from motions.columns import MOTION_POINTS, MOTIONS
from recommendations.columns import ACTIONS, FLAT, RECOMMENDATIONS, UPDATES
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
_KNOWN = {
    fold(heading)
    for columns in COLUMNS.values()
    for column in columns
    for heading in column.headings
}


def is_heading(text):
    return fold(text) in _KNOWN


def column_named(name, kind):
    """The column of lines of `kind` that has the name, or None."""
    return next((column for column in COLUMNS[kind] if column.name == name), None)


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
    if kind == Kind.UPDATES:
        if "ref" not in has:
            raise Refused(f"There is no column of references. Name one “Reference”. {found}")
        if "done" not in has:
            raise Refused(f"There is no column “What has been done”. {found}")
    elif not has.keys() & {"title", "text"}:
        words = "“Action”" if kind == Kind.ACTIONS else "“Title” or “Recommendation”"
        raise Refused(f"There is no column with what each line is about. Name one {words}. {found}")
