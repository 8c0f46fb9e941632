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
#: Hyphens, dashes and minus signs that are typed for one another.
_LIKE_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
#: In a cell, it empties what the register has. An empty cell leaves it.
CLEAR = "CLEAR"
#: What a line may be without.
_MAY_BE_CLEARED = frozenset(("lead_post", "theme", "priority", "number", "next", "view_reason"))


class Line:
    """One row: `values` by column name, without the empty ones. What is found out about it is
    gathered in `planned`."""

    def __init__(self, row, mapping, kind, filled=None):
        self.number, self.section, self.kind = row.number, row.section, kind
        self._filled = filled or {}
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
        return as_text(self.cell(name)) if name in self._mapping.positions else ""

    def cell(self, name):
        """The cell as read, or what a merged cell above it says where a person wants that."""
        position = self._mapping.positions[name]
        return self._filled.get(position, self._row.cell(position))

    def meant(self, name, cell):
        """The cell, or where a person said what its words mean those of the register."""
        return self._mapping.choices.meant(name, cell) if isinstance(cell, str) else cell

    def matched_by_text(self, ref):
        self.warn("ref", f"There is no reference. It is matched by text, with {ref}.")

    def proposed(self, ref):
        self.warn("ref", f"There is no reference. {ref} is proposed.")

    def error(self, name, message):
        self.planned.errors.append(self._message(name, message))

    def warn(self, name, message):
        said = self._message(name, message)
        if said not in self.planned.warnings:
            self.planned.warnings.append(said)

    def is_about(self, ref):
        self.ref = self.planned.ref = ref

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
        return self._mapping.heading(name)

    def _message(self, name, message):
        return Message(self.number, self.heading(name), self.text(name)[:200], message)

    def _read(self, name):
        cell = self.cell(name)
        if cell is None:
            return
        if cell == CLEAR:
            self._clear(name)
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

    def _clear(self, name):
        if self.may_be_cleared(name):
            self.values[name] = ""
        else:
            self.error(name, "It can’t be cleared. Leave the cell empty to leave it as it is.")

    def may_be_cleared(self, name):
        return name in _MAY_BE_CLEARED

    def _typed(self, name, cell):
        text = as_text(self.meant(name, cell))
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
        plain = text.translate(_LIKE_HYPHENS).strip().rstrip(".")
        ref = _NOT_IN_REFERENCES.sub("-", plain).strip("-.")
        if not ref:
            raise ValueError(f"“{text}” is not a reference. {REFERENCE.message}")
        if ref != plain:
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
