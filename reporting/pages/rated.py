"""Rows of a page with their ratings. Only the rows that are shown are rated: rating reads much."""

from recommendations.lifecycle.rating import Rating
from recommendations.models import Action, Recommendation


def recommendations_rated(rows, user, on):
    """`rows`, a list of recommendations or their keys, in order, each with `rating_word`: of the
    actions that `user` may read."""
    found = (
        Recommendation.objects.visible_to(user)
        .filter(pk__in=_keys(rows))
        .with_rating(on)
        .select_related("review", "lead_body")
        .in_reference_order()
    )
    for recommendation in found:
        recommendation.rating_word = Rating(recommendation.rating)
    return list(found)


def actions_rated(rows, user, on):
    """`rows`, a list of actions or their keys, worst first, each with `rating_word` and
    `days_over`."""
    found = (
        Action.objects.visible_to(user)
        .filter(pk__in=_keys(rows))
        .with_rating(on)
        .select_related("lead_body")
        .worst_first()
    )
    for action in found:
        action.rating_word = Rating(action.rating)
        action.days_over = action.days_overdue(on)
    return list(found)


def _keys(rows):
    return [getattr(row, "pk", row) for row in rows]
