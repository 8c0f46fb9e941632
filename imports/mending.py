"""The whole file again, with what to mend in a column of its own."""

from imports.cells import read_cell
from imports.models import Outcome
from imports.reading import Unreadable
from recommendations.writing import Marked, Sheet

_WIDE = 50


def sheet_to_mend(batch, rows):
    """Every line as it was read, in its order, those with errors saying what to mend, the cells
    that they mean framed."""
    positions = sorted(int(position) for position in batch.headings)
    headings = [batch.headings[str(position)] for position in positions]
    return Sheet(
        "To mend",
        ["What to mend", "Row in the file", *headings],
        (_line(row, positions, headings) for row in rows.iterator(1000) if row.cells),
        widths={0: _WIDE, 1: 10},
    )


def _line(row, positions, headings):
    faulty = {error["column"] for error in row.errors}
    cells = [_cell(row.cells, position) for position in positions]
    words = " ".join(f"{error['column']}: {error['message']}" for error in row.errors)
    return [
        Marked(words) if row.outcome == Outcome.ERROR else "",
        row.number,
        *(
            Marked(cell) if heading in faulty else cell
            for heading, cell in zip(headings, cells, strict=True)
        ),
    ]


def _cell(cells, position):
    cell = read_cell(cells[position]) if position < len(cells) else None
    return cell.shown if isinstance(cell, Unreadable) else cell
