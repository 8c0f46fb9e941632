"""Text with delimiters, in the encodings and with the delimiters that office software writes."""

import codecs
import csv
import io
import re
from collections import Counter

from imports.reading.refusal import Refused
from imports.reading.sheet import Sheet, rows_of

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = (",", ";", "\t", "|")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_NOT_TEXT = (
    "This is not text in an encoding that is known. Save it as “CSV UTF-8”, or as an Excel "
    "workbook (.xlsx), and try that file."
)


def read_text(data):
    """One sheet without a name."""
    text = _decode(data)
    delimiter = None
    # Excel's own way of naming the delimiter, on a line above the table.
    if text[:4].lower() == "sep=" and text[4:5] in _DELIMITERS and text[5:6] in ("\r", "\n"):
        delimiter = text[4]
        text = "\n" + text[5:].lstrip("\r\n")
    records = _records(text, delimiter or _likely_delimiter(text))
    return [Sheet("", rows_of([_without_guard(cell) for cell in record] for record in records))]


def _without_guard(cell):
    """Text that could run as a formula is written with a quote before it, which is not part of
    the text."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _decode(data):
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data:
        return _decoded(data, _utf_16_without_mark(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def _decoded(data, encoding):
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(_NOT_TEXT) from None
    if "\x00" in text or sum(map(_is_control, text[:4096])) > 4:
        raise Refused(_NOT_TEXT)
    return text


def _is_control(character):
    return character < " " and character not in "\t\r\n\f"


def _utf_16_without_mark(data):
    """English text in UTF-16 has its zeros at every second place."""
    return "utf-16-le" if data[1:400:2].count(0) > data[0:400:2].count(0) else "utf-16-be"


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


def _broken(error, number):
    if "field larger" in str(error):
        return f"Row {number} has a cell of more than 131,072 characters. Shorten it."
    return (
        f"Row {number} can’t be divided into cells: a quotation mark is opened and not closed, or "
        "stands inside a quoted cell. Mend it, or save the file as an Excel workbook."
    )
