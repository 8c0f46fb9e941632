"""Files byte by byte: no library stands between a case and what it is about."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from imports.reading.sheet import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


# Office Open XML


class Raw(str):
    """XML of a cell as it is, with {r} where its reference goes."""


def row(number, *cells, attributes=""):
    """Text becomes inline text, numbers numbers; None leaves the cell out."""
    written = [
        _cell(f"{column_letters(position)}{number}", cell)
        for position, cell in enumerate(cells)
        if cell is not None
    ]
    return f'<row r="{number}" {attributes}>{"".join(written)}</row>'


def _cell(reference, value):
    if isinstance(value, Raw):
        return value.replace("{r}", reference)
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c r="{reference}" t="inlineStr"><is>{text}</is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def sheet(*rows, before="", after=""):
    data = "".join(rows)
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def excel(*rows, before="", after="", **more):
    """A workbook of one sheet."""
    return excel_book({"Tracker": sheet(*rows, before=before, after=after)}, **more)


def excel_book(sheets, *, states=None, about="", styles="", shared="", members=None, kind=""):
    """`sheets` is XML by name; `about` stands in the workbook before its sheets."""
    listed, relations = "", ""
    parts = {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = f'state="{states[name]}"' if states and name in states else ""
        listed += f'<sheet name={quoteattr(name)} sheetId="{number}" {state} r:id="rId{number}"/>'
        relations += _relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml")
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    if styles:
        relations += _relation("rIdStyles", "styles", "styles.xml")
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    if shared:
        relations += _relation("rIdShared", "sharedStrings", "sharedStrings.xml")
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'
    return zipped(
        {
            "[Content_Types].xml": _content_types(kind or WORKBOOK_TYPE),
            "_rels/.rels": _relations(_relation("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{about}'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _relations(relations),
            **parts,
            **(members or {}),
        }
    )


def _content_types(kind):
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}"/></Types>'
    )


def _relations(xml):
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{xml}</Relationships>'


def _relation(key, kind, where):
    return f'<Relationship Id="{key}" Type="{_LINKS}/{kind}" Target="{where}"/>'


def formats(*codes):
    """Styles of which number n + 1 shows cells as code n."""
    fonts = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for number, code in enumerate(codes, 164)
    )
    used = "".join(
        f'<xf numFmtId="{number}" applyNumberFormat="1"/>'
        for number in [0, *range(164, 164 + len(codes))]
    )
    return f"<numFmts>{fonts}</numFmts><cellXfs>{used}</cellXfs>"


# OpenDocument

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(*tables, members=None, head=""):
    """`tables` are the XML of sheets."""
    spaces = "".join(
        f' xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content{spaces} '
        f'xmlns:calcext="{calc}" office:version="1.3"><office:body><office:spreadsheet>'
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
            **(members or {}),
        }
    )


def ods_table(*rows, name="Tracker", columns=""):
    return f"<table:table table:name={quoteattr(name)}>{columns}{''.join(rows)}</table:table>"


def ods_row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(value):
    if isinstance(value, Raw):
        return str(value)
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
