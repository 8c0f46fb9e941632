"""A condition on rows of a model, written as SQL once and then put into any number of queries.

Who may read what is asked of dozens of queries for each page, by subqueries within subqueries. To
put those together takes Django longer than all of the questions take the database.
"""

import re

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import BooleanField, F, Q
from django.db.models.expressions import Expression

#: Names that Django gives to tables of subqueries.
_ALIAS = re.compile(r"\b([A-Z]{1,2}\d+)\b")
#: Stands for the table whose rows are looked at.
_OF_ROW = "\0."


class WrittenOnce(Expression):
    """`sql` has `_OF_ROW` where it speaks of the row."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, sql, params):
        super().__init__()
        self.sql, self.params = sql, params
        # Followed wherever the row's table gets another name.
        self.row = F("id")

    def get_source_expressions(self):
        return [self.row]

    def set_source_expressions(self, expressions):
        (self.row,) = expressions

    def as_sql(self, compiler, connection):
        table = compiler.quote_name_unless_alias(self.row.alias)
        return self.sql.replace(_OF_ROW, f"{table}."), self.params

    @property
    def identity(self):
        """Of the same row, too: Django leaves out a condition that equals one beside it."""
        return type(self), self.sql, self.params, self.row

    def __repr__(self):
        return f"{type(self).__name__}({self.sql!r}, {self.params!r})"


def written_once(model, condition):
    """`condition`, a `Q` on the columns of `model` itself, as one that is ready to be used. It also
    fits a table with columns of the same names, such as that of its history."""
    query = model._base_manager.filter(condition).query
    compiler = query.get_compiler(connection=connection)
    try:
        sql, params = compiler.compile(query.where)
    except EmptyResultSet:
        return Q(pk__in=[])
    except FullResultSet:
        return Q()
    if sum(bool(uses) for uses in query.alias_refcount.values()) > 1:
        raise ValueError(f"A condition on {model.__name__} leads to another table by a join.")
    # Subqueries of the queries that it is put into have the names that Django gives, too.
    sql = _ALIAS.sub(rf"{model._meta.model_name}_\1", sql)
    table = connection.ops.quote_name(model._meta.db_table)
    return Q(WrittenOnce(sql.replace(f"{table}.", _OF_ROW), tuple(params)))
