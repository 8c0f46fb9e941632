"""Workbooks, and JSON as the register exports it, are parsed by a child process with little memory,
little time and no secrets."""

import json
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from threading import Timer

from django.conf import settings

from imports.reading.kind import NOT_OUR_JSON
from imports.reading.refusal import Refused, too_large
from imports.reading.sheet import Merge, Sheet, Unreadable, rows_of

_CHILD = Path(__file__).with_name("child")
_SAVE_AGAIN = "Open it, save it again as .xlsx, .ods or CSV, and try that file."
_REFUSALS = {
    "PasswordError": "The workbook is protected by a password. Save it without one.",
    "not an export": NOT_OUR_JSON,
    "unsafe": (
        "The workbook holds something that no spreadsheet program writes, so it is not opened. "
        "Copy the table into a new workbook and try that file."
    ),
}
_WHY = {
    "error": "“{}” is an error of the spreadsheet. Mend its formula, or type the value.",
    "no value": (
        "It is a formula, and the file does not hold its result. Open the file in a spreadsheet "
        "program, save it and try again, or type the value."
    ),
}
_NOTES = {
    "macros": "The workbook has macros. They are ignored, and were not opened.",
    "links": (
        "The workbook takes values from other workbooks. These are not opened: what was last saved "
        "here is read."
    ),
}


def read_workbook(data):
    """Every sheet, hidden ones too. Raises `Refused` when the child gives up or is stopped."""
    with tempfile.NamedTemporaryFile(suffix=".workbook") as file:
        file.write(data)
        file.flush()
        return _sheets(file.name)


def _sheets(path):
    limits = [
        settings.IMPORT_MEMORY_MB * 1024 * 1024,
        settings.IMPORT_SECONDS,
        settings.IMPORT_MAX_ROWS,
        settings.IMPORT_MAX_COLUMNS,
    ]
    # The program and its arguments are our own; only the file's content is not.
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", str(_CHILD), path, *map(str, limits)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        # The child needs no settings and must see no secrets.
        env={},
    ) as child:
        stop = Timer(settings.IMPORT_SECONDS, child.kill)
        stop.start()
        try:
            return _gathered(map(json.loads, child.stdout))
        except ValueError:
            # A line was torn: the child ended in the middle of it.
            raise Refused(_too_much()) from None
        finally:
            stop.cancel()
            child.kill()


def _gathered(answers):
    """The sheets of a child that came to its end."""
    sheets, answer = [], next(answers, None)
    while answer and "sheet" in answer:
        after = []
        sheets.append(_sheet(answer, _rows(answers, after)))
        answer = next(iter(after), None)
    return _with_notes(sheets, answer)


def _rows(answers, after):
    """The rows of a sheet as they come; the answer that is none is put `after` them."""
    for answer in answers:
        if not isinstance(answer, list):
            after.append(answer)
            return
        yield _cells(answer)


def _with_notes(sheets, end):
    if end is None:
        raise Refused(_too_much())
    if "too_large" in end:
        raise Refused(too_large(*end["too_large"]))
    if end.get("refused") == "memory":
        raise Refused(_too_much())
    if "refused" in end:
        unreadable = f"The workbook can’t be read. {_SAVE_AGAIN}"
        raise Refused(_REFUSALS.get(end["refused"], unreadable))
    for sheet in sheets:
        sheet.notes.extend(_NOTES[note] for note, is_so in end["end"].items() if is_so)
    return sheets


def _too_much():
    return (
        f"The file takes more than {settings.IMPORT_MEMORY_MB} MB of memory or "
        f"{settings.IMPORT_SECONDS} seconds to read. Delete empty rows and columns beyond the "
        "table, or copy the table into a new workbook, and try that file."
    )


def _sheet(about, rows):
    return Sheet(
        about["sheet"],
        rows_of(rows),
        is_hidden=about["hidden"],
        hidden_rows=tuple(row + 1 for row in about["hidden_rows"]),
        hidden_columns=tuple(about["hidden_columns"]),
        merges=tuple(
            Merge(top + 1, left, bottom + 1, right) for top, left, bottom, right in about["merges"]
        ),
    )


def _cells(row):
    return [_cell(cell) if isinstance(cell, dict) else cell for cell in row]


def _cell(cell):
    """JSON has no dates: the child writes them as objects of one key."""
    if "date" in cell:
        return date.fromisoformat(cell["date"])
    if "moment" in cell:
        return datetime.fromisoformat(cell["moment"])
    if "unreadable" in cell:
        shown, why = cell["unreadable"]
        return Unreadable(shown, _WHY[why].format(shown))
    return cell["text"]
