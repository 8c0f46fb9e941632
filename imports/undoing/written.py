"""What a batch wrote, thing by thing, as the sealed record has it."""

import re
from dataclasses import dataclass, field
from itertools import groupby

from django.apps import apps

from audit.models import Entry
from audit.route import Route
from audit.standing import Retractable
from imports.models import ImportBatch
from recommendations.workflow.classification import WHO_MAY_READ

_ROW = re.compile(r", row (\d+)$")
#: Counts on, or follows from `ref`: never put back, and nothing that depends on it.
_NOT_COMPARED = {"id", "version", "sort_key"}


@dataclass(eq=False)
class Written:
    """A thing as the batch found it (`before`, None when the batch added it), as it left it
    (`after`), and as it stands (`now`). `later` are its versions since."""

    now: object
    before: object
    after: object
    ref: str
    later: list = field(default_factory=list)

    @property
    def added(self):
        return self.before is None

    @property
    def model(self):
        return type(self.now)

    @property
    def row(self):
        """The row of the file that it came from, or None."""
        found = _ROW.search(self.after.history_change_reason or "")
        return int(found.group(1)) if found else None

    @property
    def changed(self):
        """The columns that the batch gave another value."""
        if self.added:
            return []
        return [n for n in columns_of(self.model) if differs(self.before, self.after, n)]

    @property
    def changed_since(self):
        """The columns that have another value by now. Who may read a thing is decided apart from
        what it says."""
        names = [n for n in columns_of(self.model) if n not in WHO_MAY_READ]
        return [n for n in names if differs(self.after, self.now, n)]


def differs(one, other, name):
    return getattr(one, name) != getattr(other, name)


def columns_of(model):
    tracked = model.history.model.tracked_fields
    return [field.attname for field in tracked if field.name not in _NOT_COMPARED]


def written_by(batch, *, lock=False):
    """By model, what `batch` wrote, in the order in which it was written first."""
    found = Entry.objects.filter(route=Route.IMPORT, batch=batch.pk).exclude(
        model=ImportBatch._meta.label_lower
    )
    rows = found.order_by("sequence").values_list("model", "object_id", "history_id", "ref")
    by_model = {}
    for label, object_id, history_id, ref in rows:
        spans = by_model.setdefault(label, {})
        first = spans.get(object_id, (history_id,))[0]
        spans[object_id] = (first, history_id, ref)
    return {
        (model := apps.get_model(label)): _of_model(model, found, spans, lock)
        for label, spans in by_model.items()
    }


def _of_model(model, entries, spans, lock):
    """A statement for the things and one for their versions, however many there are."""
    keys = entries.filter(model=model._meta.label_lower).values("object_id")
    # What was entered in error or taken back is among them.
    things = _with_owners(model).filter(pk__in=keys).order_by("pk")
    locked = things.select_for_update(of=("self",)) if lock else things
    now = {thing.pk: thing for thing in locked}
    versions = model.history.filter(id__in=keys).order_by("id", "history_id")
    written = {
        key: _written(now[key], spans[key], list(rows))
        for key, rows in groupby(versions, key=lambda row: row.id)
        if key in now
    }
    return [written[key] for key in spans if key in written]


def _with_owners(model):
    """With what each belongs to, by whose reference people know it, and a link with both ends."""
    related = [model.belongs_to] if model.belongs_to else []
    if issubclass(model, Retractable):
        related = [f.name for f in model._meta.concrete_fields if f.is_relation and not f.null]
    return model._base_manager.select_related(*related) if related else model._base_manager.all()


def _written(now, span, rows):
    first, last, ref = span
    before = [row for row in rows if row.history_id < first]
    return Written(
        now=now,
        before=before[-1] if before else None,
        after=next(row for row in rows if row.history_id == last),
        ref=ref,
        later=[row for row in rows if row.history_id > last],
    )
