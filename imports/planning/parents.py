"""The recommendations that the lines of actions serve."""

import re

from imports.planning.recommendations import add_parent
from imports.planning.references import parent_of, with_source
from imports.values.folding import fold
from recommendations.models.reference import REFERENCE

_LIST = re.compile(r"\s*[;,\n]\s*")
_SECTION_NUMBER = re.compile(r"^\s*\(?[A-Za-z]?\d+[.):]?\s+")


def load_parents(planner, lines):
    if planner.source and planner.source.pk:
        planner.register.load_recommendations_of(planner.source)
    planner.register.load(
        [name for line in lines if (name := line.get("recommendation", "")) and " " not in name]
    )


def parents_of(planner, line):
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


def parents_named(planner, words, review):
    """The recommendations that a cell names, by reference, by number within the review or by
    title; none when it is the title of one that is not known."""
    register = planner.register
    found = []
    for name in (words, *_LIST.split(words)):
        name = name.strip()
        ref = name if REFERENCE.regex.match(name) else ""
        recommendation = (
            (ref and register.recommendation(with_source(ref, review)))
            or (ref and register.recommendation(ref))
            or (review and fold(name) and register.recommendation_numbered(name, review))
        )
        if recommendation and not any(recommendation is other for other in found):
            found.append(recommendation)
        if found and name == words.strip():
            break
    return found
