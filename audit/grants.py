"""What the role that serves may do on PostgreSQL, where another one owns the tables and migrates:
read and write the working tables, add to the record, and take nothing from it."""

from django.db import connection

from audit.triggers import sealed_tables


def statements(role):
    """SQL for the owner of the tables, to be run after each migration."""
    name = '"{}"'.format(role.replace('"', '""'))
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name};"
    yield f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name};"
    yield f"GRANT USAGE ON SCHEMA public TO {name};"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name};"
    sealed = set(sealed_tables())
    for table in sorted(connection.introspection.table_names()):
        allowed = "SELECT, INSERT" if table in sealed else "SELECT, INSERT, UPDATE, DELETE"
        if table == "django_migrations":
            allowed = "SELECT"
        yield f"GRANT {allowed} ON {connection.ops.quote_name(table)} TO {name};"
