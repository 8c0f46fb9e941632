"""Calendar arithmetic for the periods that the law and local protocols set.

All dates are calendar dates in England. Nothing is moved for weekends or bank holidays.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db import models
from django.utils.formats import date_format


class Unit(models.TextChoices):
    DAYS = "days", "days"
    WORKING_DAYS = "working-days", "working days"
    MONTHS = "months", "months"


def add_months(day, months):
    """The same day `months` later, or None where that month has no such day."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    if day.day > monthrange(year, month)[1]:
        return None
    return date(year, month, day.day)


def end_of_month(day, months):
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, monthrange(year, month)[1])


def last_day(start, length, unit, first_day_counted):
    """The last day of a period that begins with (or after) `start`.

    Two months beginning with 27 May end on 26 July; two months after 27 May end on 27 July.
    Where the month has no such day its last day is taken: beginning with 31 December, two months
    end on the last day of February.
    """
    if unit == Unit.MONTHS:
        same_day = add_months(start, length)
        if same_day is None:
            return end_of_month(start, length)
        return same_day - timedelta(days=1) if first_day_counted else same_day
    if unit == Unit.WORKING_DAYS:
        if first_day_counted and is_working_day(start):
            return add_working_days(start, length - 1)
        return add_working_days(start, length)
    return start + timedelta(days=length - 1 if first_day_counted else length)


@lru_cache
def _bank_holidays(year):
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day):
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(day, count):
    """`count` working days after `day`; bank holidays of England are not worked."""
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def cycle_start(day, months, back=0):
    """The first day of the reporting cycle of `months` that holds `day`, or of one `back` cycles
    before. Cycles are counted from January, so three months are the calendar quarters."""
    first_month = ((day.year * 12 + day.month - 1) // months - back) * months
    return date(first_month // 12, first_month % 12 + 1, 1)


_NUMBERS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)


def period_words(length, unit):
    number = _NUMBERS[length] if length < len(_NUMBERS) else str(length)
    words = Unit(unit).label
    return f"{number} {words[:-1] if length == 1 else words}"


def arithmetic(start, length, unit, first_day_counted, ends_on, start_word="Received"):
    """The sum as a sentence: "Received 27 May 2022. Two months beginning with that date ends on
    26 July 2022."."""
    period = period_words(length, unit)
    link = "beginning with" if first_day_counted else "after"
    return (
        f"{start_word} {date_format(start)}. {period.capitalize()} {link} that date "
        f"ends on {date_format(ends_on)}."
    )
