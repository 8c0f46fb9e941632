"""A workbook is parsed by a child process with little memory, little time and no secrets."""

import json
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

from imports.reading.limits import CHILD_MEMORY_BYTES, CHILD_SECONDS, MAX_COLUMNS, MAX_ROWS
from imports.reading.refusal import Refused
from imports.reading.sheet import Sheet, rows_of

_CHILD = Path(__file__).with_name("workbook_child.py")
_UNREADABLE = (
    "The workbook can’t be read. Open it, save it again as .xlsx, .ods or CSV, and try that file."
)
_TOO_MUCH = (
    "The workbook takes too much memory or time to read. Delete empty rows and columns beyond the "
    "table, or copy the table into a new workbook, and try that file."
)


def read_workbook(data):
    """Every visible sheet. Raises `Refused` when the child gives up or is stopped."""
    limits = [CHILD_MEMORY_BYTES, CHILD_SECONDS, MAX_ROWS, MAX_COLUMNS]
    with tempfile.NamedTemporaryFile(suffix=".workbook") as file:
        file.write(data)
        file.flush()
        try:
            # The program and its arguments are our own; only the file's content is not.
            child = subprocess.run(  # noqa: S603
                [sys.executable, "-I", str(_CHILD), file.name, *map(str, limits)],
                capture_output=True,
                timeout=CHILD_SECONDS + 10,
                # The child needs no settings and must see no secrets.
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refused(_TOO_MUCH) from None
    return _sheets(child)


def _sheets(child):
    if child.returncode < 0:
        raise Refused(_TOO_MUCH)
    try:
        answer = json.loads(child.stdout)
    except ValueError:
        raise Refused(_TOO_MUCH if b"memory" in child.stderr.lower() else _UNREADABLE) from None
    if "refused" in answer:
        raise Refused(_TOO_MUCH if answer["refused"] == "memory" else _UNREADABLE)
    if answer.get("too_large"):
        raise Refused(
            f"Sheet “{answer['too_large']}” has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} "
            "columns. Split it, or delete what lies beyond the table."
        )
    return [Sheet(sheet["name"], rows_of(map(_cells, sheet["rows"]))) for sheet in answer["sheets"]]


def _cells(row):
    return [_cell(cell) if isinstance(cell, dict) else cell for cell in row]


def _cell(cell):
    """JSON has no dates: the child writes them as objects of one key."""
    if "date" in cell:
        return date.fromisoformat(cell["date"])
    if "moment" in cell:
        return datetime.fromisoformat(cell["moment"])
    return cell["text"]
