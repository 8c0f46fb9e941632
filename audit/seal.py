"""Seals historical rows: an entry for each, chained to the one before.

A row is sealed in the transaction that wrote it. Rows that are written `sealed_together` are
chained by one reading of the newest entry and one insert.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.utils import timezone

from audit import bulk
from audit.canonical import content_of
from audit.models import COLUMNS, NOTHING_BEFORE, Entry, hash_of
from audit.route import way
from audit.turn import newest

_waiting = ContextVar("waiting", default=None)


class Sealed(NamedTuple):
    """What the entry of one historical row says, before it has its place in the chain."""

    actor_id: int | None
    actor_label: str
    role: str
    body: str
    route: str
    batch: int | None
    verb: str
    model: str
    object_id: int
    ref: str
    history_id: int
    digest: str
    reason: str


@contextmanager
def sealed_together():
    """Rows recorded inside are sealed at its end. Nothing inside may be taken back on its own: when
    an exception leaves the block, the whole transaction or savepoint around it goes."""
    around, own = _waiting.get(), []
    token = _waiting.set(own)
    try:
        yield
    finally:
        _waiting.reset(token)
    if around is None:
        _chain(own)
    else:
        around.extend(own)


def seal(rows):
    """Chain `Sealed` rows, now or at the end of `sealed_together`."""
    waiting = _waiting.get()
    if waiting is None:
        _chain(rows)
    else:
        waiting.extend(rows)


def seal_saved(row, thing, act):
    """Seal the historical `row` that a plain save of `thing` made."""
    seal([
        _sealed(
            type(thing),
            _spoken(act, row.history_type),
            object_id=thing.pk,
            ref=reference_of(thing),
            history_id=row.history_id,
            digest=content_of(type(row)).digest_of(row),
            reason=row.history_change_reason or "",
        )
    ])  # fmt: skip


def seal_written(things, columns, rows, kind, act):
    """Seal historical rows that were written in bulk: lists of values of `columns`."""
    model = type(things[0])
    content = content_of(model.history.model)
    places = [columns.index(column) for column in content.columns]
    key, reason = columns.index("history_id"), columns.index("history_change_reason")
    spoken = _spoken(act, kind)
    seal(
        _sealed(
            model,
            spoken,
            object_id=thing.pk,
            ref=reference_of(thing),
            history_id=row[key],
            digest=content.digest([row[place] for place in places]),
            reason=row[reason] or "",
        )
        for thing, row in zip(things, rows, strict=True)
    )


def reference_of(thing):
    """The reference by which people know a thing, or that of the thing it belongs to."""
    if thing.belongs_to:
        return reference_of(getattr(thing, thing.belongs_to))
    return getattr(thing, "ref", "") or getattr(thing, "slug", "")


_VERBS = {"+": "add", "~": "change", "-": "delete"}


def _spoken(act, kind):
    """What all rows of one act say alike."""
    by, came = act.by, way()
    role, body = by.standing if by else ("", "")
    return {
        "actor_id": by.pk if by else None,
        "actor_label": act.actor_label,
        "role": role,
        "body": body,
        "route": str(came.route),
        "batch": came.batch,
        "verb": came.verb or _VERBS[kind],
    }


def _sealed(model, spoken, **particulars):
    return Sealed(model=model._meta.label_lower, **spoken, **particulars)


def _chain(rows):
    rows = list(rows)
    if not rows:
        return
    sequence, previous = newest() or (0, NOTHING_BEFORE)
    now = timezone.now()
    kept_moment = bulk.converter(Entry._meta.get_field("recorded_at"))(now)
    entries = []
    for row in rows:
        sequence += 1
        values = [sequence, now, *row, previous]
        previous = hash_of(values)
        values[1] = kept_moment
        entries.append([*values, previous])
    bulk.write(Entry._meta.db_table, COLUMNS, entries)
