"""Seals historical rows: an entry for each, chained to the one before.

A row is sealed in the transaction that wrote it. Rows that are written `sealed_together` are
chained by one reading of the newest entry and one insert.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from operator import itemgetter
from typing import NamedTuple

from django.utils import timezone

from audit import bulk
from audit.canonical import content_of, moment
from audit.models import COLUMNS, NOTHING_BEFORE, Entry, hash_of
from audit.route import way
from audit.turn import newest

_waiting = ContextVar("waiting", default=None)


class Said(NamedTuple):
    """What the entries of all rows of one model say alike, when one act wrote them."""

    actor_id: int | None
    actor_label: str
    role: str
    body: str
    route: str
    batch: int | None
    verb: str
    model: str


class Sealed(NamedTuple):
    """What the entry of one historical row says, before it has its place in the chain."""

    said: Said
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
        _chain(list(rows))
    else:
        waiting.extend(rows)


def seal_saved(row, thing, act):
    """Seal the historical `row` that a plain save of `thing` made."""
    said = _said(type(thing), act, row.history_type)
    digest, reason = content_of(type(row)).digest_of(row), row.history_change_reason or ""
    seal([Sealed(said, thing.pk, reference_of(thing), row.history_id, digest, reason)])


def sealing(things, columns, rows, kind, act, sealed):
    """The same historical rows, lists of values of `columns`, one by one while they are written in
    bulk; each adds to `sealed` what is then to be given to `seal`."""
    # What a thing belongs to may have to be read, which can't be while rows are being written.
    refs = [reference_of(thing) for thing in things]
    return _sealing(things, refs, columns, rows, _said(things[0]._meta.model, act, kind), sealed)


def _sealing(things, refs, columns, rows, said, sealed):
    model = things[0]._meta.model
    content = content_of(model.history.model)
    values_of = itemgetter(*(columns.index(column) for column in content.columns))
    key, reason = columns.index("history_id"), columns.index("history_change_reason")
    for thing, ref, row in zip(things, refs, rows, strict=True):
        digest = content.digest(values_of(row))
        sealed.append(Sealed(said, thing.pk, ref, row[key], digest, row[reason] or ""))
        yield row


def reference_of(thing):
    """The reference by which people know a thing, or that of the thing it belongs to."""
    if thing.belongs_to:
        return reference_of(getattr(thing, thing.belongs_to))
    return getattr(thing, "ref", "") or getattr(thing, "slug", "")


_VERBS = {"+": "add", "~": "change", "-": "delete"}


def _said(model, act, kind):
    by, came = act.by, way()
    role, body = by.standing if by else ("", "")
    return Said(
        actor_id=by.pk if by else None,
        actor_label=act.actor_label,
        role=role,
        body=body,
        route=str(came.route),
        batch=came.batch,
        verb=came.verb or _VERBS[kind],
        model=model._meta.label_lower,
    )


def _chain(rows):
    if rows:
        sequence, previous = newest() or (0, NOTHING_BEFORE)
        bulk.write(Entry._meta.db_table, COLUMNS, _entries(rows, sequence, previous))


def _entries(rows, sequence, previous):
    now = timezone.now()
    said_moment = moment(now)
    kept_moment = bulk.converter(Entry._meta.get_field("recorded_at"))(now)
    for said, *particulars in rows:
        sequence += 1
        values = [sequence, said_moment, *said, *particulars, previous]
        previous = hash_of(values)
        values[1] = kept_moment
        yield [*values, previous]
