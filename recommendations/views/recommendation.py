"""One recommendation: its trace, who answers for it, and what happened."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.visitor import open_to_the_public
from recommendations import timeline
from recommendations.accountable import spans
from recommendations.flags import OWN_FLAGS, raised, raised_by_actions, with_flags
from recommendations.lifecycle.rating import Rating
from recommendations.lifecycle.recommendation import PLANNED, Implication
from recommendations.lifecycle.referral import Status as ReferralStatus
from recommendations.models import Contributor, Recommendation, Referral
from recommendations.moves import steps_from
from recommendations.trace import Trace
from recommendations.views.happened import happened


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def recommendation_detail(request, ref):
    today = timezone.localdate()
    recommendation = _found(ref, request.user, today)
    trace = Trace(recommendation, request.user, on=today)
    actions = [step.action for step in trace.steps]
    history = timeline.of_recommendation(recommendation, actions, request.user)
    page = {
        "recommendation": recommendation,
        "rating": Rating(recommendation.rating),
        "trace": trace,
        "accountable": spans(recommendation, history),
        "flags": [
            *raised(recommendation, OWN_FLAGS, today),
            *raised_by_actions(actions),
        ],
        "implications": [Implication(one).label for one in recommendation.implications],
        "answerable": _answerable(request.user, recommendation),
        "may_plan": _may_plan(request.user, recommendation),
        "may_move": may_move(request.user, recommendation)
        and bool(steps_from(recommendation, request.user)),
        **happened(request, history.events),
    }
    return render(request, "recommendations/recommendation_detail.html", page)


def _found(ref, user, on):
    """With its rating, its flags, its referrals and contributors."""
    rated = Recommendation.objects.visible_to(user).with_rating(on)
    recommendations = (
        with_flags(rated, OWN_FLAGS, on)
        .select_related(
            "review",
            "document",
            "theme",
            "committee",
            "lead_body",
            "adopted_by__meeting",
            "closed_by__meeting",
        )
        .prefetch_related(
            Prefetch("referrals", Referral.objects.visible_to(user).select_related("body", "rule")),
            Prefetch("contributors", Contributor.objects.select_related("body")),
        )
    )
    return get_object_or_404(recommendations, ref=ref)


def _answerable(user, recommendation):
    """The keys of the referrals that `answerable_by` would find unanswered, without a query."""
    if not user.has_perm("recommendations.answer_referral"):
        return set()
    return {
        one.pk
        for one in recommendation.referrals.all()
        if one.status == ReferralStatus.ISSUED
        and (user.is_governance or one.body_id in user.own_body_ids)
    }


def may_move(user, recommendation):
    if user.has_perm("recommendations.move_recommendation"):
        return True
    return (
        user.has_perm("recommendations.answer_referral")
        and recommendation.lead_body_id in user.own_body_ids
    )


def _may_plan(user, recommendation):
    """Whether an action may be added, and by this person; the bodies are in memory already."""
    if recommendation.status not in PLANNED or not user.has_perm("recommendations.update_action"):
        return False
    involved = {recommendation.lead_body_id}
    involved |= {one.body_id for one in recommendation.contributors.all()}
    involved |= {one.body_id for one in recommendation.referrals.all()}
    return user.is_governance or not involved.isdisjoint(user.own_body_ids)
