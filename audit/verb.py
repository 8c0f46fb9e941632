"""What people do to the record, by name."""

from contextlib import contextmanager
from functools import wraps

from audit.route import doing
from audit.seal import sealed_together
from audit.turn import in_turn


@contextmanager
def done_as(name):
    """As a `verb` of this name, for work whose longer part should keep nobody waiting."""
    with in_turn(), doing(name), sealed_together():
        yield


def verb(function):
    """Something that people do to the record: all or nothing, in turn, sealed under its name."""

    @wraps(function)
    def done(*args, **kwargs):
        with done_as(function.__name__):
            return function(*args, **kwargs)

    return done
