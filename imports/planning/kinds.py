"""What the lines of a sheet are, as far as its columns say."""

import re

from imports.models import Kind
from imports.planning.mapping import map_columns
from imports.values.folding import fold

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
_DOTTED = re.compile(r"\.\d+$")


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
