"""What a file is, told from its content: a name proves nothing."""

from enum import Enum

from imports.reading.archive import check_workbook
from imports.reading.refusal import Refused


class Kind(Enum):
    TEXT = "text"
    WORKBOOK = "workbook"


_ZIP = b"PK\x03\x04"

# The first bytes of what people upload by mistake, and what to say.
_NOT_TABLES = (
    (b"PK\x05\x06", "This is an empty zip file. Choose the spreadsheet itself."),
    (b"%PDF", "This is a PDF. Save the table as an Excel workbook or CSV, and choose that."),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel file (.xls) or is protected by a password. Open it in Excel, take "
        "off the password if it has one, and save it as an Excel workbook (.xlsx).",
    ),
    (b"{\\rtf", "This is a word-processor file. Save its table as an Excel workbook or CSV."),
    (b"\x1f\x8b", "This is a compressed file. Unpack it and choose the spreadsheet inside."),
    (b"Rar!", "This is a compressed file. Unpack it and choose the spreadsheet inside."),
    (b"7z\xbc\xaf", "This is a compressed file. Unpack it and choose the spreadsheet inside."),
    (b"\x89PNG", "This is a picture. Choose the spreadsheet that it shows."),
    (b"\xff\xd8\xff", "This is a picture. Choose the spreadsheet that it shows."),
    (b"GIF8", "This is a picture. Choose the spreadsheet that it shows."),
    (b"SQLite format 3", "This is a database. Choose a spreadsheet or CSV file."),
    (b"MZ", "This is a program. Choose a spreadsheet or CSV file."),
    (b"\x7fELF", "This is a program. Choose a spreadsheet or CSV file."),
)

_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script")
_SAVED_AS_TEXT = "Open it, and save it as an Excel workbook (.xlsx) or CSV."


def kind_of(data):
    """Text or a workbook. Raises `Refused`, naming what it is instead."""
    if data.startswith(_ZIP):
        check_workbook(data)
        return Kind.WORKBOOK
    for magic, words in _NOT_TABLES:
        if data.startswith(magic):
            raise Refused(words)
    beginning = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(_WEB_PAGE):
        raise Refused(f"This is a web page, whatever its name says. {_SAVED_AS_TEXT}")
    if beginning.startswith(b"<"):
        raise Refused(f"This is an XML file. {_SAVED_AS_TEXT}")
    if beginning.startswith((b"{", b"[{")):
        raise Refused("This is a JSON file. Choose a spreadsheet or CSV file.")
    return Kind.TEXT
