"""What one version of a thing says that the one before did not, in words."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from audit.differences import differences
from reporting.audit_log.reading import readable, recorded_models

#: Columns that nobody reads, that say where a file is kept, or that hold the references of things
#: that the reader may not see.
_UNSAID = {"id", "version", "sort_key", "written", "headings", "counts", "digest", "stored_as"}
#: Words of a text longer than this are compared one by one, unless the two have less in common than
#: this share.
_LONG = 60
_ALIKE = 0.5

NOTHING = "nothing"
HIDDEN = "something that you may not read"


@dataclass(frozen=True)
class Change:
    """`parts` are of a long text: pairs of kept, deleted or inserted and the words."""

    label: str
    old: str
    new: str
    parts: tuple = ()


class Names:
    """What things are called that versions refer to. Told beforehand which, it asks one question
    for each model."""

    def __init__(self, user):
        self.user = user
        self._wanted = defaultdict(set)
        self._found = {}

    def want(self, field, key):
        if key is not None and key not in self._found.get(field.related_model, ()):
            self._wanted[field.related_model].add(key)

    def fetch(self):
        for model, keys in self._wanted.items():
            self._found.setdefault(model, {}).update(self._names(model, keys))
        self._wanted.clear()

    def name(self, field, key):
        if key is None:
            return NOTHING
        return self._found.get(field.related_model, {}).get(key) or HIDDEN

    def _names(self, model, keys):
        if model._meta.label_lower == "accounts.user":
            # Who did a thing is told of every change; nothing else of a person is.
            things = model.objects.filter(pk__in=keys)
        elif model._meta.label_lower in recorded_models():
            things = readable(model, self.user).filter(pk__in=keys)
        else:
            things = model.objects.filter(pk__in=keys)
        names = {thing.pk: name_of(thing) for thing in things}
        unnamed = keys - names.keys()
        there = set(model._base_manager.filter(pk__in=unnamed).values_list("pk", flat=True))
        gone = {key: f"{model._meta.verbose_name} {key}, no longer here" for key in unnamed - there}
        return {**dict.fromkeys(there, HIDDEN), **gone, **names}


def name_of(thing):
    """How people know it, from what is in memory."""
    for attribute in ("ref", "short_name", "name", "title"):
        if name := getattr(thing, attribute, ""):
            return str(name)
    if minute := getattr(thing, "minute", ""):
        return f"minute {minute}"
    if day := getattr(thing, "effective_on", None):
        return f"{thing._meta.verbose_name} of {date_format(day)}"
    return f"{thing._meta.verbose_name} {thing.pk}"


def fields_of(model):
    return [field for field in model.history.model.tracked_fields if field.name not in _UNSAID]


def references(rows, names):
    """Say to `names` what these historical rows refer to."""
    for row in rows:
        for field in fields_of(row.instance_type):
            if field.is_relation:
                names.want(field, getattr(row, field.attname))


def between(before, after, names):
    """Fields of `after` that differ from `before`; every field that says something, where there is
    no `before`."""
    found = []
    for field in fields_of(after.instance_type):
        new = getattr(after, field.attname)
        old = getattr(before, field.attname) if before else None
        if (before and old == new) or (not before and _empty(new)):
            continue
        label = str(field.verbose_name)
        label = label[:1].upper() + label[1:]
        said = _words(field, old, names), _words(field, new, names)
        parts = _parts(*said) if before and isinstance(field, models.TextField) else ()
        found.append(Change(label, *said, parts))
    return found


def _empty(value):
    return value in (None, "", False) or value == [] or value == {}


def _words(field, value, names):
    if field.is_relation:
        return names.name(field, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.flatchoices and not isinstance(value, list):
        return str(dict(field.flatchoices).get(value, value if value else NOTHING)) or NOTHING
    if _empty(value):
        return NOTHING
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if field.name == "restricted_to":
        return ", ".join(slug for slug in value.split("|") if slug)
    return str(value)


def _parts(old, new):
    """Two short texts are read side by side as quickly."""
    if NOTHING in (old, new) or len(old) + len(new) < _LONG:
        return ()
    return differences(old, new, alike=_ALIKE)
