"""Text with delimiters, in the encodings and with the delimiters that office software writes."""

import csv
import io
import re
from collections import Counter

from imports.reading.encoding import decoded
from imports.reading.refusal import Refused
from imports.reading.sheet import Sheet, rows_of

_DELIMITERS = (",", ";", "\t", "|")
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
    """The one that cuts the most records into the same number of cells, at least two."""
    # A torn record at the end of the sample can't outvote the whole ones before it.
    sample = text[:100_000]

    def evenness(delimiter):
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = Counter()
        try:
            widths.update(len(record) for record in reader if len(record) > 1)
        except csv.Error:
            return (0, 0)
        if not widths:
            return (0, 0)
        width, records = widths.most_common(1)[0]
        return (records, width)

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
        # Where cells are missing too, what was swallowed may be the end of a row.
        least = width - 1 if len(record) == width else width - 2
        if least > 0 and any(_holds_rows(cell, delimiter, least) for cell in record):
            raise Refused(
                f"Row {number} seems to hold other rows within a cell, as when a quotation mark is "
                "opened and not closed. Mend it, or save the file as an Excel workbook."
            )


def _holds_rows(cell, delimiter, least):
    return "\n" in cell and any(
        line.count(delimiter) >= least and f"{delimiter} " not in line
        for line in cell.split("\n")[1:]
    )


def _broken(error, number):
    if "field larger" in str(error):
        return f"Row {number} has a cell of more than 131,072 characters. Shorten it."
    return (
        f"Row {number} can’t be divided into cells: a quotation mark is opened and not closed, or "
        "stands inside a quoted cell. Mend it, or save the file as an Excel workbook."
    )
