"""Lines about recommendations, actions and updates, each found by its reference."""

from imports.models import Kind, Outcome
from imports.planning.actions import plan_action
from imports.planning.day_order import refuse_unsure_order_of_days
from imports.planning.doubles import settle_doubles
from imports.planning.identifying import identify
from imports.planning.lines import Line
from imports.planning.parents import load_parents, parents_of
from imports.planning.recommendations import plan_pair, plan_recommendation
from imports.planning.references import parent_of, with_source
from imports.planning.reviews_named import set_reviews, set_source
from imports.planning.updates import plan_update

#: That of a recommendation; an action has room for its dot and number.
_LONGEST_REF = 60


def plan_register_lines(planner, kind, rows, mapping, merged, source):
    """Lines about recommendations, actions and updates."""
    lines = [Line(row, mapping, kind, merged.filled(row)) for row in rows]
    refuse_unsure_order_of_days(lines)
    set_source(planner, lines, source)
    for line in lines:
        if line.ref:
            line.is_about(with_source(line.ref, planner.source))
    set_reviews(planner, lines)
    if kind == Kind.ACTIONS:
        load_parents(planner, lines)
    identify(planner, kind, lines)
    _check_references(planner, lines)
    planner.names.learn([line.get("owners") for line in lines])
    _PLANNERS[kind](planner, [line for line in lines if _is_to_be_planned(line)])
    return lines


def _check_references(planner, lines):
    settle_doubles(lines)
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


def _is_to_be_planned(line):
    return bool(line.ref) and not line.is_refused and line.planned.outcome != Outcome.SKIPPED


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


def _plan_actions(planner, lines):
    for line in lines:
        plan_action(planner, line, line.ref, parents_of(planner, line))


def _plan_updates(planner, lines):
    for line in lines:
        plan_update(planner, line, line.ref)


_PLANNERS = {
    Kind.FLAT: _plan_flat,
    Kind.RECOMMENDATIONS: _plan_recommendations,
    Kind.ACTIONS: _plan_actions,
    Kind.UPDATES: _plan_updates,
}
