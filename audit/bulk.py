"""Many rows at once, by the shortest way that the database knows: COPY on PostgreSQL, one prepared
statement on SQLite. A few statements a table, however many rows.

No signal is sent and nothing is checked but by the database's own constraints.
"""

import json
from datetime import date
from enum import Enum
from itertools import chain, islice
from operator import attrgetter, itemgetter

from django.db import connection, models

from audit.standing import told_apart_by
from audit.unsaved import Unsaved

_PLAIN = frozenset({str, int, bool})
_TEXTS = models.CharField | models.TextField
#: Up to so many rows one INSERT is quicker than setting out to write many.
FEW = 10


def insert(things):
    """Insert new `things` of one model, which have their `keys`. Returns `rows_of` them."""
    meta = things[0]._meta
    rows = []
    columns = [field.column for field in meta.concrete_fields]
    write(meta.db_table, columns, _passed_on(rows_of(things, add=True), rows))
    for thing in things if isinstance(things[0], models.Model) else ():
        thing._state.adding, thing._state.db = False, connection.alias
    return rows


def _passed_on(rows, kept):
    for row in rows:
        kept.append(row)
        yield row


def insert_keyless(model, things):
    """Insert `Unsaved` things of `model` as they come. The database gives them keys, and they
    never hear of them."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [field.column for field in fields]
    write(model._meta.db_table, columns, _rows(fields, _row_of_unsaved(fields), things, add=True))


def update(things, names):
    """Write the fields `names` of `things` of one model. Returns `rows_of` them. Things may take
    each other's names or numbers."""
    model = type(things[0])
    rows = list(rows_of(things, add=False))
    if stand_aside(things, names):
        names = [*names, "taken_back_with"]
    columns = [field.attname for field in model._meta.concrete_fields]
    wanted = [model._meta.get_field(name).attname for name in dict.fromkeys(names)]
    values_of = itemgetter(*(columns.index(name) for name in (*wanted, model._meta.pk.attname)))
    _update(model, wanted, map(values_of, rows))
    return rows


def stand_aside(things, names):
    """Let go of the names and numbers of `things` of one model until `update` has written them, if
    any of the fields `names` is one by which they are told apart. Each row is checked as it is
    written, when another may not have let go of its own yet. Says whether any was."""
    model = type(things[0])
    if told_apart_by(model).isdisjoint(names):
        return False
    _update(model, ["taken_back_with"], [(0, thing.pk) for thing in things])
    return True


def _update(model, names, rows):
    """Each of `rows` has the values of the fields `names`, and the key."""
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(model._meta.get_field(name).column)} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {sets} "  # noqa: S608
            f"WHERE {quote(model._meta.pk.column)} = %s",
            list(rows),
        )


def rows_of(things, *, add):
    """A list of values for each thing, one after another, in the order of the model's concrete
    fields, as the database keeps them."""
    fields = things[0]._meta.concrete_fields
    row_of = _row_of_unsaved if isinstance(things[0], Unsaved) else _row_of
    return _rows(fields, row_of(fields), things, add)


def _rows(fields, as_row, things, add):
    filled_in = [field for field in fields if _fills_itself_in(field)]
    for thing in things:
        for field in filled_in:
            field.pre_save(thing, add)
        yield as_row(thing)


def _row_of(fields):
    values_of = attrgetter(*(field.attname for field in fields))
    converters = [converter(field) for field in fields]
    relations = [field for field in fields if field.is_relation]

    def as_row(thing):
        _take_keys_of_parents(thing, relations)
        return [kept(value) for kept, value in zip(converters, values_of(thing), strict=True)]

    return as_row


def _row_of_unsaved(fields):
    """What was given, among what is alike in all of them."""
    alike = [None if f.primary_key else converter(f)(f.get_default()) for f in fields]
    ways = {}
    for place, field in enumerate(fields):
        plain = str if isinstance(field, _TEXTS) else None
        kept = _key_of if field.is_relation else converter(field)
        ways["pk" if field.primary_key else field.name] = (place, plain, kept)

    def as_row(thing):
        row = alike.copy()
        for name, value in vars(thing).items():
            if way := ways.get(name):
                place, plain, kept = way
                row[place] = value if type(value) is plain else kept(value)
        return row

    return as_row


