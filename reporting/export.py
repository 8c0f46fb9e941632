"""Rows of cells as a file. Text stays text in every format: nothing that is written can run."""

import io
import json
import re
from datetime import date

from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from recommendations.resources import write_csv

# XML has no way to write these.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDTH = 24


def as_csv(dataset, title):
    """With the mark by which Excel knows the encoding."""
    text = io.StringIO(newline="")
    write_csv(dataset, text)
    return text.getvalue().encode("utf-8-sig")


def as_json(dataset, title):
    rows = [dict(zip(dataset.headers, map(_plain, row), strict=True)) for row in dataset]
    return json.dumps({"kind": title, "rows": rows}, ensure_ascii=False, indent=1).encode()


def as_xlsx(dataset, title):
    """One sheet with its headings in the first row, nothing merged."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place in range(1, len(dataset.headers) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    sheet.append([_excel_cell(sheet, heading, bold=True) for heading in dataset.headers])
    for row in dataset:
        sheet.append([_excel_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_ods(dataset, title):
    document = OpenDocumentSpreadsheet()
    bold = Style(name="heading", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    table = Table(name=title)
    table.addElement(_ods_row(dataset.headers, stylename=bold))
    for row in dataset:
        table.addElement(_ods_row(row))
    document.spreadsheet.addElement(table)
    file = io.BytesIO()
    document.write(file)
    return file.getvalue()


FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods, "json": as_json}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _excel_cell(sheet, value, bold=False):
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=_CONTROL.sub("", value))
        # openpyxl takes text that begins with "=" for a formula unless told that it is text.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell = WriteOnlyCell(sheet, value=value)
    if bold:
        cell.font = Font(bold=True)
    if isinstance(value, date):
        cell.number_format = "d mmmm yyyy"
    return cell


def _ods_row(values, **options):
    row = TableRow()
    for value in values:
        row.addElement(_ods_cell(value, options))
    return row


def _ods_cell(value, options):
    if value is None or value == "":
        return TableCell(**options)
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **options)
        cell.addElement(P(text=f"{value.day} {value:%B %Y}"))
        return cell
    if isinstance(value, int):
        cell = TableCell(valuetype="float", value=value, **options)
        cell.addElement(P(text=str(value)))
        return cell
    cell = TableCell(valuetype="string", **options)
    for line in _CONTROL.sub("", str(value)).split("\n"):
        cell.addElement(P(text=line))
    return cell
