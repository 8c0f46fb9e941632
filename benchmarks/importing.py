"""A workbook taken into a register, and the floor under it: the workbook parsed and the very rows
that the import wrote, records and history alike, put into the same tables with nothing else done.

Each runs in a process of its own, on a copy of the register of its own, so that memory is that of
the work and nothing is warm that would not be.
"""

import json
import pickle
import resource
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from benchmarks import bulk
from benchmarks.timing import counted, seconds

IMPORTER = "importer@example.org"
# Rows that are about the server and not about the register.
NOT_THE_RECORD = ("django_session", "django_content_type", "auth_permission", "django_admin_log")


def product(workbook, kept_rows):
    """Previews and saves the workbook, then takes in the same file again."""
    before = last_keys()
    previewed = seconds(lambda: take_in(workbook, dry_run=True))
    with counted() as statements:
        saved = seconds(lambda: take_in(workbook))
    kept = rows_since(before)
    Path(kept_rows).write_bytes(pickle.dumps(kept))
    middle = last_keys()
    again = seconds(lambda: take_in(workbook))
    return {
        "preview": previewed,
        "product": saved,
        "statements": len(statements),
        "rows": sum(len(rows) for _, _, rows in kept),
        "again": again,
        "rows_again": sum(len(rows) for _, _, rows in rows_since(middle)),
        "megabytes": megabytes(),
    }


def take_in(workbook, **options):
    """Reads, plans and saves by the command, which previews by the same steps."""
    answer = StringIO()
    try:
        call_command("import_register", workbook, json=True, by=IMPORTER, stdout=answer, **options)
    except SystemExit as end:
        if end.code:
            raise RuntimeError(f"The import ended with {end.code}: {answer.getvalue()}") from end
    return json.loads(answer.getvalue())


def floor(workbook, kept_rows):
    kept = pickle.loads(Path(kept_rows).read_bytes())
    return {
        "read": seconds(lambda: parse(workbook)),
        "floor": seconds(lambda: parse_and_write(workbook, kept)),
        "megabytes": megabytes(),
    }


def parse(workbook):
    return CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()


@transaction.atomic
def parse_and_write(workbook, kept):
    parse(workbook)
    for table, columns, rows in kept:
        bulk.write(table, columns, rows)


def tables():
    return {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in NOT_THE_RECORD
    }


def last_keys():
    with connection.cursor() as cursor:
        last = {}
        for table, key in tables().items():
            cursor.execute(f"SELECT MAX({key}) FROM {table}")
            last[table] = cursor.fetchone()[0] or 0
        return last


def rows_since(before):
    """The rows of each table that came after the keys in `before`, as the driver takes them.

    Tables are in the order in which models are declared, so what others refer to comes first.
    """
    found = []
    with connection.cursor() as cursor:
        for table, key in tables().items():
            cursor.execute(f"SELECT * FROM {table} WHERE {key} > %s", [before[table]])
            rows = [tuple(as_written(value) for value in row) for row in cursor.fetchall()]
            if rows:
                found.append((table, [column.name for column in cursor.description], rows))
    return found


def as_written(value):
    if connection.vendor == "sqlite" and isinstance(value, (date, datetime)):
        return str(value)
    return value


def megabytes():
    """The most memory that this process, or a child that it waited for, has held."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / 1024
