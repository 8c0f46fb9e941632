"""Files that are written while they are sent."""

import tempfile

from django.http import StreamingHttpResponse

from recommendations.writing.xlsx import write_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
JSON = "application/json"

#: Beyond so many bytes a file that is being written moves from memory to the disk.
_IN_MEMORY = 1_000_000
_PIECE = 64 * 1024


def download(file_name, content_type, pieces):
    """The answer that gives a browser the file of `pieces`, bytes or text, to keep."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def download_workbook(file_name, sheets, *, title):
    """The answer that gives a browser `sheets` as an Excel workbook."""
    return download(file_name, XLSX, in_pieces(write_xlsx, sheets, title=title))


def in_pieces(write, sheets, *, title):
    """The bytes of what `write_xlsx` or `write_ods` makes of `sheets`. Such a file is a zip, whose
    beginning is known at its end, so it is whole before its first piece is sent."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        write(file, sheets, title=title)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
