"""The whole register, of every kind and in every format, is read back as no change."""

import io
import zipfile

import pytest

from imports.reading import read_file
from reporting.exports import FORMATS, RESOURCES
from tests.exported import changes_of, file_of
from tests.office import needs_office, saved_again

pytestmark = pytest.mark.django_db

IMPORTED = sorted(RESOURCES.keys() - {"evidence"})


@pytest.mark.parametrize("written_as", FORMATS)
def test_whole_register_is_read_back_as_no_change(invented_progress, written_as):
    for kind in IMPORTED:
        errors, rows, number = changes_of(file_of(kind, written_as), kind)
        assert (kind, errors, rows) == (kind, [], [])
        assert number


@needs_office
@pytest.mark.parametrize("written_as", ["xlsx", "ods"])
def test_file_survives_another_program(invented_progress, tmp_path, written_as):
    for kind in ("flat", "actions", "findings"):
        file = tmp_path / f"{kind}.{written_as}"
        file.write_bytes(file_of(kind, written_as))
        again = saved_again(file, "ods" if written_as == "xlsx" else "xlsx")
        errors, rows, _ = changes_of(again, kind)
        assert (kind, errors, rows) == (kind, [], [])


def test_open_document_file_is_one_that_programs_know(invented_progress):
    with zipfile.ZipFile(io.BytesIO(file_of("bodies", "ods"))) as parts:
        first = parts.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert b"table:table-header-rows" in parts.read("content.xml")
        assert set(parts.namelist()) == {
            "mimetype", "META-INF/manifest.xml", "meta.xml", "content.xml"
        }  # fmt: skip
    sheets = read_file(file_of("bodies", "ods"))
    assert [sheet.name for sheet in sheets] == ["bodies", "About this data", "Columns explained"]
