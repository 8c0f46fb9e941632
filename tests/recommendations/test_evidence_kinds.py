"""What is kept, told from its content, and what is refused, in words that say what to do."""

import pytest

from recommendations.files.kind import KINDS, kind_of
from recommendations.files.name import clean_name
from recommendations.files.refusal import Refused
from tests.recommendations.sample_files import (
    JPEG,
    KEPT,
    docx,
    members_of,
    odt,
    packed,
    pdf,
    png,
    xlsx,
    zip_of,
)

_MACRO_BOOK = {
    **members_of(xlsx()),
    "[Content_Types].xml": members_of(xlsx())["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"vnd.ms-excel.sheet.macroEnabled.main",
    ),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
_ZIP = zip_of({"run.js": "alert(1)"})


@pytest.mark.parametrize("name", KEPT)
def test_kind_is_told_from_the_content(name):
    data, content_type = KEPT[name]

    assert KINDS[kind_of(data, name)].content_type == content_type


@pytest.mark.parametrize("name", ["minutes.pdf", "report.docx", "counts.ods", "poster.png"])
def test_name_does_not_make_a_file_something_else(name):
    assert KINDS[kind_of(KEPT["room.jpg"][0], name)].content_type == "image/jpeg"


def locked_zip():
    data = bytearray(zip_of({"[Content_Types].xml": "x", "word/document.xml": "y"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


REFUSED = {
    # What browsers would run.
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing that can run scripts"),
    "drawing with a declaration": (b"<?xml version='1.0'?><svg/>", "drawing that can run"),
    "web page": (b"\n <!DOCTYPE html><p>", "This is a web page"),
    "script in text": (b"Notes\n<ScRipt>alert(1)</script>", "This is a web page"),
    "text in UTF-16": ("<html>".encode("utf-16"), "Save it as UTF-8"),
    # What computers would run.
    "program": (b"MZ\x90\x00\x03" + b"\x00" * 90, "This is a program"),
    "program for Linux": (b"\x7fELF\x02\x01" + b"\x00" * 90, "This is a program"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "This is a script"),
    "batch file": (b"@ECHO off\r\ndel *.*", "This is a script"),
    "shortcut": (b"[InternetShortcut]\nURL=file://x", "This is a script"),
    "formula that starts a program": (b"Ref\n=cmd|' /C calc'!A0\n", "start a program in Excel"),
    "bytes that are no text": (b"\x00\x01\x02\x03" * 9, "can’t be told what this file is"),
    "text with control characters": (b"a\x1b[2Jb", "can’t be told what this file is"),
    # Macros and what else hides in office files.
    "old office file": (_OLE, "old Office file"),
    "workbook with macros by type": (zip_of(_MACRO_BOOK), "holds macros"),
    "document with macros by part": (docx(**{"word/vbaProject.bin": b"x"}), "holds macros"),
    "old macro sheet": (docx(**{"xl/macrosheets/sheet1.xml": b"x"}), "holds macros"),
    "OpenDocument macro": (
        zip_of({**members_of(odt()), "Basic/Standard/Module1.xml": "x"}),
        "holds macros",
    ),
    "object in a document": (docx(**{"word/embeddings/oleObject1.bin": b"x"}), "other files"),
    "program in a document": (docx(**{"word/setup.exe": b"x"}), "other files"),
    "template": (docx(main="wordprocessingml.template.main+xml"), "Of office files"),
    "presentation": (zip_of({"mimetype": "application/vnd.oasis.opendocument.presentation"}),
                     "Of office files"),
    "locked OpenDocument": (
        zip_of({**members_of(odt()), "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "protected by a password",
    ),
    "document type in XML": (docx(**{"word/a.xml": "<!DOCTYPE x>"}), "no office program writes"),
    # Zips.
    "zip": (_ZIP, "This is a zip file"),
    "empty zip": (zip_of({}), "empty zip file"),
    "torn zip": (b"PK\x03\x04 torn", "damaged"),
    "locked zip": (locked_zip(), "protected by a password"),
    "zip bomb": (docx(**{"word/a.xml": b" " * 40_000_000}), "unpacks to far more"),
    "path out of the zip": (docx(**{"../../evil": b"x"}), "no office program writes"),
    "other archive": (b"Rar!\x1a\x07\x00", "compressed file"),
    # Two files in one.
    "zip after something": (b"PK\x03\x04" + b"x" * 60 + docx(), "no office program writes"),
    "zip with something after": (docx() + b"<html><script>", "no office program writes"),
    "zip with a comment": (
        zip_of(members_of(docx()), comment=b"<script>"),
        "no office program writes",
    ),
    "web page before a PDF": (b"<html>" + pdf(), "Something stands before the PDF"),
    "web page after a PDF": (pdf(after=b"<html>hello"), "something else at once"),
    "zip after a PDF": (pdf(after=_ZIP), "something else at once"),
    "zip after a PDF that ends again": (
        pdf(after=zip_of({"a": "b"}, comment=b"\n%%EOF\n")),
        "something else at once",
    ),
    "web page in the beginning of a PDF": (
        pdf().replace(b"\n1 0 obj", b"\n<script >1</script>\n1 0 obj"),
        "something else at once",
    ),
    "zip after a picture": (png(after=_ZIP), "something else at once"),
    "web page after a picture": (JPEG + b"<html >", "something else at once"),
    "zip after a photograph": (JPEG + _ZIP, "something else at once"),
    "PDF after a photograph": (JPEG + pdf(), "Something stands before the PDF"),
    "script in a picture": (png((b"tEXt", b"x\0<script>1</script>")), "something else at once"),
    "script in a photograph": (
        JPEG[:2] + b"\xff\xfe\x00\x12<script>alert(1)" + JPEG[2:],
        "something else at once",
    ),
    "torn picture": (png()[:-6], "The picture is damaged"),
    "picture that was changed": (png().replace(b"IDAT", b"IDAX"), "The picture is damaged"),
    "torn photograph": (JPEG[:-2], "The picture is damaged"),
    # PDFs that do things.
    "script in a PDF": (pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "holds a script"),
    "script by another spelling": (pdf(b"<</S /J#61vaScript>>"), "holds a script"),
    "packed script": (pdf(packed(b"<</S/JavaScript>>")), "holds a script"),
    "packed script of no type": (
        pdf(packed(b"<</S/JavaScript>>", b"/N 1 /First 4 /Filter [/FlateDecode]")),
        "holds a script",
    ),
    "packing that can’t be looked into": (
        pdf(packed(b"<</S/JavaScript>>", b"/Type /ObjStm /First 4 /Filter /LZWDecode")),
        "The PDF is damaged",
    ),
    "packing behind another name": (
        pdf(packed(b"<</S/JavaScript>>", b"/Type /ObjStm /X (obj) /Filter /FlateDecode")),
        "The PDF is damaged",
    ),
    "program started by a PDF": (pdf(b"<</S /Launch /F (cmd.exe)>>"), "starts a program"),
    "file in a PDF": (pdf(b"<</Type /EmbeddedFile>>"), "another file inside"),
    "locked PDF": (pdf(b"<</Encrypt 5 0 R>>"), "protected by a password"),
    "torn PDF": (pdf()[:-8], "The PDF is damaged"),
    # What people choose by mistake.
    "other picture": (b"GIF89a\x01\x00\x01\x00", "kept as PNG or JPEG"),
    "picture of a phone": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "kept as PNG or JPEG"),
    "film": (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20, "Films and sound"),
    "database": (b"SQLite format 3\x00", "This is a database"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_run_or_is_two_things_at_once_is_refused(what):
    data, words = REFUSED[what]

    with pytest.raises(Refused, match=words):
        kind_of(data, "innocent.txt")


@pytest.mark.parametrize("name", ["run.bat", "page.HTML", "drawing.svg", "x.hta", "macro.vbs"])
def test_text_with_a_name_that_runs_is_refused(name):
    with pytest.raises(Refused, match="can run"):
        kind_of(b"Just words.", name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Minutes of 3 May.pdf", "Minutes of 3 May.pdf"),
        ("MINUTES.PDF", "MINUTES.pdf"),
        ("minutes.pdf.exe", "minutes.pdf.exe.pdf"),
        ("minutes", "minutes.pdf"),
        ("minutes\u202efdp.exe", "minutesfdp.exe.pdf"),
        ("min\x00utes\r\n\u200b.pdf", "minutes.pdf"),
        ('a<b>:"c|?*.pdf', "a-b---c---.pdf"),
        ("..hidden.pdf", "hidden.pdf"),
        (".pdf", "pdf.pdf"),
        ("  ", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_name_is_cleaned(given, kept):
    assert clean_name(given, KINDS["pdf"]) == kept


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\x.pdf", "C:\\x.pdf"])
def test_name_that_is_a_path_is_refused(name):
    with pytest.raises(Refused, match="name is a path"):
        clean_name(name, KINDS["pdf"])
