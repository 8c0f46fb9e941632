"""The generated register is a legal one, the same each time, and in the proportions promised."""

from datetime import date

import pytest
from django.db import connection, transaction
from openpyxl import load_workbook

from benchmarks.bulk import insert
from benchmarks.generator import ACTIONS_EACH, WRITTEN, generate
from benchmarks.workbook import HEADINGS, write_workbook
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Action, ProgressUpdate, Recommendation, Theme

DAY = date(2026, 11, 2)

pytestmark = pytest.mark.django_db


def test_generate_makes_as_many_as_asked_with_their_actions():
    generate(120, on=DAY)

    assert Recommendation.objects.count() == 120
    assert Action.objects.count() == 120 * ACTIONS_EACH
    assert ProgressUpdate.objects.exists()


def test_generate_breaks_no_constraint_or_key():
    generate(120, on=DAY)

    connection.check_constraints()
    for action in Action.objects.all():
        action.validate_constraints()


def test_generate_is_the_same_for_the_same_seed():
    first = actions_of_seed(7)
    again = actions_of_seed(7)
    other = actions_of_seed(8)

    assert first == again
    assert first != other


def actions_of_seed(seed):
    """The actions of a register that is forgotten at once."""
    with transaction.atomic():
        generate(40, on=DAY, seed=seed)
        actions = list(Action.objects.in_reference_order().values_list("ref", "status", "due_on"))
        transaction.set_rollback(True)
    return actions


def test_generate_gives_every_row_a_history_that_ends_with_what_it_holds():
    generate(60, on=DAY)

    for model in WRITTEN:
        assert set(model.history.values_list("id", flat=True)) == set(
            model.objects.values_list("id", flat=True)
        )
    for recommendation in Recommendation.objects.all():
        newest, *_, first = recommendation.history.order_by("-history_date")
        assert (newest.version, newest.status) == (recommendation.version, recommendation.status)
        assert (first.history_type, first.status) == ("+", Status.SUGGESTED)


def test_generate_leaves_the_register_open_to_new_rows():
    ground = generate(20, on=DAY)

    new = Recommendation(ref="NEW-1", title="New", lead_body=ground.owners[0], status_on=DAY)
    new.save()

    assert Recommendation.objects.count() == 21


def test_insert_refuses_a_field_that_the_model_has_not():
    with pytest.raises(ValueError, match="nonsense"):
        insert(Theme, [{"id": 1, "nonsense": 2}])


def test_write_workbook_has_a_line_each_under_its_headings(tmp_path):
    write_workbook(tmp_path / "tracker.xlsx", 3)

    rows = list(load_workbook(tmp_path / "tracker.xlsx").active.values)
    assert rows[0] == HEADINGS
    assert [row[0] for row in rows[1:]] == ["NEW-1", "NEW-2", "NEW-3"]
