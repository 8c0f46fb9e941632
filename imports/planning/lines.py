"""A row of cells becomes a line of typed values, with an error beside each cell that can't be."""

import re

from imports.models import Kind, Outcome
from imports.planning.plan import Message, PlannedRow
from imports.reading import Unreadable
from imports.reading.sheet import as_text
from imports.values.days import read_day
from imports.values.statuses import read_kind, read_priority, read_status
from recommendations.models.reference import REFERENCE

_EXCEL_ERROR = re.compile(r"^#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!)$")
_MAX_LENGTHS = {
    "title": 200, "action_title": 200, "lead_post": 120, "theme": 120, "source": 300,
    "number": 40, "ref": 60, "review": 200, "due": 200,
}  # fmt: skip
_NOT_IN_REFERENCES = re.compile(r"[^A-Za-z0-9.-]+")


class Line:
    """One row: `values` by column name, without the empty ones. What is found out about it is
    gathered in `planned`."""

    def __init__(self, row, mapping, kind):
        self.number, self.section, self.kind = row.number, row.section, kind
        self.review, self.is_refused = None, False
        self._mapping, self._row = mapping, row
        self.values = {}
        self.planned = PlannedRow(row.number, cells=row.cells, section=row.section)
        for name in mapping.positions:
            self._read(name)
        self.ref = self.values.get("ref", "")
        self.planned.ref = self.ref
        self.planned.title = self.values.get("title", "")

    def __contains__(self, name):
        return name in self.values

    def get(self, name, default=None):
        return self.values.get(name, default)

    def text(self, name):
        """The cell as written."""
        position = self._mapping.positions.get(name)
        return "" if position is None else as_text(self._row.cell(position))

    def error(self, name, message):
        self.planned.errors.append(self._message(name, message))

    def warn(self, name, message):
        self.planned.warnings.append(self._message(name, message))

    def leave_out(self, why):
        self.planned.outcome = Outcome.SKIPPED
        self.planned.title = why

    @property
    def cells(self):
        return self._row.cells

    @property
    def columns(self):
        return self._mapping.positions

    def heading(self, name):
        """The column as the file calls it."""
        return self._mapping.headings.get(name, name)

    def _message(self, name, message):
        return Message(self.number, self.heading(name), self.text(name)[:200], message)

    def _read(self, name):
        cell = self._row.cell(self._mapping.positions[name])
        if cell is None:
            return
        if isinstance(cell, Unreadable):
            self.error(name, cell.why)
            return
        if isinstance(cell, str) and _EXCEL_ERROR.match(cell):
            self.error(name, f"“{cell}” is an error of the spreadsheet. Mend its formula.")
            return
        try:
            self.values[name] = self._typed(name, cell)
        except ValueError as problem:
            self.error(name, str(problem))

    def _typed(self, name, cell):
        text = as_text(cell)
        longest = _MAX_LENGTHS.get(name)
        if longest:
            # Short texts are of one line.
            text = " ".join(text.split())
        if longest and len(text) > longest:
            raise ValueError(f"It has {len(text)} characters. Shorten it to {longest} or fewer.")
        if name == "ref":
            return self._reference(text)
        if name in ("due", "on", "next_on", "completed_on"):
            return self._day(name, cell)
        if name == "status" and self.kind == Kind.RECOMMENDATIONS:
            # The words for recommendations are others than those for actions.
            return text
        reader = {"priority": read_priority, "kind": read_kind, "status": read_status}.get(name)
        return reader(text) if reader else text

    def _reference(self, text):
        ref = _NOT_IN_REFERENCES.sub("-", text.strip().rstrip(".")).strip("-.")
        if not ref:
            raise ValueError(f"“{text}” is not a reference. {REFERENCE.message}")
        if ref != text.rstrip("."):
            self.warn("ref", f"“{text}” is written {ref} here.")
        return ref

    def _day(self, name, cell):
        day = read_day(cell)
        if day.error:
            raise ValueError(day.error)
        if name != "due" and day.on is None:
            raise ValueError(f"“{day.words}” is not a date. Use one such as 31/03/2023.")
        if day.note and name != "due":
            self.warn(name, day.note)
        return day
