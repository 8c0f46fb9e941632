"""One sheet, planned as a whole."""

from imports.models import Kind, Outcome
from imports.planning.choices import LEFT_OUT
from imports.planning.columns import check_columns, check_identified
from imports.planning.meaning import mapping_of_file
from imports.planning.merged import Merged
from imports.planning.plan import Message, PlannedRow
from imports.planning.planner import Planner
from imports.planning.register import Register
from imports.planning.register_lines import plan_register_lines
from imports.planning.screening import screen
from imports.planning.similarity import say_what_is_alike
from imports.planning.things import THINGS, plan_things
from imports.reading import Refused


def plan_batch(
    table, *, kind, on, reason, source="", by=None, label="", choices=None, own_only=False,
    to_save=False,
):  # fmt: skip
    """A `Plan` for the lines of `table`. `source` names the review of all lines, `choices` what a
    person said about columns and words. `on` is the day on which what the lines say took effect.
    `own_only` lets `by` bring updates of what they may update, and claim nothing that needs
    evidence. A plan `to_save` has all that it is about locked. Any other holds its rows alone, with
    hints that cost much and change nothing. Raises `Refused`."""
    kind = Kind(kind)
    mapping = mapping_of_file(table, kind, choices)
    if kind in THINGS:
        check_identified(mapping, kind, THINGS[kind].identifying)
    else:
        check_columns(mapping, kind)
    if not table.rows:
        raise Refused("There are no lines below the row of headings. Choose another sheet or file.")
    register = Register(reader=by, lock=to_save, own_only=own_only)
    planner = Planner(register, on=on, by=by, label=label, reason=reason)
    planner.own_only = own_only
    plan_lines = plan_things if kind in THINGS else plan_register_lines
    merged = Merged(table, mapping)
    lines = plan_lines(planner, kind, table.rows, mapping, merged, source)
    merged.say_what_is_left_empty(lines)
    _say_what_is_unused(mapping, lines)
    planner.plan.rows = sorted(
        [*(line.planned for line in lines), *_left_out(table)], key=lambda row: row.number
    )
    for row in planner.plan.rows:
        row.settle()
    if not to_save:
        planner.forget_what_to_write()
        if kind not in (*THINGS, Kind.UPDATES):
            say_what_is_alike(planner, kind, lines)
    screen(lines)
    return planner.plan


def _say_what_is_unused(mapping, lines):
    for one in mapping.unused:
        if mapping.choices.columns.get(one.position) == LEFT_OUT:
            continue
        message = f"The column “{one.heading}” is not read: {one.why}."
        if one.why.endswith("?"):
            message = message.removesuffix(".")
        lines[0].planned.warnings.append(Message(lines[0].number, one.heading, "", message))


def _left_out(table):
    return [
        PlannedRow(number, title=what, outcome=Outcome.SKIPPED) for number, what in table.skipped
    ]
