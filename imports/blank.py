"""Workbooks to fill in: the columns with their words to choose from, a line that shows how, and
what each column is for."""

from imports.examples import EXAMPLES
from imports.models import Kind
from imports.planning.columns import COLUMNS
from imports.planning.register import Register
from imports.planning.vocabulary import options_of
from recommendations.columns import VISIBILITY
from recommendations.explained import EXPLAINED
from recommendations.writing import Sheet

_WIDE = 60
#: What people look at beside the columns that they fill in; an import passes these over.
_TO_LOOK_AT = ("What the action is", "To be done by", "Where it is now")


def sheets_to_fill_in(kind, *, by=None):
    """An empty workbook for lines of a kind."""
    columns = COLUMNS[kind]
    headings = [column.heading for column in columns]
    example = EXAMPLES[kind]
    choices = _choices(columns, kind, by)
    return [
        Sheet(kind.value, headings, choices=choices),
        Sheet("Example", headings, [[example.get(column.name) for column in columns]]),
        _notes(columns, choices),
    ]


def own_updates_to_fill_in(actions, *, on):
    """A workbook with a line for each of `actions`, to be filled in with what has been done by the
    day `on`."""
    columns = COLUMNS[Kind.UPDATES]
    headings = [columns[0].heading, *_TO_LOOK_AT, *(one.heading for one in columns[1:])]
    choices = {
        place + len(_TO_LOOK_AT): words
        for place, words in _choices(columns, Kind.UPDATES, None).items()
    }
    rows = (_own_line(action, on, len(headings)) for action in actions.iterator(500))
    widths = {1: _WIDE, headings.index("What has been done"): _WIDE}
    return [
        Sheet("updates", headings, rows, widths=widths, choices=choices),
        _notes(columns, {}),
    ]


def _own_line(action, on, width):
    due = action.due_on or action.due_words or "No date set"
    line = [action.ref, action.title, due, action.status_word.label, on]
    return [*line, *[None] * (width - len(line))]


def _choices(columns, kind, by):
    register = Register(reader=by)
    found = {}
    for place, column in enumerate(columns):
        if (words := options_of(column.name, kind, register)) is not None:
            found[place] = words
    return found


def _notes(columns, choices):
    rows = [
        [
            column.heading,
            EXPLAINED.get(column.name, ""),
            ", ".join(choices.get(place, ())),
            ", ".join(column.also),
        ]
        for place, column in enumerate(columns)
        if column is not VISIBILITY
    ]
    headings = ["Column", "What to write", "Words to choose from", "Other headings that are known"]
    return Sheet("Notes", headings, rows, widths={1: _WIDE, 2: _WIDE, 3: _WIDE})
