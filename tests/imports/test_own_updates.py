"""A body's people bring updates of their own actions from a spreadsheet, and nothing else."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from imports import workflow
from imports.blank import sheets_to_fill_in
from imports.models import ImportBatch, Kind, State
from imports.planning.columns import COLUMNS
from imports.reading import Refused
from motions.lifecycle import Answer
from recommendations.models import Action, ProgressUpdate, Recommendation
from recommendations.writing import in_pieces, write_xlsx
from tests.factories import (
    ActionFactory,
    BodyFactory,
    MeetingFactory,
    MotionFactory,
    RecommendationFactory,
    ReviewFactory,
)
from tests.imports.conftest import text_file, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def police():
    return BodyFactory(short_name="SYP", name="South Yorkshire Police", police=True)


@pytest.fixture
def officer(as_role, police):
    return as_role(Role.BODY_OFFICER, body=police)


@pytest.fixture
def actions(police):
    due = timezone.localdate() + timedelta(days=100)
    return [
        ActionFactory(ref="A-1.1", title="Train", lead_body=police, in_progress=True, due_on=due),
        ActionFactory(ref="A-1.2", title="Publish", lead_body=police),
        ActionFactory(ref="A-1.3", lead_body=police, verified=True),
        ActionFactory(ref="B-1.1", title="Of another body"),
    ]


def upload(client, data, name="updates.xlsx"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("own_updates"), {"file": file}, follow=True)


def bytes_of(kind):
    return b"".join(in_pieces(write_xlsx, sheets_to_fill_in(kind), title="To fill in"))


def rows_of(client):
    data = client.get(reverse("own_updates_workbook")).getvalue()
    return [list(row) for row in load_workbook(io.BytesIO(data))["updates"].values]


def test_workbook_has_a_line_for_each_open_action_of_ones_own(officer, actions):
    page = officer.get(reverse("own_updates")).text

    rows = rows_of(officer)

    assert "2 open actions" in page
    assert [row[:2] for row in rows[1:]] == [["A-1.1", "Train"], ["A-1.2", "Publish"]]
    assert rows[0][:5] == [
        "Reference", "What the action is", "To be done by", "Where it is now", "As at"
    ]  # fmt: skip
    assert reverse("own_updates") in officer.get("/").text


def test_what_is_filled_in_is_shown_saved_and_sealed_and_the_rest_left_out(officer, actions):
    rows = rows_of(officer)
    at = {heading: place for place, heading in enumerate(rows[0])}
    rows[2][at["What has been done"]] = "The plan is published."
    rows[2][at["Status"]] = "In progress"
    rows[2][at["What the action is"]] = "Another title"

    shown = upload(officer, workbook(rows))
    batch = ImportBatch.objects.get()
    officer.post(batch.get_absolute_url(), {"confirm": "1"})

    assert "Nothing has been filled in" in shown.text
    assert "Undo this import" not in officer.get(batch.get_absolute_url()).text
    update = ProgressUpdate.objects.get(action__ref="A-1.2")
    assert (update.done, update.author) == ("The plan is published.", officer.person)
    action = Action.objects.get(ref="A-1.2")
    assert (action.title, action.status) == ("Publish", "in-progress")
    batch.refresh_from_db()
    assert (batch.state, batch.counts["changed"]) == (State.SAVED, 1)


def test_of_another_bodys_action_and_of_none_the_same_is_said_and_nothing_is_saved(
    officer, actions
):
    said = {}
    for ref in ("B-1.1", "X-9.9"):
        text = upload(officer, text_file([["Ref", "Done"], [ref, "Mine now"]]), "u.csv").text
        officer.post(ImportBatch.objects.latest("pk").get_absolute_url(), {"confirm": "1"})
        said[ref] = f"{ref} is not an action we know. Check the reference." in text

    assert said == {"B-1.1": True, "X-9.9": True}
    assert not ProgressUpdate.objects.exists()


def test_completion_is_claimed_on_the_page_with_evidence(officer, actions):
    text = upload(
        officer, text_file([["Ref", "Done", "Status"], ["A-1.1", "All done", "Complete"]]), "u.csv"
    ).text

    assert "That it is complete is said on the action’s page, with evidence." in text


def test_sheet_of_another_kind_changes_nothing_else(officer, actions):
    head = ["Reference", "Title", "Recommendation", "Owner", "Status", "Due date", "Visibility"]
    data = text_file([head, ["A-1.1", "Hacked", "Hacked", "Other", "", "1/1/2031", "Public"]])

    text = upload(officer, data, "tracker.csv").text

    assert "There is no column “What has been done”" in text
    assert ImportBatch.objects.filter(state=State.PREVIEWED).count() == 0
    assert not Recommendation.objects.filter(title="Hacked").exists()


def test_preview_is_discarded_and_leads_back(officer, actions):
    upload(officer, text_file([["Ref", "Done"], ["A-1.1", "Work"]]), "u.csv")
    batch = ImportBatch.objects.get()

    answer = officer.post(batch.get_absolute_url(), {"discard": "1"}, follow=True)

    assert answer.redirect_chain[-1] == (reverse("own_updates"), 302)
    assert "The preview is discarded" in answer.text


def test_others_may_not(as_role, police, actions):
    for role in (Role.MEMBER, Role.AUDITOR, Role.ADMIN):
        assert as_role(role).get(reverse("own_updates_workbook")).status_code == 403
    other = as_role(Role.BODY_OFFICER, body=BodyFactory())
    assert len(rows_of(other)) == 1
    assert "You have no open action to update." in other.get(reverse("own_updates")).text


# Workbooks to fill in


@pytest.mark.parametrize("kind", list(Kind))
def test_worked_line_of_each_workbook_can_be_imported(kind, police):
    council = BodyFactory(short_name="Council", name="Anytown Council", council=True)
    if kind != Kind.BODIES:
        BodyFactory(short_name="Police", name="Anytown Police")
    if kind not in (Kind.MEETINGS, Kind.BODIES):
        meeting = MeetingFactory(ref="COUNCIL-2030-01-15", body=council)
    if kind == Kind.MOTION_POINTS:
        MotionFactory(ref="M-2030", meeting=meeting)
    if kind in (Kind.FLAT, Kind.RECOMMENDATIONS, Kind.ACTIONS, Kind.UPDATES, Kind.FINDINGS):
        review = ReviewFactory(ref="RV-2030")
    if kind in (Kind.ACTIONS, Kind.UPDATES):
        parent = RecommendationFactory(ref="RV-2030-R1", review=review, accepted=True)
    if kind == Kind.UPDATES:
        ActionFactory(ref="RV-2030-R1.1", recommendation=parent)
    data = bytes_of(kind)
    book = load_workbook(io.BytesIO(data))

    with pytest.raises(Refused, match="There are no lines"):
        workflow.plan_file(file_name="x.xlsx", data=data, kind=kind)
    plan = workflow.plan_file(file_name="x.xlsx", data=data, kind=kind, sheet="Example")

    assert [cell.value for cell in book.worksheets[0][1]] == [
        column.heading for column in COLUMNS[kind]
    ]
    assert [one.message for one in plan.errors] == []
    assert plan.counts["new"] + plan.counts["changed"] == 1
    assert book["Notes"]["A2"].value == COLUMNS[kind][0].heading


def test_words_to_choose_from_are_offered_in_their_columns():
    sheet = load_workbook(io.BytesIO(bytes_of(Kind.ACTIONS))).worksheets[0]

    offered = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}

    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    assert offered[headings["Priority"]] == '"High,Medium,Low"'
    assert offered[headings["Status"]] == '"Not started,In progress,Reported complete"'


def test_words_that_do_not_fit_into_a_rule_are_offered_from_a_sheet_of_their_own():
    bodies = [BodyFactory(short_name=f"Partnership {number} of the county") for number in range(15)]

    book = load_workbook(io.BytesIO(bytes_of(Kind.MOTION_POINTS)))

    sheet = book.worksheets[0]
    offered = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    for column, words in (
        ("How it was answered", [str(label) for label in Answer.labels]),
        ("Asked of", sorted(map(str, bodies))),
    ):
        name, cells = offered[headings[column]].split("!")
        assert [row[0].value for row in book[name][cells.replace("$", "")]] == words
        assert book[name].sheet_state == "hidden"
