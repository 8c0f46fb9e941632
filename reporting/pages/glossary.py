from itertools import groupby

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from accounts.visitor import open_to_the_public
from motions.lifecycle import Answer
from recommendations.flags import ACTION_FLAGS, RECOMMENDATION_FLAGS
from recommendations.lifecycle import action, recommendation, referral
from recommendations.lifecycle.rating import Rating
from reviews.models import Finding, GlossaryTerm

#: The words on tags, exactly as they are shown, by what they speak of.
TAGS = (
    ("Status of a recommendation", recommendation.Status),
    ("Status of an action", action.Status),
    ("Rating", Rating),
    ("A body’s own view of an action", action.View),
    ("Status of a request to a body", referral.Status),
    ("Answer of a body", referral.Response),
    ("How a point of a motion was answered", Answer),
    ("Kind of finding", Finding.Kind),
)


@open_to_the_public
@permission_required("recommendations.view_register", raise_exception=True)
def glossary(request):
    flags = [("An action", ACTION_FLAGS), ("A recommendation", RECOMMENDATION_FLAGS)]
    return render(
        request,
        "reviews/glossary.html",
        {"letters": _letters(), "tags": TAGS, "flags": _rules(flags, timezone.localdate())},
    )


def _letters():
    """Terms by first letter; those that begin with a figure stand first, under 0–9."""
    terms = sorted(GlossaryTerm.objects.a_to_z(), key=lambda term: term.term.casefold())
    for term in terms:
        term.anchor = f"term-{slugify(term.term)}"
    return [(letter, list(group)) for letter, group in groupby(terms, _letter)]


def _letter(term):
    first = term.term[:1].upper()
    return first if first.isalpha() else "0–9"


def _rules(flags, on):
    return [
        (thing, [(flag.label, flag.rule_on(on)) for flag in its_flags])
        for thing, its_flags in flags
    ]
