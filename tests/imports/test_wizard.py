"""Sheet and headings, columns and words, preview, confirm, undo: each page on its own."""

import html
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from accounts.roles import Role
from audit.models import Entry
from imports import workflow
from imports.models import ImportBatch, SavedMapping, State, UploadedFile
from recommendations.models import Action, Recommendation
from tests.factories import ActionFactory, BodyFactory, RecommendationFactory, UserFactory
from tests.imports.conftest import text_file

pytestmark = pytest.mark.django_db

LONG = "Each agency sends somebody who may decide to every meeting of the group that plans the care"


@pytest.fixture
def governance(as_role):
    return as_role(Role.GOVERNANCE)


def upload(client, data, name="register.csv", **fields):
    day = {"effective_on_day": "27", "effective_on_month": "5", "effective_on_year": "2022"}
    fields = {"file": SimpleUploadedFile(name, data), **day, **fields}
    return client.post(reverse("import_new"), fields, follow=True)


def page(name, batch=None):
    return reverse(name, args=[(batch or ImportBatch.objects.latest("pk")).pk])


def book(**sheets):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def chosen(response):
    """What the form of the page would send as it stands."""
    form = response.context["form"]
    return {name: form[name].initial or "" for name in form.fields if name != "fill_down"}


def test_another_sheet_and_row_of_headings_can_be_chosen(governance):
    data = book(
        Old=[["Ref", "Title", "Owner"], ["O-1", "Old", ""]],
        New=[["Plan of 2023", None], ["Code", "What we will do"], ["N-1", "First"]],
    )
    uploaded = upload(governance, data, "plan.xlsx")
    shown = governance.get(page("import_table"))
    other = governance.post(page("import_table"), {"show": "1", "sheet": "New"})

    refused = governance.post(page("import_table"), {"sheet": "New", "header_row": "9"})
    taken = governance.post(
        page("import_table"), {"sheet": "New", "header_row": "2", "kind": "flat"}, follow=True
    )

    assert "The sheet “New” holds 3 rows and was not read." in uploaded.text
    assert "New (3 rows)" in shown.text
    assert "Plan of 2023" in other.text
    assert "There is nothing in row 9" in refused.text
    batch = ImportBatch.objects.get()
    assert (batch.sheet, batch.header_row, batch.headings["0"]) == ("New", 2, "Code")
    assert taken.redirect_chain[-1][0] == page("import_columns")
    assert "There is no column with what each line is about" in taken.text


def test_columns_and_words_are_taken_as_said_and_offered_for_the_next_file(governance):
    police = BodyFactory(short_name="SYP", name="South Yorkshire Police")
    head = ["Code", "What we will do", "Who", "Status"]
    data = text_file([head, ["N-1", "First", "SYPP", "Nearly"]], encoding="utf-8")
    upload(governance, data)
    first = chosen(governance.get(page("import_columns")))
    columns = {**first, "column-0": "ref", "column-1": "title", "column-2": "owners"}

    twice = governance.post(page("import_columns"), {**columns, "column-1": "ref"})
    governance.post(page("import_columns"), columns)
    words = chosen(governance.get(page("import_columns")))
    done = governance.post(
        page("import_columns"),
        {**words, "word-status-0": "In progress", "save_as": "Police tracker"},
        follow=True,
    )
    governance.post(ImportBatch.objects.get().get_absolute_url(), {"confirm": "1"})

    assert "Two columns are chosen as “Reference”. Leave one of them out." in twice.text
    assert (words["word-owners-0"], words["word-status-0"]) == ("SYP", "")
    assert "The columns and words are taken as you said." in done.text
    action = Action.objects.get()
    assert (action.ref, action.lead_body, action.status) == ("N-1.1", police, "in-progress")
    mapping = SavedMapping.objects.get(name="Police tracker")
    again = text_file([head[::-1], ["nearly", "sypp", "Second", "N-2"]], encoding="utf-8")
    offered = upload(governance, again)
    assert "Police tracker" in governance.get(page("import_columns")).text + offered.text
    upload(governance, again, mapping=mapping.pk)
    batch = ImportBatch.objects.latest("pk")
    assert (batch.counts["new"], batch.counts["error"], batch.refusal) == (1, 0, "")
    assert mapping.history.count() == 1
    assert "Chosen by a person</span>" in governance.get(page("import_columns")).text


