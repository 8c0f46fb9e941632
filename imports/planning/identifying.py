"""Lines of a file without references: matched by their text, or given one. In a file that has them
an empty one is an oversight, and an error."""

from django.utils.text import get_text_list

from imports.models import Kind
from imports.planning.parents import parents_named
from imports.values.folding import fold
from recommendations.models import Action, Recommendation

_SUBJECT = {Kind.FLAT: Recommendation, Kind.RECOMMENDATIONS: Recommendation, Kind.ACTIONS: Action}
_LETTER = {Recommendation: "R", Action: "A"}


def identify(planner, kind, lines):
    """Give every line that can be known a reference."""
    if lines and "ref" not in lines[0].columns:
        _identify_by_text(planner, _SUBJECT[kind], lines)
        return
    for line in lines:
        if not line.ref and not line.planned.errors:
            line.error("ref", "There is no reference. Give the line one of its own.")


def _identify_by_text(planner, model, lines):
    known = _by_text(planner.register.texts(model))
    used = planner.register.all_refs()
    for line in lines:
        texts = _texts(line)
        if not texts:
            line.error("ref", "There is no reference, and nothing to know the line by.")
            continue
        found = _found(known, texts, line.review)
        if len(found) > 1:
            line.error("ref", f"{get_text_list(found, 'and')} have these words. Say which it is.")
        elif found:
            line.is_about(found[0])
            line.matched_by_text(found[0])
        else:
            line.is_about(_proposed(planner, model, line, used))
            line.proposed(line.ref)
            used.add(line.ref.upper())
            for text in texts:
                known.setdefault(text, {})[line.ref] = line.review and line.review.pk


def _texts(line):
    """By what the line may be known. A title alone tells within one review, or where it is all."""
    names = ["text"] if line.get("text") else []
    if not names or line.review is not None:
        names.append("title")
    return [key for name in names if (key := fold(line.get(name, "")))]


def _by_text(texts):
    """By each of its folded texts, the references and the reviews' keys of things that have it."""
    known = {}
    for text in texts:
        for words in (text.title, text.summary):
            if key := fold(words):
                known.setdefault(key, {})[text.ref] = text.review_id
    return known


def _found(known, texts, review):
    """References of what has one of the texts, the longest text first; of the line's own review
    where it names one."""
    for text in texts:
        refs = known.get(text, {})
        if review is not None:
            refs = [ref for ref, review_id in refs.items() if review_id in (None, review.pk)]
        if refs:
            return sorted(refs)
    return []


def _proposed(planner, model, line, used):
    """The next of its recommendation, of its review, or of the year."""
    beginning = f"{_LETTER[model]}-{planner.on.year}-"
    if line.review is not None:
        beginning = f"{line.review.ref}-{_LETTER[model]}"
    words = line.get("recommendation", "")
    if model is Action and words:
        parents = parents_named(planner, words, line.review)
        beginning = f"{parents[0].ref}." if parents else beginning
    number = 1
    while f"{beginning}{number}".upper() in used:
        number += 1
    return f"{beginning}{number}"
