"""References are for people, and sort as people count: R2 before R10."""

import re

from django.core.validators import RegexValidator
from django.db import models

REFERENCE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9.-]*$", "Use letters, digits, dots and hyphens, such as RSCP-2022-R4.3."
)


def sort_key(ref):
    """`ref` with its numbers padded, so that text order is the order in which people count."""
    return re.sub(r"\d+", lambda number: number.group().zfill(6), ref.lower())


class SortKeyField(models.CharField):
    """Holds the sort key of the model's `ref`; filled in by every kind of insert and save."""

    def __init__(self, **kwargs):
        super().__init__(max_length=200, editable=False, db_index=True)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "editable", "db_index"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def pre_save(self, instance, add):
        key = sort_key(instance.ref)
        setattr(instance, self.attname, key)
        return key
