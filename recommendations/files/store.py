"""Where files are kept: outside what any web server serves, under names that say nothing."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from django.conf import settings

_PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
_CHUNK = 256 * 1024


class Unlike(Exception):
    """A file is missing, or is not what was given."""


def root():
    return Path(settings.MEDIA_ROOT) / "evidence"


def path_of(stored_as):
    if not _PLACE.fullmatch(stored_as):
        raise Unlike(f"{stored_as!r} is no place of a file")
    return root() / stored_as


def write(chunks):
    """Keep what `chunks` make together, safe on the disk before this returns. Gives where it is,
    its size and its SHA-256."""
    name = secrets.token_hex(16)
    stored_as = f"{name[:2]}/{name}"
    path = path_of(stored_as)
    _make_folder(path.parent)
    digest, size = hashlib.sha256(), 0
    try:
        with open(path, "xb", opener=_for_us_alone) as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored_as, size, digest.hexdigest()


def open_unchanged(stored_as, *, size, sha256):
    """The file, open at its beginning, after it was read once to the end: what is served is what
    was given. Raises `Unlike`."""
    try:
        file = path_of(stored_as).open("rb")
    except OSError as error:
        raise Unlike(f"{stored_as} can’t be opened: {error.strerror}") from None
    if os.fstat(file.fileno()).st_size != size or _sha256(file) != sha256:
        file.close()
        raise Unlike(f"{stored_as} is not what was given")
    file.seek(0)
    return file


def remove(stored_as):
    path_of(stored_as).unlink(missing_ok=True)


def stored():
    """`(stored_as, path)` of every file in the store, whatever it is called."""
    for path in sorted(root().glob("**/*")):
        if path.is_file():
            yield path.relative_to(root()).as_posix(), path


def _sha256(file):
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _for_us_alone(path, flags):
    return os.open(path, flags, 0o600)


def _make_folder(folder):
    for one in (root(), folder):
        if not one.is_dir():
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(one.parent)


def _sync_folder(folder):
    """A new name is safe when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
