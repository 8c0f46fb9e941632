"""Cells merged over several rows. What the first says is taken for the others only where a person
said so: a merged cell may as well stand for the first alone."""


class Merged:
    """The merged cells of a table, and what fills them where that was chosen."""

    def __init__(self, table, mapping):
        self._rows_below = getattr(table, "merged", {})
        self._names = {position: name for name, position in mapping.positions.items()}
        chosen = mapping.choices.fill_down
        self._filled = {p: n for p, n in self._names.items() if n in chosen} and self._fill(
            table, [p for p, name in self._names.items() if name in chosen]
        )

    def _fill(self, table, positions):
        filled, above = {}, {}
        for row in table.rows:
            for position in positions:
                if row.number in self._rows_below.get(position, ()) and row.cell(position) is None:
                    filled.setdefault(row.number, {})[position] = above.get(position)
                else:
                    above[position] = row.cell(position)
        return filled

    def filled(self, row):
        """By position, what the merged cells above say for the row's own empty ones."""
        return self._filled.get(row.number) if self._filled else None

    def say_what_is_left_empty(self, lines):
        for position, name in self._names.items():
            below = self._rows_below.get(position, ())
            for line in lines:
                if line.number in below and not line.text(name):
                    line.warn(
                        name,
                        "The cell is merged with one above, which counts for the first row alone. "
                        "Say with the columns that it is meant for each.",
                    )
