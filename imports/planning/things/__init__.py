"""The kinds of line that are neither recommendations, actions nor updates."""

from imports.models import Kind
from imports.planning.things.bodies import Bodies
from imports.planning.things.findings import Findings
from imports.planning.things.line import ThingLine
from imports.planning.things.meetings import Meetings
from imports.planning.things.motion_points import MotionPoints
from imports.planning.things.motions import Motions
from imports.planning.things.reviews import Reviews
from imports.planning.things.sorts import Sorts
from imports.reading import Refused

THINGS = {
    Kind.BODIES: Bodies,
    Kind.MEETINGS: Meetings,
    Kind.MOTIONS: Motions,
    Kind.MOTION_POINTS: MotionPoints,
    Kind.REVIEWS: Reviews,
    Kind.FINDINGS: Findings,
}


def plan_things(planner, kind, rows, mapping, merged, source=""):
    """The lines of `kind`, planned. `source` names the review that all findings belong to."""
    things = THINGS[kind]
    planner.source = _source(planner, kind, source)
    lines = [ThingLine(row, mapping, kind, things, merged.filled(row)) for row in rows]
    things(planner, Sorts(planner.register, things.model)).plan(lines)
    return lines


def _source(planner, kind, words):
    if words and kind != Kind.FINDINGS:
        raise Refused("Lines of this kind belong to no review. Leave the review out.")
    review = planner.register.review(words) if words else None
    if words and review is None:
        raise Refused(f"“{words}” is not a review the register knows. Add or import it first.")
    return review
