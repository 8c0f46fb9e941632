"""Run as a program of its own: `python -I child FILE MEMORY SECONDS ROWS COLUMNS`.

Prints JSON, an object or a list on each line: {"sheet": name, …}, then its rows, for each sheet;
at the end {"end": …}, or {"refused": …} or {"too_large": [sheet, row]} when it gives up. Imports
nothing of this project, so that it starts in milliseconds and holds nothing worth stealing.
"""

import json
import resource
import sys

from cells import TooLarge, Unsafe, rows_of
from exported import NotAnExport, sheet_of
from marks import marks_of


def main(path, memory, seconds, max_rows, max_columns):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        if is_workbook(path):
            read(path, memory, max_rows, max_columns)
        else:
            read_export(path, max_rows, max_columns)
    except MemoryError:
        say({"refused": "memory"})
    except TooLarge as error:
        say({"too_large": [error.name, error.row]})
    except Unsafe:
        say({"refused": "unsafe"})
    except NotAnExport:
        say({"refused": "not an export"})
    # Whatever a hostile file makes the parser raise, its rows are not read.
    except Exception as error:
        say({"refused": type(error).__name__})


def is_workbook(path):
    with open(path, "rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_export(path, max_rows, max_columns):
    name, rows = sheet_of(path, max_rows, max_columns)
    say_sheet(name)
    for cells in rows:
        say(cells)
    say({"end": {}})


def read(path, memory, max_rows, max_columns):
    # What is not told by the parser is looked at first: it costs little memory, and says early
    # when there is too much.
    marks, notes = marks_of(path, memory, max_rows, max_columns)

    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_path(path)
    for number, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = workbook.get_sheet_by_name(sheet.name)
        mark = marks.of(number, sheet.name)
        merges = mark.merges or found.merged_cell_ranges or []
        say_sheet(
            sheet.name,
            hidden=sheet.visible != python_calamine.SheetVisibleEnum.Visible,
            hidden_rows=mark.hidden_rows,
            hidden_columns=mark.hidden_columns,
            merges=[(*start, *end) for start, end in merges if start != end],
        )
        for cells in rows_of(found, mark.cells, max_rows, max_columns):
            say(cells)
    say({"end": notes})


def say_sheet(name, *, hidden=False, hidden_rows=(), hidden_columns=(), merges=()):
    say(
        {
            "sheet": name, "hidden": hidden, "hidden_rows": hidden_rows,
            "hidden_columns": hidden_columns, "merges": merges,
        }
    )  # fmt: skip


as_json = json.JSONEncoder(ensure_ascii=False).encode


def say(answer):
    sys.stdout.write(f"{as_json(answer)}\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1], *map(int, sys.argv[2:]))
