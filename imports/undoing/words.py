"""Versions of things as a person reads them, with names looked up once for many."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst


def label_of(model, name):
    return capfirst(str(model._meta.get_field(name).verbose_name))


class Names:
    """What the keys in many versions stand for."""

    def __init__(self):
        self._names = {}

    def learn(self, rows_and_columns, model):
        """Look up the keys in these columns of these versions: a statement for each model named."""
        wanted = {}
        for row, columns in rows_and_columns:
            for name in columns:
                field = model._meta.get_field(name)
                if field.is_relation:
                    keys = wanted.setdefault(field.related_model, set())
                    keys.add(getattr(row, name))
        for related, keys in wanted.items():
            things = related._base_manager.in_bulk(keys - {None})
            self._names |= {(related, key): str(thing) for key, thing in things.items()}

    def words(self, row, model, name):
        """What `row` has in the column `name`; empty for nothing."""
        field, value = model._meta.get_field(name), getattr(row, name)
        if value in (None, "", [], False):
            return ""
        if field.is_relation:
            return self._names.get((field.related_model, value), str(value))
        if isinstance(value, date):
            return date_format(value, "j F Y")
        return str(dict(field.flatchoices).get(value, value))
