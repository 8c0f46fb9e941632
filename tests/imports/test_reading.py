import io
import zipfile
from datetime import date

import pytest

from imports.reading import Refused, Unreadable, find_table, read_file
from imports.reading.file import MAX_CELL_CHARACTERS
from tests.imports.conftest import text_file, workbook

ROWS = [["Ref", "Title"], ["R1", "Café; “quoted”"], ["R2", "Two\nlines"]]
CONTENT_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def cells(data):
    return [list(row.cells) for sheet in read_file(data) for row in sheet.rows]


def zip_of(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_is_read_in_usual_encodings_and_delimiters(encoding, delimiter):
    assert cells(text_file(ROWS, delimiter=delimiter, encoding=encoding)) == ROWS


def test_text_names_its_delimiter_as_excel_does():
    assert cells(b"sep=;\r\na;b,c\r\n1;2") == [["a", "b,c"], ["1", "2"]]


def test_text_loses_the_quote_that_guards_a_formula_and_keeps_the_rest():
    assert cells(b"a,b\n'=1+1,=2+2\n''-x,it's") == [["a", "b"], ["=1+1", "=2+2"], ["'-x", "it's"]]


def test_workbook_gives_typed_cells_with_the_row_numbers_that_people_see():
    data = workbook([[], ["Ref", "Date", "Number"], [], ["R1", date(2022, 5, 27), 4]])

    rows = read_file(data)[0].rows

    assert [(row.number, row.cells) for row in rows] == [
        (2, ("Ref", "Date", "Number")),
        (4, ("R1", date(2022, 5, 27), 4)),
    ]


def test_workbook_formula_is_not_evaluated():
    ref, total = cells(workbook([["Ref", "Sum"], ["R1", "=1+1"]]))[1]

    assert (ref, total.shown) == ("R1", "=1+1")
    assert isinstance(total, Unreadable)
    assert "does not hold its result" in total.why


def test_workbook_with_macros_is_read_without_them():
    plain = zipfile.ZipFile(io.BytesIO(workbook(ROWS)))
    members = {name: plain.read(name) for name in plain.namelist()}
    types = members["[Content_Types].xml"].decode()
    members["[Content_Types].xml"] = types.replace(
        CONTENT_TYPES, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    members["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"

    assert cells(zip_of(**members)) == ROWS


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"  \r\n", "The file is empty"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"<!DOCTYPE html><html><table>", "This is a web page"),
        (b"\xef\xbb\xbf<html>", "This is a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, but not a workbook"),
        (b"\x89PNG\r\n", "This is a picture"),
        (b'{"rows": []}', "This is a JSON file"),
        (b"a,b\n\x81\x8d,\xff", "not text in an encoding that is known"),
        (b"\x00\x01\x02\x03" * 50, "not text in an encoding that is known"),
        (b'a,b\n"open,1\n', "a quotation mark is opened"),
        (b"PK\x03\x04 torn", "The workbook is damaged"),
        (zip_of(**{"a.txt": "x"}), "This is a zip file"),
        (zip_of(**{"[Content_Types].xml": "x", "word/document.xml": "x"}), "a Word document"),
        (zip_of(**{"[Content_Types].xml": CONTENT_TYPES}), "The workbook can’t be read"),
        (zip_of(mimetype="application/vnd.oasis.opendocument.text"), "not a spreadsheet"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_file_that_is_no_table_is_refused_in_words_that_help(data, words):
    with pytest.raises(Refused, match=words):
        read_file(data)


def test_workbook_that_unpacks_to_far_more_than_itself_is_refused():
    bomb = zip_of(**{"[Content_Types].xml": CONTENT_TYPES, "xl/a.xml": b" " * 40_000_000})

    with pytest.raises(Refused, match="unpacks to far more"):
        read_file(bomb)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_workbook_that_declares_entities_is_refused(encoding):
    lol = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)

    with pytest.raises(Refused, match="no spreadsheet program writes"):
        read_file(zip_of(**{"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": lol}))


def test_file_of_too_many_rows_is_refused(settings):
    settings.IMPORT_MAX_ROWS = 1_200

    with pytest.raises(Refused, match="more than 1,200 rows"):
        read_file(b"a,b\n" * 1_201)


def test_file_of_too_many_columns_is_refused():
    with pytest.raises(Refused, match="more than 200 columns in row 2"):
        read_file(b"a,b\n" + b"x," * 201 + b"x")


def test_cell_of_too_many_characters_is_refused():
    with pytest.raises(Refused, match="row 2 has more than 32,767 characters, beginning “xxx"):
        read_file(b"a,b\n1," + b"x" * (MAX_CELL_CHARACTERS + 1))


def test_stray_cell_far_below_the_table_is_refused_and_takes_no_memory():
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    book.active["A1"], book.active["XFD1048576"] = "Ref", "stray"
    book.save(file)

    with pytest.raises(Refused, match=r"more than 300 MB of memory|more than 50,000 rows"):
        read_file(file.getvalue())


def known(text):
    return text.casefold() in {"ref", "title", "status", "owner"}


def test_table_is_found_below_title_rows_and_in_the_sheet_that_has_one():
    table = find_table(
        read_file(workbook([["Our plan"], ["Ref in words"], ["Ref", "Title"], ["R1", "One"]])),
        known,
    )

    assert (table.sheet_name, table.header_row, table.headings) == (
        "Action plan",
        3,
        {0: "Ref", 1: "Title"},
    )


def test_table_keeps_sections_as_context_and_leaves_out_totals():
    rows = [
        ["Ref", "Title", "Status"],
        ["", "1. Voice", ""],
        ["R1", "One", "new"],
        ["Ref", "Title", "Status"],
        ["", "Total actions: 1", ""],
        ["Total", "", "1"],
        ["R2", "", ""],
    ]

    table = find_table(read_file(text_file(rows)), known)

    assert [(row.number, row.section) for row in table.rows] == [(3, "1. Voice"), (7, "1. Voice")]
    assert table.skipped == [
        (2, "A sub-heading: 1. Voice"),
        (4, "The headings again"),
        (5, "A total: Total actions: 1"),
        (6, "A total: Total"),
    ]


def test_table_without_known_headings_is_refused():
    with pytest.raises(Refused, match="No row of headings was found"):
        find_table(read_file(b"Name,Age\nAnna,3"), known)


def test_sheet_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(Refused, match="It has “Action plan”"):
        find_table(read_file(workbook(ROWS)), known, "Plan B")
