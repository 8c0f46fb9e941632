"""What an old Excel workbook (BIFF) holds beyond its values."""

import struct

from marks import ERROR, NO_VALUE, Mark, Marks
from ole import Compound

_FORMULA, _LOCKED, _COLUMNS, _SHEET = 0x06, 0x2F, 0x7D, 0x85
_ERROR_OR_BOOLEAN, _ROW, _END_OF_PART = 0x205, 0x208, 0x0A
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip


class PasswordError(Exception):
    pass


def marks_of(path, max_columns):
    with open(path, "rb") as file:
        compound = Compound(file.read())
    book = compound.stream("Workbook" if "Workbook" in compound.entries else "Book")
    marks = Marks()
    for number, start in enumerate(_starts(book)):
        marks.by_sheet[number] = _mark(book, start, max_columns)
    macros = "_VBA_PROJECT_CUR" in compound.entries or "_VBA_PROJECT" in compound.entries
    return marks, {"macros": macros, "links": False}


def _records(book, at):
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == _END_OF_PART:
            return
        at += 4 + length


def _starts(book):
    starts = []
    for kind, record in _records(book, 0):
        if kind == _LOCKED:
            raise PasswordError
        if kind == _SHEET:
            starts.append(struct.unpack_from("<I", record)[0])
    return starts


def _mark(book, start, max_columns):
    mark = Mark()
    for kind, record in _records(book, start):
        if kind == _ROW and record[12] & 0x20:
            mark.hidden_rows.append(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS and record[8] & 1:
            first, last = struct.unpack_from("<HH", record)
            mark.hidden_columns.extend(range(first, min(last + 1, max_columns)))
        elif kind == _ERROR_OR_BOOLEAN and record[7]:
            row, column = struct.unpack_from("<HH", record)
            mark.unreadable(row, column, _ERRORS.get(record[6], "#VALUE!"), ERROR)
        elif kind == _FORMULA and record[12:14] == b"\xff\xff":
            _mark_formula(mark, record)
    return mark


def _mark_formula(mark, record):
    row, column = struct.unpack_from("<HH", record)
    if record[6] == 2:
        mark.unreadable(row, column, _ERRORS.get(record[8], "#VALUE!"), ERROR)
    elif record[6] == 3 and record[14] & 1:
        # Empty, and to be calculated whenever the file is opened: nobody has yet.
        mark.unreadable(row, column, "=…", NO_VALUE)
