"""What the parser of workbooks leaves out: errors, formulas without a value, what is hidden."""

from dataclasses import dataclass, field

#: The words of `imports.reading.workbook` for these are its own.
ERROR, NO_VALUE = "error", "no value"


@dataclass
class Mark:
    """Of one sheet. `cells` holds what stands at (row, column), counted from 0; hidden rows and
    columns are counted from 0 too. No `merges` means that the parser knows them."""

    cells: dict = field(default_factory=dict)
    hidden_rows: list = field(default_factory=list)
    hidden_columns: list = field(default_factory=list)
    merges: list = field(default_factory=list)

    def unreadable(self, row, column, shown, why):
        self.cells[row, column] = {"unreadable": [shown, why]}


@dataclass
class Marks:
    """By the name of the sheet, or by its number where names may be written in any code page."""

    by_sheet: dict = field(default_factory=dict)

    def of(self, number, name):
        return self.by_sheet.get(name) or self.by_sheet.get(number) or Mark()


def marks_of(path, memory, max_rows, max_columns):
    """`Marks`, and what is to be said of the file as a whole: `macros`, `links`."""
    with open(path, "rb") as file:
        is_zip = file.read(2) == b"PK"
    if not is_zip:
        import xls

        return xls.marks_of(path, max_columns)
    import zipped

    with zipped.Parts(path, memory) as parts:
        if "mimetype" in parts:
            import ods

            return ods.marks_of(parts, max_rows, max_columns)
        import xlsx

        return xlsx.marks_of(parts, max_rows, max_columns)
