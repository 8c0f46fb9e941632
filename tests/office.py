"""Another spreadsheet program, for what it makes of files. Where there is none, tests that ask for
it are left out and say so."""

import shutil
import subprocess
import tempfile
from functools import cache

import pytest

_OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    _OFFICE is None, reason="LibreOffice is not installed: soffice is not on the path"
)


@cache
def _profile():
    """Settings of its own for each process: two that share them wait for each other for ever."""
    return tempfile.TemporaryDirectory(prefix="office-")


def saved_again(path, written_as, *options):
    """The bytes of the file at `path`, opened and saved in another format."""
    folder = path.parent / f"as-{written_as}"
    profile = f"-env:UserInstallation=file://{_profile().name}"
    subprocess.run(
        [_OFFICE, profile, "--headless", *options, "--convert-to", written_as,
         "--outdir", folder, path],
        # Nothing is read of what it says: a child that outlives it would hold the pipe open.
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    return (folder / f"{path.stem}.{written_as}").read_bytes()
