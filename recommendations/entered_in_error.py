"""What marking a thing as entered in error would do beside taking it out, told beforehand."""

from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.models import (
    Action,
    Evidence,
    ProgressUpdate,
    Recommendation,
    RecommendationLink,
    Referral,
)
from reviews.models import Finding


def notes_on(item, gone):
    """Sentences for whoever has to agree; `gone` is what would go with it."""
    if isinstance(item, Recommendation):
        return [*_left_of_recommendation(item, gone), *_successor_gone(item), *_asked_bodies(item)]
    if isinstance(item, ProgressUpdate):
        return _status_stays(item)
    if isinstance(item, Evidence):
        return _unproven(item)
    if isinstance(item, Finding) and item.recommendations.exists():
        return ["The recommendations that rest on it stay."]
    return []


def _left_of_recommendation(item, gone):
    serving = Action.objects.standing().filter(recommendation_links__recommendation=item)
    left = serving.exclude(pk__in=[one.pk for one in gone if isinstance(one, Action)])
    refs = left.in_reference_order().values_list("ref", flat=True)
    return [f"{ref} stays: it serves another recommendation as well." for ref in refs]


def _successor_gone(item):
    links = RecommendationLink.objects.filter(
        later=item, kind=RecommendationLink.Kind.SUPERSEDES, earlier__voided_on=None
    )
    refs = links.order_by("earlier__sort_key").values_list("earlier__ref", flat=True)
    return [f"{ref} is superseded by it, and would be left without a successor." for ref in refs]


def _asked_bodies(item):
    waiting = Referral.objects.unanswered().filter(recommendation=item).select_related("body")
    names = ", ".join(str(referral.body) for referral in waiting.soonest_first())
    return [f"Asked to answer it, and to be told: {names}."] if names else []


def _status_stays(update):
    if update.status_before == update.status_after:
        return []
    now = ActionStatus(update.action.status).label.lower()
    return [
        f"It brought {update.action.ref} from {update.status_before_word.label.lower()} to "
        f"{update.status_after_word.label.lower()}. The action stays {now}; a step on its own page "
        "changes that."
    ]


def _unproven(item):
    others = Evidence.objects.standing().filter(action=item.action).exclude(pk=item.pk)
    if others.exists():
        return []
    return [f"{item.action.ref} would be left without evidence."]
