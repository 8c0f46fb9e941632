"""One action: what it is, how it stands, what it serves, what has been said about it."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from motions.models import MotionPoint
from recommendations import next_date, timeline
from recommendations.flags import ACTION_FLAGS, raised, with_flags
from recommendations.lifecycle.date_change import Status as DateStatus
from recommendations.lifecycle.rating import Rating
from recommendations.lifecycle.recommendation import Implication
from recommendations.models import (
    Action,
    ActionContributor,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
)
from recommendations.versions import latest_of
from recommendations.views.happened import happened
from recommendations.workflow.evidence import replaceable_on


def _changes(action):
    return DateChange.objects.filter(action=action).latest_first()


def _updates(action, user):
    updates = ProgressUpdate.objects.visible_to(user).filter(action=action)
    return updates.latest_first().select_related("body")


def _evidence(action, user):
    given = Evidence.objects.visible_to(user).filter(action=action)
    return given.select_related("held_by").latest_first()


def _served(action, user):
    served = Recommendation.objects.visible_to(user).filter(action_links__action=action)
    return served.select_related("lead_body").in_reference_order()


def _points(action):
    """The motion points that the recommendations it serves came from."""
    return (
        MotionPoint.objects.filter(recommendations__recommendation__action_links__action=action)
        .select_related("motion")
        .in_order()
        .distinct()
    )


@permission_required("recommendations.view_register", raise_exception=True)
def action_detail(request, ref):
    user, today = request.user, timezone.localdate()
    action = _found(ref, user, today)
    changes = list(_changes(action))
    page = {
        "action": action,
        "rating": Rating(action.rating),
        "disagreement": disagreement(action),
        "next_date": next_date.of_action(action, today),
        "flags": raised(action, ACTION_FLAGS, today),
        "served": list(_served(action, user)),
        "points": list(_points(action)),
        "implications": [Implication(one).label for one in action.implications],
        "changes": changes,
        "waiting": next((one for one in changes if one.status == DateStatus.ASKED), None),
        "updates": list(_updates(action, user)),
        "evidence": latest_of(_evidence(action, user)),
        "editable": may_edit(user, action),
        "replaceable": may_edit(user, action) and replaceable_on(action),
        **happened(request, timeline.of_action(action)),
    }
    return render(request, "recommendations/action_detail.html", page)


def _found(ref, user, on):
    """With its rating, its flags and its contributors."""
    rated = Action.objects.visible_to(user).with_rating(on)
    actions = (
        with_flags(rated, ACTION_FLAGS, on)
        .select_related("lead_body", "lead_person", "theme", "claimed_by", "verified_by")
        .prefetch_related(
            Prefetch("contributors", ActionContributor.objects.select_related("body"))
        )
    )
    return get_object_or_404(actions, ref=ref)


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
