"""Word, Excel and OpenDocument files without anything in them that could run."""

import re

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
from recommendations.files.refusal import Refused

_WORDS = {
    Damaged: "The file is damaged. Open it, save it again, and choose that file.",
    Locked: "The file is protected by a password. Save it without one, and choose that file.",
    TooLarge: "The file unpacks to far more than a document needs. Save it as a PDF instead.",
    Unsafe: (
        "The file holds something that no office program writes, so it is not kept. Open it, save "
        "it again under another name, or save it as a PDF, and choose that file."
    ),
}
_MACROS = "The file holds macros. Save it without them (.docx, .xlsx) or as a PDF."
_HOLDS_OTHERS = "The file has other files or controls inside it. Save it as a PDF instead."
_OTHER_OFFICE = (
    "Of office files, Word (.docx), Excel (.xlsx) and OpenDocument (.odt, .ods) are kept. Save it "
    "as a PDF, and choose that."
)
_OTHER_ZIP = "This is a zip file. Unpack it, and choose the document inside."

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MAIN = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
_MACRO_MEMBER = re.compile(
    r"(^|/)(vbaproject|vbadata|macrosheets|basic|scripts)(/|\.|\d|$)", re.IGNORECASE
)
_FOREIGN_MEMBER = re.compile(
    r"(oleobject[^/]*\.bin|\.(exe|dll|com|scr|msi|jar|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|lnk|html?|"
    r"mht|swf))$|(^|/)activex/",
    re.IGNORECASE,
)


def kind_of(data):
    """`docx`, `xlsx`, `odt` or `ods`. Raises `Refused`."""
    try:
        with opened(data) as archive:
            check_directory(archive, len(data))
            check_nothing_beside(archive, data)
            kind = _kind(archive)
            _check_members(archive)
            check_contents(archive, len(data))
    except Fault as fault:
        raise Refused(_WORDS[type(fault)]) from None
    return kind


def _kind(archive):
    names = set(archive.namelist())
    if "mimetype" in names:
        return _open_document(archive)
    if "[Content_Types].xml" not in names:
        raise Refused(_OTHER_ZIP)
    types = archive.read("[Content_Types].xml")
    if b"macroenabled" in types.lower():
        raise Refused(_MACROS)
    for kind, main in _MAIN.items():
        if main in types:
            return kind
    raise Refused(_OTHER_OFFICE)


def _open_document(archive):
    kinds = {_OPEN_DOCUMENT + b"text": "odt", _OPEN_DOCUMENT + b"spreadsheet": "ods"}
    kind = kinds.get(archive.read("mimetype").strip())
    if kind is None:
        raise Refused(_OTHER_OFFICE)
    if "META-INF/manifest.xml" not in archive.namelist():
        raise Unsafe
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Locked
    return kind


def _check_members(archive):
    for name in archive.namelist():
        if _MACRO_MEMBER.search(name):
            raise Refused(_MACROS)
        if _FOREIGN_MEMBER.search(name):
            raise Refused(_HOLDS_OTHERS)
