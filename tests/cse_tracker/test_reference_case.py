"""The reference case as loaded: what is in it, where each thing is printed, and that loading it
again changes nothing."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Membership, User
from bodies.models import Body, Decision, Meeting
from motions.lifecycle import Answer
from motions.models import Motion, MotionNote, MotionPoint
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Kind, Status
from recommendations.models import (
    Action,
    DateChange,
    Evidence,
    ProgressUpdate,
    Recommendation,
    RecommendationLink,
    Referral,
)
from reporting.home.headline import headline
from reviews.models import Finding, GlossaryTerm, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    call_command("load_reference_case", stdout=StringIO())


@pytest.fixture
def progress(db):
    call_command("load_reference_case", with_invented_progress=True, stdout=StringIO())


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


def test_reference_case_holds_what_the_papers_hold(case):
    suggested = Recommendation.objects.filter(review__ref="RSCP-2022")

    assert MotionPoint.objects.count() == 13
    assert MotionNote.objects.count() == 5
    assert suggested.filter(ref__regex=r"-R\d+$").count() == 7
    assert Action.objects.filter(ref__startswith="RSCP-2022-R").count() == 32
    assert suggested.filter(ref__regex=r"-B\d+$").count() == 23
    assert Recommendation.objects.filter(ref__startswith="OSMB-2022-").count() == 2
    assert Action.objects.filter(ref__startswith="OSMB-2022-2.").count() == 2
    assert GlossaryTerm.objects.count() == 81
    assert Body.objects.count() == 94


def test_reference_case_counts_good_practice_of_2013_beside_the_124_findings(case):
    good_practice = Finding.objects.filter(ref__regex=r"^BAR-2013-G\d$")

    assert good_practice.count() == 5
    assert {finding.kind for finding in good_practice} == {Finding.Kind.GOOD_PRACTICE}
    assert Finding.objects.exclude(pk__in=good_practice.values("pk")).count() == 124
    assert not Action.objects.filter(ref__regex=r"^BAR-2013-G\d$").exists()


def test_reference_case_takes_the_items_of_2013_on_as_their_report_states_them(case):
    items = Recommendation.objects.filter(ref__regex="^(BAR|HMIC|CAB)-2013-")

    assert Counter(Kind(item.kind) for item in items) == {
        Kind.FORMAL: 7,
        Kind.SUGGESTED: 5,
        Kind.ASSURANCE_SOUGHT: 3,
        Kind.COMMITMENT: 13,
    }
    assert Counter(item.status_word for item in items) == {
        Status.IN_PROGRESS: 11,
        Status.REPORTED_COMPLETE: 2,
        Status.ACCEPTED: 9,
        Status.SUGGESTED: 6,
    }
    assert Action.objects.get(ref="HMIC-2013-1.1").status == ActionStatus.REPORTED_COMPLETE
    assert Action.objects.get(ref="BAR-2013-E1.1").status == ActionStatus.NOT_STARTED
    assert not Action.objects.filter(status=ActionStatus.VERIFIED).exists()


def test_every_item_of_2013_has_an_action(case):
    items = Recommendation.objects.filter(ref__regex="^(BAR|HMIC|CAB)-2013-")

    assert not items.filter(action_links=None).exists()


def test_motion_was_answered_92_days_late(case):
    motion = Motion.objects.get(ref="MOTION-2021-11-10")

    assert motion.report_back_due_on == date(2022, 2, 10)
    assert motion.report_back_received_on == date(2022, 5, 13)
    assert motion.report_back_days_late == 92


def test_motion_history_does_not_know_the_report_before_it_came(case):
    motion = Motion.objects.get(ref="MOTION-2021-11-10")

    states = motion.history.order_by("effective_on").values_list(
        "effective_on", "report_back_received_on"
    )

    assert list(states) == [
        (date(2021, 11, 10), None),
        (date(2022, 5, 13), date(2022, 5, 13)),
    ]


def test_every_motion_point_has_an_answer_with_its_page(case):
    points = MotionPoint.objects.all()

    assert not points.unanswered().exists()
    assert all("p." in point.answer_source and point.answer_note for point in points)
    assert Counter(point.answer_word for point in points) == {
        Answer.NO_FURTHER_ACTION: 1,
        Answer.RECOMMENDATIONS_MADE: 6,
        Answer.ALREADY_UNDER_WAY: 5,
        Answer.NO_COMMENT: 1,
    }


def test_everything_says_on_which_page_it_is_printed(case):
    assert all("p." in action.source for action in Action.objects.all())
    assert all("p." in item.page for item in Recommendation.objects.all())
    assert all("p." in finding.page for finding in Finding.objects.all())
    assert all("p." in point.source for point in MotionPoint.objects.all())


def test_suggestions_are_traced_to_points_and_findings_and_to_what_restates_them(case):
    survivors = Recommendation.objects.get(ref="RSCP-2022-R4")
    restated = RecommendationLink.objects.get(earlier__ref="RSCP-2022-B12")

    assert [link.point.number for link in survivors.points.order_by("point__number")] == [8, 12]
    assert survivors.findings.filter(finding__ref="RSCP-2022-F-R4-01").exists()
    assert (restated.later.ref, restated.kind) == ("RSCP-2022-R3", "restates")


def test_bodies_keep_the_names_of_their_time(case):
    renamed = Body.objects.get(short_name="MACE")
    ended = Body.objects.get(short_name="RLSCB")

    assert renamed.name_on(date(2022, 1, 1)) == "Risk Assessment Meeting"
    assert renamed.name_on(date(2022, 5, 1)) == "Multi Agency Child Exploitation meeting"
    assert ended.successor.short_name == "RSCP"


def test_history_takes_effect_on_the_day_of_the_paper(case):
    action = Action.objects.get(ref="HMIC-2013-1.1")

    entry = action.history.get()

    assert entry.effective_on == date(2013, 12, 18)
    assert entry.actor_label == "Reference case"
    assert entry.history_change_reason == "Taken from the published papers"


def test_loading_again_writes_nothing(progress):
    before = rows_in_the_record()

    call_command("load_reference_case", with_invented_progress=True, stdout=StringIO())

    assert rows_in_the_record() == before


def test_loading_again_leaves_what_people_changed(case):
    body = Body.objects.get(slug="srp")
    body.about = "Put right since"
    body.save()

    call_command("load_reference_case", stdout=StringIO())

    assert Body.objects.get(slug="srp").about == "Put right since"


def test_without_being_asked_nothing_is_invented(case):
    assert not User.objects.exists()
    assert not Referral.objects.exists()
    assert not Decision.objects.filter(minute__startswith="Invented").exists()


def test_demonstration_accounts_are_roles_that_may_sign_in(client, monkeypatch, db):
    monkeypatch.setenv("DEMO_PASSWORD", "chosen-for-the-test")

    call_command("load_reference_case", demo_accounts=True, stdout=StringIO())

    assert client.login(username="syp.officer@example.org", password="chosen-for-the-test")
    assert sorted(Membership.objects.values_list("role", flat=True)) == [
        "admin",
        "auditor",
        "body-approver",
        "body-officer",
        "body-officer",
        "body-officer",
        "governance",
        "member",
    ]


def test_demonstration_accounts_keep_their_password_when_loaded_again(monkeypatch, db):
    monkeypatch.setenv("DEMO_PASSWORD", "chosen-for-the-test")
    call_command("load_reference_case", demo_accounts=True, stdout=StringIO())
    monkeypatch.delenv("DEMO_PASSWORD")

    out = StringIO()
    call_command("load_reference_case", demo_accounts=True, stdout=out)

    assert User.objects.get(email="member@example.org").check_password("chosen-for-the-test")
    assert "Password: as given before" in out.getvalue()


def test_people_of_the_invented_layer_cannot_sign_in_unasked(progress):
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_invented_layer_has_something_in_every_status(progress):
    shown = {item.status_word for item in Recommendation.objects.all()}

    assert {action.status_word for action in Action.objects.all()} == set(ActionStatus)
    assert shown == set(Status)


def test_invented_layer_shows_every_flag(progress):
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


def test_invented_layer_shows_every_rating_and_they_add_up(progress):
    today = timezone.localdate()
    board = actions_of("osmb")

    ratings = Counter(board.with_rating(today).values_list("rating", flat=True))
    statuses = Counter(board.values_list("status", flat=True))

    assert set(ratings) == {"red", "amber", "green", "blue", "grey"}
    assert sum(ratings.values()) == sum(statuses.values()) == 34


def test_every_invented_word_says_so(progress):
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


def test_invented_layer_shows_every_visibility(progress):
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


def test_invented_layer_has_a_board_meeting_within_a_month(progress):
    today = timezone.localdate()

    coming = Meeting.objects.filter(body__slug="osmb").coming(today).soonest_first().first()

    assert 0 < (coming.held_on - today).days <= 31


@pytest.mark.parametrize("day", [date(2025, 6, 1), date(2026, 2, 28)])
def test_invented_layer_can_lead_up_to_an_earlier_day(day, db):
    call_command("load_reference_case", with_invented_progress=True, today=day, stdout=StringIO())

    assert ProgressUpdate.objects.latest_first().first().effective_on <= day


def test_invented_layer_refuses_a_day_that_it_cannot_lead_up_to(db):
    with pytest.raises(CommandError, match="Give a day from 2025-06-01 to today"):
        call_command(
            "load_reference_case",
            with_invented_progress=True,
            today=date(2022, 6, 1),
            stdout=StringIO(),
        )

    assert not Review.objects.exists()


def test_invented_layer_fills_every_part_of_the_headline(progress):
    board = headline(actions_of("osmb"), timezone.localdate())

    assert board.total == 34
    assert [band for band, count in board.counts.items() if not count] == []
