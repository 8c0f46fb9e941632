"""A row of cells becomes a line about one thing."""

from django.db import models

from imports.planning.lines import Line
from imports.planning.things.values import read
from imports.reading.sheet import as_text


class ThingLine(Line):
    """`matched_by` are the columns by whose words the line's thing was found."""

    def __init__(self, row, mapping, kind, things, filled=None):
        self._things = things
        self.matched_by = set()
        super().__init__(row, mapping, kind, filled)

    def may_be_cleared(self, name):
        field = self._things.field_of(name)
        return isinstance(field, models.CharField | models.TextField) and field.blank

    def _typed(self, name, cell):
        if name == "ref" and self._things.has_plain_reference:
            return self._reference(as_text(cell))
        return read(self._things.field_of(name), self.meant(name, cell))
