"""The zip around a workbook, looked at before any parser sees it."""

import re

from imports.reading.refusal import Refused
from recommendations.files.archive import (
    Damaged,
    Fault,
    Locked,
    TooLarge,
    Unsafe,
    check_contents,
    check_directory,
    check_nothing_beside,
    opened,
)

_WORDS = {
    Damaged: (
        "The workbook is damaged. Open it, save it again as .xlsx or .ods, and try that file."
    ),
    Locked: "The workbook is protected by a password. Save it without one.",
    TooLarge: (
        "The workbook unpacks to far more than a register needs. Copy the table into a new "
        "workbook and try that file."
    ),
    Unsafe: (
        "The workbook holds something that no spreadsheet program writes, so it is not opened. "
        "Copy the table into a new workbook and try that file."
    ),
}
_OTHER = (
    "Choose an Excel workbook (.xlsx, .xlsm or .xls), an OpenDocument spreadsheet (.ods) or CSV."
)
_OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_EXCEL_SHEET = re.compile(rb"(spreadsheetml\.(sheet|template)|ms-excel\.\w+\.macroEnabled)\.main")


def check_workbook(data):
    """Raise `Refused` unless `data` is a zip of modest size that holds a spreadsheet."""
    try:
        with opened(data) as archive:
            check_directory(archive, len(data))
            check_nothing_beside(archive, data)
            _check_type(archive)
            check_contents(archive, len(data))
    except Fault as fault:
        raise Refused(_WORDS[type(fault)]) from None


def _check_type(archive):
    names = set(archive.namelist())
    if "mimetype" in names:
        if not archive.read("mimetype").startswith(_OPEN_DOCUMENT_SHEET):
            raise Refused(f"This is an OpenDocument file, but not a spreadsheet. {_OTHER}")
        if "META-INF/manifest.xml" in names:
            _check_not_locked(archive.read("META-INF/manifest.xml"))
    elif "Index/Document.iwa" in names:
        raise Refused(f"This is a Numbers spreadsheet. Export it to Excel. {_OTHER}")
    elif "[Content_Types].xml" not in names:
        raise Refused(f"This is a zip file. Unpack it and choose the spreadsheet inside. {_OTHER}")
    elif "word/document.xml" in names:
        raise Refused(f"This is a Word document. Copy its table into a spreadsheet. {_OTHER}")
    elif "xl/workbook.bin" in names:
        raise Refused(f"This is a binary Excel workbook (.xlsb). Save it as .xlsx. {_OTHER}")
    elif not _EXCEL_SHEET.search(archive.read("[Content_Types].xml")):
        raise Refused(f"This is an Office file, but not a workbook. {_OTHER}")


def _check_not_locked(manifest):
    if b"encryption-data" in manifest:
        raise Locked
