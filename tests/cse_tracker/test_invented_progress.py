"""The invented progress of the demonstration: it shows everything that there is to show, says that
it is invented, and is loaded once."""

from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from bodies.models import Decision, Meeting
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Status
from recommendations.models import (
    Action,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    Referral,
)
from reporting.home.headline import headline

pytestmark = pytest.mark.django_db


def rows_in_the_record():
    """How many rows each table of the register has, history included."""
    return {
        model._meta.label: model.objects.count()
        for app in ("bodies", "accounts", "motions", "reviews", "recommendations")
        for model in apps.get_app_config(app).get_models()
    }


def actions_of(committee):
    recommendations = Recommendation.objects.filter(committee__slug=committee)
    return Action.objects.of_recommendations(recommendations)


def test_loading_again_writes_nothing(invented_progress):
    before = rows_in_the_record()

    call_command("load_reference_case", with_invented_progress=True, stdout=StringIO())

    assert rows_in_the_record() == before


def test_people_of_the_invented_layer_cannot_sign_in_unasked(invented_progress):
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_invented_layer_has_something_in_every_status(invented_progress):
    shown = {item.status_word for item in Recommendation.objects.all()}

    assert {action.status_word for action in Action.objects.all()} == set(ActionStatus)
    assert shown == set(Status)


def test_invented_layer_shows_every_flag(invented_progress):
    today = timezone.localdate()
    actions, recommendations = Action.objects, Recommendation.objects
    shown = {
        "overdue": actions.overdue(today),
        "due soon": actions.due_soon(today),
        "slipped": actions.slipped(),
        "stale": actions.stale(today),
        "blocked too long": actions.blocked_too_long(today),
        "claim without evidence": actions.claimed_without_evidence(),
        "no date": actions.without_date(),
        "no owner": actions.owner_missing(today),
        "waiting for check": actions.waiting_for_check(),
        "never reported": actions.never_reported(),
        "not forwarded": recommendations.not_forwarded(today),
        "plan overdue": recommendations.plan_overdue(today),
        "assurance overdue": recommendations.assurance_overdue(today),
        "reply due soon": recommendations.response_due_soon(today),
        "reply overdue": recommendations.response_overdue(today),
        "reply late": Referral.objects.late(),
        "date waiting to be agreed": DateChange.objects.waiting(),
    }

    assert [flag for flag, found in shown.items() if not found.exists()] == []


def test_invented_layer_shows_every_rating_and_they_add_up(invented_progress):
    today = timezone.localdate()
    board = actions_of("osmb")

    ratings = Counter(board.with_rating(today).values_list("rating", flat=True))
    statuses = Counter(board.values_list("status", flat=True))

    assert set(ratings) == {"red", "amber", "green", "blue", "grey"}
    assert sum(ratings.values()) == sum(statuses.values()) == 37


def test_every_invented_word_says_so(invented_progress):
    def invented(words):
        return words.startswith("Invented example: ")

    updates = ProgressUpdate.objects.exclude(author_label="Reference case")
    assert updates.count() > 90
    assert all(invented(update.done) for update in updates)
    assert all(invented(change.reason) for change in DateChange.objects.all())
    assert all(invented(evidence.title) for evidence in Evidence.objects.all())
    assert all(
        invented(words)
        for words in Referral.objects.exclude(answered_on=None).values_list(
            "response_words", flat=True
        )
    )
    assert all(
        invented(decision.words) for decision in Decision.objects.filter(minute__startswith="Inv")
    )


def test_invented_layer_shows_every_visibility(invented_progress):
    shown = Counter(ProgressUpdate.objects.values_list("visibility", flat=True))
    exempt = ProgressUpdate.objects.get(visibility="exempt")

    assert {key: shown[key] for key in ("exempt", "restricted", "")} == {
        "exempt": 1,
        "restricted": 1,
        "": 2,
    }
    assert (exempt.exempt_paragraph, exempt.action.lead_body.slug) == (7, "syp")
    assert ProgressUpdate.objects.get(visibility="restricted").restricted_to == "|rscp|syp|"
    assert not Action.objects.exclude(visibility="public").exists()


def test_invented_layer_has_a_board_meeting_within_a_month(invented_progress):
    today = timezone.localdate()

    coming = Meeting.objects.filter(body__slug="osmb").coming(today).soonest_first().first()

    assert 0 < (coming.held_on - today).days <= 31


def test_invented_layer_fills_every_part_of_the_headline(invented_progress):
    board = headline(actions_of("osmb"), timezone.localdate())

    assert board.total == 37
    assert [band for band, count in board.counts.items() if not count] == []
