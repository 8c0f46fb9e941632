"""Which row has the headings, and whether they can be told apart."""

from collections import defaultdict

from imports.reading.refusal import NoTable, Refused
from imports.reading.sheet import as_text, column_letters

#: Nobody keeps more title rows than this above a table.
_LOOK_IN_ROWS = 40
#: So many headings in one cell stand there by no accident.
_ENOUGH = 3
_DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}


def likely_header(sheets, is_heading):
    """The sheet and the row that hold the most headings that are known."""
    score, sheet, row = _best(sheets, is_heading)
    if score < 2:
        if (delimiter := _undivided(sheets, is_heading)) is not None:
            raise NoTable(
                f"The headings all stand in one cell, divided by {delimiter}s: a text file was "
                "opened without saying so. Upload the text file itself, or open it again with the "
                f"{delimiter} as its separator, save it, and try that file."
            )
        raise NoTable(
            "No row of headings was found. The table needs a row with names such as Reference, "
            "Title, Owner, Status and Due date above its first line."
        )
    return sheet, row


def given_header(sheets, is_heading, number):
    """The row that a person says has the headings."""
    _, sheet, _ = _best(sheets, is_heading)
    row = next((row for row in sheet.rows if row.number == number), None)
    last = sheet.rows[-1].number
    if row is None:
        raise Refused(
            f"There is nothing in row {number}, so it can’t have the headings. Choose a row from "
            f"{sheet.rows[0].number} to {last} that holds the names of the columns."
        )
    if sum(isinstance(cell, str) for cell in row.filled) < 2:
        raise Refused(
            f"Row {number} can’t have the headings: it holds fewer than two names of columns. "
            "Choose the row that stands above the first line of the table."
        )
    if number == last:
        raise Refused(
            f"There is nothing under row {number}. Choose the row that stands above the first line "
            "of the table."
        )
    return sheet, row


def _best(sheets, is_heading):
    score, best = -1, None
    for sheet in sheets:
        for row in sheet.rows[:_LOOK_IN_ROWS]:
            known = {as_text(cell).casefold() for cell in row.filled if is_heading(as_text(cell))}
            if len(known) > score:
                score, best = len(known), (sheet, row)
    return score, *best


def _undivided(sheets, is_heading):
    """By what the headings in a single cell are divided, or None."""
    for sheet in sheets:
        for row in sheet.rows[:_LOOK_IN_ROWS]:
            for delimiter, name in _DELIMITERS.items():
                if sum(map(is_heading, as_text(row.filled[0]).split(delimiter))) >= _ENOUGH:
                    return name
    return None


def double_headings(table):
    """The positions of each heading that stands over several columns, by its words."""
    positions = defaultdict(list)
    for position, heading in table.headings.items():
        positions[" ".join(heading.casefold().split())].append(position)
    return {
        table.headings[several[0]]: several for several in positions.values() if len(several) > 1
    }


def check_double_headings(table, is_heading):
    """Raise `Refused` when two columns of one known name say different things: which of them
    counts can't be known."""
    for heading, positions in double_headings(table).items():
        row = next((row for row in table.rows if _differ(row, positions)), None)
        if row and is_heading(heading):
            columns = " and ".join(map(column_letters, positions))
            raise Refused(
                f"Columns {columns} are both called “{heading}”, and differ in row {row.number}. "
                "Rename or delete the one that is not to be imported."
            )


def _differ(row, positions):
    first, *others = (row.cell(position) for position in positions)
    return any(other is not None and other != first for other in others)
