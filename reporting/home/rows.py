"""One line of a list of things to do: what it is, why it is here, and where to do it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Window
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator

from recommendations.models import ActionRecommendation


@dataclass(frozen=True)
class Row:
    ref: str
    title: str
    why: str
    url: str
    word: object = None
    body: str = ""
    due_on: object = None
    update_url: str = ""


def first_of(queryset, number, shown=None):
    """The first `number` things and how many there are in all. Keys come first: the database
    counts and orders narrow rows, and reads whole ones, from `shown` where it is given, only for
    what is shown."""
    found = list(
        queryset.annotate(in_all=Window(Count(F("pk")))).values_list("pk", "in_all")[:number]
    )
    if not found:
        return [], 0
    whole = queryset.order_by() if shown is None else shown
    by_key = whole.in_bulk([pk for pk, _ in found])
    return [by_key[pk] for pk, _ in found], found[0][1]


def days(number):
    return "1 day" if number == 1 else f"{number:,} days"


def overdue_words(action, on):
    """How late an overdue action is, and when it was last heard of."""
    return f"{days(action.days_overdue(on))} overdue, {heard_of(action)}"


def heard_of(action):
    if action.last_update_on is None:
        return "no update yet"
    return f"last update {date_format(action.last_update_on)}"


def state_words(action, on):
    """In one clause, what a reader most needs to know of an open action."""
    if action.days_overdue(on):
        return overdue_words(action, on)
    if action.due_on is None:
        return "No date set"
    if action.status == "blocked":
        # More may follow in the same clause.
        what = action.blocked_on_what.rstrip(". ")
        return f"Blocked since {date_format(action.status_on)}: {what}"
    return f"Due {date_format(action.due_on)}"


def of_action(action, why, url_name="action_detail", word=None):
    return Row(
        ref=action.ref,
        title=action.title,
        why=why,
        url=reverse(url_name, args=[action.ref]),
        word=word or action.status_word,
        body=action.lead_body.short_name if action.lead_body else "Nobody leads",
        due_on=action.due_on,
        update_url=reverse("action_update", args=[action.ref]),
    )


def of_recommendation(recommendation, why, url_name="recommendation_detail", word=None):
    lead = recommendation.lead_body
    return Row(
        ref=recommendation.ref,
        title=recommendation.title,
        why=why,
        url=reverse(url_name, args=[recommendation.ref]),
        word=word or recommendation.status_word,
        body=lead.short_name if lead else "",
    )


def question_row(question, why):
    return Row(
        ref=question.recommendation.ref,
        title=Truncator(question.words).chars(120),
        why=why,
        url=question.get_absolute_url(),
        word=question.status_word,
        body=question.body.short_name if question.body else "",
    )


def with_an_action(recommendations, actions):
    """Those of `recommendations` that one of `actions` serves."""
    links = ActionRecommendation.objects.filter(recommendation=OuterRef("pk"))
    return recommendations.filter(Exists(links.filter(action__in=actions.values("pk"))))
