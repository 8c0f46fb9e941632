"""Tables that are read, with lines that can't be taken as they are: each says how to mend it."""

import csv
import io

from tests.imports.corpus.case import Case, RowErrors

_HEAD = ["Reference", "Title", "Owner", "Priority", "Status", "Due date"]


def _table(*rows, head=_HEAD):
    def build():
        text = io.StringIO(newline="")
        csv.writer(text).writerows([head, *rows])
        return text.getvalue().encode()

    return build


def _line(ref="R1", title="One", owner="", priority="", status="", due=""):
    return [ref, title, owner, priority, status, due]


def _faulty(name, column, words, **cells):
    return Case(f"{name}.csv", _table(_line(**cells)), RowErrors([(2, column, words)]))


CASES = [
    _faulty("day-that-is-none", "Due date", "such as 28/02/2023", due="31/02/2023"),
    _faulty("day-after-the-month", "Due date", "Write the day first: 31/12/2023", due="12/31/2023"),
    _faulty("year-of-three-digits", "Due date", "as 31/03/2023", due="31/03/202"),
    _faulty("year-of-another-century", "Due date", "such as 2023", due="31/03/1823"),
    _faulty("day-as-a-number", "Due date", "Format the column as dates", due="45016"),
    _faulty("status-not-known", "Status", "is not a status we know", status="Amber"),
    _faulty("status-nearly-known", "Status", "Did you mean “In progress”?", status="In progres"),
    _faulty("status-that-needs-a-reason", "Status", "Blocked can’t be taken", status="Blocked"),
    _faulty("status-that-governance-decides", "Status", "Cancelled can’t be", status="Cancelled"),
    _faulty("priority-not-known", "Priority", "Use High, Medium or Low", priority="whenever"),
    _faulty("priority-nearly-known", "Priority", "Did you mean “High”?", priority="Hihg"),
    _faulty("title-too-long", "Title", "Shorten it to 200 or fewer", title="word " * 60),
    _faulty("reference-of-signs", "Reference", "is not a reference", ref="???"),
    _faulty("reference-too-long", "Reference", "Shorten it", ref="R" * 61),
    _faulty("reference-missing", "Reference", "Give the line one of its own", ref="",
            owner="Council"),
    _faulty("cleared-what-is-needed", "Title", "It can’t be cleared", title="CLEAR"),
    _faulty("error-of-the-spreadsheet", "Title", "is an error of the spreadsheet", title="#REF!"),
    Case(
        "one-reference-twice.csv",
        _table(_line(), _line(title="Two")),
        RowErrors([(2, "Reference", "Row 3 has the same"), (3, "Reference", "Row 2 has the same")]),
    ),
    Case(
        "days-in-either-order.csv",
        _table(_line(due="03/04/2023"), _line(ref="R2", due="12/31/2023")),
        RowErrors([(2, "Due date", "3 April or 4 March"), (3, "Due date", "its month first")]),
    ),
    Case(
        "several-errors-in-a-row.csv",
        _table(_line(priority="?", status="?", due="30/02/2024")),
        RowErrors([
            (2, "Priority", "not a priority"), (2, "Status", "not a status"),
            (2, "Due date", "29/02/2024"),
        ]),
    ),
    Case(
        "update-of-nothing.csv",
        _table(["X-1", "Work was done"], head=["Reference", "What has been done"]),
        RowErrors([(2, "Reference", "is not an action we know")]),
        options=("--kind", "updates"),
    ),
    Case(
        "action-of-nothing.csv",
        _table(["X-1", "Train", "SYP"], head=["Reference", "Action", "Owner"]),
        RowErrors([(2, "Reference", "Name the recommendation that the action serves")]),
        options=("--kind", "actions"),
    ),
    Case(
        "body-nearly-known.csv",
        _table(["Cuoncil", "01/02/2023"], head=["Body", "Date of meeting"]),
        RowErrors([(2, "Body", "is not a body the register knows")]),
        options=("--kind", "meetings"),
    ),
]  # fmt: skip
