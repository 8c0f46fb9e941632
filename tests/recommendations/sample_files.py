"""Real files of each kind that is kept, made here, and what may be hidden in them."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.text import P
from openpyxl import Workbook

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: One grey square.
JPEG = bytes.fromhex(
    "ffd8ffdb004300030202020202030202020303030304060404040404080606050609080a0a090809090a0c0f0c0a"
    "0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc9000b080001000101011100ffcc000600101005"
    "ffda0008010100003f00d2cf20ffd9"
)


def zip_of(members, comment=b""):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = comment
    return file.getvalue()


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx():
    book = Workbook()
    book.active.append(["Ref", "Sum", "=1+1"])
    return _saved(book)


def docx(main=_WORD, **more):
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    return zip_of({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **more})


def odt():
    document = OpenDocumentText()
    document.text.addElement(P(text="What the forum said."))
    return _saved(document)


def ods():
    return _saved(OpenDocumentSpreadsheet())


def png(*chunks, after=b""):
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x7f")
    parts = [(b"IHDR", header), *chunks, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts) + after


def _chunk(kind, content):
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def pdf(objects=b"", after=b""):
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        + objects
        + b"\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n"
        + after
    )


def packed(objects, dictionary=b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"):
    """An object stream, in which a PDF packs its objects."""
    content = zlib.compress(b"3 0 " + objects)
    return b"3 0 obj\n<< %s /Length %d >>\nstream\r\n%s\r\nendstream\nendobj" % (
        dictionary,
        len(content),
        content,
    )


KEPT = {
    "minutes.pdf": (pdf(), "application/pdf"),
    "packed.pdf": (pdf(packed(b"<< /Type /Font >>")), "application/pdf"),
    "report.docx": (
        docx(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "counts.xlsx": (xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "report.odt": (odt(), "application/vnd.oasis.opendocument.text"),
    "counts.ods": (ods(), "application/vnd.oasis.opendocument.spreadsheet"),
    "poster.png": (png((b"tEXt", b"Title\0The forum")), "image/png"),
    "room.jpg": (JPEG, "image/jpeg"),
    "two-pictures.jpeg": (JPEG + JPEG, "image/jpeg"),
    "notes.txt": ("What the forum said – in words, <not> markup.".encode(), "text/plain"),
    "old-notes.txt": ("Caf\xe9, \x93quoted\x94".encode("latin-1"), "text/plain"),
    "table.csv": (b"Ref,Done\nR1,-5\nR2,a | b\n", "text/csv"),
}


def upload(data, name="minutes.pdf"):
    return SimpleUploadedFile(name, data)
