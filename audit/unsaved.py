"""New things that are not rows yet, at a fraction of what an instance of a model costs.

An instance sets every column and ties every relation as it is made. An import makes tens of
thousands of things only to have them written: what was given is kept, and all else is what the
model says of itself.
"""

from functools import cache
from inspect import getattr_static

from django.core.exceptions import FieldDoesNotExist
from django.db import models


class Unsaved:
    """A thing of a model that `audit.record.record_all_new` writes. It reads as an instance does: a
    column that was not given has its default, a property of the model its value. A relation holds
    a thing, which may be unsaved too."""

    pk = None
    #: As of its model.
    _meta, belongs_to = None, ""


def unsaved(model, **given):
    """A new thing of `model`. Raises `FieldDoesNotExist` for what is not the name of a field."""
    kind = _kind_of(model)
    if not given.keys() <= kind.names:
        unknown = ", ".join(sorted(given.keys() - kind.names))
        raise FieldDoesNotExist(f"{model.__name__} has no field of the name {unknown}.")
    thing = kind()
    # One by one: Python keeps what is set so in a third of the room that a dictionary takes.
    for name, value in given.items():
        setattr(thing, name, value)
    return thing


class Settled:
    """What is left of an `Unsaved` thing when it is a row: its key, and by what people know it.
    Everything else is asked of the database."""

    ref = slug = belongs_to = ""


def settle(thing):
    """An `Unsaved` thing was written, and is `Settled` now: it takes little room from here on."""
    said, owner = vars(thing), thing.belongs_to
    known_by = {name: said[name] for name in ("pk", "ref", "slug", owner) if name in said}
    said.clear()
    thing.__class__ = Settled
    for name, value in known_by.items():
        setattr(thing, name, value)
    if owner:
        thing.belongs_to = owner


@cache
def _kind_of(model):
    fields = model._meta.concrete_fields
    properties = (name for name in dir(model) if not hasattr(models.Model, name))
    members = {name: getattr_static(model, name) for name in properties}
    members = {name: one for name, one in members.items() if isinstance(one, property)}
    members |= {field.attname: _Default(field) for field in fields if not field.primary_key}
    for field in fields:
        if field.is_relation:
            members |= {field.name: None, field.attname: _KeyOf(field.name)}
    names = frozenset(field.name for field in fields if not field.primary_key)
    members |= {"_meta": model._meta, "belongs_to": getattr(model, "belongs_to", "")}
    return type(f"Unsaved{model.__name__}", (Unsaved,), {**members, "names": names})


class _Default:
    """What a column holds until something else is set."""

    def __init__(self, field):
        self._default = field.get_default

    def __get__(self, thing, kind):
        return self._default()


class _KeyOf:
    """The key of the thing that a relation holds."""

    def __init__(self, relation):
        self._relation = relation

    def __get__(self, thing, kind):
        other = getattr(thing, self._relation)
        return None if other is None else other.pk

    def __set__(self, thing, key):
        raise AttributeError(f"Set {self._relation}: it holds a thing, and its key is that one’s.")
