"""JSON: what the register exports is read, and nothing else."""

import json

from tests.imports.corpus.case import HEADINGS, Case, Read, RefusedWith, RowErrors

_REFUSED = RefusedWith("This is a JSON file, and not as the register exports it")
_TOO_LARGE = {"IMPORT_MAX_ROWS": 2, "IMPORT_MAX_COLUMNS": 3}


def _export(*rows, **more):
    return lambda: json.dumps({"kind": "flat", "rows": rows, **more}).encode()


def _raw(text):
    return lambda: text.encode()


def _line(*cells):
    return dict(zip(HEADINGS, cells, strict=False))


_ONE, _TWO = ["R1", "One", "a"], ["R2", "Two\nlines", "='b'"]

CASES = [
    Case("export.json", _export(_line(*_ONE), _line(*_TWO), about={"Rows": "2"}),
         Read([_ONE, _TWO], numbers=[2, 3])),
    Case("export-with-mark.json", lambda: b"\xef\xbb\xbf\n " + _export(_line(*_ONE))(),
         Read([_ONE])),
    Case("export-that-was-changed-by-hand.json",
         _export({"Reference": "R1", "Title": "One"},
                 {"Title": "Two", "Reference": 2, "Progress update": None}),
         Read([["R1", "One", None], [2, "Two", None]])),
    Case("export-with-a-date.json",
         _export({"Reference": "R1", "Title": "One", "Due date": "31/02/2023"}),
         RowErrors([(2, "Due date", "is not a date")])),
    Case("list.json", _raw('[{"Reference": "R1"}]'), _REFUSED),
    Case("other.json", _raw('{"items": [{"Reference": "R1"}]}'), _REFUSED),
    Case("unnamed.json", _raw('{"rows": [{"Reference": "R1"}]}'), _REFUSED),
    Case("lines-as-lists.json", _export(["R1", "One"]), _REFUSED),
    Case("nested.json", _export(_line("R1", {"en": "One"})), _REFUSED),
    Case("twice-the-same-key.json",
         _raw('{"kind": "flat", "rows": [{"Reference": "R1", "Title": "a", "Title": "b"}]}'),
         _REFUSED),
    Case("no-number.json", _raw('{"kind": "flat", "rows": [{"Reference": NaN}]}'), _REFUSED),
    Case("number-of-many-digits.json",
         _raw('{"kind": "flat", "rows": [{"Reference": ' + "9" * 9_000 + "}]}"), _REFUSED),
    Case("deep.json", _raw('{"kind": "flat", "rows": ' + "[" * 200_000), _REFUSED),
    Case("torn.json", lambda: _export(_line(*_ONE))()[:-5], _REFUSED),
    Case("not-utf-8.json", lambda: b'{"kind": "flat", "rows": [{"Reference": "\xe9"}]}', _REFUSED),
    Case("nothing.json", _export(), RefusedWith("There is nothing in the file")),
    Case("many-rows.json", _export(*[_line(f"R{n}", "x") for n in range(3)]),
         RefusedWith("more than 2 rows"), settings=_TOO_LARGE),
    Case("many-columns.json", _export({f"Column {n}": "x" for n in range(4)}),
         RefusedWith("more than 3 columns"), settings=_TOO_LARGE),
]  # fmt: skip
