"""Links from the rows of an import to what they are about."""

from bodies.models import Body, Meeting
from imports.models import Kind
from motions.models import Motion, MotionPoint
from recommendations.models import Action, Recommendation
from reviews.models import Finding, Review

#: What the rows of a kind may be about, as far as a person may read it.
_PAGES = {
    Kind.BODIES: [lambda user: Body.objects.all()],
    Kind.MEETINGS: [lambda user: Meeting.objects.all()],
    Kind.MOTIONS: [lambda user: Motion.objects.all()],
    Kind.MOTION_POINTS: [lambda user: MotionPoint.objects.select_related("motion")],
    Kind.REVIEWS: [lambda user: Review.objects.all()],
    Kind.FINDINGS: [lambda user: Finding.objects.visible_to(user).select_related("review")],
}
_PAGES_OF_THE_REGISTER = [Action.objects.visible_to, Recommendation.objects.visible_to]


def give_addresses(rows, kind, user):
    """A link for each row whose thing exists by now, and may be read."""
    field = "slug" if kind == Kind.BODIES else "ref"
    refs = [row.ref for row in rows]
    refs += [warning["ref"] for row in rows for warning in row.warnings if "ref" in warning]
    found = {}
    for things in _PAGES.get(kind, _PAGES_OF_THE_REGISTER):
        for thing in things(user).filter(**{f"{field}__in": refs}):
            found[getattr(thing, field)] = thing.get_absolute_url()
    for row in rows:
        row.address = found.get(row.ref, "")
        for warning in row.warnings:
            warning["address"] = found.get(warning.get("ref"), "")
