"""Exports, for tests to look into and to read back."""

import tablib

from imports import workflow
from imports.models import Outcome
from reporting.exports import FORMATS, contents_of


def rows_for(kind, user=None):
    contents = contents_of(kind, user)
    return tablib.Dataset(*contents.rows, headers=contents.headings)


def file_of(kind, written_as, reader=None):
    return b"".join(FORMATS[written_as].pieces(contents_of(kind, reader)))


def changes_of(data, kind):
    """What importing it would do: its errors, its rows that are not unchanged, how many rows."""
    plan = workflow.plan_file(file_name="register", data=data, kind=kind)
    rows = [(row.ref, row.changes) for row in plan.rows if row.outcome != Outcome.UNCHANGED]
    return [one.message for one in plan.errors], rows, len(plan.rows)
