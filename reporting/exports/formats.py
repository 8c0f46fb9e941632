"""`Contents` as CSV, Excel, OpenDocument or JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from recommendations import writing
from recommendations.writing import (
    Sheet,
    as_csv_lines,
    as_json_lines,
    in_pieces,
    write_ods,
    write_xlsx,
)
from reporting.exports.about import about, columns_explained

_WIDE = {"text": 60, "summary": 60, "title": 40, "update": 60, "done": 60, "about": 60}
_ABOUT = "About this data"
_COLUMNS = "Columns explained"


@dataclass(frozen=True)
class Format:
    """`pieces` gives the bytes of a file, piece by piece; of text, whole lines."""

    label: str
    content_type: str
    pieces: Callable


def _csv(contents):
    return map(str.encode, as_csv_lines(contents.headings, contents.rows))


def _json(contents):
    """What it is about comes last: how many rows there are is known by then."""

    def told():
        return {"about": dict(about(contents)), "columns": dict(columns_explained(contents))}

    lines = as_json_lines(contents.kind, contents.headings, contents.rows, told)
    return map(str.encode, lines)


def _workbook(write):
    def pieces(contents):
        title = f"Recommendations tracker: {contents.kind}"
        return in_pieces(write, _sheets(contents), title=title)

    return pieces


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


FORMATS = {
    "csv": Format("CSV", writing.CSV, _csv),
    "xlsx": Format("Excel", writing.XLSX, _workbook(write_xlsx)),
    "ods": Format("OpenDocument", writing.ODS, _workbook(write_ods)),
    "json": Format("JSON", writing.JSON, _json),
}
