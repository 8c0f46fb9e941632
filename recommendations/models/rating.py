"""Building blocks for ratings as SQL, shared by actions and recommendations.

A database, and Django before it, works an expression out again wherever it is mentioned, so each
long one is mentioned as seldom as can be: the severity is derived, and the rating is its name.
"""

from django.db.models import Case, CharField, F, IntegerField, Value, When
from django.db.models.functions import RTrim, Substr

from recommendations.lifecycle.rating import SEVERITY

_WIDTH = max(len(rating.value) for rating in SEVERITY)
_NAMES = "".join(rating.value.ljust(_WIDTH) for rating in sorted(SEVERITY, key=SEVERITY.get))


def severity_as(*cases, default):
    """The severity of the first condition's rating that holds: worst is highest. `default` is a
    rating or an expression."""
    return Case(
        *(When(condition, then=Value(SEVERITY[rating])) for condition, rating in cases),
        default=Value(SEVERITY[default]) if isinstance(default, str) else default,
        output_field=IntegerField(),
    )


def rating_of(severity):
    """The rating that the annotation `severity` stands for, cut out of all their names."""
    names = Value(_NAMES, output_field=CharField())
    return RTrim(Substr(names, F(severity) * _WIDTH + 1, _WIDTH), output_field=CharField())
