"""Rows into a table by the shortest way that the database knows: COPY on PostgreSQL, one prepared
statement on SQLite. No validation, no signals: for making a register and for floors."""

from django.db import connection, models
from django.utils import timezone

from audit.bulk import converter, write


def columns_of(model):
    return [field.column for field in model._meta.concrete_fields]


def insert(model, rows):
    """Insert dictionaries of field attnames into the table of `model`; a field that no dictionary
    names takes its default. Returns how many were inserted."""
    if not rows:
        return 0
    fields = model._meta.concrete_fields
    given = set().union(*rows)
    unknown = given - {field.attname for field in fields}
    if unknown:
        raise ValueError(f"{model.__name__} has no fields {sorted(unknown)}")
    rest = {f.attname: _default(f) for f in fields if not f.primary_key}
    converters = {f.attname: converter(f) for f in fields}
    constants = {name: converters[name](value) for name, value in rest.items()}

    def as_row(row):
        return [
            converters[f.attname](row[f.attname]) if f.attname in row else constants[f.attname]
            for f in fields
        ]

    write(model._meta.db_table, columns_of(model), [as_row(row) for row in rows])
    return len(rows)


def next_keys(*model_classes):
    """Bring the key sequences up to the rows that were written with their keys."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), model_classes):
            cursor.execute(statement)


def _default(field):
    if isinstance(field, models.DateTimeField) and (field.auto_now_add or field.auto_now):
        return timezone.now()
    return field.get_default()
