"""PNG and JPEG pictures, walked from part to part to where they end."""

import re
import struct
import zlib

from recommendations.files.markup import ends_as_zip, holds_markup, is_another_file
from recommendations.files.refusal import Refused

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"

_DAMAGED = "The picture is damaged. Open it, save it again, and choose that file."
_BESIDE = (
    "The file is a picture and something else at once, so it is not kept. Open it, save it again "
    "under another name, and choose that file."
)
#: Inside the picture proper, the one marker that is neither padding nor a restart.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_END, _SCAN = 0xD9, 0xDA
_ALONE = {0x01, *range(0xD0, 0xD8)}


def check_png(data):
    at, kind = len(PNG), b""
    while kind != b"IEND":
        if at + 12 > len(data):
            raise Refused(_DAMAGED)
        size, kind = struct.unpack_from(">I4s", data, at)
        content, checksum = data[at + 4 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if checksum != struct.pack(">I", zlib.crc32(content)):
            raise Refused(_DAMAGED)
        if kind != b"IDAT" and holds_markup(content):
            raise Refused(_BESIDE)
        at += 12 + size
    if data[at:].strip(b"\x00") or ends_as_zip(data):
        raise Refused(_BESIDE)


def check_jpeg(data):
    try:
        begin, end = _scans(data)
    except (IndexError, struct.error):
        raise Refused(_DAMAGED) from None
    if holds_markup(data[:begin]) or ends_as_zip(data) or is_another_file(data[end:]):
        raise Refused(_BESIDE)


def _scans(data):
    """Where the picture proper begins, and where it ends."""
    begin, at = 0, 2
    while True:
        if data[at] != 0xFF:
            raise Refused(_DAMAGED)
        kind = data[at + 1]
        if kind == _END:
            return begin or at, at + 2
        if kind == 0xFF:
            at += 1
        elif kind in _ALONE:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
            if kind == _SCAN:
                begin = begin or at
                at = _next_marker(data, at)


def _next_marker(data, at):
    found = _MARKER.search(data, at)
    if found is None:
        raise Refused(_DAMAGED)
    return found.start()
