"""Rows of cells as a file: CSV, Excel, OpenDocument and JSON, written row by row, so that memory
does not grow with the number of rows. Text stays text in every format: nothing written can run."""

from recommendations.writing.csv import as_csv_lines, written_as_text
from recommendations.writing.download import (
    CSV,
    JSON,
    ODS,
    XLSX,
    download,
    download_workbook,
    in_pieces,
)
from recommendations.writing.json import as_json_lines
from recommendations.writing.ods import write_ods
from recommendations.writing.sheet import Marked, Sheet
from recommendations.writing.xlsx import write_xlsx

__all__ = [
    "CSV",
    "JSON",
    "ODS",
    "XLSX",
    "Marked",
    "Sheet",
    "as_csv_lines",
    "as_json_lines",
    "download",
    "download_workbook",
    "in_pieces",
    "write_ods",
    "write_xlsx",
    "written_as_text",
]
