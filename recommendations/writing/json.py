"""JSON: an object with its rows, a line each, and what is told about them after these."""

import json
from datetime import date


def as_json_lines(kind, headings, rows, told):
    """Lines of text. `told` is called once the rows are written, for the members that follow."""
    yield f'{{"kind": {json.dumps(kind)},\n "rows": ['
    for number, row in enumerate(rows):
        members = dict(zip(headings, map(_plain, row), strict=True))
        yield f"{',' if number else ''}\n  {_json(members)}"
    yield "\n ]"
    for name, value in told().items():
        yield f",\n {_json(name)}: {_json(value)}"
    yield "}\n"


def _json(value):
    return json.dumps(value, ensure_ascii=False)


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
