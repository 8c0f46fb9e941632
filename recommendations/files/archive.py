"""A zip, such as every modern office file is, looked at before any parser sees it."""

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager

#: What a zip may hold and unpack to, in all and against its own size.
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_UNPACKED_RATIO = 200

_CHUNK = 1024 * 1024
#: What a program may write after a member's content: its checksum and sizes.
_DESCRIPTOR = 24
_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22


class Fault(Exception):
    """Why a zip is not opened; those who look say it in words."""


class Damaged(Fault):
    pass


class Locked(Fault):
    """A member needs a password."""


class TooLarge(Fault):
    pass


class Unsafe(Fault):
    """It is made in a way that no office program makes it."""


@contextmanager
def opened(data):
    """The archive in `data`. Whatever goes wrong with it inside is a `Fault`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise Damaged from None
    except RuntimeError:
        # zipfile's word for a member that needs a password.
        raise Locked from None


def check_directory(archive, packed_bytes):
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or _is_too_large(sum(m.file_size for m in members), packed_bytes):
        raise TooLarge
    # Two members of one name, or a path out of the archive: what one reader checks, another opens.
    if len(set(map(_same, names))) < len(names):
        raise Unsafe
    if any(name.startswith(("/", "\\")) or ".." in name for name in names):
        raise Unsafe


def _same(name):
    """Office programs find a member in any case of letters, with either slash."""
    return name.replace("\\", "/").casefold()


def check_contents(archive, packed_bytes):
    """Unpack every member once, counting: the sizes that a zip declares may be lies."""
    unpacked = 0
    for member in archive.infolist():
        is_xml = member.filename.endswith((".xml", ".rels"))
        tail = b""
        with archive.open(member) as content:
            while chunk := content.read(_CHUNK):
                unpacked += len(chunk)
                if _is_too_large(unpacked, packed_bytes):
                    raise TooLarge
                if is_xml and _declares_entities(tail + chunk):
                    raise Unsafe
                tail = chunk[-32:]


def check_nothing_beside(archive, data):
    """The members and their directory fill the file from its first byte to its last: nothing else,
    such as a web page, stands before, between or after them."""
    end = 0
    for member in sorted(archive.infolist(), key=lambda member: member.header_offset):
        begin = member.header_offset
        if not end <= begin <= end + (_DESCRIPTOR if end else 0):
            raise Unsafe
        name_bytes, extra_bytes = struct.unpack_from("<HH", data, begin + 26)
        end = begin + 30 + name_bytes + extra_bytes + member.compress_size
    if not end <= archive.start_dir <= end + _DESCRIPTOR:
        raise Unsafe
    if data[-_END_RECORD_BYTES:][:4] != _END_RECORD or data[-2:] != b"\x00\x00":
        raise Unsafe


def _declares_entities(piece):
    """A document type declaration, in any of the encodings that XML may have."""
    squeezed = piece.replace(b"\x00", b"").upper()
    return b"<!DOCTYPE" in squeezed or b"<!ENTITY" in squeezed


def _is_too_large(unpacked_bytes, packed_bytes):
    # Small files compress well and harm nobody: the ratio counts above ten megabytes.
    ratio_counts = unpacked_bytes > 10 * 1024 * 1024
    return unpacked_bytes > MAX_UNPACKED_BYTES or (
        ratio_counts and unpacked_bytes > packed_bytes * MAX_UNPACKED_RATIO
    )