def test_words_that_are_known_keep_their_own_meaning_when_the_page_is_sent_as_it_stands(
    governance,
):
    ActionFactory(ref="A-1.1", recommendation__ref="A-1", in_progress=True)
    head = ["Ref", "Title", "Status"]
    upload(governance, text_file([head, ["A-1.1", "Train", "Proposed"]]), kind="flat")
    before = ImportBatch.objects.get().counts

    governance.post(page("import_columns"), chosen(governance.get(page("import_columns"))))

    batch = ImportBatch.objects.get()
    assert batch.choices["words"] == {}
    assert batch.counts == before
    assert (batch.counts["changed"], batch.counts["error"]) == (1, 0)
    # “Proposed” tells the plan, and is passed over; “Not started” would be a step back.
    assert "The register has it as in progress, which stays." in str(batch.rows.get().warnings)


def test_saved_words_that_a_file_does_not_use_are_kept_for_the_next(governance):
    head = ["Ref", "Title", "Status"]
    upload(governance, text_file([head, ["A-1", "One", "Nearly"]]))
    form = chosen(governance.get(page("import_columns")))
    form |= {"word-status-0": "In progress", "save_as": "Tracker"}
    governance.post(page("import_columns"), form)
    saved = SavedMapping.objects.get()
    upload(governance, text_file([head, ["A-2", "Two", "Begun at last"]]), mapping=saved.pk)
    form = chosen(governance.get(page("import_columns")))

    governance.post(
        page("import_columns"), {**form, "word-status-0": "In progress", "save_as": "tracker"}
    )

    saved.refresh_from_db()
    assert saved.choices["words"]["status"] == {
        "nearly": "In progress", "begun at last": "In progress"
    }  # fmt: skip
    assert SavedMapping.objects.count() == 1


def test_merged_owners_are_filled_down_when_that_is_ticked(governance):
    made = Workbook()
    for row in (["Ref", "Title", "Owner"], ["A-1", "One", "SYP"], ["A-2", "Two", None]):
        made.active.append(row)
    made.active.merge_cells("C2:C3")
    file = io.BytesIO()
    made.save(file)
    upload(governance, file.getvalue(), "plan.xlsx")
    asked = governance.get(page("import_columns"))

    governance.post(page("import_columns"), {**chosen(asked), "fill_down": ["owners"]})
    governance.post(ImportBatch.objects.get().get_absolute_url(), {"confirm": "1"})

    assert "Merged cells that stand for each of their rows" in asked.text
    assert {str(action.lead_body) for action in Action.objects.all()} == {"SYP"}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("import_table", 403),
        ("import_columns", 403),
        ("import_undo", 403),
        # Which a body's people have for the updates that they bring.
        ("import_to_mend", 404),
    ],
)
def test_pages_of_a_preview_are_its_uploaders_alone(governance, as_role, name, status):
    upload(governance, text_file([["Ref", "Title"], ["A-1", "One"]]))

    assert as_role(Role.ADMIN).get(page(name)).status_code == 404
    assert as_role(Role.BODY_OFFICER).get(page(name)).status_code == status


