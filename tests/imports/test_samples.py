"""The two sample spreadsheets go in: to an empty register, over the reference case, and over the
progress that is invented on top of it. A second time, neither changes anything."""

import io
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from openpyxl import load_workbook

from accounts.roles import Role
from audit.verify import verify
from imports.models import ImportBatch
from imports.undoing import undo
from recommendations.models import Action
from tests.factories import UserFactory
from tests.imports.standing import stand
from tests.office import needs_office, saved_again

pytestmark = pytest.mark.django_db

SAMPLES = settings.BASE_DIR / "fixtures" / "samples"
FOLLOW_UP = ("2013-follow-up.csv",)
PLAN = ("rscp-2022-action-plan.xlsx", "--kind", "actions", "--source", "RSCP-2022")


def load_case(**options):
    call_command("load_reference_case", stdout=StringIO(), **options)


#: What fills the register before, how many actions it has afterwards, and what the two files do to
#: it: how many of their lines are new and how many change something.
REGISTERS = {
    "empty": (lambda: None, 48, [(19, 0), (32, 0)]),
    "reference case": (load_case, 65, [(0, 0), (0, 32)]),
    "invented progress": (lambda: load_case(with_invented_progress=True), 68, [(0, 0), (0, 6)]),
}


def rows_in_the_record():
    """How many rows each table of the register has, history included."""
    return {
        model._meta.label: model.objects.count()
        for app in ("bodies", "reviews", "recommendations")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.parametrize(("fill", "actions", "effects"), REGISTERS.values(), ids=REGISTERS)
def test_both_samples_go_in_and_again_change_nothing(run_import, fill, actions, effects):
    fill()
    for (name, *options), effect in zip((FOLLOW_UP, PLAN), effects, strict=True):
        data = (SAMPLES / name).read_bytes()

        code, report = run_import(data, *options, name=name)
        rows = rows_in_the_record()
        again_code, again = run_import(data, *options, name=name)

        assert (code, report["errors"], report["new"], report["changed"]) == (0, [], *effect)
        assert (again_code, again["errors"], again["new"], again["changed"]) == (0, [], 0, 0)
        assert rows_in_the_record() == rows
    assert Action.objects.count() == actions


#: How a person opens a text file with semicolons there, in UTF-8.
BY_SEMICOLONS = ("--infilter=Text - txt - csv (StarCalc):59,34,76,1",)


@needs_office
@pytest.mark.parametrize("written_as", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize(
    ("sample", "opened"), [(FOLLOW_UP, BY_SEMICOLONS), (PLAN, ())], ids=["follow-up", "plan"]
)
def test_samples_saved_by_another_program_change_nothing(
    run_import, tmp_path, sample, opened, written_as
):
    load_case()
    name, *options = sample
    file = tmp_path / name
    file.write_bytes((SAMPLES / name).read_bytes())
    code, _ = run_import(file.read_bytes(), *options, name=name)

    again = saved_again(file, written_as, *opened)
    code_again, report = run_import(again, *options, name=f"again.{written_as}")

    assert (code, code_again, report["errors"]) == (0, 0, [])
    assert (report["new"], report["changed"]) == (0, 0)


def with_other_words(data):
    """The file with another title in one of its lines, as its keeper would save it."""
    if not data.startswith(b"PK"):
        return data.replace(b"Expand the approach to more sectors", b"Reach more sectors", 1)
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    cell = next(
        cell
        for row in sheet.iter_rows(min_row=6)
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("Tell new councillors")
    )
    cell.value = "Tell every councillor how to report and refer"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def goes_in_again_and_both_are_undone(run_import, data, changed, name, options):
    governance = UserFactory(role=Role.GOVERNANCE)
    empty = stand()
    run_import(data, *options, name=name)
    first, before = ImportBatch.objects.latest("pk"), stand()

    code, report = run_import(changed, *options, name=name)
    second = ImportBatch.objects.latest("pk")
    assert (code, report["new"], report["changed"]) == (0, 0, 1)
    undo(second, reason="The old words stand", by=governance)
    assert stand() == before
    undo(first, reason="It was a trial", by=governance)
    assert stand() == empty
    assert verify().holds


@pytest.mark.parametrize("sample", [FOLLOW_UP, PLAN], ids=["csv", "xlsx"])
def test_sample_that_was_changed_goes_in_again_and_both_are_undone(run_import, sample):
    name, *options = sample
    data = (SAMPLES / name).read_bytes()
    changed = with_other_words(data)
    assert changed != data

    goes_in_again_and_both_are_undone(run_import, data, changed, name, options)


@needs_office
@pytest.mark.parametrize("written_as", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize(
    ("sample", "opened"), [(FOLLOW_UP, BY_SEMICOLONS), (PLAN, ())], ids=["follow-up", "plan"]
)
def test_sample_that_was_changed_and_saved_by_another_program_does_so_too(
    run_import, tmp_path, sample, opened, written_as
):
    name, *options = sample
    data, file = (SAMPLES / name).read_bytes(), tmp_path / name
    file.write_bytes(with_other_words(data))

    changed = saved_again(file, written_as, *opened)

    goes_in_again_and_both_are_undone(run_import, data, changed, name, options)
