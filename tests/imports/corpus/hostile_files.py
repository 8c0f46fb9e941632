"""Files that are made to do harm."""

import io
import struct
import warnings
import zipfile

from tests.imports.corpus.building import excel, ods_row, ods_table, open_document, row
from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith

_HEAD, _ONE = row(1, *HEADINGS), row(2, "R1", "One", "a")
_SHEET = "xl/worksheets/sheet1.xml"
_UNSAFE = RefusedWith("holds something that no spreadsheet program writes")
_UNPACKS = RefusedWith("unpacks to far more than a register needs")


def _good():
    return excel(_HEAD, _ONE)


def _with(members):
    """The good workbook with members changed or added: each a function of its old content."""

    def build():
        old = zipfile.ZipFile(io.BytesIO(_good()))
        contents = {name: old.read(name) for name in old.namelist()}
        for name, change in members.items():
            contents[name] = change(contents.get(name, b""))
        return _packed(contents.items())

    return build


def _packed(members):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def _twice(other_name):
    def build():
        old = zipfile.ZipFile(io.BytesIO(_good()))
        members = [(name, old.read(name)) for name in old.namelist()]
        return _packed([*members, (other_name, old.read(_SHEET).replace(b"One", b"Two"))])

    return build


def _overlapping():
    """Two entries of the directory point at one member's bytes."""
    data = bytearray(_twice("xl/worksheets/other1.xml")())
    archive = zipfile.ZipFile(io.BytesIO(bytes(data)))
    first = archive.getinfo(_SHEET)
    at = data.rindex(b"xl/worksheets/other1.xml") - 46
    struct.pack_into("<I", data, at + 42, first.header_offset)
    return bytes(data)


def _lying_size():
    """The directory says that the bomb is small."""
    data = bytearray(_bomb())
    at = data.rindex(b"xl/media/a.xml") - 46
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def _bomb():
    old = zipfile.ZipFile(io.BytesIO(_good()))
    members = [(name, old.read(name)) for name in old.namelist()]
    return _packed([*members, ("xl/media/a.xml", b" " * 40_000_000)])


def _millions_of_cells():
    """A sheet within every limit of size, that takes a gigabyte once it is unpacked."""
    rows = f"<row>{'<c><v>1</v></c>' * 200}</row>" * 35_000
    return excel(_HEAD, rows, members={"xl/media/noise.bin": _noise(600_000)})


def _millions_of_characters():
    texts = f"<si><t>{'x' * 1_000}</t></si>" * 110_000
    return excel(_HEAD, _ONE, shared=texts, members={"xl/media/noise.bin": _noise(600_000)})


def _noise(size):
    """Bytes that don't compress, so that the whole is not suspiciously small."""
    state, noise = 1, bytearray()
    while len(noise) < size:
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        noise += state.to_bytes(8, "little")[3:7]
    return bytes(noise)


def _doctype(content):
    return content.replace(b"<w", b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><w', 1)


def _external_sheet(content):
    return content.replace(b'Target="worksheets/sheet1.xml"',
                           b'Target="file:///etc/passwd" TargetMode="External"')  # fmt: skip


def _laughs():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>'
    return open_document(ods_table(ods_row(*HEADINGS)), head=head)


CASES = [
    Case("bomb.xlsx", _bomb, _UNPACKS),
    Case("bomb-that-lies.xlsx", _lying_size, RefusedWith("The workbook is damaged")),
    Case("millions-of-cells.xlsx", _millions_of_cells,
         RefusedWith("Delete empty rows and columns beyond the table")),
    Case("millions-of-characters.xlsx", _millions_of_characters,
         RefusedWith("more than 300 MB of memory")),
    Case("many-members.xlsx",
         lambda: _packed([*((f"xl/{n}.xml", b"") for n in range(2_001))]), _UNPACKS),
    Case("member-twice.xlsx", _twice(_SHEET), _UNSAFE),
    Case("member-twice-in-other-letters.xlsx", _twice("XL/Worksheets/SHEET1.xml"), _UNSAFE),
    Case("member-twice-with-other-slashes.xlsx", _twice("xl\\worksheets\\sheet1.xml"), _UNSAFE),
    Case("members-that-overlap.xlsx", _overlapping, RefusedWith("workbook")),
    Case("member-outside.xlsx", _with({"../../etc/cron.d/x": lambda _: b"x"}), _UNSAFE),
    Case("web-page-after-the-zip.xlsx", lambda: _good() + b"<script>alert(1)</script>", _UNSAFE),
    Case("document-type.xlsx", _with({"xl/worksheets/sheet1.xml": _doctype}), _UNSAFE),
    Case("document-type-in-utf-16.xlsx",
         _with({"xl/workbook.xml": lambda old: _doctype(old).decode().encode("utf-16")}), _UNSAFE),
    Case("billion-laughs.ods", _laughs, _UNSAFE),
    Case("sheet-that-is-elsewhere.xlsx", _with({"xl/_rels/workbook.xml.rels": _external_sheet}),
         RefusedWith("The workbook can’t be read")),
    Case("torn.xlsx", lambda: _good()[:-40], RefusedWith("The workbook is damaged")),
    Case("torn-sheet.xlsx", _with({"xl/worksheets/sheet1.xml": lambda old: old[:-60]}),
         RefusedWith("The workbook can’t be read")),
    Case("no-sheet-where-it-says.xlsx",
         _with({"xl/_rels/workbook.xml.rels": lambda old: old.replace(b"sheet1", b"sheet9")}),
         RefusedWith("The workbook can’t be read")),
    Case("commands-in-cells.csv",
         lambda: b"Reference,Title,Progress update\nR1,\"=cmd|'/C calc'!A0\",@SUM(1)\n",
         Read([["R1", "=cmd|'/C calc'!A0", "@SUM(1)"]])),
]  # fmt: skip
