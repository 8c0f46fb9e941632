"""A row of cells becomes a line about one thing."""

from imports.planning.lines import Line
from imports.planning.things.values import read


class ThingLine(Line):
    """`matched_by` are the columns by whose words the line's thing was found."""

    def __init__(self, row, mapping, kind, things):
        self._things = things
        self.matched_by = set()
        super().__init__(row, mapping, kind)

    def matched_by_text(self, ref):
        self.warn("ref", f"There is no reference. It is matched by text, with {ref}.")

    def proposed(self, ref):
        self.warn("ref", f"There is no reference. {ref} is proposed.")

    def _typed(self, name, cell):
        if name == "ref" and self._things.has_plain_reference:
            return self._reference(str(read(None, cell)))
        return read(self._things.field_of(name), cell)
