"""The register's filters: plain GET parameters, the same for the page, its export and every link
that counts something.

`show=actions` lists actions, anything else recommendations. Bodies, themes and committees go by
slug, reviews by reference. Several statuses or ratings mean any of them; several flags mean all of
them. What can't be read is left out and said.
"""

import re

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from accounts.models import with_parts
from bodies.forms import DayField
from bodies.models import Body
from recommendations.flags import ACTION_FLAGS, RECOMMENDATION_FLAGS
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle import recommendation as recommendation_lifecycle
from recommendations.lifecycle.rating import Rating
from recommendations.models import Action, Recommendation, Referral, Theme
from reviews.models import Review


class DayFilter(filters.Filter):
    field_class = DayField


class AnyOf(filters.MultipleChoiceFilter):
    """Boxes to tick. Ticking all is no different from ticking none only when there are no other
    values, so nothing is ever left out of the question."""

    always_filter = True

    def __init__(self, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class LongSelect(forms.Select):
    """A drop-down of hundreds, written without a template for each of its options."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )
        attrs = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attrs, options)


class OneOf(filters.ModelChoiceFilter):
    """`queryset` is called with the list that is filtered: what is offered is what its reader sees
    something of."""

    def get_queryset(self, request):
        return self.queryset(self.parent.queryset)


def one_of(label, queryset, field="slug", **kwargs):
    return OneOf(
        label=label,
        queryset=queryset,
        to_field_name=field,
        empty_label="Any",
        widget=LongSelect,
        **kwargs,
    )


def _had_by(found, model, name):
    """Keys of the rows of `model` that some recommendation or action has as its `name`."""
    of_actions, of_recommendations = (
        model.objects.filter(Exists(found.others(one).filter(**{name: OuterRef("pk")})))
        for one in (Action, Recommendation)
    )
    # Not “either exists”: for that PostgreSQL would read every action, again for every body.
    return of_actions.values("pk").union(of_recommendations.values("pk"))


def _leading(found):
    """Bodies that lead something, and those whose parts, or parts of parts, do."""
    # Asked first: it is a long question to ask three times, and has a short answer.
    leading = list(_had_by(found, Body, "lead_body").values_list("pk", flat=True))
    above = Q(parts__in=leading) | Q(parts__parts__in=leading)
    with_leading_parts = Body.objects.filter(above).values("pk")
    return Body.objects.filter(Q(pk__in=leading) | Q(pk__in=with_leading_parts)).by_name_first()


def _involved(found):
    return Body.objects.by_name_first()


def _following(found):
    followed = found.others(Recommendation).filter(committee=OuterRef("pk"))
    return Body.objects.filter(Exists(followed)).by_name_first()


def _reviews(found):
    recommending = found.others(Recommendation).filter(review=OuterRef("pk"))
    return Review.objects.filter(Exists(recommending)).latest_first()


def _themes(found):
    return Theme.objects.filter(pk__in=_had_by(found, Theme, "theme")).by_name_first()


class ReviewFilter(OneOf):
    class field_class(filters.fields.ModelChoiceField):
        def label_from_instance(self, review):
            return f"{review.ref}: {review.title}"


class RegisterFilter(filters.FilterSet):
    """`on` is the day by which flags and ratings are judged."""

    words = filters.CharFilter(label="Words or a reference", method="with_words")
    status = AnyOf(label="Status", method="with_status")
    rating = AnyOf(label="Rating", choices=Rating.choices, method="with_ratings")
    lead = one_of("Lead body, with its parts", _leading, method="led_by")
    body = one_of("Any body in it", _involved, method="involving")
    review = ReviewFilter(
        label="Review",
        queryset=_reviews,
        to_field_name="ref",
        empty_label="Any",
        widget=LongSelect,
        method="of_review",
    )
    theme = one_of("Theme", _themes)
    committee = one_of("Committee", _following, method="of_committee")
    flag = AnyOf(label="Needs attention", method="with_flags")
    due_from = DayFilter(label="Due from", method="due_on_or_after")
    due_to = DayFilter(label="Due to", method="due_on_or_before")

    searched = ()
    flags = ()

    def __init__(self, data, queryset, *, on):
        self.on = on
        super().__init__(data, queryset)

    def with_words(self, found, name, words):
        for word in words.split():
            anywhere = Q()
            for field in self.searched:
                anywhere |= Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found

    def with_status(self, found, name, statuses):
        return found.filter(status__in=statuses) if statuses else found

    def with_ratings(self, found, name, ratings):
        return found.with_rating(self.on).filter(rating__in=ratings) if ratings else found

    def with_flags(self, found, name, slugs):
        for flag in self.flags:
            if flag.slug in slugs:
                found = flag.narrow(found, self.on)
        return found

    def led_by(self, found, name, body):
        return found.filter(lead_body__in=with_parts({body.pk}))

    def involving(self, found, name, body):
        return found.for_body(with_parts({body.pk}))


class RecommendationFilter(RegisterFilter):
    status = AnyOf(
        label="Status", choices=recommendation_lifecycle.Status.choices, method="with_status"
    )
    flag = AnyOf(
        label="Needs attention",
        choices=[(flag.slug, flag.label) for flag in RECOMMENDATION_FLAGS],
        method="with_flags",
    )

    searched = ("ref", "title", "summary", "adopted_words", "published_words")
    flags = RECOMMENDATION_FLAGS

    class Meta:
        model = Recommendation
        fields = []

    def of_review(self, found, name, review):
        return found.filter(review=review)

    def of_committee(self, found, name, committee):
        return found.for_committee([committee.pk])

    def due_on_or_after(self, found, name, day):
        return found.filter(_something_due(found, due_on__gte=day))

    def due_on_or_before(self, found, name, day):
        return found.filter(_something_due(found, due_on__lte=day))


def _something_due(found, **limit):
    """A reply or an open action of the recommendation is due within the limit."""
    replies = Referral.objects.unanswered().filter(recommendation=OuterRef("pk"), **limit)
    actions = (
        found.others(Action)
        .opened()
        .filter(recommendation_links__recommendation=OuterRef("pk"), **limit)
    )
    return Q(Exists(replies)) | Q(Exists(actions))


class ActionFilter(RegisterFilter):
    status = AnyOf(label="Status", choices=action_lifecycle.Status.choices, method="with_status")
    flag = AnyOf(
        label="Needs attention",
        choices=[(flag.slug, flag.label) for flag in ACTION_FLAGS],
        method="with_flags",
    )

    searched = ("ref", "title", "summary", "lead_post")
    flags = ACTION_FLAGS

    class Meta:
        model = Action
        fields = []

    def of_review(self, found, name, review):
        return found.of_recommendations(found.others(Recommendation).filter(review=review))

    def of_committee(self, found, name, committee):
        followed = found.others(Recommendation).for_committee([committee.pk])
        return found.of_recommendations(followed)

    def due_on_or_after(self, found, name, day):
        return found.filter(due_on__gte=day)

    def due_on_or_before(self, found, name, day):
        return found.filter(due_on__lte=day)


_LIKE_A_REFERENCE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.-]*\d[A-Za-z0-9.-]*$")


def named_by(words, user):
    """The one thing whose reference `words` is, whole (RSCP-2022-R4.3) or its end (R4.3), or
    None when nothing or more than one is meant."""
    words = words.strip()
    if not _LIKE_A_REFERENCE.match(words):
        return None
    whole, end = Q(ref__iexact=words), Q(ref__iendswith=f"-{words}")
    for meant in (whole, end):
        found = [
            thing
            for things in (Recommendation.objects, Action.objects)
            for thing in things.visible_to(user).filter(meant).in_reference_order()[:2]
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None
