"""Spreadsheets as councils keep them, made in memory."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from openpyxl import Workbook

FLAT = [
    "Number", "Title", "Recommendation", "Source review", "Owning body", "Status", "Due date",
    "Progress update",
]  # fmt: skip


def text_file(rows, *, delimiter=";", encoding="cp1252"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(rows, *, sheet="Action plan"):
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def follow_up():
    """A flat tracker in cp1252 with semicolons, in which some lines are actions of others."""
    review = "Children’s homes review 2013"
    return text_file(
        [
            FLAT,
            ["CH-2013-E1", "More visits", "Visit each home; each month.", review, "Council",
             "proposed", "", "Reported as proposed"],
            ["CH-2013-D1", "Easier access", "Let people refer themselves.", review, "Access team",
             "in progress", "", "Under way"],
            ["CH-2013-D1.1", "Keep the base", "Keep the outreach base.", review, "Access team",
             "in progress", "31/03/2014", "Base kept"],
            ["CH-2013-D1.2", "Open a route", "Open a way in.", review, "Access team", "completed",
             "TBC", ""],
            ["INSP-2013-1", "Fill the post", "Fill the vacancy.", "INSP 2013", "Police",
             "completed", "", "Filled"],
            ["INSP-2013-A1", "Clear aims", "The council seeks assurance.", "INSP 2013", "Police",
             "assurance sought", "", ""],
        ]
    )  # fmt: skip


@pytest.fixture
def action_plan():
    """A workbook with title rows, sections, several owners in a cell and a total."""
    return workbook(
        [
            ["Review 2022: action plan (working copy)"],
            ["Dates to be agreed"],
            [],
            ["Ref", "Recommendation", "Action", "What is to be done", "Owner(s)", "Source",
             "Target date", "Status", "Latest update"],
            ["", "1. Training"],
            ["R1.1", "Training", "Tell members", "Tell new members how to report.",
             "Council / Police / Hub", "Pack p.3", "TBC", "PROPOSED", ""],
            ["R1.2", "Training", "Say who to ask", "Say whom to ask next.",
             "Council, Board, Police", "Pack p.3", "TBC", "Proposed", ""],
            ["", "2. Voice"],
            ["R2.1", "Voice", "Move services", "Move them to one directorate.",
             "Council\nAdults, Housing and Health", "Pack p.4", "Q3 2024", "Planned", ""],
            ["R2.2", "Voice", "Map support", "Map all of it.",
             "Adults, Housing and Health, Board and Schools and colleges", "Pack p.4", "March 2030",
             "Ongoing", "Brief agreed"],
            ["R2.3", "Voice", "Ask schools", "Ask them.", "Schools and colleges / Police",
             "Pack p.4", "31/03/2030", "Proposed", ""],
            ["", "Total actions: 5"],
        ]
    )  # fmt: skip


@pytest.fixture
def run_import(tmp_path, capsys):
    """A function that runs the command on `data` and returns its exit code and its JSON."""

    def run(data, *options, name="register.csv"):
        file = tmp_path / name
        file.write_bytes(data)
        code, output = 0, io.StringIO()
        try:
            call_command("import_register", str(file), "--json", *options, stdout=output)
        except SystemExit as leaving:
            code = leaving.code
        return code, json.loads(output.getvalue())

    return run
