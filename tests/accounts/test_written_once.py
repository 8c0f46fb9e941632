"""Conditions that are written once say the same as those that Django puts together each time."""

import pytest
from django.db.models import Exists, F, OuterRef, Q

from accounts import visibility
from accounts.roles import Role
from accounts.visibility import Classified
from accounts.written_once import WrittenOnce, written_once
from recommendations.models import Action, Evidence, ProgressUpdate, Recommendation
from reviews.models import Finding
from tests.factories import BodyFactory, UserFactory
from tests.test_canaries import READ, Scene

pytestmark = pytest.mark.django_db

MODELS = [Recommendation, Action, ProgressUpdate, Evidence, Finding]


@pytest.fixture
def scene():
    scene = Scene()
    scene.add_hidden()
    return scene


def put_together(model, user):
    """As it was before anything was kept."""
    at_once = visibility._everything_or_nothing(user)
    if at_once is not None:
        return at_once
    return model._open_to(user) & model.belongs_to_what_is_read_by(user)


def test_there_is_no_other_model_that_is_classified():
    assert set(MODELS) == set(Classified.__subclasses__())


@pytest.mark.parametrize("who", [who for who in READ if who not in ("anonymous", "public")])
def test_everybody_reads_the_same_rows_now_and_in_history(scene, who):
    user = scene.people[who]
    for model in MODELS:
        for rows in (model._base_manager.order_by("pk"), model.history.order_by("pk")):
            once = list(rows.filter(model.readable_by(user)).values_list("pk", flat=True))
            each_time = list(rows.filter(put_together(model, user)).values_list("pk", flat=True))
            assert once == each_time


def test_it_follows_its_rows_into_subqueries_of_themselves(scene):
    """The row of a subquery has another name than the one outside."""
    user = scene.people["other officer"]
    readable = Recommendation.readable_by(user)
    same_review = Recommendation._base_manager.filter(readable, review=OuterRef("review"))

    beside = Recommendation._base_manager.filter(~readable, Exists(same_review))

    hidden = Recommendation._base_manager.exclude(pk__in=Recommendation.objects.filter(readable))
    assert hidden.exists()
    assert set(beside) == set(hidden)


def test_those_who_read_the_same_share_one_and_others_do_not(scene, settings):
    lead = scene.people["officer"]
    colleague = UserFactory(role=Role.BODY_OFFICER, body=scene.lead)
    elsewhere = UserFactory(role=Role.BODY_OFFICER, body=BodyFactory())

    assert Action.readable_by(lead) is Action.readable_by(colleague)
    assert Action.readable_by(lead) is not Action.readable_by(elsewhere)
    assert Action.readable_by(lead) is not Action.readable_within(lead)


def test_no_more_are_kept_than_so_many(scene, monkeypatch):
    monkeypatch.setattr(visibility, "_KEPT_AT_MOST", 2)
    monkeypatch.setattr(visibility, "_CONDITIONS", {})

    for name in ("officer", "member", "other officer", "admin"):
        Finding.readable_by(scene.people[name])

    assert len(visibility._CONDITIONS) <= 2


def test_nothing_and_everything_stay_what_they_are():
    assert written_once(Action, Q(pk__in=[])) == Q(pk__in=[])
    assert written_once(Action, Q()) == Q()


def test_condition_on_another_table_is_refused():
    with pytest.raises(ValueError, match="by a join"):
        written_once(Action, Q(lead_body__name="Council"))


def test_conditions_of_different_rows_are_not_the_same():
    one, same, other = (WrittenOnce("TRUE", ()) for _ in range(3))
    other.set_source_expressions([F("lead_body")])

    assert one == same
    assert one != other


def test_it_shows_what_it_says():
    (condition,) = written_once(Action, Q(title="Lights")).children
    assert isinstance(condition, WrittenOnce)
    assert "title" in repr(condition)
