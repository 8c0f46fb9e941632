"""What stands around and within a table."""

from tests.imports.corpus.building import excel, excel_book, row, sheet
from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith


def _lines(*rows):
    return lambda: "\n".join(",".join(cells) for cells in rows).encode()


_R1, _R2 = ["R1", "One", "a"], ["R2", "Two", "b"]

CASES = [
    Case("title-rows.xlsx",
         lambda: excel(row(1, "OFFICIAL"), row(2, "Action plan", None, "as at May"),
                       row(4, *HEADINGS),
                       row(5, *_R1), after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'),
         Read([_R1], numbers=[5])),
    Case("table-that-begins-further-in.xlsx",
         lambda: excel(row(3, None, None, *HEADINGS), row(4, None, None, *_R1)),
         Read([[None, None, *_R1]], numbers=[4])),
    Case("sections.csv",
         _lines(HEADINGS, ["", "Theme 1: Voice", ""], _R1, ["Theme 2: Data", "", ""], _R2),
         Read([_R1, _R2], sections=["Theme 1: Voice", "Theme 2: Data"],
              skipped=[(2, "A sub-heading: Theme 1: Voice"), (4, "A sub-heading: Theme 2: Data")])),
    Case("banners-between-and-below.csv",
         _lines(HEADINGS, ["Theme 1", "", ""], _R1, ["OFFICIAL - SENSITIVE", "", ""],
                ["Page 1 of 2", "", "Official"], ["REFERENCE", "title", "Progress  update"], _R2,
                ["Produced by the clerk on 3 May", "", ""], ["", "Notes: dates are estimates", ""],
                ["- - - end of report - - -", "", ""]),
         Read([_R1, _R2], sections=["Theme 1", "Theme 1"],
              skipped=[(2, "A sub-heading: Theme 1"),
                       (4, "A banner or footer: OFFICIAL - SENSITIVE"),
                       (5, "A banner or footer: Page 1 of 2 Official"), (6, "The headings again"),
                       (8, "A banner or footer: Produced by the clerk on 3 May"),
                       (9, "Under the table: Notes: dates are estimates"),
                       (10, "A banner or footer: - - - end of report - - -")])),
    Case("totals.csv",
         _lines(HEADINGS, _R1, ["Total actions: 1", "", ""], ["Sub-total", "", "1"], _R2),
         Read([_R1, _R2], skipped=[(3, "A total: Total actions: 1"), (4, "A total: Sub-total")])),
    Case("heading-twice-unknown.csv",
         _lines([*HEADINGS, "Remarks", "Remarks"], [*_R1, "x", "y"]),
         Read([[*_R1, "x", "y"]], headings=[*HEADINGS, "Remarks", "Remarks"],
              notes=["Columns D and E are both called “Remarks”. Column D is used."])),
    Case("heading-twice-saying-the-same.csv",
         _lines([*HEADINGS, "title"], [*_R1, "One"], [*_R2, ""]),
         Read([[*_R1, "One"], [*_R2, None]], headings=[*HEADINGS, "title"],
              notes=["Columns B and D are both called “Title”. Column B is used."])),
    Case("heading-twice-saying-different-things.csv",
         _lines([*HEADINGS, "title"], [*_R1, "One"], [*_R2, "Zwei"]),
         RefusedWith("Columns B and D are both called “Title”, and differ in row 3")),
    Case("column-without-heading.csv", _lines(HEADINGS, [*_R1, "x"], [*_R2, ""]),
         Read([[*_R1, "x"], [*_R2, None]],
              notes=["Column D has no heading, so its 1 cell was not read."])),
    Case("two-tables-of-which-one-is-larger.xlsx",
         lambda: excel_book({"Key": sheet(row(1, "Reference", "Status"), row(2, "x", "y")),
                             "Plan": sheet(row(1, *HEADINGS), row(2, *_R1))}),
         Read([_R1], notes=["The sheet “Key” holds 2 rows and was not read."])),
    Case("text-opened-as-one-column.xlsx",
         lambda: excel(row(1, "Reference;Title;Progress update"), row(2, "R1;One;a", " and b")),
         RefusedWith("all stand in one cell, divided by semicolons")),
    Case("no-headings.csv", _lines(_R1, _R2), RefusedWith("No row of headings was found")),
    Case("one-heading-alone.csv", _lines(["Reference", "x"], ["R1", "y"]),
         RefusedWith("No row of headings was found")),
]  # fmt: skip

#: A person says which row has the headings; the command can't.
CHOSEN = [
    Case("second-of-two-rows-of-headings.csv", _lines(HEADINGS, ["Item", "What", "How"], _R1),
         Read([_R1], headings=["Item", "What", "How"]), header_row=2),
    Case("row-that-is-empty.csv", _lines(HEADINGS, ["", "", ""], _R1),
         RefusedWith("There is nothing in row 2, so it can’t have the headings. Choose a row from "
                     "1 to 3"), header_row=2),
    Case("row-beyond-the-end.csv", _lines(HEADINGS, _R1),
         RefusedWith("There is nothing in row 9"), header_row=9),
    Case("row-of-one-cell.csv", _lines(["Plan", "", ""], HEADINGS, _R1),
         RefusedWith("Row 1 can’t have the headings: it holds fewer than two names"), header_row=1),
    Case("row-with-nothing-under-it.csv", _lines(HEADINGS, _R1),
         RefusedWith("There is nothing under row 2"), header_row=2),
]  # fmt: skip
