"""One action: what it is, how it stands, what it serves, what has been said about it."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from motions.models import MotionPoint
from recommendations import next_date, timeline
from recommendations.flags import ACTION_FLAGS, raised
from recommendations.lifecycle.date_change import Status as DateStatus
from recommendations.lifecycle.rating import Rating
from recommendations.lifecycle.recommendation import Implication
from recommendations.models import Action, Recommendation
from recommendations.views.happened import happened


@permission_required("recommendations.view_register", raise_exception=True)
def action_detail(request, ref):
    today = timezone.localdate()
    action = get_object_or_404(
        Action.objects.visible_to(request.user)
        .with_rating(today)
        .select_related("lead_body", "lead_person", "theme", "claimed_by", "verified_by")
        .prefetch_related("contributors__body"),
        ref=ref,
    )
    changes = list(action.date_changes.latest_first())
    page = {
        "action": action,
        "rating": Rating(action.rating),
        "disagreement": disagreement(action),
        "next_date": next_date.of_action(action, today),
        "flags": raised(action, ACTION_FLAGS, today),
        "served": _served(action, request.user),
        "points": _points(action),
        "implications": [Implication(one).label for one in action.implications],
        "changes": changes,
        "waiting": next((one for one in changes if one.status == DateStatus.ASKED), None),
        "updates": action.updates.visible_to(request.user).latest_first().select_related("body"),
        "evidence": action.evidence.select_related("held_by").order_by("-given_on", "-pk"),
        "editable": may_edit(request.user, action),
        **happened(request, timeline.of_action(action)),
    }
    return render(request, "recommendations/action_detail.html", page)


def disagreement(action):
    """Where the body's own view and the facts differ, both, in words; after `with_rating`."""
    derived, view = Rating(action.derived_rating), action.view_word
    if view is None or derived in (Rating.GREY, Rating.BLUE) or view.colour == derived.colour:
        return ""
    return f"Body says {view.label.lower()}. Dates and evidence say {derived.label.lower()}."


def may_edit(user, action):
    """Whether `editable_by` would find it, without another query."""
    return user.has_perm("recommendations.update_action") and (
        user.is_governance or action.lead_body_id in user.own_body_ids
    )


def _served(action, user):
    return (
        Recommendation.objects.visible_to(user)
        .filter(action_links__action=action)
        .select_related("lead_body")
        .in_reference_order()
    )


def _points(action):
    """The motion points that the recommendations it serves came from."""
    return (
        MotionPoint.objects.filter(recommendations__recommendation__action_links__action=action)
        .select_related("motion")
        .in_order()
        .distinct()
    )
