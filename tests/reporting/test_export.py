"""The register as files: what is in them, for whom, and that the import reads them back."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.roles import Role
from imports import workflow
from imports.models import Outcome
from imports.planning import likely_kind
from recommendations.writing import written_as_text
from reporting.exports import RESOURCES
from tests.exported import rows_for
from tests.factories import (
    ActionContributorFactory,
    ActionFactory,
    BodyFactory,
    ProgressUpdateFactory,
    RecommendationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Lines of each sort: with one action, with several, with none, with awkward words."""
    one = RecommendationFactory(
        ref="A-1", title="=1+1", summary="-5 degrees\nand rising", theme=None
    )
    services = BodyFactory(short_name="Adults, Housing and Health")
    alone = ActionFactory(
        ref="A-1.1", recommendation=one, title="=1+1", lead_body=services, in_progress=True,
        due_on=date(2030, 3, 31), lead_post="@ head of service",
    )  # fmt: skip
    ActionContributorFactory(action=alone, body=BodyFactory(short_name="Schools and colleges"))
    ProgressUpdateFactory(action=alone, done="+ first forum")
    many = RecommendationFactory(ref="A-2", title="Several")
    ActionFactory(ref="A-2.1", recommendation=many, due_on=None, due_words="February 2014")
    ActionFactory(ref="A-2.2", recommendation=many, verified=True)
    ActionFactory(ref="A-2.3", recommendation=many, blocked=True)
    ActionFactory(ref="OTHER-7", recommendation=many, cancelled=True)
    RecommendationFactory(ref="A-3", title="None yet")


@pytest.mark.parametrize("written_as", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("kind", ["flat", "recommendations", "actions", "updates"])
def test_export_is_read_back_as_no_change(register, tmp_path, kind, written_as):
    file = tmp_path / f"register.{written_as}"
    call_command("export_register", str(file), "--kind", kind)

    plan = workflow.plan_file(file_name=file.name, data=file.read_bytes(), kind=kind)

    assert plan.rows
    assert [(row.ref, row.changes) for row in plan.rows if row.changes] == []
    assert {row.outcome for row in plan.rows} == {Outcome.UNCHANGED}
    assert plan.errors == []


def test_kind_of_what_was_exported_is_plain_from_its_columns(register, tmp_path):
    for kind in ("flat", "recommendations", "actions", "updates"):
        file = tmp_path / f"{kind}.csv"
        call_command("export_register", str(file), "--kind", kind)

        table = workflow.read_table(file.read_bytes())

        assert likely_kind(table) == kind


@pytest.mark.parametrize("kind", sorted(RESOURCES))
def test_each_kind_has_its_headings_even_when_there_is_nothing(kind):
    dataset = rows_for(kind)

    assert dataset.headers[0] == "Reference"
    assert len(dataset) == 0


def test_flat_line_is_a_recommendation_and_its_first_action(register):
    dataset = rows_for("flat")

    assert dataset["Reference"] == ["A-1", "A-2", "A-2.1", "A-2.2", "A-2.3", "OTHER-7", "A-3"]
    assert dataset["Owning body"][0] == "Adults, Housing and Health; Schools and colleges"
    assert dataset["Due date"][0] == date(2030, 3, 31)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("it's", "it's"),
        (date(2022, 5, 27), "2022-05-27"),
        (None, ""),
    ],
)
def test_text_that_could_run_is_written_as_text(value, written):
    assert written_as_text(value) == written


def test_workbook_holds_no_formula(register, tmp_path):
    file = tmp_path / "register.xlsx"
    call_command("export_register", str(file))

    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()

    assert "=1+1" in sheet
    assert "<f>" not in sheet


def test_json_goes_to_the_screen(register):
    output = io.StringIO()

    call_command("export_register", "-", "--kind", "actions", "--format", "json", stdout=output)

    rows = json.loads(output.getvalue())["rows"]
    assert rows[0]["Reference"] == "A-1.1"
    assert rows[0]["Due date"] == "2030-03-31"


def test_export_for_a_person_asks_for_the_permission(register):
    stranger = UserFactory(role=None)

    with pytest.raises(CommandError, match="may not export"):
        call_command("export_register", "--for", stranger.email)
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("export_register", "--for", "nobody@example.org")


def test_list_is_exported_as_csv(register, as_role):
    client = as_role(Role.AUDITOR)

    response = client.get(reverse("recommendation_export"), {"show": "actions", "sort": "ref"})

    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert response["Content-Disposition"] == 'attachment; filename="actions.csv"'
    assert [row["Reference"] for row in rows] == ["A-1.1", "A-2.1", "A-2.2", "A-2.3", "OTHER-7"]
    assert rows[0]["Action"] == "'=1+1"


@pytest.mark.parametrize("kind", ["flat", "recommendations", "actions"])
def test_export_takes_as_many_queries_for_one_line_as_for_three(kind, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add():
        recommendation = RecommendationFactory()
        action = ActionFactory(recommendation=recommendation)
        ActionContributorFactory(action=action)
        ProgressUpdateFactory(action=action)

    add()
    with CaptureQueriesContext(connection) as one:
        rows_for(kind)
    number = len(one)
    add()
    add()

    with django_assert_num_queries(number):
        rows_for(kind)
