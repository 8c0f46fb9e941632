"""What stands in the way of things and values that would come back."""

from collections import defaultdict
from itertools import groupby

from django.db.models import UniqueConstraint
from django.utils.text import get_text_list

from accounts.visibility import Classified
from audit.standing import STANDING
from imports.undoing.depending import a, blocked, is_gone, pointing_to

_EVER_OR_STANDING = (None, STANDING)


def comes_back(one, values):
    return is_gone(one.now) and not is_gone(one.before) and bool(values)


def lacking(put_back):
    """Where something would come back to, or be given again, what is gone by now."""
    wanted = defaultdict(lambda: defaultdict(list))
    coming = set()
    for one, values in put_back.items():
        whole = comes_back(one, values)
        if whole:
            coming.add((one.model, one.now.pk))
        for field in _leading_to_what_goes(one.model):
            key = values.get(field.attname, getattr(one.now, field.attname) if whole else None)
            if key is not None:
                wanted[field.related_model][key].append(one)
    for model, keys in wanted.items():
        for thing in pointing_to(model, "pk", keys):
            if is_gone(thing) and (model, thing.pk) not in coming:
                for one in keys[thing.pk]:
                    yield blocked(one, f": {thing} {_how_it_went(thing)}.")


def _leading_to_what_goes(model):
    """A link counts for nothing without what it belongs to, so that may be gone."""
    owner = "" if issubclass(model, Classified) else model.belongs_to
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and hasattr(field.related_model, "taken_back_with")
        if field.name != owner
    ]


def _how_it_went(thing):
    if number := thing.taken_back_with:
        return f"was taken back by import {number}. Undo import {number} first"
    return "was entered in error"


def taken_by_another(put_back, taken_back):
    """Where only one thing may have what would come back, and another has it by now that is not
    `taken_back` itself."""
    going = {(one.model, one.now.pk) for one in taken_back}
    for model, group in groupby(sorted(put_back, key=_label), key=lambda one: one.model):
        some = {one.now.pk: one for one in group}
        for constraint in model._meta.constraints:
            if (
                isinstance(constraint, UniqueConstraint)
                and constraint.condition in _EVER_OR_STANDING
            ):
                for one, other in _same(model, constraint.fields, some, put_back):
                    if (model, other.pk) not in going:
                        yield blocked(one, f": {_again(one.now, constraint.fields)}")


def _label(one):
    return one.model._meta.label


def _same(model, fields, some, put_back):
    """Each of `some` that would have the same in `fields` as another, with that other."""
    columns = [model._meta.get_field(name).attname for name in fields]
    back = {}
    for one in some.values():
        values = put_back[one]
        if values.keys() & {*columns, "taken_back_with"} and _stands_then(one, values):
            back[tuple(values.get(name, getattr(one.now, name)) for name in columns)] = one
    firsts = {key[0] for key in back}
    for other in pointing_to(model, columns[0], firsts):
        one = back.get(tuple(getattr(other, name) for name in columns))
        if one and other.pk not in some and not is_gone(other):
            yield one, other


def _stands_then(one, values):
    return values.get("taken_back_with", getattr(one.now, "taken_back_with", None)) is None


def _again(thing, fields):
    if thing.belongs_to:
        return f"“{thing}” has been added again."
    meta = thing._meta
    labels = get_text_list([str(meta.get_field(name).verbose_name) for name in fields], "and")
    return f"{a(meta.verbose_name)} with the same {labels} has been added since."
