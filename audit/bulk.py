"""Many rows at once, by the shortest way that the database knows: COPY on PostgreSQL, one prepared
statement on SQLite. A few statements a table, however many rows.

No signal is sent and nothing is checked but by the database's own constraints.
"""

from datetime import date
from enum import Enum
from itertools import chain
from operator import attrgetter

from django.db import connection, models

_PLAIN = frozenset({str, int, bool})
#: Up to so many rows one INSERT is quicker than setting out to write many.
FEW = 10


def insert(things):
    """Insert new `things` of one model, which gives them their keys. Returns `rows_of` them."""
    model = type(things[0])
    without = [thing for thing in things if thing.pk is None]
    for thing, key in zip(without, keys(model, len(without)), strict=True):
        thing.pk = key
    relations = [field for field in model._meta.concrete_fields if field.is_relation]
    for thing in things:
        _take_keys_of_parents(thing, relations)
    rows = rows_of(things, add=True)
    write(model._meta.db_table, [field.column for field in model._meta.concrete_fields], rows)
    for thing in things:
        thing._state.adding, thing._state.db = False, connection.alias
    return rows


def update(things, names):
    """Write the fields `names` of `things` of one model. Returns `rows_of` them."""
    model = type(things[0])
    rows = rows_of(things, add=False)
    columns = [field.column for field in model._meta.concrete_fields]
    wanted = [model._meta.get_field(name).column for name in names]
    places = [columns.index(column) for column in (*wanted, model._meta.pk.column)]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(column)} = %s" for column in wanted)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {sets} "  # noqa: S608
            f"WHERE {quote(model._meta.pk.column)} = %s",
            [[row[place] for place in places] for row in rows],
        )
    return rows


def rows_of(things, *, add):
    """A list of values for each thing, in the order of the model's concrete fields, as the
    database keeps them."""
    fields = type(things[0])._meta.concrete_fields
    filled_in = [field for field in fields if _fills_itself_in(field)]
    for thing in things if filled_in else ():
        for field in filled_in:
            field.pre_save(thing, add)
    values_of = attrgetter(*(field.attname for field in fields))
    converters = [converter(field) for field in fields]
    return [
        [kept(value) for kept, value in zip(converters, values_of(thing), strict=True)]
        for thing in things
    ]


def _fills_itself_in(field):
    if isinstance(field, models.DateField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save


def _take_keys_of_parents(thing, relations):
    """A parent may have got its key since it was set. One that has none is refused."""
    for field in relations:
        parent = thing._state.fields_cache.get(field.name)
        if parent is not None and (parent.pk is None or getattr(thing, field.attname) is None):
            thing._prepare_related_fields_for_save(operation_name="bulk_create")
            return


def write(table, columns, rows):
    """Write rows, a list, of values as the database keeps them."""
    quote = connection.ops.quote_name
    into = f"{quote(table)} ({', '.join(quote(column) for column in columns)})"
    marks = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) > FEW:
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {into} FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        elif len(rows) > FEW:
            cursor.executemany(f"INSERT INTO {into} VALUES {marks}", rows)  # noqa: S608
        else:
            all_marks = ", ".join([marks] * len(rows))
            cursor.execute(f"INSERT INTO {into} VALUES {all_marks}", list(chain(*rows)))  # noqa: S608


def keys(model, number):
    """As many new keys of `model`, in order, as its next inserts would get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', model._meta.pk.column, number],
            )
            return [key for (key,) in cursor.fetchall()]
        # Nobody else can write before this transaction ends.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + number)


def converter(field):
    """What Django's own insert does to a value of `field`, without its detours for plain text
    and numbers."""
    if isinstance(field, models.JSONField | models.DateTimeField | models.DecimalField):
        return lambda value: None if value is None else field.get_db_prep_save(value, connection)
    is_date = isinstance(field, models.DateField)
    as_kept_date = connection.ops.adapt_datefield_value

    def kept(value):
        if value is None or (type(value) in _PLAIN and not is_date):
            return value
        if is_date and type(value) is date:
            return as_kept_date(value)
        return field.get_db_prep_save(value.value if isinstance(value, Enum) else value, connection)

    return kept
