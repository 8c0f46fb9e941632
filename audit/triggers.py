"""The database itself refuses to change or delete what was recorded.

SQLite drops the triggers of a table whenever a migration remakes it, so they are put in place after
every migration, and a system check looks for them.
"""

from django.apps import apps
from django.core import checks
from django.db import connection

_WHY = "The record is added to, never changed or deleted"

_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_WHY}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def history_models():
    """The historical model of every model that has one."""
    return sorted(
        (model.history.model for model in apps.get_models() if hasattr(model, "history")),
        key=lambda model: model._meta.db_table,
    )


def sealed_tables():
    return ["audit_entry", *(model._meta.db_table for model in history_models())]


def install():
    """Put every trigger in place; what was there is made anew."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for table in present.intersection(sealed_tables()):
            for statement in (*_dropping(table), *_creating(table)):
                cursor.execute(statement)


def lift():
    """Take every trigger away. Nothing in the product asks for this; tests do, to empty tables and
    to try what nobody should."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in present.intersection(sealed_tables()):
            for statement in _dropping(table):
                cursor.execute(statement)


def missing():
    """Names of triggers that should be there and are not. A table that no migration has made yet
    needs none, nor does a register that was never sealed."""
    present = connection.introspection.table_names()
    if "audit_entry" not in present:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {name for (name,) in cursor.fetchall()}
    wanted = (name for table in sealed_tables() if table in present for name in _names(table))
    return sorted(set(wanted) - found)


def _events():
    if connection.vendor == "postgresql":
        return ("update", "delete", "truncate")
    return ("update", "delete")


def _names(table):
    # PostgreSQL cuts names at 63 letters.
    return [f"no_{event}_{table}"[:63] for event in _events()]


def _dropping(table):
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return [f'DROP TRIGGER IF EXISTS "{name}"{on}' for name in _names(table)]


def _creating(table):
    for event, name in zip(_events(), _names(table), strict=True):
        if connection.vendor == "postgresql":
            does = "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        else:
            does = f"BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"
        yield f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" {does}'


def check_triggers(app_configs, databases, **kwargs):
    """A warning, since `migrate`, which mends it, would stop at an error."""
    if not databases:
        return []
    return [
        checks.Warning(
            f"The trigger {name} is missing: the database would let the record be changed.",
            hint="Run `manage.py migrate`, and find out who took it away.",
            id="audit.W001",
        )
        for name in missing()
    ]
