"""Cells merged over several rows. What the first says is taken for the others only where a person
said so: a merged cell may as well stand for the first alone."""


class Merged:
    """The merged cells of a table, and what fills them where that was chosen."""

    def __init__(self, table, mapping):
        self._below = {
            name: table.merged.get(position, frozenset())
            for name, position in mapping.positions.items()
        }
        self._filled = {}
        for name in mapping.choices.fill_down:
            if name in mapping.positions:
                self._fill(table.rows, mapping.positions[name], self._below[name])

    def _fill(self, rows, position, below):
        above = None
        for row in rows:
            if row.number in below and row.cell(position) is None:
                self._filled.setdefault(row.number, {})[position] = above
            else:
                above = row.cell(position)

    def filled(self, row):
        """By position, what the merged cells above say for the row's own empty ones."""
        return self._filled.get(row.number, {})

    def say_what_is_left_empty(self, lines):
        for name, below in self._below.items():
            for line in lines:
                if line.number in below and not line.text(name):
                    line.warn(
                        name,
                        "The cell is merged with one above, which counts for the first row alone. "
                        "Say with the columns that it is meant for each.",
                    )
