"""A file becomes sheets of typed cells with their row numbers. Knows nothing of what is in the
register.

Every file is treated as hostile: its type is told from its content, limits come before parsers,
workbooks are parsed in a child process, and a formula is only ever the text or the last result
that the file holds.
"""

from imports.reading.file import check_size, read_file
from imports.reading.refusal import NoTable, Refused
from imports.reading.sheet import Merge, Row, Sheet, Unreadable
from imports.reading.table import Table, find_table, first_rows

__all__ = [
    "Merge", "NoTable", "Refused", "Row", "Sheet", "Table", "Unreadable", "check_size",
    "find_table", "first_rows", "read_file",
]  # fmt: skip
