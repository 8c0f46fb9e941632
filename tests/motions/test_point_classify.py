import pytest
from django.urls import reverse

from accounts.roles import Role
from motions import workflow
from motions.lifecycle import Answer
from tests.factories import MotionPointFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(point):
    return reverse("point_classify", args=[point.motion.ref, point.number])


def typed(point, **changed):
    words = {
        "answer": "carried",
        "note": "The leader made a statement.",
        "source": "Statement, page 1",
        "version": point.version,
    }
    return words | changed


def test_governance_says_how_a_point_was_answered(as_role):
    point = MotionPointFactory()
    governance = as_role(Role.GOVERNANCE)

    answer = governance.post(address(point), typed(point))

    point.refresh_from_db()
    assert answer.url == point.get_absolute_url()
    assert point.answer_word == Answer.CARRIED
    assert point.classified_by == governance.person
    assert point.history.first().actor_label == str(governance.person)


def test_the_page_shows_the_present_answer(as_role):
    point = MotionPointFactory(answered=True, title="Apologise")

    page = as_role(Role.GOVERNANCE).get(address(point)).content.decode()

    assert "Apologise" in page
    assert "Answered: recommendations made" in page


def test_an_answer_without_its_page_is_not_saved(as_role):
    point = MotionPointFactory()

    page = as_role(Role.GOVERNANCE).post(address(point), typed(point, source=""))

    point.refresh_from_db()
    assert point.answer_word == Answer.NOT_ANSWERED
    assert "The leader made a statement." in page.content.decode()


def test_an_answer_that_may_not_follow_is_not_offered(as_role):
    point = MotionPointFactory(answered=True)

    as_role(Role.GOVERNANCE).post(address(point), typed(point, answer="not-answered"))

    point.refresh_from_db()
    assert point.answer_word == Answer.RECOMMENDATIONS_MADE


def test_whoever_saves_second_is_told_and_may_save_again(as_role):
    point = MotionPointFactory()
    governance = as_role(Role.GOVERNANCE)
    other = UserFactory(role=Role.GOVERNANCE, name="Other officer")
    workflow.classify(point, answer=Answer.NO_COMMENT, note="", source="Page 28", by=other)

    page = governance.post(address(point), typed(point))

    assert "Other officer changed this at" in page.content.decode()
    assert "The leader made a statement." in page.content.decode()
    assert [(one.field, one.new) for one in page.context["form"].changed_meanwhile] == [
        ("Answer", Answer.NO_COMMENT.label),
        ("Page of the answer", "Page 28"),
    ]

    governance.post(address(point), typed(point, version=2))

    point.refresh_from_db()
    assert point.answer_word == Answer.CARRIED


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BODY_APPROVER, Role.ADMIN, Role.AUDITOR])
def test_classifying_is_refused_to_others(as_role, role):
    point = MotionPointFactory()

    assert as_role(role).post(address(point), typed(point)).status_code == 403


def test_a_point_that_does_not_exist_is_not_found(as_role):
    point = MotionPointFactory()

    gone = reverse("point_classify", args=[point.motion.ref, 999])

    assert as_role(Role.GOVERNANCE).get(gone).status_code == 404
