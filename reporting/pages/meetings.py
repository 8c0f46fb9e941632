from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.visitor import open_to_the_public
from bodies.models import Decision, Meeting
from recommendations.models import Action, DateChange, Recommendation, Resolution, Threshold
from reporting.pages.rated import recommendations_rated
from reporting.pages.register import recommendations_url

PER_PAGE = 50
#: A committee may follow thousands; the register has the rest.
FOLLOWED_SHOWN = 25


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def meeting_list(request):
    on = timezone.localdate()
    meetings = Meeting.objects.select_related("body").prefetch_related("body__former_names")
    coming = list(meetings.coming(on).soonest_first())
    past = meetings.held_by(on).latest_first()
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("page"))
    for meeting in (*coming, *page):
        _name(meeting)
    return render(request, "meetings/meeting_list.html", {"coming": coming, "page": page})


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def meeting_detail(request, ref):
    on = timezone.localdate()
    meetings = Meeting.objects.select_related("body").prefetch_related("body__former_names")
    meeting = get_object_or_404(meetings, ref=ref)
    _name(meeting)
    visible = Recommendation.objects.visible_to(request.user)
    followed = visible.for_committee([meeting.body_id]).in_reference_order()
    shown = followed.values_list("pk", flat=True)[:FOLLOWED_SHOWN]
    return render(
        request,
        "meetings/meeting_detail.html",
        {
            "meeting": meeting,
            "is_coming": meeting.held_on > on,
            "decisions": _decisions(meeting, visible),
            "moved": _dates_moved(meeting, request.user, on),
            "wanted": _still_to_be_heard_of(meeting, request.user, on),
            "has_drafts": meeting.decisions.filter(is_draft=True).exists(),
            "documents": meeting.documents.order_by("dated_on", "ref"),
            "motions": meeting.motions.order_by("ref"),
            "recommendations": recommendations_rated(list(shown), request.user, on),
            "followed": followed.count(),
            "followed_url": recommendations_url(committee=meeting.body.slug),
        },
    )


def _dates_moved(meeting, user, on):
    """The dates that were moved since the committee met before, up to this meeting."""
    earlier = Meeting.objects.filter(body=meeting.body, held_on__lt=meeting.held_on)
    before = earlier.latest_first().values_list("held_on", flat=True).first()
    followed = Action.objects.visible_to(user).filter(Action.of_committees([meeting.body_id]))
    moved = DateChange.objects.filter(action__in=followed.values("pk"))
    moved = moved.moved_between(before, min(meeting.held_on, on)).select_related(
        "action__lead_body"
    )
    return moved.order_by("action__sort_key", "pk")[:FOLLOWED_SHOWN]


def _still_to_be_heard_of(meeting, user, on):
    """How many actions the meeting wants to hear of, once its window is open."""
    days = Threshold.objects.rules_on(on).update_window_days
    if not Meeting.objects.wanting_updates(on, days).filter(pk=meeting.pk).exists():
        return 0
    return Action.objects.visible_to(user).wanted_for(meeting).count()


def _name(meeting):
    """What the body was called on the day."""
    meeting.body_name = meeting.body.name_on(meeting.held_on)


def _decisions(meeting, visible):
    """Each decision with what it says about each recommendation, and what corrects it."""
    resolutions = Resolution.objects.filter(recommendation__in=visible.values("pk"))
    return (
        meeting.decisions.in_minute_order()
        .select_related("corrects__meeting")
        .prefetch_related(
            Prefetch(
                "resolutions", resolutions.select_related("recommendation").in_reference_order()
            ),
            Prefetch("corrections", Decision.objects.select_related("meeting")),
        )
    )
