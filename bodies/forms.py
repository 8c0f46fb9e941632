"""A day as people type it: three boxes, and an answer that says how to mend what was typed."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats

#: A year outside these is a slip of the hand.
YEARS = range(1900, 2100)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
FULL_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


class DayInput(forms.MultiWidget):
    template_name = "components/date_input.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        boxes = {name: forms.TextInput() for name in ("day", "month", "year")}
        super().__init__(boxes, attrs)

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def value_from_datadict(self, data, files, name):
        """The three boxes, or one value such as 2022-05-27: an address can carry that."""
        if data.get(name):
            return [part.strip() for part in reversed(data[name].split("-"))]
        return super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and super().value_omitted_from_data(data, files, name)


class DayField(forms.Field):
    """A calendar date. The month may be a number or a name; the year has four figures."""

    widget = DayInput
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(parts)s",
        "not_real": "%(typed)s is not a real date. Enter one such as 27 5 2022",
        "far_off": "The year must be between %(first)s and %(last)s",
        "too_early": "The date must be %(limit)s or later",
        "too_late": "The date must be %(limit)s or earlier",
    }

    def __init__(self, *, earliest=None, latest=None, **kwargs):
        """`earliest` and `latest` are days, or are called for the day each time."""
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value):
        if value is None or isinstance(value, datetime.date):
            return value
        typed = [str(part or "").strip() for part in (*value, "", "", "")][:3]
        if not any(typed):
            return None
        missing = [
            name for name, part in zip(("day", "month", "year"), typed, strict=True) if not part
        ]
        if missing:
            raise self._refusal("missing", parts=" and a ".join(missing))
        try:
            day = _date(*typed)
        except (ValueError, OverflowError):
            raise self._refusal("not_real", typed=" ".join(typed)) from None
        if day.year not in YEARS:
            raise self._refusal("far_off", first=YEARS[0], last=YEARS[-1])
        return day

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        earliest, latest = _today(self.earliest), _today(self.latest)
        if earliest and value < earliest:
            raise self._refusal("too_early", limit=formats.date_format(earliest))
        if latest and value > latest:
            raise self._refusal("too_late", limit=formats.date_format(latest))

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True

    def _refusal(self, code, **params):
        return ValidationError(self.error_messages[code], code=code, params=params)


def _date(day, month, year):
    if not month.isdigit():
        name = month.lower()
        names = FULL_MONTHS if name in FULL_MONTHS else MONTHS
        month = names.index(name) + 1
    if len(year) != 4:
        raise ValueError("a year of four figures, since 22 may be 1922")
    return datetime.date(int(year), int(month), int(day))


def _today(limit):
    return limit() if callable(limit) else limit
