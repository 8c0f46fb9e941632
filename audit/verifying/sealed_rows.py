"""Each historical row against its entry."""

from audit.canonical import content_of
from audit.triggers import history_models
from audit.verifying.findings import Finding
from audit.verifying.snapshot import plain, row, rows


def findings(start=1):
    """Rows that are not what was sealed, rows without an entry, entries without a row."""
    for model in history_models():
        yield from _rows_of(model, start)
        yield from _entries_without_a_row(model)
    yield from _entries_of_nothing()


def unequal():
    """Models with another number of historical rows than of entries: name, rows, entries."""
    found = []
    for model in history_models():
        label = label_of(model)
        counts = row(
            f"SELECT (SELECT COUNT(*) FROM {model._meta.db_table}), "  # noqa: S608
            "(SELECT COUNT(*) FROM audit_entry WHERE model = %s)",
            [label],
        )
        if counts[0] != counts[1]:
            found.append((label, *counts))
    return found


def label_of(history_model):
    return history_model.instance_type._meta.label_lower


def _rows_of(model, start):
    content, label = content_of(model), label_of(model)
    name = model.instance_type._meta.verbose_name
    columns = ", ".join(plain(column, of="h.") for column in content.columns)
    key, thing = content.columns.index("history_id"), content.columns.index("id")
    sql = (
        f"SELECT e.sequence, e.digest, e.object_id, {columns} FROM {model._meta.db_table} h "  # noqa: S608
        "LEFT JOIN audit_entry e ON e.model = %s AND e.history_id = h.history_id"
    )
    if start > 1:
        sql += f" WHERE e.sequence IS NULL OR e.sequence >= {int(start)}"
    digest_of = content.digest
    for sequence, digest, object_id, *values in rows(sql, [label]):
        where = f"historical row {values[key]} of {name} {values[thing]}"
        if sequence is None:
            yield Finding(None, f"{where} has no entry: it was put in.", label, values[thing])
        elif digest_of(values) != digest:
            yield Finding(sequence, f"{where} is not what was sealed.", label, object_id)
        elif object_id != values[thing]:
            yield Finding(sequence, f"{where} is of another thing.", label, object_id)


def _entries_without_a_row(model):
    label, name = label_of(model), model.instance_type._meta.verbose_name
    sql = (
        "SELECT e.sequence, e.history_id, e.object_id FROM audit_entry e WHERE e.model = %s "  # noqa: S608
        f"AND NOT EXISTS (SELECT 1 FROM {model._meta.db_table} h WHERE h.history_id = e.history_id)"
    )
    for sequence, key, object_id in rows(sql, [label]):
        what = f"there is no historical row {key} of {name} {object_id}, which it seals."
        yield Finding(sequence, what, label, object_id)


def _entries_of_nothing():
    known = [label_of(model) for model in history_models()]
    marks = ", ".join(["%s"] * len(known))
    sql = f"SELECT sequence, model FROM audit_entry WHERE model NOT IN ({marks})"  # noqa: S608
    for sequence, label in rows(sql, known):
        yield Finding(sequence, f"the register keeps no history of “{label}”.", label)
