"""Excel workbooks that a screen reader can follow: one table on a sheet, its headings in the first
row, which stays in view and is repeated in print; no merged cells."""

import re
from datetime import date
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from recommendations.writing.sheet import Marked, plain

_WIDTH = 24
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_BOLD = Font(bold=True)
_MARK = PatternFill("solid", fgColor="FFF2CC")
_FRAME = Border(*[Side(style="medium")] * 4)
#: Rows that an empty table offers for filling in with words from its lists.
_ROWS_WITH_LISTS = 5_000
#: Within these underlines Excel reads the number of a character: what only looks so is written with
#: its first underline as a number (ECMA-376, ST_Xstring).
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: The longest list that Excel takes within the rule itself, commas included.
_LONGEST_LIST = 255


def write_xlsx(file, sheets, *, title):
    """Write `sheets`, each a `Sheet`, to a binary `file`."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.language = "en-GB"
    book.properties.creator = "Recommendations tracker"
    lists = _Lists()
    for sheet in sheets:
        _write(book, sheet, lists)
    lists.write(book)
    book.save(file)


def _write(book, sheet, lists):
    written = book.create_sheet(sheet.name[:31])
    written.freeze_panes = "A2"
    written.print_title_rows = "1:1"
    written.page_setup.orientation = "landscape"
    written.page_setup.fitToHeight = 0
    written.sheet_properties.pageSetUpPr.fitToPage = True
    for place in range(len(sheet.headings)):
        letter = get_column_letter(place + 1)
        written.column_dimensions[letter].width = sheet.widths.get(place, _WIDTH)
    for place, words in sheet.choices.items():
        if words:
            _offer(written, get_column_letter(place + 1), lists.formula(words))
    written.append([_cell(written, heading, bold=True) for heading in sheet.headings])
    for row in sheet.rows:
        written.append([_cell(written, value) for value in row])
    if sheet.headings:
        last = get_column_letter(len(sheet.headings))
        written.auto_filter.ref = f"A1:{last}1"


def _offer(written, letter, formula):
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    rule.error = "Use one of the words in the list."
    rule.errorStyle = "warning"
    rule.add(f"{letter}2:{letter}{_ROWS_WITH_LISTS}")
    written.data_validations.append(rule)


class _Lists:
    """Lists of words to choose from. Those that do not fit into the rule of a column stand in a
    sheet of their own, which is hidden."""

    _NAME = "Words"

    def __init__(self):
        self._columns = []

    def formula(self, words):
        listed = ",".join(words)
        if len(listed) <= _LONGEST_LIST and not any("," in word or '"' in word for word in words):
            return f'"{listed}"'
        self._columns.append(words)
        letter = get_column_letter(len(self._columns))
        return f"{self._NAME}!${letter}$1:${letter}${len(words)}"

    def write(self, book):
        if not self._columns:
            return
        sheet = book.create_sheet(self._NAME)
        sheet.sheet_state = "hidden"
        for row in zip_longest(*self._columns):
            sheet.append([_cell(sheet, word) for word in row])


def _cell(written, value, bold=False):
    if isinstance(value, Marked):
        cell = _cell(written, value.value) or WriteOnlyCell(written, value="")
        cell.font, cell.fill, cell.border = _BOLD, _MARK, _FRAME
        return cell
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(written, value=_ESCAPED.sub("_x005F_", plain(value)))
        # openpyxl takes text that begins with "=" for a formula unless told that it is text.
        cell.data_type = "s"
        cell.alignment = _WRAPPED
    else:
        cell = WriteOnlyCell(written, value=value)
        cell.alignment = _TOP
    if bold:
        cell.font = _BOLD
    if isinstance(value, date):
        cell.number_format = "d mmmm yyyy"
    return cell
