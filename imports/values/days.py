"""Dates as people write them, day first. What can't be a date is kept as written."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

_EARLIEST, _LATEST = 1950, 2099
_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_FULL_DAYS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[t ]\d\d:\d\d.*)?",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}}|\d{{2}})"
        r"(?: \d\d:\d\d.*)?",
        rf"{_WEEKDAY}(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of )?{_MONTH}[ ,-]*{_YEAR}",
        rf"{_WEEKDAY}{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
    )
]
_MONTHS_OF_YEARS = [
    re.compile(rf"(?:(?:by|end|end of|by end|by end of|by the end of) )?{_MONTH}[ ,-]*{_YEAR}"),
    re.compile(r"(?P<month>\d{1,2})[/-](?P<year>\d{4})"),
]
_FINANCIAL_QUARTER = re.compile(
    r"(?:q(?P<quarter>[1-4])|quarter (?P<number>[1-4]))[ ,]*(?:of )?"
    r"(?P<year>\d{4})[/-](?P<next>\d{2}|\d{4})"
)
_QUARTER = re.compile(
    r"(?:(?:by|end|end of|by end|by end of|by the end of) )?"
    r"(?:(?:q|quarter )(?P<quarter>[1-4])[ ,]*(?:of )?(?P<year>\d{4})"
    r"|(?P<first_year>\d{4})[ -]?q(?P<number>[1-4]))"
)
_ALMOST = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,6}")
#: Two digits are of a year up to so many from now.
_YEARS_AHEAD = 30
_SOMEWHERE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")

# Spreadsheets count days from here; 1900 is wrongly taken for a leap year.
_SERIAL_FROM = date(1899, 12, 30)
_SERIALS = range(18_000, 73_050)


@dataclass(frozen=True)
class Day:
    """`on` is the date, or None when `words` can't be one. `note` tells how words were taken,
    `error` why they were not."""

    on: date | None = None
    words: str = ""
    note: str = ""
    error: str = ""


def read_day(cell):
    """A cell of a column of dates as a `Day`."""
    if cell is None:
        return Day()
    if isinstance(cell, datetime):
        return _within(cell.date(), str(cell))
    if isinstance(cell, date):
        return _within(cell, cell.isoformat())
    words = str(cell)
    if words.isdigit() and int(words) in _SERIALS:
        on = _SERIAL_FROM + timedelta(days=int(words))
        return Day(
            words=words,
            error=f"“{words}” is a spreadsheet’s number for {_long(on)}. Format the column as "
            f"dates, or write {on:%d/%m/%Y}.",
        )
    text = " ".join(words.casefold().replace("’", "'").split()).rstrip(".")
    return _full_day(text, words) or _month(text, words) or _kept(text, words)


def _full_day(text, words):
    for pattern in _FULL_DAYS:
        if found := pattern.fullmatch(text):
            year, month = _year(found["year"]), _month_number(found["month"])
            try:
                return _within(date(year, month, int(found["day"])), words)
            except ValueError:
                return Day(words=words, error=_not_a_day(words, year, month, int(found["day"])))
    return None


def _month(text, words):
    for pattern in _MONTHS_OF_YEARS:
        found = pattern.fullmatch(text)
        if found and 1 <= _month_number(found["month"]) <= 12:
            return _last_day(_year(found["year"]), _month_number(found["month"]), words)
    if found := _FINANCIAL_QUARTER.fullmatch(text):
        quarter, year = int(found["quarter"] or found["number"]), int(found["year"])
        if int(found["next"]) % 100 == (year + 1) % 100:
            # A council's year runs from April: its fourth quarter ends in the next March.
            month = (6, 9, 12, 3)[quarter - 1]
            return _last_day(year + (quarter == 4), month, words)
    if found := _QUARTER.fullmatch(text):
        quarter = int(found["quarter"] or found["number"])
        return _last_day_of_quarter(int(found["year"] or found["first_year"]), quarter, words)
    return None


def _kept(text, words):
    note = ""
    if _ALMOST.fullmatch(text):
        return Day(
            words=words, error=f"“{words}” is not a date. Write it day first, as 31/03/2023."
        )
    if _SOMEWHERE.search(text):
        note = f"“{words}” is more than one date, so no date is set. Its words are kept."
    elif re.search(r"\d", text):
        note = f"“{words}” is not a whole date, so no date is set. Its words are kept."
    return Day(words=words, note=note)


def _last_day(year, month, words):
    on = date(year, month, calendar.monthrange(year, month)[1])
    taken = _within(on, words)
    return Day(on, words, f"“{words}” is taken as its last day, {_long(on)}.", taken.error)


def _last_day_of_quarter(year, quarter, words):
    day = _last_day(year, 3 * quarter, words)
    note = (
        f"{day.note} For a quarter of a financial year write Q{quarter} {year}/{year % 100 + 1:02}."
    )
    return replace(day, note=note)


def _within(on, words):
    if _EARLIEST <= on.year <= _LATEST:
        return Day(on, words)
    return Day(
        words=words,
        error=f"“{words}” is in the year {on.year}. Check the year and write it in full, such as "
        f"{2000 + on.year % 100}.",
    )


def _not_a_day(words, year, month, day):
    if month > 12 and day <= 12:
        return f"“{words}” has its month first. Write the day first: {month:02}/{day:02}/{year}."
    if 1 <= month <= 12 and day > 28 and year >= 1:
        last = calendar.monthrange(year, month)[1]
        nearest = date(year, month, last)
        return f"“{words}” is not a date. Use a real one, such as {nearest:%d/%m/%Y}."
    return f"“{words}” is not a date. Use a real one, such as 31/03/{max(year, _EARLIEST)}."


def _month_number(written):
    return int(written) if written.isdigit() else _MONTHS[written]


def _year(written):
    """Two digits are of this century, unless that lies further ahead than any plan."""
    number = int(written.lstrip("'"))
    if number >= 100:
        return number
    return number + (2000 if 2000 + number <= timezone.localdate().year + _YEARS_AHEAD else 1900)


def _long(on):
    return f"{on.day} {on:%B %Y}"
