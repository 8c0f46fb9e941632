"""What people choose by mistake, whatever it is called."""

from tests.imports.corpus.building import zipped
from tests.imports.corpus.case import Case, RefusedWith


def _bytes(data):
    return lambda: data


_WORD = {"[Content_Types].xml": "x", "word/document.xml": "x"}

CASES = [
    Case("nothing.csv", _bytes(b""), RefusedWith("The file is empty")),
    Case("report.xlsx", _bytes(b"%PDF-1.7\n"), RefusedWith("This is a PDF")),
    Case("letter.docx", lambda: zipped(_WORD), RefusedWith("This is a Word document")),
    Case("slides.pptx",
         lambda: zipped({"[Content_Types].xml": "presentationml.presentation.main+xml"}),
         RefusedWith("an Office file, but not a workbook")),
    Case("binary.xlsb",
         lambda: zipped({"[Content_Types].xml": "x", "xl/workbook.bin": "x"}),
         RefusedWith("a binary Excel workbook (.xlsb)")),
    Case("tracker.numbers", lambda: zipped({"Index/Document.iwa": "x"}),
         RefusedWith("This is a Numbers spreadsheet. Export it to Excel")),
    Case("several.zip", lambda: zipped({"tracker.csv": "Reference,Title"}),
         RefusedWith("This is a zip file. Unpack it")),
    Case("empty.zip", lambda: zipped({}), RefusedWith("This is an empty zip file")),
    Case("page.xls", _bytes(b"\xef\xbb\xbf\n<HTML><body><table><tr><td>Reference"),
         RefusedWith("This is a web page, whatever its name says")),
    Case("tracker.xml", _bytes(b'<?xml version="1.0"?><Workbook/>'), RefusedWith("an XML file")),
    Case("tracker.slk", _bytes(b"ID;PWXL;N;E\r\nC;X1;Y1\r\n"), RefusedWith("a SYLK file")),
    Case("scan.png", _bytes(b"\x89PNG\r\n\x1a\n"), RefusedWith("This is a picture")),
    Case("tracker.rtf", _bytes(b"{\\rtf1 Reference}"), RefusedWith("a word-processor file")),
    Case("tracker.csv.gz", _bytes(b"\x1f\x8b\x08"), RefusedWith("This is a compressed file")),
    Case("setup.exe", _bytes(b"MZ\x90\x00\x03\x00\x00\x00"), RefusedWith("This is a program")),
]  # fmt: skip