def test_file_goes_when_the_preview_is_decided_or_expires(governance, settings):
    data = text_file([["Ref", "Title"], ["A-1", "One"]])
    for decision in ("confirm", "discard"):
        upload(governance, data)
        assert UploadedFile.objects.count() == 1
        governance.post(ImportBatch.objects.latest("pk").get_absolute_url(), {decision: "1"})
        assert UploadedFile.objects.count() == 0
    upload(governance, data)
    old = timezone.now() - timedelta(days=settings.IMPORT_PREVIEW_DAYS + 1)
    ImportBatch.objects.filter(state=State.PREVIEWED).update(created_at=old)

    expired = governance.get(page("import_preview"))
    again = governance.post(page("import_preview"), {"confirm": "1"}, follow=True)
    call_command("sweep_imports", stdout=io.StringIO())

    assert "so it has expired" in expired.text
    assert "older. Nothing is saved" in again.text
    assert governance.get(page("import_columns")).status_code == 404
    batch = ImportBatch.objects.latest("pk")
    assert (batch.state, batch.rows.count(), UploadedFile.objects.count()) == ("expired", 0, 0)


def test_rows_that_would_do_something_else_by_now_are_shown(governance):
    ActionFactory(ref="A-1.1", recommendation__ref="A-1", recommendation__title="Old")
    upload(governance, text_file([["Ref", "Title"], ["A-1", "New"], ["A-2", "Two"]]))
    Recommendation.objects.filter(ref="A-1").update(title="New")

    answer = governance.post(page("import_preview"), {"confirm": "1"}, follow=True)

    assert answer.redirect_chain[-1][0].endswith("?show=differing")
    assert "Shown before:</strong> Changed; Title: New" in answer.text
    assert "A-2" not in re.search("<tbody>.*</tbody>", answer.text, re.DOTALL)[0]


def deleted(words):
    after = '<span class="govuk-visually-hidden"> end of what was deleted. </span>'
    return f'<del><span class="govuk-visually-hidden">deleted: </span>{words}{after}</del>'


def inserted(words):
    after = '<span class="govuk-visually-hidden"> end of what was inserted. </span>'
    return f'<ins><span class="govuk-visually-hidden">inserted: </span>{words}{after}</ins>'


def test_words_of_a_long_text_that_change_are_marked(governance):
    RecommendationFactory(ref="A-1", title="One", summary=LONG)
    changed = LONG.replace("every meeting", "each weekly meeting")
    data = text_file([["Ref", "Title", "Recommendation"], ["A-1", "One", changed]])

    text = upload(governance, data).text
    governance.post(page("import_preview"), {"confirm": "1"})
    undoing = governance.get(page("import_undo")).text

    assert deleted("every") in text
    assert inserted("each weekly") in text
    # Undoing puts back what was there, to the last word.
    assert deleted("each weekly") in undoing
    assert inserted("every") in undoing


def test_import_is_undone_from_its_page_with_a_reason(governance):
    upload(governance, text_file([["Ref", "Title", "Owner"], ["A-1", "One", "SYP"]]))
    batch = ImportBatch.objects.get()
    governance.post(batch.get_absolute_url(), {"confirm": "1"})
    saved = governance.get(batch.get_absolute_url())
    asked = governance.get(page("import_undo", batch))
    without = governance.post(page("import_undo", batch), {"reason": " "})

    done = governance.post(page("import_undo", batch), {"reason": "The wrong file"}, follow=True)

    assert page("import_undo", batch) in saved.text
    assert "A-1.1" in asked.text
    assert "Undo the whole import" in asked.text
    assert "Say why it is undone" in without.text
    assert "is undone." in done.text
    undoing = ImportBatch.objects.get(undoes=batch)
    assert (undoing.reason, Recommendation.objects.standing().count()) == ("The wrong file", 0)
    listed = governance.get(reverse("import_list")).text
    assert "Undone</strong>" in listed
    assert f'by <a href="{undoing.get_absolute_url()}">' in listed
    assert "Undoes" in listed
    assert f'data-label="Number" class="app-table__number">{undoing.pk}</td>' in listed
    gone = governance.get(batch.get_absolute_url()).text
    assert "came in not classified" in saved.text
    assert "not classified" not in gone
    again = governance.get(page("import_undo", batch), follow=True)
    assert f"It was undone already, by import {undoing.pk}." in again.text


