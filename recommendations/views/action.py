"""One action: what it is, how it stands, what it serves, what has been said about it."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.visitor import open_to_the_public
from motions.models import MotionPoint
from recommendations import next_date, timeline
from recommendations.accountable import spans
from recommendations.flags import ACTION_FLAGS, raised, with_flags
from recommendations.lifecycle.action import Status
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
    updates = ProgressUpdate.objects.visible_within(user).filter(action=action)
    return updates.latest_first().select_related("body", "for_meeting")


def _evidence(action, user):
    given = Evidence.objects.visible_within(user).filter(action=action)
    return given.select_related("held_by").latest_first()


def _served(action, user):
    served = Recommendation.objects.visible_to(user).filter(action_links__action=action)
    return served.select_related("lead_body").in_reference_order()


def _points(served):
    """The motion points that the recommendations `served` came from."""
    return (
        MotionPoint.objects.filter(recommendations__recommendation__in=served)
        .select_related("motion")
        .in_order()
        .distinct()
    )


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def action_detail(request, ref):
    user, today = request.user, timezone.localdate()
    action = _found(ref, user, today)
    changes, updates, served = (
        list(_changes(action)),
        list(_updates(action, user)),
        list(_served(action, user)),
    )
    history = timeline.of_action(action, user)
    page = {
        "action": action,
        "rating": Rating(action.rating),
        "disagreement": disagreement(action),
        "next_date": next_date.of_action(action, today),
        "flags": raised(action, ACTION_FLAGS, today),
        "accountable": spans(action, history),
        "served": served,
        "points": list(_points(served)),
        "implications": [Implication(one).label for one in action.implications],
        "changes": changes,
        "waiting": next((one for one in changes if one.status == DateStatus.ASKED), None),
        "updates": updates,
        "view_reason": view_reason(action, updates),
        "evidence": latest_of(_evidence(action, user)),
        "editable": may_edit(user, action),
        "may_agree": action.status == Status.REPORTED_COMPLETE
        and user.has_perm("recommendations.update_action")
        and any(one.body_id in user.own_body_ids for one in action.contributors.all()),
        "replaceable": may_edit(user, action) and replaceable_on(action),
        **happened(request, history.events),
    }
    return render(request, "recommendations/action_detail.html", page)


def _found(ref, user, on):
    """With its rating, its flags and its contributors, and whether there is evidence, be it such
    as the reader may not see."""
    rated = Action.objects.visible_to(user).with_rating(on)
    actions = (
        with_flags(rated, ACTION_FLAGS, on)
        .annotate(has_evidence=Exists(Evidence.objects.standing().filter(action=OuterRef("pk"))))
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


def view_reason(action, updates):
    """Why the body's view is what it is, where the latest of the `updates` that the reader sees
    says so."""
    latest = next(iter(updates), None)
    return latest.view_reason if latest and latest.view == action.view else ""


def may_edit(user, action):
    """Whether `editable_by` would find it, without another query."""
    return user.has_perm("recommendations.update_action") and (
        user.is_governance or action.lead_body_id in user.own_body_ids
    )
