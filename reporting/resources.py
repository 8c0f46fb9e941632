"""What is exported, by kind, besides the columns that the import reads too."""

from accounts.visibility import Classified
from bodies.models import Body, Meeting
from motions.models import Motion, MotionPoint
from recommendations.columns import Column
from recommendations.models import Action, Evidence, Recommendation
from recommendations.resources import (
    ActionResource,
    ColumnResource,
    FlatResource,
    RecommendationResource,
    UpdateResource,
)
from reviews.models import Finding, Review


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
    columns = _columns(
        ref="Reference",
        title="Title",
        meeting="Meeting",
        item="Agenda item",
        asked_of="Asked of",
        request="What it asks for",
        report_back_due_on="Report back due",
        report_back_received_on="Report back received",
        source="Source",
    )

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
    columns = _columns(
        ref="Reference",
        motion="Motion",
        number="Number",
        title="Title",
        summary="In our words",
        published_words="As published",
        answer="How it was answered",
        answer_note="Note on the answer",
        answer_source="Page of the answer",
        classified_by_label="Classified by",
        source="Source",
    )

    class Meta:
        model = MotionPoint
        fields = ()

    def get_queryset(self):
        return MotionPoint.objects.select_related("motion").order_by("motion__ref", "number")

    def dehydrate_motion(self, point):
        return point.motion.ref

    def dehydrate_answer(self, point):
        return point.answer_word.label


class ReviewResource(ColumnResource):
    columns = _columns(
        ref="Reference",
        title="Title",
        kind="Kind",
        motion="Motion",
        published="Published",
        about="About",
        standing="How its suggestions are to be read",
        source="Source",
    )

    class Meta:
        model = Review
        fields = ()

    def get_queryset(self):
        return Review.objects.select_related("motion").order_by("ref")

    def dehydrate_motion(self, review):
        return review.motion.ref if review.motion else ""

    def dehydrate_published(self, review):
        return review.published_on or review.published_words


class FindingResource(ColumnResource):
    columns = _columns(
        ref="Reference",
        review="Review",
        kind="Kind",
        title="Title",
        summary="In our words",
        published_words="As published",
        points="Motion points answered",
        bodies="Bodies concerned",
        document="Document",
        section="Section",
        page="Page",
    )

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
        return "; ".join(sorted(str(row.body) for row in finding.bodies.all()))

    def dehydrate_document(self, finding):
        return finding.document.ref if finding.document else ""


class BodyResource(ColumnResource):
    columns = _columns(
        slug="Reference",
        short_name="Short name",
        name="Name",
        kind="Kind",
        part_of="Part of",
        successor="Successor",
        founded_on="Founded",
        ended_on="Last day",
        former="Former names",
        source="Source",
    )

    class Meta:
        model = Body
        fields = ()

    def get_queryset(self):
        bodies = Body.objects.select_related("part_of", "successor")
        return bodies.prefetch_related("former_names").order_by("slug")

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
    columns = _columns(
        ref="Reference",
        body="Body",
        held_on="Date",
        title="Title",
        place="Place",
        papers_published_on="Papers published",
        papers_url="Address of the papers",
        source="Source",
    )

    class Meta:
        model = Meeting
        fields = ()

    def get_queryset(self):
        return Meeting.objects.select_related("body").order_by("held_on", "ref")

    def dehydrate_body(self, meeting):
        return str(meeting.body)


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
NAMES_OF_PERSONS = ("classified_by_label",)


def rows_for(kind, user=None):
    """The kind as a `tablib.Dataset`: all of it that stands, or what `user` may see."""
    resource = RESOURCES[kind]()
    if user is not None and not user.is_authenticated:
        resource.fields = {
            name: field for name, field in resource.fields.items() if name not in NAMES_OF_PERSONS
        }
    queryset = resource.get_queryset()
    model = queryset.model
    if model in (Recommendation, Action):
        queryset = queryset.order_by("sort_key")
    return resource.export(_visible(queryset, model, user))


def _visible(queryset, model, user):
    if issubclass(model, Classified):
        return queryset.standing() if user is None else queryset.visible_to(user)
    # Whoever may read the register may read whom and what it is about.
    may_read = user is None or user.has_perm("recommendations.view_register")
    return queryset if may_read else queryset.none()
