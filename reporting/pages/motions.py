from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format

from accounts.visibility import is_among
from accounts.visitor import open_to_the_public
from motions.lifecycle import Answer
from motions.models import Motion
from recommendations.models import Recommendation, RecommendationPoint
from reporting.pages import coverage

PER_PAGE = 50


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def motion_list(request):
    on = timezone.localdate()
    recommended = RecommendationPoint.objects.filter(
        is_among(Recommendation.objects.visible_to(request.user), "recommendation")
    )
    stands = Q(points__taken_back_with=None)
    unanswered = Q(points__answer=Answer.NOT_ANSWERED)
    led_somewhere = Exists(recommended.filter(point=OuterRef("points")))
    motions = (
        Motion.objects.latest_first()
        .select_related("meeting__body")
        .prefetch_related("meeting__body__former_names")
        .annotate(
            points_asked=Count("points", filter=stands),
            points_unanswered=Count("points", filter=stands & unanswered),
            points_led_somewhere=Count("points", filter=stands & Q(led_somewhere)),
        )
    )
    page = Paginator(motions, PER_PAGE).get_page(request.GET.get("page"))
    for motion in page:
        _describe(motion, on)
    return render(request, "motions/motion_list.html", {"page": page})


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def motion_detail(request, ref):
    on = timezone.localdate()
    motions = Motion.objects.select_related("meeting__body", "asked_of").prefetch_related(
        "meeting__body__former_names", "reviews"
    )
    motion = get_object_or_404(motions, ref=ref)
    _describe(motion, on)
    return render(
        request,
        "motions/motion_detail.html",
        {
            "motion": motion,
            "notes": motion.notes.order_by("number"),
            "coverage": coverage.read(motion, request.user, on),
        },
    )


def _describe(motion, on):
    motion.body_name = motion.meeting.body.name_on(motion.meeting.held_on)
    motion.report_back = report_back(motion, on)


def report_back(motion, on):
    """When a report back was asked for and when it came, in neutral words."""
    due, received = motion.report_back_due_on, motion.report_back_received_on
    asked = f"Report back asked for by {date_format(due)}." if due else ""
    if received:
        late = motion.report_back_days_late
        how = f", {_days(late)} late" if late else ", in time" if due else ""
        return f"{asked} Received {date_format(received)}{how}.".strip()
    if not due:
        return "No day was set for a report back."
    if due < on:
        return f"{asked} Not received yet, {_days((on - due).days)} over."
    return f"{asked} Not received yet, {_days((due - on).days)} left."


def _days(number):
    return "1 day" if number == 1 else f"{number:,} days"
