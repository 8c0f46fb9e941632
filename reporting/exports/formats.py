"""`Contents` as CSV, Excel, OpenDocument or JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from recommendations import writing
from recommendations.writing import Sheet, as_csv_lines, in_pieces, write_ods, write_xlsx
from reporting.exports.about import about, columns_explained

_WIDE = {"text": 60, "summary": 60, "title": 40, "update": 60, "done": 60, "about": 60}
_ABOUT = "About this data"
_COLUMNS = "Columns explained"


@dataclass(frozen=True)
class Format:
    """`chunks` gives the bytes of a file, piece by piece."""

    label: str
    content_type: str
    chunks: Callable


def _csv(contents):
    for line in as_csv_lines(contents.headings, contents.rows):
        yield line.encode()


def _json(contents):
    """What it is about comes last: how many rows there are is known by then."""
    headings = contents.headings
    yield f'{{"kind": {json.dumps(contents.kind)},\n "rows": ['.encode()
    for number, row in enumerate(contents.rows):
        plain = dict(zip(headings, map(_plain, row), strict=True))
        line = json.dumps(plain, ensure_ascii=False)
        yield f"{',' if number else ''}\n  {line}".encode()
    told = json.dumps(dict(about(contents)), ensure_ascii=False)
    explained = json.dumps(dict(columns_explained(contents)), ensure_ascii=False)
    yield f'\n ],\n "about": {told},\n "columns": {explained}}}\n'.encode()


def _workbook(write):
    def chunks(contents):
        title = f"Recommendations tracker: {contents.kind}"
        return in_pieces(write, _sheets(contents), title=title)

    return chunks


def _sheets(contents):
    widths = {
        place: _WIDE[column.name]
        for place, column in enumerate(contents.columns)
        if column.name in _WIDE
    }
    yield Sheet(contents.kind, contents.headings, contents.rows, widths=widths)
    wide = {0: 30, 1: 90}
    yield Sheet(_ABOUT, ["About this data", "What it says"], about(contents), widths=wide)
    explained = columns_explained(contents)
    yield Sheet(_COLUMNS, ["Heading of a column", "What stands in it"], explained, widths=wide)


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


FORMATS = {
    "csv": Format("CSV", writing.CSV, _csv),
    "xlsx": Format("Excel", writing.XLSX, _workbook(write_xlsx)),
    "ods": Format("OpenDocument", writing.ODS, _workbook(write_ods)),
    "json": Format("JSON", writing.JSON, _json),
}
