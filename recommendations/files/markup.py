"""What another program would take for a web page, an archive or a program."""

import io
import re
import zipfile

_MARKUP = re.compile(
    rb"<(!doctype\s|html[\s>]|script[\s>/]|svg[\s>]|iframe[\s>]|\?php\b)", re.IGNORECASE
)
_BEGINNINGS = (b"MZ", b"\x7fELF", b"#!", b"%PDF-", b"PK\x03\x04", b"Rar!\x1a", b"7z\xbc\xaf\x27")


def holds_markup(data):
    return _MARKUP.search(data) is not None


def ends_as_zip(data):
    """Programs look for a zip from its end, whatever stands before it."""
    return zipfile.is_zipfile(io.BytesIO(data))


def is_another_file(rest):
    """Of what stands after the end of a picture: phones put more pictures there."""
    return rest.lstrip(b"\x00\r\n\t ").startswith(_BEGINNINGS) or holds_markup(rest)
