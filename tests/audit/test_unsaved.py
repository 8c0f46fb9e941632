"""New things that are written without ever being an instance of their model."""

import copy
from itertools import tee

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, transaction
from django.utils.timezone import localdate as today

from audit import bulk
from audit.models import Entry
from audit.record import Act, record_all_new, record_many_changed
from audit.unsaved import Unsaved, unsaved
from benchmarks.timing import counted
from recommendations.lifecycle.action import Status
from recommendations.models import (
    Action,
    ActionRecommendation,
    ProgressUpdate,
    Recommendation,
    Theme,
)
from tests import factories

pytestmark = pytest.mark.django_db


def given_of(saved):
    own = {"id", "sort_key", "recorded_at"}
    fields = (field.name for field in saved._meta.concrete_fields)
    return {name: getattr(saved, name) for name in fields if name not in own}


def row_of(model, **key):
    row = model.objects.filter(**key).values().get()
    return {name: row[name] for name in row if name not in ("id", "ref", "sort_key", "recorded_at")}


@pytest.mark.parametrize(
    "build",
    [
        lambda: factories.ActionFactory(
            reported_complete=True, implications=["finance", "legal"], summary="“Ünï”, 100%; 'x'"
        ),
        lambda: factories.RecommendationFactory(closed=True, next_at_committee_on=today()),
        lambda: factories.EvidenceFactory(held=True),
        lambda: factories.ProgressUpdateFactory(next_on=None),
        lambda: factories.ReferralFactory(partly=True),
        lambda: factories.DateChangeFactory(agreed=True),
        lambda: factories.ThemeFactory(),
    ],
    ids=["action", "recommendation", "evidence", "update", "referral", "date change", "theme"],
)
@pytest.mark.parametrize("number", [1, 300])
@pytest.mark.parametrize("make", [unsaved, lambda model, **given: model(**given)])
def test_row_written_with_many_is_the_row_that_a_save_writes(make, build, number):
    saved = build()
    model, given = type(saved), given_of(saved)
    names = [name for name in ("ref", "slug", "name") if name in given]
    again = [
        make(model, **given | {name: f"{given[name]}-{n}" for name in names}) for n in range(number)
    ]

    record_all_new([again], Act(reason="Again"))

    own = set(names)
    last = row_of(model, pk=again[-1].pk)
    assert {name: last[name] for name in last if name not in own} == {
        name: value for name, value in row_of(model, pk=saved.pk).items() if name not in own
    }
    rows = model.history.filter(history_change_reason="Again")
    assert rows.count() == number == Entry.objects.filter(reason="Again").count()
    row, first = rows.get(id=again[0].pk), saved.history.earliest()
    assert row.history_type == "+"
    for name in given.keys() - own:
        attname = model._meta.get_field(name).attname
        assert getattr(row, attname) == getattr(first, attname), name


def test_what_was_not_given_is_as_the_model_says():
    given = {"ref": "R-10.2", "title": "Train", "opened_on": today(), "status_on": today()}
    plain = Action(**given)
    thing = unsaved(Action, **given)

    for field in Action._meta.concrete_fields[1:]:
        assert getattr(thing, field.attname) == getattr(plain, field.attname), field.name
    assert thing.status_word == plain.status_word == Status.NOT_STARTED

    plain.save()
    record_all_new([[unsaved(Action, **given | {"ref": "R-10.3"})]], Act())

    assert row_of(Action, ref="R-10.3") == row_of(Action, ref="R-10.2")
    assert Action.objects.get(ref="R-10.3").sort_key == "r-000010.000003"


def test_what_is_no_field_is_refused():
    with pytest.raises(FieldDoesNotExist, match="no field of the name owner, titel"):
        unsaved(Theme, titel="A", owner="B", name="C")


def test_relation_is_set_by_its_thing_and_never_by_a_key_alone():
    action = unsaved(Action, ref="A-1.1", lead_body=factories.BodyFactory())

    assert action.lead_body_id == action.lead_body.pk
    with pytest.raises(AttributeError, match="Set lead_body"):
        action.lead_body_id = 7


