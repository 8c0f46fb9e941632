"""What a file is, told from its content, and whether it is kept."""

from dataclasses import dataclass

from recommendations.files import office
from recommendations.files.pdf import BEGINNING as PDF_BEGINNING
from recommendations.files.pdf import check_pdf
from recommendations.files.picture import JPEG, PNG, check_jpeg, check_png
from recommendations.files.refusal import Refused
from recommendations.files.text import check_text


@dataclass(frozen=True)
class Kind:
    """`endings` are those that names of such files have, the usual one first."""

    label: str
    content_type: str
    endings: tuple


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS = {
    "pdf": Kind("PDF", "application/pdf", ("pdf",)),
    "docx": Kind("Word document", f"{_OOXML}wordprocessingml.document", ("docx",)),
    "xlsx": Kind("Excel workbook", f"{_OOXML}spreadsheetml.sheet", ("xlsx",)),
    "odt": Kind("OpenDocument text", f"{_ODF}text", ("odt",)),
    "ods": Kind("OpenDocument spreadsheet", f"{_ODF}spreadsheet", ("ods",)),
    "png": Kind("PNG picture", "image/png", ("png",)),
    "jpeg": Kind("JPEG picture", "image/jpeg", ("jpg", "jpeg")),
    "txt": Kind("Text", "text/plain", ("txt",)),
    "csv": Kind("CSV table", "text/csv", ("csv",)),
}
BY_CONTENT_TYPE = {kind.content_type: kind for kind in KINDS.values()}

_PROGRAM = "This is a program. Say in words what it shows."
_COMPRESSED = "This is a compressed file. Unpack it, and choose the document inside."
_OTHER_PICTURE = "Pictures are kept as PNG or JPEG. Save it as one of these, and choose that."
_FILM = "Films and sound are not kept here. Say who holds it and who has seen it."

#: The first bytes of what people choose by mistake, and what to say.
_NOT_KEPT = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Office file (.doc, .xls), an e-mail, or is protected by a password. Save "
        "it as .docx, .xlsx or PDF without a password, and choose that.",
    ),
    (b"{\\rtf", "This is a rich text file. Save it as .docx or PDF, and choose that."),
    (b"\x1f\x8b", _COMPRESSED),
    (b"Rar!", _COMPRESSED),
    (b"7z\xbc\xaf", _COMPRESSED),
    (b"PK\x05\x06", "This is an empty zip file. Choose the document itself."),
    (b"GIF8", _OTHER_PICTURE),
    (b"BM", _OTHER_PICTURE),
    (b"II*\x00", _OTHER_PICTURE),
    (b"MM\x00*", _OTHER_PICTURE),
    (b"SQLite format 3", "This is a database. Save what it shows as a table, and choose that."),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"ID3", _FILM),
)
#: The same for what stands further in: where, what, words.
_NOT_KEPT_FURTHER_IN = (
    (8, b"WEBP", _OTHER_PICTURE),
    (4, b"ftyphei", _OTHER_PICTURE),
    (4, b"ftypavif", _OTHER_PICTURE),
    (4, b"ftyp", _FILM),
    (8, b"AVI ", _FILM),
    (8, b"WAVE", _FILM),
)
#: Text that these names would have a computer run.
_RUNS = {
    "bat", "cmd", "com", "cpl", "hta", "htm", "html", "js", "jse", "jar", "lnk", "mht", "mhtml",
    "msc", "ps1", "psm1", "py", "pl", "php", "rb", "reg", "scf", "sh", "svg", "svgz", "url", "vb",
    "vbe", "vbs", "wsf", "wsh", "xhtml", "xml", "xsl",
}  # fmt: skip


def kind_of(data, name):
    """The key in `KINDS`. Raises `Refused`."""
    _check_beginning(data)
    if data.startswith(PDF_BEGINNING):
        check_pdf(data)
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return office.kind_of(data)
    if data.startswith(PNG):
        check_png(data)
        return "png"
    if data.startswith(JPEG):
        check_jpeg(data)
        return "jpeg"
    ending = name.rpartition(".")[2].casefold()
    if ending in _RUNS:
        raise Refused(f"A file called .{ending} can run. Save it as a PDF, and choose that.")
    check_text(data)
    return "csv" if ending == "csv" else "txt"


def _check_beginning(data):
    if PDF_BEGINNING in data[1:1024]:
        raise Refused(
            "Something stands before the PDF in this file, so it is not kept. Open it, print it to "
            "a new PDF, and choose that."
        )
    for beginning, words in _NOT_KEPT:
        if data.startswith(beginning) and not _is_just_text(beginning, data):
            raise Refused(words)
    for place, mark, words in _NOT_KEPT_FURTHER_IN:
        if data.startswith(mark, place):
            raise Refused(words)


def _is_just_text(beginning, data):
    """Text may begin with the letters that mark a program or a picture; those hold zeros."""
    return beginning.isalnum() and b"\x00" not in data[:1024]
