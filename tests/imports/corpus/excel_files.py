"""Workbooks of Excel (.xlsx, .xlsm): what a cell can hold, and what a sheet can hide."""

from datetime import date, datetime

from imports.reading import Unreadable
from tests.imports.corpus.building import (
    MACRO_TYPE,
    Raw,
    excel,
    excel_book,
    formats,
    row,
    sheet,
)
from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith, RowErrors

_HEAD = row(1, *HEADINGS)
_ONE = row(2, "R1", "One", "a")


def _of(*rows, **more):
    return lambda: excel(_HEAD, *rows, **more)


def _value(xml, **more):
    """A file in which one cell is looked at."""
    return _of(row(2, "R1", "One", Raw(xml)), **more)


def _reads(value, **more):
    return Read([["R1", "One", value]], **more)


def _formula(shown, why):
    return Unreadable(shown, why)


_NO_RESULT = (
    "It is a formula, and the file does not hold its result. Open the file in a spreadsheet "
    "program, save it and try again, or type the value."
)
_TEXT = "“Smart” ‘quotes’ – it’s 10\u00a0days,\nthen  more\t🏠 שלום"
_DAYS = formats("dd/mm/yyyy", "dd/mm/yyyy hh:mm")
_CODES = formats("000", "0.00", "#,##0")

_VALUES = [
    Case("text-of-all-kinds.xlsx", _of(row(2, "R1", "One", _TEXT)), _reads(_TEXT)),
    Case("longest-text.xlsx", _of(row(2, "R1", "One", "x" * 32_767)), _reads("x" * 32_767)),
    Case("numbers-that-are-text.xlsx", _of(row(2, "001", "1.10", "1E5")),
         Read([["001", "1.10", "1E5"]])),
    Case("numbers-shown-as-codes.xlsx",
         _of(row(2, Raw('<c r="{r}" s="1"><v>7</v></c>'), "One",
                 Raw('<c r="{r}" s="2"><v>1.1</v></c>')),
             row(3, Raw('<c r="{r}" s="1"><v>1234</v></c>'), "Two",
                 Raw('<c r="{r}" s="2"><v>1.236</v></c>')),
             row(4, "R3", "Three", Raw('<c r="{r}" s="3"><v>1234</v></c>')),
             styles=_CODES),
         Read([["007", "One", "1.10"], ["1234", "Two", 1.236], ["R3", "Three", 1234]])),
    Case("breaks-of-word-processors.xlsx", _of(row(2, "R1", "One", "a_x000B_b_x000C_c")),
         _reads("a\nb\nc")),
    Case("characters-that-can-not-be-seen.xlsx",
         _of(row(2, "R1", "One_x0000_more", "a"), row(3, "R2", "Two", "b_x0007_c")),
         RowErrors([(2, "Title", "can’t be seen"), (3, "Progress update", "can’t be seen")])),
    Case("escapes-of-control-characters.xlsx", _of(row(2, "R1", "One", "a_x000D_b_x005F_x000D_c")),
         _reads("a\nb_x000D_c")),
    Case("shared-rich-text.xlsx",
         _value('<c r="{r}" t="s"><v>0</v></c>',
                shared='<si><r><t xml:space="preserve">Not </t></r>'
                       '<r><rPr><b/></rPr><t xml:space="preserve">yet </t></r>'
                       "<r><t>done</t></r><rPh sb=\"0\" eb=\"1\"><t>said</t></rPh></si>"),
         _reads("Not yet done")),
    Case("yes-and-no.xlsx", _of(row(2, "R1", "One", True), row(3, "R2", "Two", False)),
         Read([["R1", "One", True], ["R2", "Two", False]])),
    Case("numbers.xlsx", _of(row(2, "R1", "One", 12), row(3, "R2", "Two", 0.1),
                             row(4, "R3", "Three", -3.0), row(5, "R4", "Four", "1e3")),
         Read([["R1", "One", 12], ["R2", "Two", 0.1], ["R3", "Three", -3], ["R4", "Four", "1e3"]])),
    Case("days.xlsx",
         _of(row(2, "R1", "One", Raw('<c r="{r}" s="1"><v>44708</v></c>')),
             row(3, "R2", "Two", Raw('<c r="{r}" s="2"><v>44708.75</v></c>')), styles=_DAYS),
         Read([["R1", "One", date(2022, 5, 27)], ["R2", "Two", datetime(2022, 5, 27, 18)]])),
    Case("days-since-1904.xlsx",
         _value('<c r="{r}" s="1"><v>43246</v></c>', styles=_DAYS,
                about='<workbookPr date1904="1"/>'),
         _reads(date(2022, 5, 27))),
    Case("days-as-iso.xlsx", _value('<c r="{r}" t="d" s="1"><v>2022-05-27</v></c>', styles=_DAYS),
         _reads(date(2022, 5, 27))),
    Case("formulas-with-results.xlsx",
         _of(row(2, "R1", Raw('<c r="{r}" t="str"><f>"O"&amp;"ne"</f><v>One</v></c>'),
                 Raw('<c r="{r}"><f>1+1</f><v>2</v></c>')),
             row(3, "R2", "Two", Raw('<c r="{r}" t="str"><f>IF(1,"")</f><v></v></c>'))),
         Read([["R1", "One", 2], ["R2", "Two", None]])),
    Case("formula-nobody-needs.xlsx",
         lambda: excel(row(1, *HEADINGS, "Working"),
                       row(2, "R1", "One", "a", Raw('<c r="{r}"><f>1+1</f></c>'))),
         Read([["R1", "One", "a", _formula("=1+1", _NO_RESULT)]],
              headings=[*HEADINGS, "Working"])),
    Case("formula-without-result.xlsx", _value('<c r="{r}"><f>1+1</f><v></v></c>'),
         RowErrors([(2, "Progress update", "does not hold its result")])),
    Case("formula-that-failed.xlsx", _value('<c r="{r}" t="e"><f>NA()</f><v>#N/A</v></c>'),
         RowErrors([(2, "Progress update", "“#N/A” is an error of the spreadsheet")])),
    Case("errors-in-several-cells.xlsx",
         _of(row(2, "R1", Raw('<c r="{r}" t="e"><v>#REF!</v></c>')), _ONE.replace('r="2"', 'r="3"'),
             row(4, Raw('<c r="{r}" t="e"><v>#NAME?</v></c>'), "Four", "x")),
         RowErrors([(2, "Title", "“#REF!”"), (4, "Reference", "“#NAME?”")])),
]  # fmt: skip

