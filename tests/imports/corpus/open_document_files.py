"""OpenDocument spreadsheets (.ods)."""

from datetime import date

from tests.imports.corpus.building import Raw, ods_row, ods_table, open_document, zipped
from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith, RowErrors

_HEAD = ods_row(*HEADINGS)
_ONE = ods_row("R1", "One", "a")
_R1 = ["R1", "One", "a"]


def _of(*rows, columns="", **more):
    return lambda: open_document(ods_table(_HEAD, *rows, columns=columns), **more)


def _cell(attributes, inside=""):
    return Raw(f"<table:table-cell {attributes}>{inside}</table:table-cell>")


_MANIFEST = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"

CASES = [
    Case("tracker.ods",
         _of(ods_row("R1", "Café “voice”\nwork", 12), ods_row("001", "Two", None),
             ods_row("R3", "1.10", _cell('office:value-type="date" office:date-value="2022-05-27"',
                                         "<text:p>27/05/22</text:p>")),
             ods_row("R4", "Four",
                     _cell('office:value-type="boolean" office:boolean-value="true"'))),
         Read([["R1", "Café “voice”\nwork", 12], ["001", "Two", None],
               ["R3", "1.10", date(2022, 5, 27)], ["R4", "Four", True]])),
    Case("blanks-and-links-in-text.ods",
         _of(ods_row("R1", "One",
                     _cell('office:value-type="string"',
                           '<text:p>a<text:s text:c="2"/>b <text:span>c</text:span><text:tab/>'
                           "<text:a>d</text:a><text:line-break/>e</text:p><text:p>f</text:p>"))),
         Read([["R1", "One", "a  b c\td\ne\nf"]])),
    Case("comments-are-no-text.ods",
         _of(ods_row("R1", "One",
                     _cell('office:value-type="string"',
                           "<office:annotation><text:p>who says?</text:p></office:annotation>"
                           "<text:p>a</text:p>"))),
         Read([_R1])),
    Case("hidden.ods",
         _of(_ONE, ods_row("R2", "Two", "b", attributes='table:visibility="filter"'),
             columns='<table:table-column/><table:table-column table:visibility="collapse"/>'
                     "<table:table-column/>"),
         Read([_R1, ["R2", "Two", "b"]],
              notes=["Row 3 is hidden", "Column B (“Title”) is hidden"])),
    Case("merged-down.ods",
         lambda: open_document(ods_table(
             ods_row(*HEADINGS, "Owner"),
             ods_row("R1", "One", "a", _cell(
                 'office:value-type="string" table:number-rows-spanned="2"',
                 "<text:p>Council</text:p>")),
             ods_row("R2", "Two", "b", Raw("<table:covered-table-cell/>")))),
         Read([["R1", "One", "a", "Council"], ["R2", "Two", "b", None]],
              headings=[*HEADINGS, "Owner"], merged={3: {3}},
              notes=["Column D (“Owner”) has cells that are merged"])),
    Case("millions-of-empty-rows.ods",
         _of(_ONE, ods_row(None, attributes='table:number-rows-repeated="1048000"'),
             members={"Basic/Standard/Module1.xml": "<module/>"}),
         Read([_R1], notes=["The workbook has macros. They are ignored"])),
    Case("formula-with-result.ods",
         _of(ods_row("R1", "One", _cell('table:formula="of:=1+1" office:value-type="float" '
                                        'office:value="2"', "<text:p>2</text:p>"))),
         Read([["R1", "One", 2]])),
    Case("formula-without-result.ods",
         _of(ods_row("R1", "One", _cell('table:formula="of:=1+1"'))),
         RowErrors([(2, "Progress update", "does not hold its result")])),
    Case("formula-that-failed.ods",
         _of(ods_row("R1", "One", _cell(
             'table:formula="of:=NA()" office:value-type="string" office:string-value="" '
             'calcext:value-type="error"', "<text:p>#N/A</text:p>"))),
         RowErrors([(2, "Progress update", "“#N/A” is an error of the spreadsheet")])),
    Case("locked.ods", _of(_ONE, members={"META-INF/manifest.xml": _MANIFEST}),
         RefusedWith("protected by a password")),
    Case("letter.odt",
         lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
         RefusedWith("OpenDocument file, but not a spreadsheet")),
    Case("entities.ods", _of(_ONE, head='<!DOCTYPE x [<!ENTITY a "b">]>'),
         RefusedWith("no spreadsheet program writes")),
    Case("repeated-without-end.ods",
         _of(ods_row("R1", "One", "a", attributes='table:number-rows-repeated="1000000"')),
         RefusedWith("Delete empty rows and columns beyond the table")),
]  # fmt: skip
