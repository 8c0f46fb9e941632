"""One sheet, planned as a whole."""

import re
from collections import defaultdict

from django.utils.text import get_text_list

from imports.models import Kind, Outcome
from imports.planning.actions import plan_action
from imports.planning.choices import LEFT_OUT
from imports.planning.columns import check_columns, check_identified
from imports.planning.day_order import refuse_unsure_order_of_days
from imports.planning.identifying import identify
from imports.planning.lines import Line
from imports.planning.meaning import mapping_of_file
from imports.planning.merged import Merged
from imports.planning.plan import Message, PlannedRow
from imports.planning.planner import Planner
from imports.planning.recommendations import add_parent, plan_pair, plan_recommendation
from imports.planning.references import (
    parent_of,
    parents_named,
    plain_ref,
    review_ref,
    with_source,
)
from imports.planning.register import Register
from imports.planning.screening import screen
from imports.planning.similarity import say_what_is_alike
from imports.planning.things import THINGS, plan_things
from imports.planning.updates import plan_update
from imports.reading import Refused
from imports.values.folding import fold

#: That of a recommendation; an action has room for its dot and number.
_LONGEST_REF = 60
_SECTION_NUMBER = re.compile(r"^\s*\(?[A-Za-z]?\d+[.):]?\s+")


def plan_batch(
    table, *, kind, on, reason, source="", by=None, label="", lock=False, choices=None,
    own_only=False,
):  # fmt: skip
    """A `Plan` for the lines of `table`. `source` names the review of all lines, `choices` what a
    person said about columns and words. `on` is the day on which what the lines say took effect.
    `own_only` lets `by` bring updates of what they may update, and claim nothing that needs
    evidence. Raises `Refused`."""
    kind = Kind(kind)
    mapping = mapping_of_file(table, kind, choices)
    if kind in THINGS:
        check_identified(mapping, kind, THINGS[kind].identifying)
    else:
        check_columns(mapping, kind)
    if not table.rows:
        raise Refused("There are no lines below the row of headings. Choose another sheet or file.")
    register = Register(reader=by, lock=lock, own_only=own_only)
    planner = Planner(register, on=on, by=by, label=label, reason=reason)
    planner.own_only = own_only
    plan_lines = plan_things if kind in THINGS else _plan_register
    merged = Merged(table, mapping)
    lines = plan_lines(planner, kind, table.rows, mapping, merged, source)
    merged.say_what_is_left_empty(lines)
    _say_what_is_unused(mapping, lines)
    planner.plan.rows = sorted(
        [*(line.planned for line in lines), *_left_out(table)], key=lambda row: row.number
    )
    for row in planner.plan.rows:
        row.settle()
    if kind not in (*THINGS, Kind.UPDATES):
        say_what_is_alike(planner, kind, lines)
    screen(lines)
    return planner.plan


def _plan_register(planner, kind, rows, mapping, merged, source):
    """Lines about recommendations, actions and updates."""
    lines = [Line(row, mapping, kind, merged.filled(row)) for row in rows]
    refuse_unsure_order_of_days(lines)
    _set_source(planner, lines, source)
    for line in lines:
        if line.ref:
            line.is_about(with_source(line.ref, planner.source))
    _set_reviews(planner, lines)
    if kind == Kind.ACTIONS:
        _load_parents(planner, lines)
    identify(planner, kind, lines)
    _check_references(planner, lines)
    planner.names.learn([line.get("owners") for line in lines])
    _PLANNERS[kind](planner, [line for line in lines if _is_to_be_planned(line)])
    return lines


def _set_source(planner, lines, words):
    if not words:
        return
    planner.source = planner.register.review(words)
    if planner.source is None:
        planner.source = planner.new_review(plain_ref(words), words)
        lines[0].warn("review", f"“{words}” is not a review we know. It will be added.")


def _check_references(planner, lines):
    _settle_doubles(lines)
    refs = [line.ref for line in lines if line.ref]
    parents = [parent for ref in refs if (parent := parent_of(ref))]
    planner.register.load([*refs, *(f"{ref}.1" for ref in refs), *parents])
    for line in lines:
        line.is_about(planner.register.as_written(line.ref))
        if len(line.ref) > _LONGEST_REF:
            line.error("ref", f"{line.ref} is longer than {_LONGEST_REF} characters. Shorten it.")
        # An update only names an action: one that can't be read is as good as unknown.
        if line.ref and line.kind != Kind.UPDATES and planner.register.is_taken(line.ref):
            line.error("ref", planner.register.why_taken(line.ref))
            line.is_refused = True


