"""What the register exports as JSON, read as the sheet that it would be in a workbook."""

import json

from cells import TooLarge


class NotAnExport(Exception):
    """It is JSON of another shape, or none."""


def sheet_of(path, max_rows, max_columns):
    """The name of the sheet, and its rows: the headings, then the cells under each."""
    told = _read(path)
    lines, name = told.get("rows"), told.get("kind")
    if not isinstance(lines, list) or not isinstance(name, str):
        raise NotAnExport
    if len(lines) >= max_rows:
        raise TooLarge(name)
    headings = {}
    for line in lines:
        _check(line)
        headings.update(dict.fromkeys(line))
    if len(headings) > max_columns:
        raise TooLarge(name, 1)
    return name, [list(headings), *([line.get(one) for one in headings] for line in lines)]


def _read(path):
    try:
        with open(path, encoding="utf-8-sig") as file:
            told = json.load(file, object_pairs_hook=_object, parse_constant=_no_number)
    # What is nested too deeply, and numbers of thousands of digits, included.
    except (ValueError, RecursionError):
        raise NotAnExport from None
    if not isinstance(told, dict):
        raise NotAnExport
    return told


def _object(pairs):
    told = dict(pairs)
    if len(told) < len(pairs):
        raise NotAnExport
    return told


def _no_number(words):
    raise NotAnExport


def _check(line):
    if not isinstance(line, dict):
        raise NotAnExport
    if not all(cell is None or isinstance(cell, str | int | float) for cell in line.values()):
        raise NotAnExport
