"""The things that lines may name, each sort read once, when it is first asked for."""

from bodies.models import Body, Meeting
from imports.planning.things.known import Known
from motions.models import Motion, MotionPoint
from reviews.models import Finding, Review, SourceDocument


def _ref(thing):
    return (thing.ref,)


def _ref_and_title(thing):
    return (thing.ref, thing.title)


#: What each is called, by what it is known, and what is read with it.
_SORTS = {
    Meeting: ("a meeting", _ref, ("body",), ()),
    Motion: ("a motion", _ref_and_title, ("meeting", "asked_of"), ()),
    MotionPoint: ("a motion point", _ref, ("motion",), ("asked_of__body",)),
    Review: ("a review", _ref_and_title, ("motion",), ("bodies__body",)),
    SourceDocument: ("a document", _ref_and_title, (), ()),
    Finding: ("a finding", _ref, ("review", "document"), ("points__point", "bodies__body")),
}


class Sorts:
    """`own` is the model that lines may change: its rows are taken when the register locks."""

    def __init__(self, register, own):
        self._register, self._own, self._known = register, own, {}

    def of(self, model):
        if model not in self._known:
            self._known[model] = self._read(model)
        return self._known[model]

    def _read(self, model):
        if model is Body:
            return self._register.bodies.known()
        what, names, joined, related = _SORTS[model]
        rows = self._register.rows(model, lock=model is self._own)
        return Known(what, rows.select_related(*joined).prefetch_related(*related), names)
