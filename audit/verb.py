"""What people do to the record, by name."""

from functools import wraps

from audit.route import doing
from audit.seal import sealed_together
from audit.turn import in_turn


def verb(function):
    """Something that people do to the record: all or nothing, in turn, sealed under its name."""

    @wraps(function)
    def done(*args, **kwargs):
        with in_turn(), doing(function.__name__), sealed_together():
            return function(*args, **kwargs)

    return done
