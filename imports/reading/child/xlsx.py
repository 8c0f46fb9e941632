"""What an Office Open XML workbook holds beyond its values."""

import re

from cells import TooLarge
from marks import ERROR, NO_VALUE, Mark, Marks
from zipped import target

#: What makes a sheet worth parsing a second time, as every usual program writes it.
_WORTH_IT = (b't="e"', b"t='e'", b"<f", b"hidden")
_USUAL = b"<worksheet"
_WORKBOOK = "xl/workbook.xml"


def marks_of(parts, max_rows, max_columns):
    workbook = _workbook(parts)
    parts.check_fits(texts=target(workbook, "sharedStrings.xml"))
    formats = _digits(parts, workbook)
    marks = Marks()
    for name, part in _sheets(parts, workbook).items():
        if part in parts and _worth_it(parts, part, name, formats, max_rows):
            reader = _Reader(formats, max_columns)
            parts.parse(part, reader.start, reader.end, reader.text)
            marks.by_sheet[name] = reader.mark
    return marks, _notes(parts)


def _notes(parts):
    names = list(parts)
    return {
        "macros": any("vbaproject" in name or "macrosheets/" in name for name in names),
        "links": any("externallinks/" in name for name in names),
    }


def _workbook(parts):
    found = [
        target("", given["Target"])
        for given in _elements(parts, "_rels/.rels", "Relationship")
        if given.get("Type", "").endswith("/officeDocument")
    ]
    return found[0] if found else _WORKBOOK


def _sheets(parts, workbook):
    """The part of each sheet, by name."""
    folder, _, file = workbook.rpartition("/")
    targets = {
        given["Id"]: target(workbook, given["Target"])
        for given in _elements(parts, f"{folder}/_rels/{file}.rels", "Relationship")
        if given.get("TargetMode") != "External"
    }
    sheets = {}
    for given in _elements(parts, workbook, "sheet"):
        key = next((value for name, value in given.items() if name.endswith(":id")), "")
        if key in targets:
            sheets[given.get("name", "")] = targets[key]
    return sheets


def _elements(parts, part, tag):
    found = []
    if part in parts:
        parts.parse(part, lambda name, given: found.append(given) if name == tag else None)
    return found


def _digits(parts, workbook):
    """How many digits each cell format shows, as (before, after the point), where the format is
    nothing but digits: “001” and “1.10” are references, which a number alone does not tell."""
    part = target(workbook, "styles.xml")
    codes = {
        given.get("numFmtId"): _digits_of(given.get("formatCode", ""))
        for given in _elements(parts, part, "numFmt")
    }
    codes["2"] = (1, 2)
    used, inside = {}, []

    def start(tag, given):
        if tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            used[str(len(inside) - 1)] = codes.get(given.get("numFmtId"))
            inside.append(tag)

    def end(tag):
        if tag == "cellXfs":
            inside.clear()

    if part in parts:
        parts.parse(part, start, end)
    return {style: digits for style, digits in used.items() if digits}


def _digits_of(code):
    found = re.fullmatch(r"(0+)(?:\.(0+))?", code.replace('"', "").replace("\\", ""))
    if not found or code == "0":
        return None
    return len(found[1]), len(found[2] or "")


def _worth_it(parts, part, name, formats, max_rows):
    styles = b"|".join(style.encode() for style in formats)
    styled = re.compile(rb"\bs=[\"'](" + styles + rb")[\"']") if styles else None
    rows, cells, found = 0, 0, None
    for piece in parts.pieces(part):
        if found is None and _USUAL not in piece[:4096]:
            return True
        rows, cells = rows + piece.count(b"<row"), cells + piece.count(b"<c")
        if rows > 4 * max_rows:
            raise TooLarge(name)
        parts.check_fits(cells=cells)
        found = found or any(mark in piece for mark in _WORTH_IT)
        found = found or bool(styled and styled.search(piece))
    return found


class _Reader:
    """One pass through a sheet's XML."""

    def __init__(self, formats, max_columns):
        self.mark, self._formats, self._max_columns = Mark(), formats, max_columns
        self._row, self._column, self._letters = -1, -1, {}
        self._cell, self._into, self._seen = {}, None, {}

    def start(self, tag, given):
        if tag == "c":
            self._column = self._place(given["r"]) if "r" in given else self._column + 1
            self._cell, self._seen = given, {}
        elif tag in ("v", "f"):
            self._into = self._seen[tag] = []
        elif tag == "row":
            self._row = int(given["r"]) - 1 if "r" in given else self._row + 1
            self._column = -1
            if _true(given.get("hidden")):
                self.mark.hidden_rows.append(self._row)
        elif tag == "col" and _true(given.get("hidden")):
            first, last = int(given["min"]) - 1, int(given["max"])
            self.mark.hidden_columns.extend(range(first, min(last, self._max_columns)))

    def end(self, tag):
        if tag in ("v", "f"):
            self._into = None
        elif tag == "c":
            self._close()

    def text(self, characters):
        if self._into is not None:
            self._into.append(characters)

    def _close(self):
        kind = self._cell.get("t", "n")
        value = "".join(self._seen.get("v", ()))
        if kind == "e":
            self.mark.unreadable(self._row, self._column, value or "#VALUE!", ERROR)
        elif "f" in self._seen and not value and not (kind == "str" and "v" in self._seen):
            formula = "=" + ("".join(self._seen["f"]) or "…")
            self.mark.unreadable(self._row, self._column, formula, NO_VALUE)
        elif kind == "n" and value and (digits := self._formats.get(self._cell.get("s"))):
            self._as_shown(value, *digits)

    def _as_shown(self, value, before, after):
        number = float(value)
        width = before + (after + 1 if after else 0)
        shown = f"{number:0{width}.{after}f}"
        if number >= 0 and float(shown) == number:
            self.mark.cells[self._row, self._column] = {"text": shown}

    def _place(self, reference):
        letters = reference.rstrip("0123456789")
        if letters not in self._letters:
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - 64
            self._letters[letters] = place - 1
        return self._letters[letters]


def _true(value):
    return value in ("1", "true")
