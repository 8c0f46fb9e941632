"""Several pieces of work measured turn by turn, so that a busy moment of the machine hits all."""

from contextlib import contextmanager
from statistics import median
from time import perf_counter
from unittest.mock import patch

import psycopg
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
    copy = psycopg.Cursor.copy

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    def note_copy(cursor, statement, *given, **named):
        statements.append(statement)
        return copy(cursor, statement, *given, **named)

    # Django's wrapper hears of everything but COPY.
    with connection.execute_wrapper(note), patch.object(psycopg.Cursor, "copy", note_copy):
        yield statements
