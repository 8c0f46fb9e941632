"""The zip around a workbook, looked at before any parser sees it."""

import io
import re
import zipfile
import zlib

from imports.reading.limits import MAX_MEMBERS, MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO
from imports.reading.refusal import Refused

_DAMAGED = "The workbook is damaged. Open it, save it again as .xlsx or .ods, and try that file."
_TOO_LARGE = (
    "The workbook unpacks to far more than a register needs. Copy the table into a new workbook "
    "and try that file."
)
_UNSAFE = (
    "The workbook holds something that no spreadsheet program writes, so it is not opened. "
    "Copy the table into a new workbook and try that file."
)
_OTHER = "Choose an Excel workbook (.xlsx or .xlsm), an OpenDocument spreadsheet (.ods) or CSV."
_OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_EXCEL_SHEET = re.compile(rb"(spreadsheetml\.(sheet|template)|ms-excel\.\w+\.macroEnabled)\.main")
_CHUNK = 1024 * 1024


def check_workbook(data):
    """Raise `Refused` unless `data` is a zip of modest size that holds a spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, len(data))
            _check_type(archive)
            _check_contents(archive, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise Refused(_DAMAGED) from None
    except RuntimeError:
        # zipfile's word for a member that needs a password.
        raise Refused("The workbook is protected by a password. Save it without one.") from None


def _check_directory(archive, packed_bytes):
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or _is_too_large(sum(m.file_size for m in members), packed_bytes):
        raise Refused(_TOO_LARGE)
    # Two members of one name, or a path out of the archive: what one reader checks, another opens.
    if len(set(names)) < len(names) or any(n.startswith("/") or ".." in n for n in names):
        raise Refused(_UNSAFE)


def _check_type(archive):
    names = set(archive.namelist())
    if "mimetype" in names:
        if not archive.read("mimetype").startswith(_OPEN_DOCUMENT_SHEET):
            raise Refused(f"This is an OpenDocument file, but not a spreadsheet. {_OTHER}")
    elif "[Content_Types].xml" not in names:
        raise Refused(f"This is a zip file. Unpack it and choose the spreadsheet inside. {_OTHER}")
    elif "word/document.xml" in names:
        raise Refused(f"This is a Word document. Copy its table into a spreadsheet. {_OTHER}")
    elif "xl/workbook.bin" in names:
        raise Refused(f"This is a binary Excel workbook (.xlsb). Save it as .xlsx. {_OTHER}")
    elif not _EXCEL_SHEET.search(archive.read("[Content_Types].xml")):
        raise Refused(f"This is an Office file, but not a workbook. {_OTHER}")


def _check_contents(archive, packed_bytes):
    """Unpack every member once, counting: the sizes that a zip declares may be lies."""
    unpacked = 0
    for member in archive.infolist():
        is_xml = member.filename.endswith((".xml", ".rels"))
        tail = b""
        with archive.open(member) as opened:
            while chunk := opened.read(_CHUNK):
                unpacked += len(chunk)
                if _is_too_large(unpacked, packed_bytes):
                    raise Refused(_TOO_LARGE)
                if is_xml and _declares_entities(tail + chunk):
                    raise Refused(_UNSAFE)
                tail = chunk[-32:]


def _declares_entities(piece):
    """A document type declaration, in any of the encodings that XML may have."""
    squeezed = piece.replace(b"\x00", b"").upper()
    return b"<!DOCTYPE" in squeezed or b"<!ENTITY" in squeezed


def _is_too_large(unpacked_bytes, packed_bytes):
    # Small files compress well and harm nobody: the ratio counts above ten megabytes.
    ratio_counts = unpacked_bytes > 10 * 1024 * 1024
    return unpacked_bytes > MAX_UNPACKED_BYTES or (
        ratio_counts and unpacked_bytes > packed_bytes * MAX_UNPACKED_RATIO
    )