_SHEETS = [
    Case("macros.xlsm",
         _of(_ONE, kind=MACRO_TYPE, members={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"}),
         Read([["R1", "One", "a"]], notes=["The workbook has macros. They are ignored"])),
    Case("values-from-other-workbooks.xlsx",
         _value('<c r="{r}"><f>[1]Other!A1</f><v>5</v></c>',
                members={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
         _reads(5, notes=["The workbook takes values from other workbooks. These are not opened"])),
    Case("hidden-rows.xlsx",
         _of(_ONE, row(3, "R2", "Two", "b", attributes='hidden="1"'), row(4, "R3", "Three", "c"),
             *(row(n, f"R{n - 1}", "Line", "d", attributes='hidden="true"') for n in (6, 7, 8))),
         Read([["R1", "One", "a"], ["R2", "Two", "b"], ["R3", "Three", "c"],
               *([f"R{n}", "Line", "d"] for n in (5, 6, 7))],
              notes=["Rows 3 and 6–8 are hidden in the spreadsheet, perhaps by a filter."])),
    Case("hidden-columns.xlsx", _of(_ONE, before='<cols><col min="2" max="2" hidden="1"/></cols>'),
         Read([["R1", "One", "a"]], notes=["Column B (“Title”) is hidden in the spreadsheet."])),
    Case("merged-down.xlsx",
         lambda: excel(row(1, *HEADINGS, "Owner"), row(2, "R1", "One", "a", "Council"),
                       row(3, "R2", "Two", "b"), row(4, "R3", "Three", "c"),
                       row(5, "R4", "Four", "d", "Police"),
                       after='<mergeCells><mergeCell ref="D2:D4"/></mergeCells>'),
         Read([["R1", "One", "a", "Council"], ["R2", "Two", "b", None], ["R3", "Three", "c", None],
               ["R4", "Four", "d", "Police"]],
              headings=[*HEADINGS, "Owner"], merged={3: {3, 4}},
              notes=["Column D (“Owner”) has cells that are merged over several rows. Only the "
                     "first row of each has the value: it is empty in 3–4."])),
    Case("second-sheet-with-data.xlsx",
         lambda: excel_book({"Notes": sheet(row(1, "Read me"), row(2, "Twice")),
                             "Plan": sheet(_HEAD, _ONE), "Empty": sheet()}),
         Read([["R1", "One", "a"]], notes=["The sheet “Notes” holds 2 rows and was not read."])),
    Case("hidden-sheet-with-data.xlsx",
         lambda: excel_book({"Old": sheet(_HEAD, row(2, "R9", "Nine"), row(3, "R8", "x")),
                             "Plan": sheet(_HEAD, _ONE)}, states={"Old": "veryHidden"}),
         Read([["R1", "One", "a"]],
              notes=["The hidden sheet “Old” holds 3 rows and was not read."])),
    Case("sheet-that-a-person-chose.xlsx",
         lambda: excel_book({"2021": sheet(_HEAD, row(2, "R9", "Nine", "z")),
                             "2022": sheet(_HEAD, _ONE)}),
         Read([["R1", "One", "a"]], notes=["The sheet “2021” holds 2 rows and was not read."]),
         sheet="2022", options=("--sheet", "2022")),
    Case("sheet-that-is-not-there.xlsx", _of(_ONE),
         RefusedWith("The file has no sheet called “2022”. It has “Tracker”."),
         sheet="2022", options=("--sheet", "2022")),
    Case("parts-with-a-prefix.xlsx",
         lambda: excel_book({"Plan": "<x:worksheet xmlns:x="
            '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
            + "".join(
                f'<x:row r="{n}" hidden="{int(n == 2)}">' + "".join(
                    f'<x:c r="{letter}{n}" t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>'
                    for letter, text in zip("ABC", texts, strict=True)) + "</x:row>"
                for n, texts in enumerate([HEADINGS, ["R1", "One", "a"]], 1))
            + "</x:sheetData></x:worksheet>"}),
         Read([["R1", "One", "a"]], notes=["Row 2 is hidden in the spreadsheet"])),
    Case("cells-without-references.xlsx",
         lambda: excel(*(line.replace(' r="', ' x="') for line in (_HEAD, _ONE)),
                       '<row><c t="inlineStr"><is><t>R2</t></is></c>'
                       '<c t="e"><v>#N/A</v></c></row>'),
         RowErrors([(3, "Title", "“#N/A”")])),
    Case("sheet-with-rows-that-end-nowhere.xlsx",
         lambda: excel(_HEAD, *("<row/>" for _ in range(250))),
         RefusedWith("Sheet “Tracker” has more than 50 rows"), settings={"IMPORT_MAX_ROWS": 50}),
    Case("no-cells.xlsx", lambda: excel(), RefusedWith("nothing in the file’s cells")),
    Case("text-too-long.xlsx", _of(row(2, "R1", "One", "x" * 32_768)),
         RefusedWith("A cell in row 2 has more than 32,767 characters")),
    Case("columns-too-many.xlsx", _of(row(2, "R1", *["x"] * 200)),
         RefusedWith("more than 200 columns in row 2")),
    Case("cell-far-out.xlsx",
         _of(_ONE, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
         RefusedWith("Delete empty rows and columns beyond the table")),
]  # fmt: skip

CASES = [*_VALUES, *_SHEETS]