def test_import_of_the_server_has_no_rows_to_look_at_and_says_so(governance):
    data = text_file([["Ref", "Title"], ["A-1", "One"]])
    _, batch = workflow.save_file(file_name="register.csv", data=data)

    text = governance.get(batch.get_absolute_url(), {"show": "new"}).text

    assert f"<h1>Import {batch.pk} " in text
    assert "saved in one step on the server" in text
    assert "The rows are shown to whoever" not in text
    assert "No rows of this sort" not in text


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda files: files.delete(), "is not kept any more. Upload it again"),
        (lambda files: files.update(data=b"PK\x03\x04 cut off"), "damaged"),
    ],
    ids=["gone", "cut off"],
)
def test_file_that_can_not_be_read_again_leads_back_to_its_preview(governance, spoil, words):
    upload(governance, text_file([["Ref", "Title"], ["A-1", "One"]]))
    spoil(UploadedFile.objects.all())

    shown = governance.get(page("import_table"), follow=True)
    sent = governance.post(page("import_table"), {"header_row": "1"}, follow=True)

    for answer in (shown, sent):
        assert answer.redirect_chain[-1][0] == ImportBatch.objects.get().get_absolute_url()
        assert words in html.unescape(answer.text)


def test_undo_is_refused_on_its_page_with_what_is_in_the_way(governance):
    upload(governance, text_file([["Ref", "Title"], ["A-1", "One"]]))
    batch = ImportBatch.objects.get()
    governance.post(batch.get_absolute_url(), {"confirm": "1"})
    upload(governance, text_file([["Ref", "Title"], ["A-1", "Two"]]))
    governance.post(page("import_preview"), {"confirm": "1"})

    shown = governance.get(page("import_undo", batch)).text
    answer = governance.post(page("import_undo", batch), {"reason": "Wrong"}).text

    assert "What keeps it from being undone" in shown
    assert "A-1 was changed on" in shown
    assert "nothing was saved" in answer
    assert Recommendation.objects.standing().count() == 1


def command(*arguments):
    out = io.StringIO()
    try:
        call_command("import_register", *arguments, "--json", stdout=out)
        code = 0
    except SystemExit as stop:
        code = stop.code
    return code, json.loads(out.getvalue())


def test_command_undoes_an_import_and_says_what_is_in_the_way(governance):
    upload(governance, text_file([["Ref", "Title"], ["A-1", "One"]]))
    first = ImportBatch.objects.get()
    governance.post(first.get_absolute_url(), {"confirm": "1"})
    upload(governance, text_file([["Ref", "Title"], ["A-1", "Two"]]))
    second = ImportBatch.objects.latest("pk")
    governance.post(second.get_absolute_url(), {"confirm": "1"})
    person = UserFactory(role=Role.GOVERNANCE).email

    assert command("--undo", "999")[0] == 2
    code, report = command("--undo", str(first.pk), "--reason", "Wrong", "--by", person)
    assert (code, report["saved"], report["errors"][0]["value"]) == (1, False, "A-1")
    assert command("--undo", str(second.pk), "--dry-run")[1]["saved"] is False
    code, report = command("--undo", str(second.pk), "--reason", "Wrong", "--by", person)
    assert (code, report["saved"]) == (0, True)
    assert Recommendation.objects.get(ref="A-1").title == "One"
    assert command("--undo", str(second.pk), "--reason", "Wrong")[0] == 2


def test_errors_beyond_a_thousand_are_counted(run_import):
    rows = [[f"A-{n}", "One", "31/02/2023"] for n in range(1_050)]

    code, report = run_import(text_file([["Ref", "Title", "Due date"], *rows]))

    assert (code, len(report["errors"]), report["more_errors"]) == (1, 1_000, 50)


# What takes long


def body_of(answer):
    return html.unescape(b"".join(answer.streaming_content).decode())


