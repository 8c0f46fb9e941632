"""What a person should know of a table before trusting it: sentences fit for the page."""

from collections import Counter
from itertools import islice

from imports.reading.headings import double_headings
from imports.reading.sheet import column_letters

#: So many runs of rows are named.
_NAMED = 8


def remarks_on(table, sheet, sheets):
    """What was not read, what is hidden but read, and what is not as it seems."""
    return [
        *_other_sheets(sheet, sheets),
        *_hidden(table, sheet),
        *_merged(table),
        *_doubles(table),
        *_without_heading(table),
        *sheet.notes,
    ]


def _other_sheets(sheet, sheets):
    for other in sheets:
        if other is not sheet and other.rows:
            rows = f"{len(other.rows):,} {'row' if len(other.rows) == 1 else 'rows'}"
            which = "The hidden sheet" if other.is_hidden else "The sheet"
            yield f"{which} “{other.name}” holds {rows} and was not read."


def _hidden(table, sheet):
    hidden = set(sheet.hidden_rows)
    rows = [row.number for row in table.rows if row.number in hidden]
    if rows:
        one = len(rows) == 1
        yield (
            f"{'Row' if one else 'Rows'} {in_words(rows)} {'is' if one else 'are'} hidden in the "
            f"spreadsheet, perhaps by a filter. {'It is' if one else 'They are'} read like any "
            "other."
        )
    for position in sheet.hidden_columns:
        if position in table.headings:
            yield f"Column {_column(table, position)} is hidden in the spreadsheet. It is read."


def _merged(table):
    for position, rows in table.merged.items():
        within = [row.number for row in table.rows if row.number in rows]
        if within and position in table.headings:
            yield (
                f"Column {_column(table, position)} has cells that are merged over several rows. "
                f"Only the first row of each has the value: it is empty in {in_words(within)}."
            )


def _doubles(table):
    for heading, positions in double_headings(table).items():
        columns = " and ".join(map(column_letters, positions))
        yield f"Columns {columns} are both called “{heading}”. Column {columns[0]} is used."


def _without_heading(table):
    filled = Counter(
        position
        for row in table.rows
        for position, cell in enumerate(row.cells)
        if cell is not None and position not in table.headings
    )
    for position, count in sorted(filled.items()):
        cells = "1 cell was" if count == 1 else f"{count:,} cells were"
        yield f"Column {column_letters(position)} has no heading, so its {cells} not read."


def _column(table, position):
    return f"{column_letters(position)} (“{table.headings[position]}”)"


def in_words(numbers):
    """“3, 5–8 and 11”; no more than a few, then how many there are in all."""
    runs = list(islice(_runs(numbers), _NAMED + 1))
    if len(runs) > _NAMED:
        return f"{', '.join(runs[:_NAMED])} and others ({len(numbers):,} in all)"
    return " and ".join([", ".join(runs[:-1]), runs[-1]] if len(runs) > 1 else runs)


def _runs(numbers):
    first = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None:
            yield _run(first, last)
        first = last = number
    if first is not None:
        yield _run(first, last)


def _run(first, last):
    return str(first) if first == last else f"{first}–{last}"
