"""Dates are read with the day first. A column in which some can only have the month first leaves
those unsure that could be either."""

import re
from calendar import month_name

_DAYS = ("due", "on", "next_on", "completed_on")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_MONTHS = 12


def refuse_unsure_order_of_days(lines):
    """An error beside each date that could be either, where its column has the month first."""
    for name in _DAYS if lines else ():
        if name not in lines[0].columns:
            continue
        written = [(line, found) for line in lines if (found := _numbers(line, name))]
        month_first = [line for line, (first, second) in written if first <= _MONTHS < second]
        for line, (first, second) in written if month_first else ():
            if first <= _MONTHS and second <= _MONTHS and first != second:
                line.values.pop(name, None)
                line.error(
                    name,
                    f"“{line.text(name)}” may have its day or its month first: row "
                    f"{month_first[0].number} has its month first. Write it in words, such as "
                    f"{first} {month_name[second]} or {second} {month_name[first]}.",
                )


def _numbers(line, name):
    """The two numbers before the year, where the cell is text."""
    cell = line.cell(name)
    found = _NUMBERS.fullmatch(cell) if isinstance(cell, str) else None
    return found and (int(found[1]), int(found[2]))