def test_long_work_is_told_line_by_line_and_leads_on(governance, monkeypatch):
    monkeypatch.setattr("imports.views.uploading.LARGE", 1)
    monkeypatch.setattr("imports.views.deciding.MANY_ROWS", 1)
    data = text_file([["Ref", "Title"], ["A-1", "One"], ["A-2", "Two"]])
    last = Entry.objects.latest("sequence").sequence

    looked = body_of(upload(governance, data))
    batch = ImportBatch.objects.get()
    saved = body_of(governance.post(batch.get_absolute_url(), {"confirm": "1"}))

    assert "3 rows are read. They are being compared with the register." in looked
    assert f'content="0; url={batch.get_absolute_url()}"' in looked
    assert looked.rstrip().endswith("</html>")
    assert "2 rows are being saved, all of them or none." in saved
    assert f'<a class="govuk-link" href="{batch.get_absolute_url()}">The import is saved' in saved
    routes = Entry.objects.filter(sequence__gt=last).values_list("model", "route").distinct()
    assert set(routes) == {
        ("imports.importbatch", "page"), ("imports.importbatch", "import"),
        ("recommendations.recommendation", "import"), ("recommendations.action", "import"),
        ("recommendations.actionrecommendation", "import"),
    }  # fmt: skip


def test_what_is_refused_or_fails_meanwhile_is_said_and_saves_nothing(governance, monkeypatch):
    monkeypatch.setattr("imports.views.uploading.LARGE", 1)

    refused = body_of(upload(governance, b"%PDF-1.4"))
    monkeypatch.setattr("imports.workflow.batches.plan_batch", lambda *_, **__: 1 / 0)
    failed = body_of(upload(governance, text_file([["Ref", "Title"], ["A-1", "One"]])))

    assert "This is a PDF" in refused
    assert "Something went wrong on our side. Nothing was saved." in failed
    assert reverse("import_new") in refused
    assert not ImportBatch.objects.exists()


def test_saving_that_finds_another_register_leads_to_what_differs(governance, monkeypatch):
    monkeypatch.setattr("imports.views.deciding.MANY_ROWS", 0)
    upload(governance, text_file([["Ref", "Title"], ["A-1", "New"]]))
    RecommendationFactory(ref="A-1", title="Old")

    answer = body_of(governance.post(page("import_preview"), {"confirm": "1"}))

    assert "?show=differing" in answer
    assert ImportBatch.objects.get().state == State.PREVIEWED


def test_saved_columns_are_put_away_and_come_back(governance):
    mapping = SavedMapping.objects.create(
        name="Police tracker", kind="actions", saved_by_label="Clerk"
    )
    page = "/imports/mappings/"

    def offered():
        return "Police tracker" in governance.get("/imports/new/").content.decode()

    assert offered()
    governance.post(page, {"put_away": mapping.pk}, follow=True)
    assert not offered()
    again = governance.post(page, {"put_away": mapping.pk}, follow=True)
    assert "was put away already" in again.content.decode()
    governance.post(page, {"take_out": mapping.pk})
    assert offered()
    for nonsense in ("x", "9" * 30, "987654321"):
        assert governance.post(page, {"put_away": nonsense}).status_code in (302, 404)


def test_an_auditor_looks_at_what_was_saved_and_brings_nothing(as_role, governance):
    upload(governance, text_file([["Reference", "Title"], ["A-1", "One"]]))
    batch = ImportBatch.objects.get()
    workflow.confirm(batch, by=governance.person)
    client = as_role(Role.AUDITOR)

    listed = client.get("/imports/").content.decode()
    page = client.get(batch.get_absolute_url()).content.decode()

    assert batch.get_absolute_url() in listed
    assert "Import a spreadsheet" not in listed
    assert "A-1" in page
    assert "Undo this import" not in page
    assert client.post(batch.get_absolute_url(), {"confirm": "1"}).status_code == 403
    assert client.get("/imports/new/").status_code == 403
