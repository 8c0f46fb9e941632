"""Writers take turns, so that the order of the sealed record is the order of the commits.

A turn lasts to the end of the transaction. It is taken before any row is locked: whoever waits
for a row while holding the turn would wait for ever for somebody who waits for the turn.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

#: Names the turn among the advisory locks of a PostgreSQL database; any number would do.
_TURN = 7_305_418_206


_have_turn = ContextVar("have_turn", default=False)


def take_turn():
    """Wait until nobody else is writing. SQLite has one writer at a time anyway: there every
    transaction begins by waiting."""
    if connection.vendor == "postgresql" and not _have_turn.get():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock({_TURN})")


@contextmanager
def in_turn():
    """A transaction that writes to the record."""
    with transaction.atomic():
        take_turn()
        token = _have_turn.set(True)
        try:
            yield
        finally:
            _have_turn.reset(token)
