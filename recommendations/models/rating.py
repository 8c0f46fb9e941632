"""Building blocks for ratings as SQL, shared by actions and recommendations."""

from django.db.models import Case, CharField, IntegerField, Value, When

from recommendations.lifecycle.rating import SEVERITY


def rated_as(*cases, default):
    """The rating of the first condition that holds; `default` is a rating or an expression."""
    if isinstance(default, str):
        default = Value(default.value)
    return Case(
        *(When(condition, then=Value(rating.value)) for condition, rating in cases),
        default=default,
        output_field=CharField(),
    )


def severity_of(name):
    """How bad the annotated rating `name` is: worst is highest."""
    return Case(
        *(When(**{name: rating.value}, then=Value(rank)) for rating, rank in SEVERITY.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
