"""A workbook taken into a register, and the floor under it: the workbook parsed and the very rows
that the import wrote, records and history alike, put into the same tables with nothing else done.

Each runs in a process of its own, on a copy of the register of its own, so that memory is that of
the work and nothing is warm that would not be.
"""

import pickle
import resource
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

from django.apps import apps
from django.db import connection, transaction
from django.db.models import CharField
from python_calamine import CalamineWorkbook

from accounts.models import User
from audit.bulk import write
from benchmarks.timing import counted, seconds
from imports import workflow

IMPORTER = "importer@example.org"
# Rows that are about the server, or wait for a confirmation, and are not part of the record.
NOT_THE_RECORD = (
    "django_session",
    "django_content_type",
    "auth_permission",
    "django_admin_log",
    "imports_stagedrow",
    "imports_uploadedfile",
)


def product(workbook, changed, kept_rows):
    """Previews the workbook and saves the preview, as the pages do; then the `changed` one; then
    takes in that same file again, as the command does."""
    before = last_keys()
    found = alone(workbook)
    kept = rows_since(before)
    Path(kept_rows).write_bytes(pickle.dumps(kept))
    middle = last_keys()
    of_changed = alone(changed)
    later = last_keys()
    _, again = timed(lambda: workflow.save_file(**file(changed), by=importer()))
    return found | {
        "rows": count(kept),
        "changed": of_changed["product"],
        "rows_changed": count(rows_since(middle)),
        "again": again,
        "rows_again": count(rows_since(later)),
    }


def alone(workbook):
    """Previews the workbook and saves the preview, as the pages do."""
    given, by = file(workbook), importer()
    with counted() as to_preview:
        batch, previewed = timed(lambda: workflow.preview(**given, by=by))
    with counted() as to_save:
        kept_all, saved = timed(lambda: workflow.confirm(batch, by=by))
    if not kept_all:
        raise RuntimeError(f"The preview could not be saved: {batch.counts}")
    return {
        "preview": previewed,
        "product": previewed + saved,
        "statements_of_preview": len(to_preview),
        "statements_of_saving": len(to_save),
        "megabytes": megabytes(),
    }


def file(path):
    return {"file_name": Path(path).name, "data": Path(path).read_bytes()}


def importer():
    return User.objects.get(email=IMPORTER)


def count(tables_and_rows):
    return sum(len(rows) for _, _, rows in tables_and_rows)


def timed(work):
    begin = perf_counter()
    answer = work()
    return answer, perf_counter() - begin


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
        write(table, columns, rows)


def tables():
    """Those whose keys count up, and so tell what came after."""
    return {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and model._meta.db_table not in NOT_THE_RECORD
        and not isinstance(model._meta.pk, CharField)
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
                found.append((table, [column[0] for column in cursor.description], rows))
    return found


def as_written(value):
    if connection.vendor == "sqlite" and isinstance(value, (date, datetime)):
        return str(value)
    return value


def megabytes():
    """The most memory that this process, or a child that it waited for, has held."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / 1024
