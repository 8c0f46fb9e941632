"""Queries whose SQL is worked out once and then asked with other values.

For one thing the database answers in a fraction of the time in which Django works out the SQL of
its rating and flags. That SQL stays the same until the day, the thresholds or the roles of the
reader change.
"""

from copy import copy

from django.core.exceptions import EmptyResultSet
from django.db import connections

from recommendations.models import Threshold

#: Held by no record, each stands for the value that will be asked for.
_STAND_INS = {int: -90_210_017, str: "no such reference"}

#: Of one query, for as many sets of roles and days.
_HELD = 32


class Prepared:
    """`make(value, user, on)` builds the QuerySet for one value of type `kind`. It may narrow by
    what the roles of `user` allow, not by who that is.

    Calling it answers a list, in one statement and without prefetching.
    """

    def __init__(self, make, kind=int):
        self.make, self.stand_in = make, _STAND_INS[kind]
        self.held = {}

    def __call__(self, value, user, on):
        key = (frozenset(user.roles), on, Threshold.objects.rules_on(on))
        ready = self.held.get(key)
        if ready is None:
            if len(self.held) >= _HELD:
                self.held.clear()
            ready = self.held[key] = _Ready(self.make(self.stand_in, user, on), self.stand_in)
        return ready.rows(value)


class _Ready:
    """A QuerySet whose SQL compiler has done its work."""

    def __init__(self, queryset, stand_in):
        self.queryset, self.stand_in = queryset, stand_in
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", (stand_in,)
        if stand_in not in self.params:
            raise ValueError("The query does not ask for the value")
        # A connection belongs to the thread that opened it.
        self.compiler.connection = None

    def rows(self, value):
        if not self.sql:
            return []
        queryset, compiler = copy(self.queryset), copy(self.compiler)
        params = tuple(value if one == self.stand_in else one for one in self.params)
        compiler.connection = connections[queryset.db]
        compiler.as_sql = lambda: (self.sql, params)
        queryset._query = _Query(self.queryset.query, compiler)
        return list(queryset._iterable_class(queryset))


class _Query:
    """Stands for a query where rows are read, and hands out the compiler that is ready."""

    def __init__(self, query, compiler):
        self.query, self.compiler = query, compiler

    def get_compiler(self, using):
        return self.compiler

    def __getattr__(self, name):
        return getattr(self.query, name)


def keep_with(thing, name, rows):
    """What `thing.name.all()` answers from now on, as after a prefetch."""
    found = type(rows[0]).objects.none() if rows else getattr(thing, name).none()
    found._result_cache = rows
    if not hasattr(thing, "_prefetched_objects_cache"):
        thing._prefetched_objects_cache = {}
    thing._prefetched_objects_cache[name] = found
