"""Workbooks of Excel before 2007 (.xls)."""

import io
from datetime import date

import xlwt

from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith, RowErrors

_DAY = xlwt.easyxf(num_format_str="DD/MM/YYYY")
_NOT_AVAILABLE = 0x2A


def _saved(*rows, change=lambda sheet: None, name="Tracker", more=()):
    def build():
        book = xlwt.Workbook(encoding="utf-8")
        for title in (name, *more):
            sheet = book.add_sheet(title)
            for number, cells in enumerate([HEADINGS, *rows]):
                for position, cell in enumerate(cells):
                    if cell is None:
                        continue
                    style = [_DAY] if isinstance(cell, date) else []
                    sheet.write(number, position, cell, *style)
            change(sheet)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return build


def _merged(sheet):
    sheet.write_merge(1, 2, 2, 2, "a")


def _hidden(sheet):
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True


def _not_calculated():
    """A formula that is to be calculated when the file is opened; nobody has opened it yet."""
    data = _saved(["R1", "One", xlwt.Formula("1+1")])()
    empty = b"\x03\x00\x00\x00\x00\x00\xff\xff"
    return data.replace(empty + b"\x00", empty + b"\x01")


def _locked():
    """A record that says how the rest is encrypted, after the first record of the workbook."""
    data = _saved(["R1", "One", "a"])()
    at = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    return data[: at + 20] + b"\x2f\x00\x36\x00" + b"\x01\x00" * 27 + data[at + 20 + 58 :]


def _compound(name):
    """The old Office file with another program's stream in place of the workbook's."""

    def build():
        padded = name.encode("utf-16-le")
        data = _saved(["R1", "One", "a"])()
        workbook = "Workbook".encode("utf-16-le")
        return data.replace(workbook + bytes(len(padded) - len(workbook)), padded)

    return build


_R1 = ["R1", "One", "a"]

CASES = [
    Case("tracker.xls",
         _saved(["R1", "Café “voice”\nwork", True], ["001", "Two", date(2022, 5, 27)],
                ["R3", "Łódź", 1.5]),
         Read([["R1", "Café “voice”\nwork", True], ["001", "Two", date(2022, 5, 27)],
               ["R3", "Łódź", 1.5]])),
    Case("merged-down.xls",
         _saved(["R1", "One", None], ["R2", "Two", None], change=_merged),
         Read([["R1", "One", "a"], ["R2", "Two", None]], merged={2: {3}},
              notes=["Column C (“Progress update”) has cells that are merged"])),
    Case("hidden.xls", _saved(_R1, change=_hidden),
         Read([_R1], notes=["Row 2 is hidden", "Column B (“Title”) is hidden"])),
    Case("two-sheets.xls", _saved(_R1, more=["Old"]),
         Read([_R1], notes=["The sheet “Old” holds 2 rows and was not read."])),
    Case("error.xls",
         _saved(_R1, change=lambda sheet: sheet.row(2).set_cell_error(1, _NOT_AVAILABLE)
                or sheet.write(2, 0, "R2")),
         RowErrors([(3, "Title", "“#N/A” is an error of the spreadsheet")])),
    Case("formula-without-result.xls", _not_calculated,
         RowErrors([(2, "Progress update", "does not hold its result")])),
    Case("locked.xls", _locked, RefusedWith("protected by a password")),
    Case("locked-new-workbook.xlsx", _compound("EncryptedPackage"),
         RefusedWith("protected by a password")),
    Case("letter.doc", _compound("WordDocument"), RefusedWith("an old Word document")),
    Case("message.msg", _compound("__nameid_version1.0"), RefusedWith("This is an e-mail")),
    Case("something.ole", _compound("Contents"),
         RefusedWith("an old Office file, but not a workbook")),
    Case("torn.xls", lambda: _saved(_R1)()[:1500], RefusedWith("or it is damaged")),
]  # fmt: skip
