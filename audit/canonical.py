"""The content of a historical row as one text: the same whether it is about to be written or was
read from either database, on any day.

A column that is empty is left out. So a column that is added to a model later, empty in the rows
that were there, changes no digest. For the same reason a column of the record is never renamed
or dropped, and a new one starts empty: null, "", false or an empty list.
"""

import json
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring

from django.db import models

#: JSON with its keys in order and no spaces; one text for one content.
as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
#: The same of what most columns hold, a tenth of the time.
_TEXTS = {
    str: encode_basestring,
    int: int.__repr__,
    bool: {True: "true", False: "false"}.get,
    type(None): {None: "null"}.get,
}


def list_as_text(values):
    return f"[{','.join([_TEXTS.get(type(value), as_text)(value) for value in values])}]"


def sha(text):
    return sha256(text.encode()).hexdigest()


class Content:
    """How rows of one historical model are digested. `columns` are in the order that `digest`
    expects their values in."""

    def __init__(self, history_model):
        fields = sorted(history_model._meta.concrete_fields, key=lambda field: field.column)
        self.fields = fields
        self.columns = [field.column for field in fields]
        self._keys = [f"{encode_basestring(field.column)}:" for field in fields]
        ways = enumerate(map(way_of, fields))
        self._ways = [(place, canonical) for place, canonical in ways if canonical]

    def digest(self, values):
        """SHA-256, in hexadecimal, of a row's values as a database gives or takes them."""
        values = list(values)
        for place, canonical in self._ways:
            if values[place] is not None:
                values[place] = canonical(values[place])
        content = [
            key + _TEXTS.get(type(value), as_text)(value)
            for key, value in zip(self._keys, values, strict=True)
            if value is not None and value != ""
        ]
        return sha(f"{{{','.join(content)}}}")

    def digest_of(self, row):
        """The same of an instance that was just saved."""
        return self.digest([f.get_prep_value(getattr(row, f.attname)) for f in self.fields])


content_of = cache(Content)


def way_of(field):
    """What makes a value of `field` canonical, or None of an empty one; None when every database
    gives it alike."""
    if isinstance(field, models.BooleanField):
        return _true
    if isinstance(field, models.DateTimeField):
        return moment
    if isinstance(field, models.DateField):
        return _day
    if isinstance(field, models.JSONField):
        return _json
    return None


def _true(value):
    return True if value else None


def moment(value):
    """UTC to the microsecond: `2026-11-22 08:00:00.000000`. SQLite keeps UTC without saying so."""
    if isinstance(value, str):
        return value if len(value) > 19 else f"{value}.000000"
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return value.isoformat(sep=" ", timespec="microseconds")


def _day(value):
    return value.isoformat() if isinstance(value, date) else value


def _json(value):
    """Databases give and take JSON as text, a model gives the value. One that was never written may
    have numbers for keys, which JSON makes text of, and orders so."""
    if isinstance(value, str):
        value = None if value in _EMPTY_JSON else json.loads(value)
    if isinstance(value, dict):
        value = json.loads(json.dumps(value))
    return None if value is False or value in ([], {}, "") else value


_EMPTY_JSON = frozenset(("null", "[]", "{}"))
