"""The reference case as loaded: what is in it, where each thing is printed, and that loading it
again leaves what people changed."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from bodies.models import Body, Decision
from motions.lifecycle import Answer
from motions.models import Motion, MotionNote, MotionPoint
from recommendations.lifecycle.action import Status as ActionStatus
from recommendations.lifecycle.recommendation import Kind, Status
from recommendations.models import (
    Action,
    Recommendation,
    RecommendationLink,
    Referral,
)
from reviews.models import Finding, GlossaryTerm

pytestmark = pytest.mark.django_db


def test_reference_case_holds_what_the_papers_hold(reference_case):
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


def test_reference_case_counts_good_practice_of_2013_beside_the_124_findings(reference_case):
    good_practice = Finding.objects.filter(ref__regex=r"^BAR-2013-G\d$")

    assert good_practice.count() == 5
    assert {finding.kind for finding in good_practice} == {Finding.Kind.GOOD_PRACTICE}
    assert Finding.objects.exclude(pk__in=good_practice.values("pk")).count() == 124
    assert not Action.objects.filter(ref__regex=r"^BAR-2013-G\d$").exists()


def test_reference_case_takes_the_items_of_2013_on_as_their_report_states_them(reference_case):
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


def test_every_item_of_2013_has_an_action(reference_case):
    items = Recommendation.objects.filter(ref__regex="^(BAR|HMIC|CAB)-2013-")

    assert not items.filter(action_links=None).exists()


def test_motion_was_answered_92_days_late(reference_case):
    motion = Motion.objects.get(ref="MOTION-2021-11-10")

    assert motion.report_back_due_on == date(2022, 2, 10)
    assert motion.report_back_received_on == date(2022, 5, 13)
    assert motion.report_back_days_late == 92


def test_motion_history_does_not_know_the_report_before_it_came(reference_case):
    motion = Motion.objects.get(ref="MOTION-2021-11-10")

    states = motion.history.order_by("effective_on").values_list(
        "effective_on", "report_back_received_on"
    )

    assert list(states) == [
        (date(2021, 11, 10), None),
        (date(2022, 5, 13), date(2022, 5, 13)),
    ]


def test_every_motion_point_has_an_answer_with_its_page(reference_case):
    points = MotionPoint.objects.all()

    assert not points.unanswered().exists()
    assert all("p." in point.answer_source and point.answer_note for point in points)
    assert Counter(point.answer_word for point in points) == {
        Answer.NO_FURTHER_ACTION: 1,
        Answer.RECOMMENDATIONS_MADE: 6,
        Answer.ALREADY_UNDER_WAY: 5,
        Answer.NO_COMMENT: 1,
    }


def test_everything_says_on_which_page_it_is_printed(reference_case):
    assert all("p." in action.source for action in Action.objects.all())
    assert all("p." in item.page for item in Recommendation.objects.all())
    assert all("p." in finding.page for finding in Finding.objects.all())
    assert all("p." in point.source for point in MotionPoint.objects.all())


def test_suggestions_are_traced_to_points_and_findings_and_to_what_restates_them(reference_case):
    survivors = Recommendation.objects.get(ref="RSCP-2022-R4")
    restated = RecommendationLink.objects.get(earlier__ref="RSCP-2022-B12")

    assert [link.point.number for link in survivors.points.order_by("point__number")] == [8, 12]
    assert survivors.findings.filter(finding__ref="RSCP-2022-F-R4-01").exists()
    assert (restated.later.ref, restated.kind) == ("RSCP-2022-R3", "restates")


def test_bodies_keep_the_names_of_their_time(reference_case):
    renamed = Body.objects.get(short_name="MACE")
    ended = Body.objects.get(short_name="RLSCB")

    assert renamed.name_on(date(2022, 1, 1)) == "Risk Assessment Meeting"
    assert renamed.name_on(date(2022, 5, 1)) == "Multi Agency Child Exploitation meeting"
    assert ended.successor.short_name == "RSCP"


def test_history_takes_effect_on_the_day_of_the_paper(reference_case):
    action = Action.objects.get(ref="HMIC-2013-1.1")

    entry = action.history.get()

    assert entry.effective_on == date(2013, 12, 18)
    assert entry.actor_label == "Reference case"
    assert entry.history_change_reason == "Taken from the published papers"


def test_loading_again_leaves_what_people_changed(reference_case):
    body = Body.objects.get(slug="srp")
    body.about = "Put right since"
    body.save()

    call_command("load_reference_case", stdout=StringIO())

    assert Body.objects.get(slug="srp").about == "Put right since"


def test_without_being_asked_nothing_is_invented(reference_case):
    assert not User.objects.exists()
    assert not Referral.objects.exists()
    assert not Decision.objects.filter(minute__startswith="Invented").exists()
