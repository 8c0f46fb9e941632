"""The review that lines belong to: that of the whole file, or the one that a cell names."""

from imports.planning.references import plain_ref, review_ref
from imports.values.folding import fold


def set_source(planner, lines, words):
    if not words:
        return
    planner.source = planner.register.review(words)
    if planner.source is None:
        planner.source = planner.new_review(plain_ref(words), words)
        lines[0].warn("review", f"“{words}” is not a review we know. It will be added.")


def set_reviews(planner, lines):
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