def _settle_doubles(lines):
    """Of lines that are the same the first counts. Of others with one reference none does: nobody
    but a person can say which is meant."""
    seen = defaultdict(list)
    for line in lines:
        if not line.ref:
            continue
        earlier = seen[line.ref.upper()]
        same = next((one for one in earlier if one.cells == line.cells), None)
        if same is not None:
            line.leave_out(f"The same as row {same.number}")
        else:
            earlier.append(line)
    for group in seen.values():
        if len(group) > 1 and group[0].kind != Kind.UPDATES:
            _refuse_doubles(group)


def _refuse_doubles(group):
    for line in group:
        others = [str(one.number) for one in group if one is not line]
        rows, have = ("Row", "has") if len(others) == 1 else ("Rows", "have")
        line.error(
            "ref",
            f"{rows} {get_text_list(others, 'and')} {have} the same reference. "
            "Give each its own, or keep one of them.",
        )


def _is_to_be_planned(line):
    return bool(line.ref) and not line.is_refused and line.planned.outcome != Outcome.SKIPPED


def _set_reviews(planner, lines):
    """The review of each line: the one that its cell names, or that of the batch."""
    refs = {}
    for line in lines:
        if line.ref and line.get("review"):
            refs.setdefault(fold(line.get("review")), []).append(line.ref)
    known = {}
    for line in lines:
        words, line.review = line.get("review"), planner.source
        if not words:
            continue
        key = fold(words)
        if key not in known:
            known[key] = _review(planner, line, words, refs.get(key, []))
        line.review = known[key]


def _review(planner, line, words, refs):
    review = planner.register.review(words)
    if review:
        return review
    ref = review_ref(words, refs)
    review = planner.register.review(ref)
    if review:
        line.warn("review", f"“{words}” is taken as {review.ref}, {review.title}.")
        return review
    line.warn("review", f"“{words}” is not a review we know. It will be added as {ref}.")
    return planner.new_review(ref, words)


def _plan_flat(planner, lines):
    register = planner.register
    refs = {line.ref.upper() for line in lines}

    def is_about_action(line):
        parent = parent_of(line.ref)
        if register.recommendation(line.ref):
            return False
        known = parent and (parent.upper() in refs or register.recommendation(parent))
        return bool(register.action(line.ref) or known)

    about_actions = [line for line in lines if is_about_action(line)]
    own_lines = {line.ref.upper() for line in about_actions}
    for line in lines:
        if line.ref.upper() not in own_lines:
            has_own_line = f"{line.ref}.1".upper() in own_lines
            plan_pair(planner, line, line.ref, action_has_own_line=has_own_line)
    for line in about_actions:
        parent = register.recommendation(parent_of(line.ref))
        plan_action(planner, line, line.ref, [parent] if parent else [])


def _plan_recommendations(planner, lines):
    for line in lines:
        plan_recommendation(planner, line, line.ref)


def _load_parents(planner, lines):
    if planner.source and planner.source.pk:
        planner.register.load_recommendations_of(planner.source)
    planner.register.load(
        [name for line in lines if (name := line.get("recommendation", "")) and " " not in name]
    )


def _plan_actions(planner, lines):
    for line in lines:
        plan_action(planner, line, line.ref, _parents(planner, line))


def _parents(planner, line):
    """The recommendations that a line's action serves. An action that exists keeps its own."""
    if planner.register.action(line.ref):
        return []
    words = line.get("recommendation", "")
    parent_ref = parent_of(line.ref)
    named = parents_named(planner, words, planner.source) if words else []
    own = planner.register.recommendation(parent_ref) if parent_ref else None
    if named or own:
        return named or [own]
    if parent_ref and planner.register.is_taken(parent_ref):
        line.error("ref", planner.register.why_taken(parent_ref))
        return []
    title = words or _SECTION_NUMBER.sub("", line.section)
    if parent_ref and title:
        return [add_parent(planner, line, parent_ref, title)]
    known = f"{parent_ref} is not a recommendation we know." if parent_ref else ""
    line.error(
        "recommendation" if words else "ref",
        f"{known} Name the recommendation that the action serves, in a column “Recommendation”, "
        "or import the recommendations first.".strip(),
    )
    return []


def _plan_updates(planner, lines):
    for line in lines:
        plan_update(planner, line, line.ref)


_PLANNERS = {
    Kind.FLAT: _plan_flat,
    Kind.RECOMMENDATIONS: _plan_recommendations,
    Kind.ACTIONS: _plan_actions,
    Kind.UPDATES: _plan_updates,
}


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
