"""How a motion point comes to be answered: who may say so, with what, and what stays on record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.refusal import NotAllowed
from motions.lifecycle import NEXT, Answer
from motions.workflow import classify
from tests.factories import MotionPointFactory, UserFactory

pytestmark = pytest.mark.django_db


def said(point, by, **extra):
    particulars = {"answer": Answer.CARRIED, "note": "The board has it", "source": "Page 9"}
    return classify(point, **{**particulars, "by": by, **extra})


@pytest.fixture
def governance():
    return UserFactory(role=Role.GOVERNANCE)


@pytest.mark.parametrize(("current", "new"), [(old, new) for old in Answer for new in NEXT[old]])
def test_later_reading_replaces_an_earlier_one(current, new, governance):
    point = MotionPointFactory(answered=current != Answer.NOT_ANSWERED, answer=current)

    said(point, governance, answer=new)

    point.refresh_from_db()
    last = point.history.latest()
    assert (point.answer, point.classified_by) == (new, governance)
    assert (last.answer, last.actor_label) == (new, governance.name)
    assert last.history_change_reason == "The board has it"


@pytest.mark.parametrize("current", Answer)
def test_answer_once_given_is_not_taken_back(current, governance):
    point = MotionPointFactory(answered=current != Answer.NOT_ANSWERED, answer=current)

    with pytest.raises(NotAllowed):
        said(point, governance, answer=Answer.NOT_ANSWERED)

    assert point.history.count() == 1


def test_page_of_an_answer_is_corrected(governance):
    point = MotionPointFactory(answered=True, answer=Answer.CARRIED)

    said(point, governance, answer=Answer.CARRIED, source="Review report, page 22")

    point.refresh_from_db()
    assert (point.answer, point.answer_source) == (Answer.CARRIED, "Review report, page 22")


def test_saying_the_same_again_is_refused(governance):
    point = MotionPointFactory()
    said(point, governance)

    with pytest.raises(NotAllowed, match="already"):
        said(point, governance)

    assert point.history.count() == 2


@pytest.mark.parametrize("role", [*(role for role in Role if role != Role.GOVERNANCE), None])
def test_only_governance_classifies(role):
    point = MotionPointFactory()

    with pytest.raises(NotAllowed, match="role"):
        said(point, UserFactory(role=role))

    assert point.history.count() == 1


@pytest.mark.parametrize(
    ("without", "words"),
    [({"source": ""}, "page"), ({"answer": ""}, "how it was answered")],
)
def test_classifying_says_what_is_missing(without, words, governance):
    point = MotionPointFactory()

    with pytest.raises(NotAllowed, match=words):
        said(point, governance, **without)

    assert point.history.count() == 1


def test_somebody_is_named_as_the_one_who_classified():
    with pytest.raises(NotAllowed, match="who"):
        said(MotionPointFactory(), None)


def test_point_is_not_classified_on_a_day_to_come(governance):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(NotAllowed, match="future"):
        said(MotionPointFactory(), governance, effective_on=tomorrow)


def test_reading_of_a_paper_is_named_by_its_label():
    point = said(MotionPointFactory(), None, label="Reading of the papers")

    assert (point.classified_by, point.classified_by_label) == (None, "Reading of the papers")
