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
_DAYS = frozenset(("due", "on", "next_on", "completed_on"))
_READERS = {"priority": read_priority, "kind": read_kind, "status": read_status}
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
        for name, position in mapping.positions.items():
            if (cell := self._at(position)) is not None:
                self._read(name, cell)
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
        return self._at(self._mapping.positions[name])

    def _at(self, position):
        if position in self._filled:
            return self._filled[position]
        cells = self._row.cells
        return cells[position] if position < len(cells) else None

    @property
    def whole(self):
        """All of its cells as one text."""
        cells = [*self._row.cells, *self._filled.values()]
        return "\n".join([cell if type(cell) is str else as_text(cell) for cell in cells])

    def meant(self, name, cell):
        """The cell, or where a person said what its words mean those of the register."""
        choices = self._mapping.choices
        return choices.meant(name, cell) if choices.words and isinstance(cell, str) else cell

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

    def _read(self, name, cell):
        if cell == CLEAR:
            self._clear(name)
            return
        if isinstance(cell, Unreadable):
            self.error(name, cell.why)
            return
        if isinstance(cell, str) and cell[0] == "#" and _EXCEL_ERROR.match(cell):
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
        words = self.meant(name, cell)
        text = words if type(words) is str else as_text(words)
        longest = _MAX_LENGTHS.get(name)
        if longest:
            # Short texts are of one line. Most are, and stay the text of the cell.
            of_one_line = " ".join(text.split())
            text = text if text == of_one_line else of_one_line
            if len(text) > longest:
                raise ValueError(
                    f"It has {len(text)} characters. Shorten it to {longest} or fewer."
                )
        if name == "ref":
            return self._reference(text)
        if name in _DAYS:
            return self._day(name, cell)
        if name == "status" and self.kind == Kind.RECOMMENDATIONS:
            # The words for recommendations are others than those for actions.
            return text
        reader = _READERS.get(name)
        return reader(text) if reader else text

    def _reference(self, text):
        if REFERENCE.regex.match(text) and text[-1] not in "-.":
            return text
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
