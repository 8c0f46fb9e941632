"""A cell as the value that a field of a model may hold."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from imports.reading.sheet import as_text
from imports.values.days import read_day
from imports.values.folding import fold
from imports.values.nearness import ask

_LARGEST = 32_767


def read(field, cell):
    """`cell` as a value of `field`, or `ValueError` with how to mend it. A cell that names another
    thing stays words."""
    text = as_text(cell)
    if field is None or field.is_relation:
        return text
    if field.choices:
        return _chosen(field, text)
    if isinstance(field, models.DateField):
        return _day(cell)
    if isinstance(field, models.PositiveSmallIntegerField):
        return _counted(text)
    if isinstance(field, models.TextField):
        return text
    return _line_of_text(field, " ".join(text.split()))


def chosen(words, choices, what):
    """The value of the one of `choices` (pairs of value and label) that `words` name."""
    by_word = {fold(str(label)): value for value, label in choices}
    by_word |= {fold(str(value)): value for value, _ in choices}
    if fold(words) in by_word:
        return by_word[fold(words)]
    labels = {value: str(label) for value, label in choices}
    meant = ask(words, by_word, labels.get)
    known = ", ".join(labels.values())
    raise ValueError(f"“{words}” is not {what} we know.{meant} Use one of: {known}.")


def _chosen(field, text):
    return chosen(text, field.choices, f"a {field.verbose_name}")


def _day(cell):
    day = read_day(cell)
    if day.error:
        raise ValueError(day.error)
    if day.on is None or day.note:
        raise ValueError(f"“{day.words}” is not a whole date. Use one such as 31/03/2023.")
    return day.on


def _counted(text):
    if not text.isdecimal() or not 1 <= int(text) <= _LARGEST:
        raise ValueError(f"“{text}” is not a number to count by. Use a whole one, such as 4.")
    return int(text)


def _line_of_text(field, text):
    if field.max_length and len(text) > field.max_length:
        raise ValueError(
            f"It has {len(text)} characters. Shorten it to {field.max_length} or fewer."
        )
    if isinstance(field, models.URLField):
        try:
            field.run_validators(text)
        except ValidationError:
            raise ValueError(
                f"“{text}” is not a web address. Use a whole one, such as https://example.org/."
            ) from None
    return text


def shown(value):
    """A value as words."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value)
