"""A file becomes sheets of typed cells with their row numbers. Knows nothing of what is in the
register.

Every file is treated as hostile: its type is told from its content, limits come before parsers,
workbooks are parsed in a child process, and a formula is only ever the text or the last result
that the file holds.
"""

from imports.reading.file import read_file
from imports.reading.refusal import Refused
from imports.reading.sheet import Row, Sheet
from imports.reading.table import Table, find_table

__all__ = ["Refused", "Row", "Sheet", "Table", "find_table", "read_file"]
