"""What an OpenDocument spreadsheet holds beyond its values."""

import re

from marks import ERROR, NO_VALUE, Mark, Marks

_WORTH_IT = re.compile(
    rb"formula=|[\"']error[\"']|visibility=|rows-spanned=|columns-spanned=|text:tab|line-break|\x00"
)
_CONTENT = "content.xml"
_SIGNS = {"tab": "\t", "line-break": "\n"}
_HIDDEN = ("collapse", "filter")


def marks_of(parts, max_rows, max_columns):
    marks = Marks()
    if any(_WORTH_IT.search(piece) for piece in parts.pieces(_CONTENT)):
        reader = _Reader(max_rows, max_columns)
        parts.parse(_CONTENT, reader.start, reader.end, reader.text)
        marks.by_sheet = reader.by_sheet
    return marks, {"macros": any(name.startswith("basic/") for name in parts), "links": False}


class _Reader:
    """One pass through the XML of all sheets."""

    def __init__(self, max_rows, max_columns):
        self.by_sheet, self._mark = {}, Mark()
        self._rows, self._columns = max_rows, max_columns
        self._row, self._column, self._declared = 0, 0, 0
        self._repeated, self._given, self._text = 1, {}, _Text()

    def start(self, tag, given):
        if tag == "table":
            self._mark = self.by_sheet[given.get("table:name", "")] = Mark()
            self._row = self._declared = 0
        elif tag == "table-column":
            self._declare(given)
        elif tag == "table-row":
            self._column = 0
            self._repeated = _count(given, "table:number-rows-repeated")
            if given.get("table:visibility") in _HIDDEN:
                last = min(self._row + self._repeated, self._rows)
                self._mark.hidden_rows.extend(range(self._row, last))
        elif tag == "table-cell":
            self._given, self._text = given, _Text()
        else:
            self._text.start(tag, given)

    def end(self, tag):
        if tag == "table-row":
            self._row += self._repeated
        elif tag == "table-cell":
            self._close(_count(self._given, "table:number-columns-repeated"))
        elif tag == "covered-table-cell":
            self._column += 1
        else:
            self._text.end(tag)

    def text(self, characters):
        self._text.add(characters)

    def _declare(self, given):
        last = self._declared + _count(given, "table:number-columns-repeated")
        if given.get("table:visibility") in _HIDDEN:
            hidden = range(self._declared, min(last, self._columns))
            self._mark.hidden_columns.extend(hidden)
        self._declared = last

    def _close(self, times):
        why, words = self._why(), self._text.words
        shown = words or self._given.get("table:formula", "").removeprefix("of:")
        for row in range(self._row, min(self._row + self._repeated, self._rows)):
            for column in range(self._column, min(self._column + times, self._columns)):
                if why:
                    self._mark.unreadable(row, column, shown, why)
                elif self._text.has_signs and self._given.get("office:value-type") == "string":
                    self._mark.cells[row, column] = {"text": words}
        down = _count(self._given, "table:number-rows-spanned")
        across = _count(self._given, "table:number-columns-spanned")
        if down > 1 or across > 1:
            first = (self._row, self._column)
            self._mark.merges.append((first, (self._row + down - 1, self._column + across - 1)))
        self._column += times

    def _why(self):
        if self._given.get("calcext:value-type") == "error":
            return ERROR
        has_formula = "table:formula" in self._given
        shown = self._text.words
        if has_formula and re.fullmatch(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)", shown):
            return ERROR
        if has_formula and re.fullmatch(r"Err:\d+", shown):
            return ERROR
        return NO_VALUE if has_formula and "office:value-type" not in self._given else None


class _Text:
    """The words of a cell without its comments. The parser loses the signs of tabs and breaks."""

    def __init__(self):
        self.has_signs = False
        self._parts, self._paragraphs, self._depth, self._comments = [], 0, 0, 0

    @property
    def words(self):
        return "".join(self._parts)

    def start(self, tag, given):
        if tag == "annotation":
            self._comments += 1
        elif tag == "p":
            self.add("\n" if self._paragraphs else "", anywhere=True)
            self._paragraphs += not self._comments
            self._depth += 1
        elif tag == "s":
            self.add(" " * min(_count(given, "text:c"), 32_767))
        elif tag in _SIGNS:
            self.has_signs = True
            self.add(_SIGNS[tag])

    def end(self, tag):
        if tag == "annotation":
            self._comments -= 1
        elif tag == "p":
            self._depth -= 1

    def add(self, characters, anywhere=False):
        if (self._depth or anywhere) and not self._comments:
            self._parts.append(characters)


def _count(given, name):
    return max(int(given.get(name, 1)), 1)
