"""Each thing as it stands against the newest row of its history. The database compares: only what
differs is read."""

from audit.triggers import history_models
from audit.verifying.findings import Finding
from audit.verifying.sealed_rows import label_of
from audit.verifying.snapshot import differs, rows


def findings():
    for model in history_models():
        yield from _changed(model)
        yield from _without_history(model)
        yield from _gone(model)


def _changed(model):
    fields = [field for field in model.tracked_fields if not field.primary_key]
    differences = [differs(f't."{f.column}"', f'h."{f.column}"') for f in fields]
    said = ", ".join(f"CASE WHEN {one} THEN 1 ELSE 0 END" for one in differences)
    sql = (
        f"SELECT t.id, {_ENTRY}, {said} FROM {_thing(model)} t JOIN {_row(model)} h "  # noqa: S608
        f"ON h.id = t.id AND h.history_id = {_newest(model, 't')} WHERE {' OR '.join(differences)}"
    )
    for object_id, sequence, *flags in rows(sql, [label_of(model)]):
        names = [str(f.verbose_name) for f, differs_ in zip(fields, flags, strict=True) if differs_]
        what = (
            f"the {_name(model)} {object_id} was changed since without history: {', '.join(names)}."
        )
        yield Finding(sequence, what, label_of(model), object_id)


def _without_history(model):
    sql = (
        f"SELECT t.id FROM {_thing(model)} t "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM {_row(model)} h WHERE h.id = t.id)"
    )
    for (object_id,) in rows(sql):
        what = f"the {_name(model)} {object_id} has no history: it was put in."
        yield Finding(None, what, label_of(model), object_id)


def _gone(model):
    """The newest row of its history is no deletion, but there is nothing; or the other way."""
    sql = (
        f"SELECT h.id, {_ENTRY}, t.id FROM {_row(model)} h LEFT JOIN {_thing(model)} t "  # noqa: S608
        f"ON t.id = h.id WHERE h.history_id = {_newest(model, 'h')} "
        "AND (t.id IS NULL) <> (h.history_type = '-')"
    )
    for object_id, sequence, there in rows(sql, [label_of(model)]):
        is_there = "was put in again" if there else "was deleted"
        what = f"the {_name(model)} {object_id} {is_there} without history."
        yield Finding(sequence, what, label_of(model), object_id)


_ENTRY = "(SELECT e.sequence FROM audit_entry e WHERE e.model = %s AND e.history_id = h.history_id)"


def _newest(model, of):
    return f"(SELECT MAX(n.history_id) FROM {_row(model)} n WHERE n.id = {of}.id)"  # noqa: S608


def _row(model):
    return f'"{model._meta.db_table}"'


def _thing(model):
    return f'"{model.instance_type._meta.db_table}"'


def _name(model):
    return model.instance_type._meta.verbose_name
