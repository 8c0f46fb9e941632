"""Meetings and motions that wait for something to be recorded."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format

from bodies.models import Decision, Meeting
from motions.models import Motion, MotionPoint
from recommendations.models import Recommendation
from reporting.home.queue.line import MOST, Queue
from reporting.home.rows import Row, first_of

#: Days after which nobody looks for the decisions of a meeting any more.
RECORDED_WITHIN = 60


def of_meetings(on):
    """Meetings of committees that follow something: held with nothing on record, and those whose
    minutes are still a draft."""
    followed = Recommendation.objects.standing().filter(committee=OuterRef("body"))
    decided = Decision.objects.filter(meeting=OuterRef("pk"))
    held = Meeting.objects.filter(
        Exists(followed), held_on__lte=on, held_on__gt=on - timedelta(days=RECORDED_WITHIN)
    )
    silent, silent_total = first_of(held.exclude(Exists(decided)).order_by("held_on", "pk"), MOST)
    draft = Meeting.objects.filter(Exists(decided.filter(is_draft=True)))
    drafts, drafts_total = first_of(draft.order_by("held_on", "pk"), MOST)

    def row(meeting, why, page):
        return Row(
            ref=meeting.ref,
            title=str(meeting),
            why=why,
            url=reverse(page, args=[meeting.ref]),
        )

    return [
        Queue(
            "decisions",
            "Decisions to record",
            [
                row(one, f"Held on {date_format(one.held_on)}, nothing on record",
                    "meeting_decisions")
                for one in silent
            ],
            silent_total,
        ),
        Queue(
            "minutes",
            "Draft minutes to confirm",
            [
                row(one, f"Held on {date_format(one.held_on)}, minutes in draft",
                    "meeting_confirm")
                for one in drafts
            ],
            drafts_total,
        ),
    ]  # fmt: skip


def of_motions(on):
    late = Motion.objects.report_back_overdue(on).select_related("asked_of")
    motions, motions_total = first_of(late.order_by("report_back_due_on", "ref"), MOST)
    unanswered = MotionPoint.objects.unanswered().select_related("motion")
    points, points_total = first_of(unanswered.in_order(), MOST)
    return [
        Queue(
            "report-back",
            "Motions not reported back on",
            [
                Row(
                    ref=motion.ref,
                    title=motion.title,
                    why=f"Report asked for by {date_format(motion.report_back_due_on)}",
                    url=motion.get_absolute_url(),
                    body=motion.asked_of.short_name if motion.asked_of else "",
                )
                for motion in motions
            ],
            motions_total,
        ),
        Queue(
            "points",
            "Motion points without an answer",
            [
                Row(
                    ref=point.ref,
                    title=point.title,
                    why="Nobody has said how it was answered",
                    url=reverse("point_classify", args=[point.motion.ref, point.number]),
                    word=point.answer_word,
                )
                for point in points
            ],
            points_total,
        ),
    ]