def test_things_that_point_to_one_another_are_written_in_any_order():
    action = unsaved(Action, ref="A-1.1", title="Train", opened_on=today(), status_on=today())
    parent = unsaved(Recommendation, ref="A-1", title="Training", status_on=today())
    link = unsaved(ActionRecommendation, action=action, recommendation=parent)

    record_all_new([[link], [action], [], [parent]], Act(reason="Together"))

    made = ActionRecommendation.objects.get()
    assert (made.action.ref, made.recommendation.ref) == ("A-1.1", "A-1")
    entry = Entry.objects.get(model="recommendations.actionrecommendation")
    assert (entry.ref, entry.object_id) == ("A-1.1", link.pk)


def test_what_points_to_something_that_is_not_written_with_it_is_refused():
    action = unsaved(Action, ref="A-1.1", title="Train", opened_on=today(), status_on=today())
    update = unsaved(ProgressUpdate, action=action, done="Begun", effective_on=today())

    with pytest.raises(ValueError, match="has no key"), transaction.atomic():
        record_all_new([[update]], Act())

    assert not ProgressUpdate.objects.exists()


def test_what_was_written_is_known_by_its_key_and_reference_alone():
    theme = unsaved(Theme, slug="a", name="A")
    action = unsaved(Action, ref="A-1.1", title="Train", opened_on=today(), status_on=today())

    record_all_new([[theme], [action]], Act())

    assert (theme.slug, Theme.objects.get().pk) == ("a", theme.pk)
    assert action.ref == "A-1.1"
    assert not isinstance(action, Unsaved)
    with pytest.raises(AttributeError):
        _ = action.title


@pytest.mark.parametrize("number", [2, 40])
def test_what_things_belong_to_is_read_before_they_are_written(number):
    pks = [factories.ProgressUpdateFactory().pk for _ in range(number)]
    # Their actions are not read yet.
    updates = list(ProgressUpdate.objects.filter(pk__in=pks).order_by("pk"))
    for update in updates:
        update.done += " and more"

    record_many_changed(updates, ["done"], Act(reason="Changed"))

    entries = Entry.objects.filter(reason="Changed").order_by("object_id")
    assert [entry.ref for entry in entries] == [update.action.ref for update in updates]


def test_row_that_asks_the_database_while_others_are_written_is_refused():
    def rows():
        for n in range(40):
            yield [f"theme-{n}", f"Theme {n}", Theme.objects.count() if n > 30 else 1]

    with pytest.raises(RuntimeError, match="SELECT COUNT"), transaction.atomic():
        bulk.write("recommendations_theme", ["slug", "name", "version"], rows())

    assert Theme.objects.count() == 0


def test_keys_of_several_tables_are_those_that_they_would_give_next():
    factories.ThemeFactory()
    before = Theme.objects.get().pk

    with counted() as statements:
        keys = bulk.keys({Theme: 2, Action: 3})

    assert len(statements) == 1
    assert list(keys[Theme]) == [before + 1, before + 2]
    assert len(set(keys[Action])) == 3
    if connection.vendor == "postgresql":
        assert factories.ThemeFactory().pk == before + 3


def test_rows_are_handed_on_as_they_are_made_though_the_first_is_looked_at():
    made = []

    def rows():
        for n in range(5):
            made.append(n)
            yield [n]

    looked_at, handed_on = tee(bulk._Streamed(rows()))

    assert next(looked_at) == [0]
    assert made == [0]
    assert next(handed_on) == [0]
    assert list(handed_on) == [[1], [2], [3], [4]]
    assert list(looked_at) == []


def test_rows_that_nobody_copies_come_all_the_same():
    assert list(bulk._Streamed(iter([[1], [2]]))) == [[1], [2]]
    empty = bulk._Streamed(iter([]))
    assert (list(copy.copy(empty)), list(empty)) == ([], [])
