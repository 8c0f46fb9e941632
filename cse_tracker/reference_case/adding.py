"""Adds what is missing to the register, in bulk, each thing from the day it took effect."""

from accounts.visibility import Visibility
from audit.record import Act, record_many_new

LABEL = "Reference case"
REASON = "Taken from the published papers"


def published(on):
    """The fields of a thing that stands in a published paper: anyone may read it."""
    return {"visibility": Visibility.PUBLIC, "classified_by_label": LABEL, "classified_on": on}


def act_of(day, reason=REASON):
    return Act(reason=reason, effective_on=day, label=LABEL)


def add_missing(model, key, things, reason=REASON):
    """Insert those of `things`, pairs of day and unsaved object, whose `key` is not there yet.

    `key` names the attributes that tell one from another. Answers what is there now, by key, and
    the set of keys that were added. Things already there are not touched.
    """
    there = {_key(thing, key): thing for thing in model.objects.all()}
    missing = {}
    for day, thing in things:
        if _key(thing, key) not in there:
            missing.setdefault(_key(thing, key), (day, thing))
    by_day = {}
    for day, thing in missing.values():
        by_day.setdefault(day, []).append(thing)
    for day, group in sorted(by_day.items()):
        for thing in record_many_new(group, act_of(day, reason)):
            there[_key(thing, key)] = thing
    return there, set(missing)


def _key(thing, key):
    values = tuple(getattr(thing, name) for name in key)
    return values[0] if len(values) == 1 else values