def _key_of(thing):
    if thing is None:
        return None
    if thing.pk is None:
        raise ValueError(f"{thing._meta.verbose_name} has no key: it is not written with the rest.")
    return thing.pk


def _fills_itself_in(field):
    if isinstance(field, models.DateField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save


def _take_keys_of_parents(thing, relations):
    """A parent may have got its key since it was set. One that has none is refused."""
    parents = thing._state.fields_cache
    if any(
        (parent := parents.get(field.name)) is not None
        and (parent.pk is None or getattr(thing, field.attname) is None)
        for field in relations
    ):
        thing._prepare_related_fields_for_save(operation_name="bulk_create")


def write(table, columns, rows):
    """Write rows of values as the database keeps them. PostgreSQL takes each while the next is
    made, so making one must not ask the database anything: it would wait for ever."""
    quote = connection.ops.quote_name
    into = f"{quote(table)} ({', '.join(quote(column) for column in columns)})"
    marks = f"({', '.join(['%s'] * len(columns))})"
    rows = iter(rows)
    first = list(islice(rows, FEW + 1))
    if not first:
        return
    rows = chain(first, _asking_nothing(rows))
    with connection.cursor() as cursor:
        if len(first) <= FEW:
            all_marks = ", ".join([marks] * len(first))
            cursor.execute(f"INSERT INTO {into} VALUES {all_marks}", list(chain(*first)))  # noqa: S608
        elif connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {into} FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            streamed = _Streamed(_by_the_hundred(rows))
            cursor.executemany(f"INSERT INTO {into} VALUES {marks}", streamed)  # noqa: S608


def _asking_nothing(rows):
    with connection.execute_wrapper(_refuse):
        yield from rows


def _refuse(execute, sql, params, many, context):
    raise RuntimeError(f"Rows are being written, and making one asks the database: {sql[:200]}")


class _Streamed:
    """Rows that are not gathered first. Django looks at the first row before it hands all on, by
    `itertools.tee`, which would gather them, but for an iterator that can copy itself."""

    def __init__(self, rows):
        self._rows = rows

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._rows)

    def __copy__(self):
        looked_at, rows = list(islice(self._rows, 1)), self._rows
        self._rows = iter(looked_at)
        return chain(looked_at, rows)


def _by_the_hundred(rows):
    """A processor that makes some rows and then writes some is quicker than one that turns from
    one to the other with every row."""
    while some := list(islice(rows, 100)):
        yield from some


def keys(numbers):
    """For each model in `numbers` as many new keys as it says, in order, as its next inserts would
    get them: in one statement for all."""
    tables = {model._meta.db_table: model for model in numbers}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The name of the sequence is looked up once, not for each key.
            some = (
                "SELECT %s, nextval(its.own) FROM generate_series(1, %s), (SELECT "
                "pg_get_serial_sequence(%s, %s)::regclass AS own OFFSET 0) AS its"
            )
            cursor.execute(
                " UNION ALL ".join([some] * len(tables)),
                [
                    one
                    for table, model in tables.items()
                    for one in (table, numbers[model], f'"{table}"', model._meta.pk.column)
                ],
            )
            found = {model: [] for model in numbers}
            for table, key in cursor:
                found[tables[table]].append(key)
            return found
        # Nobody else can write before this transaction ends.
        marks = ", ".join(["%s"] * len(tables))
        cursor.execute(f"SELECT name, seq FROM sqlite_sequence WHERE name IN ({marks})", [*tables])  # noqa: S608
        last = dict(cursor.fetchall())
    return {
        model: range(last.get(table, 0) + 1, last.get(table, 0) + 1 + numbers[model])
        for table, model in tables.items()
    }


def converter(field):
    """What Django's own insert makes of a value of `field`, without its detours for plain text and
    numbers; dates and JSON as text, which both databases take, and PostgreSQL sooner."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, cls=field.encoder)
    if isinstance(field, models.DateTimeField | models.DecimalField):
        return lambda value: None if value is None else field.get_db_prep_save(value, connection)
    is_date = isinstance(field, models.DateField)

    def kept(value):
        if value is None or (type(value) in _PLAIN and not is_date):
            return value
        if isinstance(value, Enum):
            return kept(value.value)
        if is_date and type(value) is date:
            return value.isoformat()
        return field.get_db_prep_save(value, connection)

    return kept
