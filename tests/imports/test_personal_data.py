"""Cells that seem to hold personal data: named, never repeated, and saved only with a reason."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.roles import Role
from imports.models import ImportBatch, State
from recommendations.models import Action, Recommendation
from tests.imports.conftest import text_file, workbook
from tests.imports.test_pages import upload

pytestmark = pytest.mark.django_db

HEADINGS = ["Reference", "Title", "Owner", "Status", "Due date", "Progress update"]
PHONE = "07700 900123"
REASON = "It is the published line of the service"
WARNING = "It seems to hold a telephone number. Take it out, or say why it must stay."


def register(*rows):
    return text_file([HEADINGS, *rows], delimiter=",", encoding="utf-8")


@pytest.fixture
def with_phone():
    return register(
        ["A-R1", "Tell members", "Police", "in progress", "31/03/2023", f"Rang {PHONE} on Monday"],
        ["A-R2", "Map support", "Police", "in progress", "TBC", "Map drawn"],
    )


def personal(report):
    return [one for one in report["warnings"] if "seems to hold" in one["message"]]


def test_a_cell_is_named_and_not_repeated_and_nothing_is_saved(run_import, with_phone):
    code, report = run_import(with_phone)

    assert (code, report["saved"], report["batch"], report["new"]) == (1, False, None, 2)
    assert personal(report) == [
        {"row": 2, "column": "Progress update", "value": "", "message": WARNING}
    ]
    assert PHONE not in json.dumps(report)
    assert not Recommendation.objects.exists()
    assert not ImportBatch.objects.exists()


def test_without_json_the_rows_are_named_too(with_phone, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(with_phone)
    told, complained = StringIO(), StringIO()

    with pytest.raises(SystemExit) as leaving:
        call_command("import_register", str(file), stdout=told, stderr=complained)

    assert leaving.value.code == 1
    assert f"Warning: row 2, Progress update: {WARNING}" in told.getvalue()
    assert "Rows that seem to hold personal data: 2." in complained.getvalue()
    assert "--keep-because" in complained.getvalue()
    assert PHONE not in told.getvalue() + complained.getvalue()


def test_a_reason_saves_it_as_it_is_and_stands_in_the_history_of_the_batch(run_import, with_phone):
    code, report = run_import(with_phone, "--keep-because", REASON)

    assert (code, report["saved"], len(personal(report))) == (0, True, 1)
    assert PHONE in Action.objects.get(ref="A-R1.1").updates.get().done
    batch = ImportBatch.objects.get()
    assert batch.history.latest().history_change_reason == (
        f"Imported from register.csv. Kept what seems to be personal data in row 2: {REASON}."
    )


def test_looking_only_says_that_it_could_not_be_saved(run_import, with_phone):
    assert run_import(with_phone, "--dry-run")[0] == 1
    assert run_import(with_phone, "--dry-run", "--keep-because", REASON)[0] == 0
    assert not ImportBatch.objects.exists()


def test_a_reason_with_personal_data_in_it_is_refused(run_import, with_phone):
    code, report = run_import(with_phone, "--keep-because", "Ask a@example.org")

    assert code == 2
    assert report["refused"] == (
        "What --keep-because says seems to hold an e-mail address. Take it out."
    )


def test_what_is_in_the_register_already_is_not_asked_about_again(run_import, with_phone):
    run_import(with_phone, "--keep-because", REASON)
    moved = with_phone.replace(b"Tell members", b"Tell new members")

    same, again = run_import(with_phone)
    later, changed = run_import(moved)

    assert (same, again["unchanged"], personal(again)) == (0, 2, [])
    assert (later, changed["changed"], personal(changed)) == (0, 1, [])


def test_what_a_changed_row_brings_is_asked_about(run_import, with_phone):
    run_import(register(["A-R1", "Tell members", "Police", "in progress", "", "Started"]))

    code, report = run_import(with_phone)

    assert (code, len(personal(report))) == (1, 1)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Title", f"Ring {PHONE}"),
        ("Owner", "Officer, officer@example.org"),
        ("Due date", "Ask AB51 CDE"),
        ("Progress update", "Lives at S60 1AE"),
    ],
)
def test_every_cell_of_words_is_looked_at_and_nothing_about_it_repeats_it(run_import, column, cell):
    row = dict(zip(HEADINGS, ["A-R1", "Tell members", "Police", "", "", ""], strict=True))
    row[column] = cell

    code, report = run_import(register(list(row.values())))

    assert (code, [one["column"] for one in personal(report)]) == (1, [column])
    assert cell.split(maxsplit=1)[1] not in json.dumps(report)


def test_references_days_and_words_from_a_list_are_no_alarm(run_import):
    rows = register(
        ["S60-1AE", "Tell members", "Police", "in progress", "10 November 2021", "At 14:30"]
    )

    code, report = run_import(rows)

    assert (code, personal(report)) == (0, [])


def test_a_sub_heading_that_becomes_a_title_is_looked_at_once(run_import):
    rows = [
        ["Ref", "Action", "Owner(s)", "Target date", "Status"],
        ["", f"1. Ring {PHONE}"],
        ["R1.1", "Tell members", "Police", "", ""],
        ["R1.2", "Say who to ask", "Police", "", ""],
    ]

    _, report = run_import(
        workbook(rows), "--kind", "actions", "--source", "RP-2022", name="plan.xlsx"
    )

    assert [(one["row"], one["column"]) for one in personal(report)] == [(3, "Sub-heading")]


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


def test_the_preview_says_how_many_cells_and_asks_why(governance, with_phone):
    response = upload(governance, with_phone)

    assert "1 cell seems to hold personal data." in response.text
    assert "Row 2, Progress update: It seems to hold a telephone number." in response.text
    assert "Why this must stay" in response.text


def test_confirming_without_a_reason_saves_nothing(governance, with_phone):
    upload(governance, with_phone)
    batch = ImportBatch.objects.get()

    response = governance.post(batch.get_absolute_url(), {"confirm": "1", "keep_because": " "})

    assert response.context["form"].errors == {
        "keep_because": ["Say why it must stay, or take it out"]
    }
    assert "There is a problem" in response.text
    assert not Recommendation.objects.exists()


def test_confirming_with_a_reason_saves_and_records_it(governance, with_phone):
    upload(governance, with_phone)
    batch = ImportBatch.objects.get()

    governance.post(batch.get_absolute_url(), {"confirm": "1", "keep_because": REASON})

    batch.refresh_from_db()
    assert batch.state == State.SAVED
    assert f"in row 2: {REASON}." in batch.history.latest().history_change_reason
    # The rows themselves say where they come from, and no more.
    row = Recommendation.objects.get(ref="A-R1").history.get()
    assert row.history_change_reason == "Imported from register.csv, row 2"


def test_a_preview_can_be_discarded_without_a_reason(governance, with_phone):
    upload(governance, with_phone)
    batch = ImportBatch.objects.get()

    governance.post(batch.get_absolute_url(), {"discard": "1"})

    batch.refresh_from_db()
    assert batch.state == State.DISCARDED


def test_a_file_without_personal_data_asks_nothing(governance, follow_up):
    response = upload(governance, follow_up)

    assert "Why this must stay" not in response.text
