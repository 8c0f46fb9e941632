"""Building blocks for ratings as SQL, shared by actions and recommendations.

The rating and its severity are each built from the conditions, never the one from the other: a
database works an expression out again wherever another names it.
"""

from django.db.models import Case, CharField, IntegerField, Value, When

from recommendations.lifecycle.rating import SEVERITY


def rated_as(*cases, default):
    """The rating of the first condition that holds; `default` is a rating or an expression."""
    return _first_that_holds(cases, default, lambda rating: rating.value, CharField())


def severity_as(*cases, default):
    """The severity of the same rating: worst is highest."""
    return _first_that_holds(cases, default, SEVERITY.get, IntegerField())


def _first_that_holds(cases, default, as_value, output_field):
    return Case(
        *(When(condition, then=Value(as_value(rating))) for condition, rating in cases),
        default=Value(as_value(default)) if isinstance(default, str) else default,
        output_field=output_field,
    )
