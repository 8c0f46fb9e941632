"""What a file is, told from its content: a name proves nothing."""

from enum import Enum

from imports.reading.archive import check_workbook
from imports.reading.refusal import Refused


class Kind(Enum):
    TEXT = "text"
    WORKBOOK = "workbook"
    #: JSON, of which what the register exports can be read.
    EXPORT = "export"


_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# The first bytes of what people upload by mistake, and what to say.
_NOT_TABLES = (
    (b"PK\x05\x06", "This is an empty zip file. Choose the spreadsheet itself."),
    (b"%PDF", "This is a PDF. Save the table as an Excel workbook or CSV, and choose that."),
    (b"{\\rtf", "This is a word-processor file. Save its table as an Excel workbook or CSV."),
    (b"\x1f\x8b", "This is a compressed file. Unpack it and choose the spreadsheet inside."),
    (b"Rar!", "This is a compressed file. Unpack it and choose the spreadsheet inside."),
    (b"7z\xbc\xaf", "This is a compressed file. Unpack it and choose the spreadsheet inside."),
    (b"\x89PNG", "This is a picture. Choose the spreadsheet that it shows."),
    (b"\xff\xd8\xff", "This is a picture. Choose the spreadsheet that it shows."),
    (b"GIF8", "This is a picture. Choose the spreadsheet that it shows."),
    (b"ID;P", "This is a SYLK file. Open it, and save it as an Excel workbook (.xlsx) or CSV."),
    (b"SQLite format 3", "This is a database. Choose a spreadsheet or CSV file."),
    (b"MZ", "This is a program. Choose a spreadsheet or CSV file."),
    (b"\x7fELF", "This is a program. Choose a spreadsheet or CSV file."),
)

#: The same for what a compound file, the wrapping of all old Office files, has inside.
_NOT_WORKBOOKS = (
    ("EncryptedPackage", "The workbook is protected by a password. Save it without one."),
    ("WordDocument", "This is an old Word document. Copy its table into a spreadsheet."),
    ("PowerPoint Document", "This is a presentation. Copy its table into a spreadsheet."),
    ("__nameid_version1.0", "This is an e-mail. Save the spreadsheet that it brought."),
)

_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script")
#: The only JSON that is read is that which the register writes.
NOT_OUR_JSON = (
    "This is a JSON file, and not as the register exports it. Choose a spreadsheet, a CSV file or "
    "what was exported here."
)
_SAVED_AS_TEXT = "Open it, and save it as an Excel workbook (.xlsx) or CSV."


def kind_of(data):
    """What the file is. Raises `Refused`, naming what it is, where it is nothing that is read."""
    if data.startswith(_ZIP):
        check_workbook(data)
        return Kind.WORKBOOK
    if data.startswith(_COMPOUND):
        _check_old_workbook(data)
        return Kind.WORKBOOK
    for magic, words in _NOT_TABLES:
        if data.startswith(magic) and not _is_just_text(magic, data):
            raise Refused(words)
    beginning = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(_WEB_PAGE):
        raise Refused(f"This is a web page, whatever its name says. {_SAVED_AS_TEXT}")
    if beginning.startswith(b"<"):
        raise Refused(f"This is an XML file. {_SAVED_AS_TEXT}")
    if beginning.startswith(b"[{"):
        raise Refused(NOT_OUR_JSON)
    if beginning.startswith(b"{"):
        return Kind.EXPORT
    return Kind.TEXT


def _check_old_workbook(data):
    for name, words in _NOT_WORKBOOKS:
        if _is_inside(name, data):
            raise Refused(words)
    if not _is_inside("Workbook", data) and not _is_inside("Book", data):
        raise Refused(
            "This is an old Office file, but not a workbook, or it is damaged. Choose an Excel "
            "workbook, an OpenDocument spreadsheet or CSV."
        )


def _is_inside(name, data):
    """Whether the compound file has a stream of this name: its directory pads names with zeros."""
    return name.encode("utf-16-le") + b"\x00\x00" in data


def _is_just_text(magic, data):
    """Text may begin with the letters that mark a program; programs hold zeros."""
    return magic == b"MZ" and b"\x00" not in data[:1024]
