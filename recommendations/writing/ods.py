"""OpenDocument spreadsheets. Their XML is written row by row: the libraries for it hold a whole
document in memory."""

import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import XMLGenerator

from recommendations.writing.sheet import Marked, plain

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    f"xmlns:{short}": f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for short, name in {
        "office": "office", "style": "style", "table": "table", "text": "text",
        "fo": "xsl-fo-compatible", "number": "datastyle", "manifest": "manifest", "meta": "meta",
    }.items()
}  # fmt: skip
_VERSION = {"office:version": "1.3"}
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_SPACES = re.compile(r"((?:(?<=^) +|(?<= ) +)|\t)")


def write_ods(file, sheets, *, title):
    """Write `sheets`, each a `Sheet`, to a binary `file`."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # By this first part, stored as it is, programs know the kind of file.
        archive.writestr("mimetype", _KIND, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _manifest())
        archive.writestr("meta.xml", _meta(title))
        with archive.open("content.xml", "w") as part:
            _Content(part).write(sheets)


class _Writer:
    def __init__(self, file):
        self._xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def open(self, name, attributes=None):
        self._xml.startElement(name, attributes or {})

    def close(self, *names):
        for name in names:
            self._xml.endElement(name)

    def element(self, name, attributes=None, text=""):
        self.open(name, attributes)
        self._xml.characters(text)
        self.close(name)


class _Content(_Writer):
    def write(self, sheets):
        self.open("office:document-content", _NAMES | _VERSION)
        self._styles()
        self.open("office:body")
        self.open("office:spreadsheet")
        for sheet in sheets:
            self._sheet(sheet)
        self.close("office:spreadsheet", "office:body", "office:document-content")

    def _styles(self):
        self.open("office:automatic-styles")
        self.open("number:date-style", {"style:name": "day-format"})
        self.element("number:day")
        self.element("number:text", text=" ")
        self.element("number:month", {"number:textual": "true", "number:style": "long"})
        self.element("number:text", text=" ")
        self.element("number:year", {"number:style": "long"})
        self.close("number:date-style")
        day = {"style:data-style-name": "day-format"}
        for name, more, bold in (("heading", {}, True), ("mark", {}, True), ("day", day, False)):
            self.open("style:style", {"style:name": name, "style:family": "table-cell", **more})
            if bold:
                self.element("style:text-properties", {"fo:font-weight": "bold"})
            self.close("style:style")
        self.close("office:automatic-styles")

    def _sheet(self, sheet):
        self.open("table:table", {"table:name": sheet.name})
        self.element(
            "table:table-column", {"table:number-columns-repeated": str(len(sheet.headings) or 1)}
        )
        self.open("table:table-header-rows")
        self._row(sheet.headings, {"table:style-name": "heading"})
        self.close("table:table-header-rows")
        for row in sheet.rows:
            self._row(row, {})
        self.close("table:table")

    def _row(self, values, style):
        self.open("table:table-row")
        for value in values:
            self._cell(value, style)
        self.close("table:table-row")

    def _cell(self, value, style):
        if isinstance(value, Marked):
            value, style = value.value, {"table:style-name": "mark"}
        if value is None or value == "":
            self.element("table:table-cell", style)
            return
        kind, text = _typed(value)
        style = {"table:style-name": "day"} if isinstance(value, date) and not style else style
        self.open("table:table-cell", kind | style)
        for line in text.split("\n"):
            self.open("text:p")
            self._line(line)
            self.close("text:p")
        self.close("table:table-cell")

    def _line(self, line):
        """Blanks that follow one another count as one unless they are written as elements."""
        for number, part in enumerate(_SPACES.split(line)):
            if number % 2 == 0:
                self._xml.characters(part)
            elif part == "\t":
                self.element("text:tab")
            else:
                self.element("text:s", {"text:c": str(len(part))})


def _typed(value):
    if isinstance(value, date):
        kind = {"office:value-type": "date", "office:date-value": value.isoformat()}
        return kind, f"{value.day} {value:%B %Y}"
    if isinstance(value, int) and not isinstance(value, bool):
        return {"office:value-type": "float", "office:value": str(value)}, str(value)
    return {"office:value-type": "string"}, plain(str(value))


def _manifest():
    file = io.BytesIO()
    xml = _Writer(file)
    xml.open("manifest:manifest", _NAMES | {"manifest:version": "1.3"})
    for path, kind in (("/", _KIND), ("content.xml", "text/xml"), ("meta.xml", "text/xml")):
        xml.element(
            "manifest:file-entry", {"manifest:full-path": path, "manifest:media-type": kind}
        )
    xml.close("manifest:manifest")
    return file.getvalue()


def _meta(title):
    file = io.BytesIO()
    xml = _Writer(file)
    xml.open("office:document-meta", _NAMES | _VERSION | {"xmlns:dc": _DUBLIN_CORE})
    xml.open("office:meta")
    xml.element("dc:title", text=title)
    xml.element("dc:language", text="en-GB")
    xml.close("office:meta", "office:document-meta")
    return file.getvalue()
