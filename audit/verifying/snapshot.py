"""One moment of the database, held while others go on writing."""

from contextlib import contextmanager

from django.db import connection, transaction

_AT_ONCE = 2_000


@contextmanager
def one_moment():
    """Everything read inside is of one moment, and holds nobody up. Inside a transaction that
    moment is the transaction's own."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _deferred():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _deferred():
    """The product's transactions ask SQLite to write from the start, and so wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows(sql, parameters=()):
    """Rows of a query, some at a time: as many as there are take no more memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some


def row(sql, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def plain(column, of=""):
    """A column as the database keeps it. Python's driver would make dates of SQLite's texts, one
    call for each; of what is calculated it knows no type."""
    name = f"{of}{connection.ops.quote_name(column)}"
    return f"+{name}" if connection.vendor == "sqlite" else name


def differs(one, other):
    """SQL that is true when the two are not the same, nulls compared like values."""
    return f"{one} {'IS NOT' if connection.vendor == 'sqlite' else 'IS DISTINCT FROM'} {other}"
