"""The register as an address asks for it: filtered, ordered, and one page of it with what its rows
show.

Only the rows of the page are rated and dated, unless the order itself needs it of all.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Value, When

from recommendations import next_date
from recommendations.filters import ActionFilter, RecommendationFilter
from recommendations.lifecycle import action as action_lifecycle
from recommendations.lifecycle.rating import Rating
from recommendations.lifecycle.recommendation import ENDED, IN_DELIVERY, Status
from recommendations.models import Action, Recommendation

PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class Row:
    """One line of the list. `updated_on` is the day of the latest update."""

    thing: object
    rating: Rating
    next_date: next_date.NextDate
    updated_on: object


class _Recommendations:
    name = "recommendations"
    model = Recommendation
    filter_class = RecommendationFilter
    # Settled by columns of the row itself: to have the worst first, all would have to be rated.
    order = (
        F("stage").asc(),
        F("review__published_on").desc(nulls_last=True),
        F("sort_key").asc(),
    )
    stages = ((ENDED, 3), (IN_DELIVERY, 0), ((Status.SUGGESTED,), 2))
    otherwise = 1
    usual_words = "work in hand first, newest review first"
    order_words = {
        "ref": "in order of reference",
        "next": "next date first",
        "rating": "worst rating first",
        "updated": "longest without an update first",
    }

    dated = staticmethod(next_date.with_dates)
    ordered_by_date = staticmethod(next_date.with_next_date)
    next_field, updated_field = "next_on", "reported_on"
    next_date = staticmethod(next_date.of_recommendation)

    @staticmethod
    def updated_on(recommendation):
        return recommendation.reported_on


class _Actions(_Recommendations):
    name = "actions"
    model = Action
    filter_class = ActionFilter
    order = (F("stage").asc(), F("opened_on").desc(), F("sort_key").asc())
    stages = (((action_lifecycle.Status.VERIFIED, action_lifecycle.Status.CANCELLED), 1),)
    otherwise = 0
    usual_words = "open ones first, newest plan first"

    @staticmethod
    def dated(found):
        return found

    ordered_by_date = dated
    next_field, updated_field = "due_on", "last_update_on"
    next_date = staticmethod(next_date.of_action)

    @staticmethod
    def updated_on(action):
        return action.last_update_on


class Register:
    """`given` is the query of an address; `on` the day that decides."""

    def __init__(self, given, user, *, on):
        self.given, self.user, self.on = given, user, on
        self.kind = _Actions if given.get("show") == "actions" else _Recommendations
        scope = self.kind.model.objects.visible_to(user)
        self.filter = self.kind.filter_class(given, scope, on=on)
        sort = given.get("sort", "")
        self.sort = sort if sort.removeprefix("-") in self.kind.order_words else ""

    @cached_property
    def form(self):
        """Checked already, so that what it could read is in `cleaned_data`."""
        self.filter.is_valid()
        return self.filter.form

    @property
    def question(self):
        """What the address asks, without its order and page, the same however it was written."""
        asked = self.filter.filters
        kept = sorted(
            (key, value)
            for key, values in self.given.lists()
            for value in set(values)
            # A day comes in three parts.
            if value and any(key == name or key.startswith(f"{name}_") for name in asked)
        )
        return urlencode([("show", self.kind.name), *kept])

    @cached_property
    def found(self):
        """Everything that the filters leave, in order."""
        return self._ordered(self.filter.qs)

    @cached_property
    def per_page(self):
        sizes = {str(size): size for size in PAGE_SIZES}
        return sizes.get(self.given.get("per"), PAGE_SIZES[0])

    @cached_property
    def page(self):
        keys = Paginator(self.found.values_list("pk", flat=True), self.per_page)
        # Counting needs no order, and no column that only the order uses.
        keys.count = self.filter.qs.count()
        return keys.get_page(self.given.get("page"))

    @cached_property
    def rows(self):
        keys = list(self.page)
        things = (
            self.kind.dated(self._of(keys))
            .with_rating(self.on)
            .select_related("lead_body")
            .in_bulk()
        )
        return [self._row(things[key]) for key in keys if key in things]

    def _of(self, keys):
        """Rows of the page, found already; what they count is what the reader sees."""
        return self.kind.model.objects.as_seen_by(self.user).filter(pk__in=keys)

    @property
    def order_words(self):
        if not self.sort:
            return self.kind.usual_words
        words = self.kind.order_words[self.sort.removeprefix("-")]
        return f"{words}, the other way round" if self.sort.startswith("-") else words

    def _row(self, thing):
        return Row(
            thing=thing,
            rating=Rating(thing.rating),
            next_date=self.kind.next_date(thing, self.on),
            updated_on=self.kind.updated_on(thing),
        )

    def _ordered(self, found):
        if not self.sort:
            return found.alias(stage=_stage(self.kind)).order_by(*self.kind.order)
        backwards = self.sort.startswith("-")
        by = self.sort.removeprefix("-")
        if by == "rating":
            return found.with_rating(self.on).order_by(
                "severity" if backwards else "-severity", "sort_key"
            )
        if by in ("next", "updated"):
            field = self.kind.next_field if by == "next" else self.kind.updated_field
            key = F(field).desc(nulls_last=True) if backwards else F(field).asc(nulls_last=True)
            return self.kind.ordered_by_date(found).order_by(key, "sort_key")
        return found.order_by("-sort_key" if backwards else "sort_key")


def _stage(kind):
    """Which of the stages a thing is in: the first one, 0, is what there is work to do on."""
    return Case(
        *(When(status__in=statuses, then=Value(stage)) for statuses, stage in kind.stages),
        default=Value(kind.otherwise),
        output_field=IntegerField(),
    )
