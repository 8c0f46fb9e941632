"""A line for each reference that undoing a batch touches, as a person reads it."""

from imports.models import Outcome
from imports.planning import Change, PlannedRow
from imports.undoing.words import Names, label_of
from recommendations.models import Action, ProgressUpdate, Recommendation
from recommendations.models.contribution import Contribution

#: Said by the fields that they follow.
_UNTOLD = {"status_on", "times_moved", "last_moved_on", "original_due_on", "void_reason",
           "taken_back_with", "claimed_by_id", "voided_by_id"}  # fmt: skip
_WORDS = {
    Recommendation: "Recommendation",
    Action: "Action",
    ProgressUpdate: "Progress update",
}


def rows_of(plan):
    """`PlannedRow`s, numbered as they come."""
    names = Names()
    for one, values in plan.put_back.items():
        names.learn([(one.before, values), (one.after, values)], one.model)
    rows = {}
    for one in plan.taken_back:
        _row(rows, one).changes.append(Change(_what(one), _told(one), "Taken back"))
    for one, values in plan.put_back.items():
        _row(rows, one).changes.extend(_changes(one, values, names))
    for number, row in enumerate(rows.values(), 1):
        row.number = number
    return list(rows.values())


def _row(rows, one):
    row = rows.setdefault(one.ref, PlannedRow(0, ref=one.ref, outcome=Outcome.CHANGED))
    row.title = row.title or _name(one.now)
    return row


def _changes(one, values, names):
    if "voided_on" in values or "taken_back_with" in values:
        yield Change(_what(one), "Taken back", _told(one) or "Brought back")
        return
    for name in values:
        if name not in _UNTOLD:
            old, new = (names.words(row, one.model, name) for row in (one.now, one.before))
            yield Change(label_of(one.model, name), old, new or "nothing")


def _what(one):
    if isinstance(one.now, Contribution):
        return "Contributor"
    return _WORDS.get(one.model, str(one.model._meta.verbose_name).capitalize())


def _told(one):
    if isinstance(one.now, ProgressUpdate):
        return one.now.done
    if isinstance(one.now, Contribution):
        return str(one.now.body)
    return _name(one.now) or str(getattr(one.now, "new_due_on", "") or one.now)


def _name(thing):
    return getattr(thing, "title", "") or getattr(thing, "name", "")
