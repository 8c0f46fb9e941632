"""Another spreadsheet program, for what it makes of files. Where there is none, tests that ask for
it are left out and say so."""

import shutil
import subprocess

import pytest

_OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    _OFFICE is None, reason="LibreOffice is not installed: soffice is not on the path"
)


def saved_again(path, written_as, *options):
    """The bytes of the file at `path`, opened and saved in another format."""
    folder = path.parent / f"as-{written_as}"
    subprocess.run(
        [_OFFICE, "--headless", *options, "--convert-to", written_as, "--outdir", folder, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"{path.stem}.{written_as}").read_bytes()
