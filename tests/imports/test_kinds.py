"""Bodies, meetings, motions, their points, reviews and findings from a spreadsheet."""

import csv
import io

import pytest
from django.core.management import call_command

from imports import workflow
from imports.models import Outcome
from imports.planning import likely_kind
from imports.workflow import read_table

pytestmark = pytest.mark.django_db

KINDS = ["bodies", "meetings", "motions", "motion-points", "reviews", "findings"]


def exported(kind, tmp_path, written_as):
    file = tmp_path / f"{kind}.{written_as}"
    call_command("export_register", str(file), "--kind", kind)
    return file.read_bytes()


@pytest.mark.parametrize("written_as", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_back_as_no_change(reference_case, tmp_path, kind, written_as):
    data = exported(kind, tmp_path, written_as)

    plan = workflow.plan_file(file_name="register", data=data, kind=kind)

    assert plan.errors == []
    assert [(row.ref, row.changes) for row in plan.rows if row.changes] == []
    assert {row.outcome for row in plan.rows} == {Outcome.UNCHANGED}


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_found_out_from_the_columns_that_are_written(reference_case, tmp_path, kind):
    assert likely_kind(read_table(exported(kind, tmp_path, "csv"))) == kind
