"""CSV, with the mark by which Excel knows the encoding."""

import csv
import re
from datetime import date

from recommendations.writing.sheet import Marked

_COULD_RUN = re.compile(r"'*[=+\-@\t\r]")


class _Echo:
    """Gives back what is written to it."""

    def write(self, line):
        return line


def as_csv_lines(headings, rows):
    """Lines of text, one for each row."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow(map(written_as_text, row))


def written_as_text(value):
    """A cell for CSV. Text that a spreadsheet program could run as a formula has a quote before it,
    which the import takes off again."""
    if isinstance(value, Marked):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if _COULD_RUN.match(text) else text
