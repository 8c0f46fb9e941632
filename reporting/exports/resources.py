"""What is exported, by kind, besides the columns that the import reads too."""

from accounts.visibility import Classified
from bodies.columns import BODIES, MEETINGS, Column
from bodies.models import Body, Meeting
from motions.columns import CLASSIFIED_BY, MOTION_POINTS, MOTIONS
from motions.models import Motion, MotionPoint
from recommendations.columns import VISIBILITY
from recommendations.models import Action, Evidence, Recommendation
from recommendations.resources import (
    BETWEEN_OWNERS,
    ActionResource,
    ColumnResource,
    FlatResource,
    RecommendationResource,
    UpdateResource,
)
from reviews.columns import FINDINGS, REVIEWS
from reviews.models import Finding, Review, ReviewBody


def _columns(**headings):
    return tuple(Column(name, heading) for name, heading in headings.items())


class EvidenceResource(ColumnResource):
    """What there is, never a file itself: the hash says whether another copy is the same."""

    columns = _columns(
        ref="Reference",
        given_on="Given on",
        kind="Kind",
        title="What it shows",
        url="Address",
        held_by="Held by",
        seen_by="Seen by",
        seen_on="Seen on",
        file_name="File",
        size="Bytes",
        sha256="SHA-256",
        scanned_on="Scanned, nothing found",
        replaces="Replaces the file with SHA-256",
    )

    class Meta:
        model = Evidence
        fields = ()

    def get_queryset(self):
        found = Evidence.objects.select_related("action", "held_by", "replaces")
        return found.standing().order_by("action__sort_key", "given_on", "pk")

    def dehydrate_ref(self, evidence):
        return evidence.action.ref

    def dehydrate_kind(self, evidence):
        return evidence.get_kind_display()

    def dehydrate_held_by(self, evidence):
        return str(evidence.held_by or "")

    def dehydrate_size(self, evidence):
        return "" if evidence.size is None else str(evidence.size)

    def dehydrate_replaces(self, evidence):
        return evidence.replaces.sha256 if evidence.replaces else ""


class MotionResource(ColumnResource):
    columns = MOTIONS

    class Meta:
        model = Motion
        fields = ()

    def get_queryset(self):
        return Motion.objects.select_related("meeting", "asked_of").order_by("ref")

    def dehydrate_meeting(self, motion):
        return motion.meeting.ref

    def dehydrate_asked_of(self, motion):
        return str(motion.asked_of or "")


class MotionPointResource(ColumnResource):
    columns = MOTION_POINTS

    class Meta:
        model = MotionPoint
        fields = ()

    def get_queryset(self):
        points = MotionPoint.objects.select_related("motion").order_by("motion__ref", "number")
        return points.prefetch_related("asked_of__body")

    def dehydrate_motion(self, point):
        return point.motion.ref

    def dehydrate_asked_of(self, point):
        return _names(point.asked_of.all())

    def dehydrate_answer(self, point):
        return point.answer_word.label


class ReviewResource(ColumnResource):
    columns = REVIEWS

    class Meta:
        model = Review
        fields = ()

    def get_queryset(self):
        reviews = Review.objects.select_related("motion").prefetch_related("bodies__body")
        return reviews.order_by("ref")

    def dehydrate_motion(self, review):
        return review.motion.ref if review.motion else ""

    def dehydrate_commissioned(self, review):
        return _of_part(review, ReviewBody.Part.COMMISSIONED)

    def dehydrate_undertook(self, review):
        return _of_part(review, ReviewBody.Part.UNDERTOOK)

    def dehydrate_published(self, review):
        return review.published_on or review.published_words


class FindingResource(ColumnResource):
    columns = (*FINDINGS, VISIBILITY)

    class Meta:
        model = Finding
        fields = ()

    def get_queryset(self):
        return (
            Finding.objects.select_related("review", "document")
            .prefetch_related("points__point", "bodies__body")
            .order_by("ref")
        )

    def dehydrate_review(self, finding):
        return finding.review.ref

    def dehydrate_kind(self, finding):
        return finding.kind_word.label

    def dehydrate_points(self, finding):
        return "; ".join(sorted(row.point.ref for row in finding.points.all()))

    def dehydrate_bodies(self, finding):
        return _names(finding.bodies.all())

    def dehydrate_document(self, finding):
        return finding.document.ref if finding.document else ""


class BodyResource(ColumnResource):
    columns = BODIES

    class Meta:
        model = Body
        fields = ()

    def get_queryset(self):
        bodies = Body.objects.select_related("part_of", "successor")
        return bodies.prefetch_related("former_names").order_by("slug")

    def dehydrate_ref(self, body):
        return body.slug

    def dehydrate_kind(self, body):
        return body.get_kind_display()

    def dehydrate_part_of(self, body):
        return str(body.part_of or "")

    def dehydrate_successor(self, body):
        return str(body.successor or "")

    def dehydrate_former(self, body):
        names = sorted(body.former_names.all(), key=lambda former: former.ends_on)
        return "; ".join(f"{former.name} (to {former.ends_on})" for former in names)


class MeetingResource(ColumnResource):
    columns = MEETINGS

    class Meta:
        model = Meeting
        fields = ()

    def get_queryset(self):
        return Meeting.objects.select_related("body").order_by("held_on", "ref")

    def dehydrate_body(self, meeting):
        return str(meeting.body)


def _of_part(review, part):
    return _names(row for row in review.bodies.all() if row.part == part)


def _names(rows):
    """The bodies that `rows` name, in one cell."""
    return BETWEEN_OWNERS.join(sorted(str(row.body) for row in rows))


RESOURCES = {
    "flat": FlatResource,
    "recommendations": RecommendationResource,
    "actions": ActionResource,
    "updates": UpdateResource,
    "evidence": EvidenceResource,
    "motions": MotionResource,
    "motion-points": MotionPointResource,
    "reviews": ReviewResource,
    "findings": FindingResource,
    "bodies": BodyResource,
    "meetings": MeetingResource,
}


#: Columns that name persons, which the public is not shown.
NAMES_OF_PERSONS = (CLASSIFIED_BY, "seen_by")


def resource_for(kind, user=None):
    """The columns of a kind, those left out that `user` is not shown."""
    resource = RESOURCES[kind]()
    if user is not None and not user.is_authenticated:
        resource.fields = {
            name: field for name, field in resource.fields.items() if name not in NAMES_OF_PERSONS
        }
    return resource


def visible_rows(kind, user=None):
    """Of a kind, all that stands, or what `user` may see of it."""
    queryset = RESOURCES[kind]().get_queryset()
    if queryset.model in (Recommendation, Action):
        queryset = queryset.order_by("sort_key")
    return _visible(queryset, queryset.model, user)


def _visible(queryset, model, user):
    if issubclass(model, Classified):
        return queryset.standing() if user is None else queryset.visible_to(user)
    # Whoever may read the register may read whom and what it is about.
    may_read = user is None or user.has_perm("recommendations.view_register")
    return queryset if may_read else queryset.none()
