"""Writers take turns, so that the order of the sealed record is the order of the commits.

A turn lasts to the end of the transaction. It is taken before any row is locked: whoever waits
for a row while holding the turn would wait for ever for somebody who waits for the turn.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

#: Names the turn among the advisory locks of a PostgreSQL database; any number would do.
_TURN = 7_305_418_206


_NEWEST = "SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1"

#: Of whoever has the turn: the newest entry as it was read with the turn, until it is asked for.
_read = ContextVar("read", default=None)


def take_turn():
    """Wait until nobody else is writing; the newest entry then, as its sequence and hash, or None.
    SQLite has one writer at a time anyway: there every transaction begins by waiting."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Sent together, and each sees what was committed before it began.
            cursor.execute(f"SELECT pg_advisory_xact_lock({_TURN}); {_NEWEST}")
            cursor.nextset()
        else:
            cursor.execute(_NEWEST)
        return cursor.fetchone()


def newest():
    """Sequence and hash of the newest entry, or None, for who is about to add the next one."""
    read = _read.get()
    return read.pop() if read else take_turn()


@contextmanager
def in_turn():
    """A transaction that writes to the record."""
    with transaction.atomic():
        if _read.get() is not None:
            yield
            return
        token = _read.set([take_turn()])
        try:
            yield
        finally:
            _read.reset(token)
