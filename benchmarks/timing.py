"""Several pieces of work measured turn by turn, so that a busy moment of the machine hits all."""

from contextlib import contextmanager
from statistics import median
from time import perf_counter

from django.db import connection


def seconds(work):
    begin = perf_counter()
    work()
    return perf_counter() - begin


def interleaved(rounds, **works):
    """The median of each named work, in milliseconds; each is run once before to warm up."""
    taken = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work) * 1000)
    return {name: median(times) for name, times in taken.items()}


@contextmanager
def counted():
    """Counts the statements sent to the database: `with counted() as statements: …`, then
    `len(statements)`. Rows handed over in one COPY or one prepared statement count once."""
    statements = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note), _noting_copies(statements):
        yield statements


@contextmanager
def _noting_copies(statements):
    """Django's wrapper hears of everything but COPY. Nothing is loaded for it that the product
    would not load: its memory is measured."""
    if connection.vendor != "postgresql":
        yield
        return
    from psycopg import Cursor

    copy = Cursor.copy

    def note(cursor, statement, *given, **named):
        statements.append(statement)
        return copy(cursor, statement, *given, **named)

    Cursor.copy = note
    try:
        yield
    finally:
        Cursor.copy = copy
