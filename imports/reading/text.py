"""Text with delimiters, in the encodings and with the delimiters that office software writes."""

import csv
import io
import re
from collections import Counter

from imports.reading.encoding import decoded
from imports.reading.refusal import Refused
from imports.reading.sheet import Sheet, rows_of

_DELIMITERS = (",", ";", "\t", "|")
#: So many characters tell by what the records are divided.
_SAMPLE = 100_000
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
#: Excel's own way of naming the delimiter, on a line above the table.
_NAMED_DELIMITER = re.compile(r"\"?sep=([,;\t|])\"?[,;\t|]*(?=[\r\n])", re.IGNORECASE)


def read_text(data):
    """One sheet without a name."""
    text, notes = decoded(data)
    delimiter = None
    if found := _NAMED_DELIMITER.match(text):
        delimiter = found[1]
        text = text[found.end() :]
    delimiter = delimiter or _likely_delimiter(text)
    records = _records(text, delimiter)
    _check_quotes(records, delimiter)
    rows = rows_of([_without_guard(cell) for cell in record] for record in records)
    return [Sheet("", rows, notes=notes)]


def _without_guard(cell):
    """Text that could run as a formula is written with a quote before it, which is not part of
    the text."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _likely_delimiter(text):
    """The one that cuts most of the records into the same number of cells, at least two."""
    sample = text[:_SAMPLE]

    def evenness(delimiter):
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = []
        try:
            widths.extend(map(len, reader))
        except csv.Error:
            return (0, 0)
        if len(text) > _SAMPLE:
            # The last record is torn.
            widths.pop()
        divided = Counter(width for width in widths if width > 1)
        if not divided:
            return (0, 0)
        width, records = divided.most_common(1)[0]
        # A share of them all: text that is cut at a wrong place makes many records, all uneven.
        return (records / len(widths), width)

    return max(_DELIMITERS, key=evenness)


def _records(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records = []
    try:
        for record in reader:
            records.append(record)
    except csv.Error as error:
        raise Refused(_broken(error, len(records) + 1)) from None
    return records


def _check_quotes(records, delimiter):
    """A quotation mark that is not closed swallows rows up to the next one. What it swallowed is
    divided like rows, without the blanks that prose has after a comma."""
    width = Counter(map(len, records)).most_common(1)[0][0] if records else 0
    for number, record in enumerate(records, 1):
        if width > 1 and any(
            "\n" in cell and _holds_rows(cell, place, delimiter, width, len(record))
            for place, cell in enumerate(record)
        ):
            raise Refused(
                f"Row {number} seems to hold other rows within a cell, as when a quotation mark is "
                "opened and not closed. Mend it, or save the file as an Excel workbook."
            )


def _holds_rows(cell, place, delimiter, width, cells):
    """Whether the cell at `place` seems to, of a record that has so many `cells`: the rest of a row
    comes first, the beginning of another last, and rows that are whole between."""
    first, *others = cell.split("\n")
    *between, last = others
    between = [line for line in between if line]
    # Where cells are missing too, what was swallowed may be the end of a row.
    missing = 0 if cells == width else 1

    def is_row(line, delimiters):
        return line.count(delimiter) >= delimiters - missing

    is_prose = f"{delimiter} " in max([first, *others], key=lambda line: line.count(delimiter))
    if is_prose or delimiter not in cell:
        return False
    if missing and any(is_row(line, max(2, width - 1)) for line in others):
        return True
    # By the number of cells it is known in which column the mark was closed.
    whole = any(is_row(line, width - 1) for line in between)
    is_cut = is_row(first, width - 1 - place - 2 * whole) and is_row(last, place + width - cells)
    return is_cut and (whole or not between)


def _broken(error, number):
    if "field larger" in str(error):
        return f"Row {number} has a cell of more than 131,072 characters. Shorten it."
    return (
        f"Row {number} can’t be divided into cells: a quotation mark is opened and not closed, or "
        "stands inside a quoted cell. Mend it, or save the file as an Excel workbook."
    )
