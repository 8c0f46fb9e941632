"""Spreadsheets as councils send them, built by code, each with what becomes of it."""

from tests.imports.corpus import (
    excel_files,
    faulty_lines,
    hostile_files,
    json_files,
    not_tables,
    old_excel_files,
    open_document_files,
    tables,
    text_encodings,
    text_files,
)

#: Every file, of every class.
CASES = [
    *text_encodings.CASES,
    *text_files.CASES,
    *excel_files.CASES,
    *old_excel_files.CASES,
    *open_document_files.CASES,
    *tables.CASES,
    *not_tables.CASES,
    *hostile_files.CASES,
    *json_files.CASES,
    *faulty_lines.CASES,
]
