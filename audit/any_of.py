"""A lookup for many values at once: `filter(ref__any_of=refs)`.

However many there are, they are one parameter of one statement: an array on PostgreSQL, a JSON text
on SQLite, which takes no more than some ten thousand parameters.
"""

import json

from django.db.models.lookups import Lookup


class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        values = [str(one) for one in value]
        return "%s", [values if connection.vendor == "postgresql" else json.dumps(values)]

    def as_sql(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        values, params = self.process_rhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY({values})", [*column_params, *params]
        listed = f"SELECT value FROM json_each({values})"  # noqa: S608
        return f"{column} IN ({listed})", [*column_params, *params]
