"""The first page of the public register: how things stand, and where to read what."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from bodies.models import Body, Meeting
from motions.models import Motion
from reporting.home.briefing import figures
from reporting.home.headline import headline
from reporting.home.scope import whole_register
from reviews.models import Review


@dataclass(frozen=True)
class Part:
    label: str
    url: str
    hint: str


def overview(user, on):
    scope = whole_register(user)
    standing = headline(scope.actions, on)
    return {
        "on": on,
        "headline": standing,
        "parts": standing.parts(scope),
        "figures": figures(scope, standing, on),
        "recommendations": scope.recommendations.count(),
        "recommendations_url": scope.recommendations_url(),
        "further": _further(on),
    }


def _further(on):
    motions, reviews = Motion.objects.count(), Review.objects.count()
    coming = Meeting.objects.coming(on).soonest_first().first()
    next_day = f". The next is on {date_format(coming.held_on)}" if coming else ""
    return [
        Part(
            f"Motions ({motions:,})",
            reverse("motion_list"),
            "What was asked for, point by point, and what came of it",
        ),
        Part(
            f"Reviews ({reviews:,})",
            reverse("review_list"),
            "What was looked into, what was found and what was recommended",
        ),
        Part(
            f"Bodies ({Body.objects.count():,})",
            reverse("body_list"),
            "Who has promised what, and how far it is",
        ),
        Part("Meetings", reverse("meeting_list"), f"When it was decided, and what{next_day}"),
        Part("Glossary", reverse("glossary"), "What the words and the coloured tags mean"),
    ]
