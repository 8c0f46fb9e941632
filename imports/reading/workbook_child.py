"""Run as a program of its own: `workbook_child.py FILE MEMORY SECONDS ROWS COLUMNS`.

Prints one JSON object: {"sheets": [{"name": …, "rows": [[cell …] …]}]}, {"refused": …} or
{"too_large": sheet}. Imports nothing of this project, so that it starts in milliseconds and
holds nothing worth stealing.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta


def main(path, memory, seconds, max_rows, max_columns):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    import python_calamine

    try:
        return read(python_calamine.CalamineWorkbook.from_path(path), max_rows, max_columns)
    except MemoryError:
        return {"refused": "memory"}
    # Whatever a hostile file makes the parser raise, its rows are not read.
    except Exception as error:
        return {"refused": type(error).__name__}


def read(workbook, max_rows, max_columns):
    import python_calamine

    sheets = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            continue
        found = workbook.get_sheet_by_name(sheet.name)
        rows = rows_of(found, max_rows, max_columns)
        if rows is None:
            return {"too_large": sheet.name}
        sheets.append({"name": sheet.name, "rows": rows})
    return {"sheets": sheets}


def rows_of(sheet, max_rows, max_columns):
    """The rows from the sheet's first, so that row numbers are those that people see."""
    first_row, first_column = sheet.start or (0, 0)
    last_row, last_column = sheet.end or (0, 0)
    # Blank rows and columns beyond the limits may be there by accident; far beyond, they are not.
    if last_row - first_row > 4 * max_rows or last_column > 10 * max_columns:
        return None
    rows = [[] for _ in range(first_row)]
    margin = [None] * first_column
    for cells in sheet.to_python(skip_empty_area=True):
        rows.append(margin + [plain(cell) for cell in cells])
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    return rows


def plain(cell):
    if cell == "" and isinstance(cell, str):
        return None
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, (time, timedelta)):
        return {"text": str(cell)}
    return cell


if __name__ == "__main__":
    json.dump(main(sys.argv[1], *map(int, sys.argv[2:])), sys.stdout)
