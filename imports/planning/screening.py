"""Cells that seem to hold personal data, each with a warning that does not repeat it."""

from dataclasses import replace

from audit.personal_data import kinds_in
from audit.screened_form import seems_to_hold
from imports.models import Kind, Outcome
from imports.planning.plan import PersonalData

#: Cells that are references, dates or words from a list hold no free text. An owner may be a new
#: body, and a due date that is none is kept as it was written, so both are looked at.
_NOT_FREE = {
    "ref", "kind", "priority", "status", "view", "on", "next_on", "completed_on",
}  # fmt: skip
_WRITTEN = (Outcome.NEW, Outcome.CHANGED, Outcome.ERROR)
_SECTION = "Sub-heading"


def screen(lines):
    """Warn of each cell that would bring personal data into the register. What the register has
    already is not asked about again."""
    sections = set()
    for line in lines:
        if line.planned.outcome in _WRITTEN:
            for column, kinds in _found(line):
                _warn(line, column, kinds)
            if line.kind == Kind.ACTIONS and line.section not in sections:
                sections.add(line.section)
                if kinds := kinds_in(line.section):
                    _warn(line, _SECTION, kinds)


def _found(line):
    """Columns, as the file calls them, with the kinds found in the line's cells."""
    if not kinds_in(line.whole):
        return
    cells = {name: line.text(name) for name in line.columns if name not in _NOT_FREE}
    brought = _kinds_brought(line.planned)
    for name, text in cells.items():
        kinds = [kind for kind in kinds_in(text) if brought is None or kind in brought]
        if kinds:
            yield line.heading(name), kinds


def _kinds_brought(planned):
    """The kinds in what a changed row changes; None where all of its cells count."""
    if planned.outcome != Outcome.CHANGED:
        return None
    return set(kinds_in("\n".join(change.new for change in planned.changes)))


def _warn(line, column, kinds):
    """Nothing else that is said about the cell repeats it either."""
    for said in (line.planned.errors, line.planned.warnings):
        said[:] = [_unsaid(one) if one.column == column else one for one in said]
    words = f"It {seems_to_hold(kinds)}. Take it out, or say why it must stay."
    line.planned.warnings.append(PersonalData(line.planned.number, column, "", words))


def _unsaid(said):
    message = said.message
    if kinds_in(message):
        message = "It is not known here, or can’t be taken as it is."
    return replace(said, value="", message=message)
