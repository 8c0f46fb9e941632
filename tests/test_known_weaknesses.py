"""What is said of the locks when nobody can be asked, and that the locks can be held to."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LOCKS = ["requirements.txt", "requirements-sso.txt", "requirements-dev.txt"]


def packages(lock):
    """Of each package in a lock its version and how many files it may be installed from."""
    entries = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text())
    return {
        found[1]: (found[2], entry.count("--hash=sha256:"))
        for entry in entries
        if (found := re.match(r"([a-z0-9.-]+)==(\S+)", entry))
    }


def test_out_of_reach_says_so_and_is_no_failure():
    nobody = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    environment = {**os.environ, **nobody, "npm_config_fetch_retries": "0"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    asked = subprocess.run(
        [sys.executable, "known_weaknesses.py"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip

    assert asked.returncode == 0, asked.stdout + asked.stderr
    lines = asked.stdout.splitlines()
    assert len(lines) == 4
    assert {line.partition("could not reach")[1] for line in lines} == {"could not reach"}
    assert {line.rpartition(", ")[2] for line in lines} == {"nothing was checked"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes_and_no_lock_names_an_index(lock):
    text = (ROOT / lock).read_text()

    assert {name for name, (_, files) in packages(lock).items() if files == 0} == set()
    assert re.findall(r"https?://|--index|--extra-index|--find-links|file://", text) == []
    assert len(packages(lock)) > 20


def test_the_locks_agree():
    first, *others = map(packages, LOCKS)

    for other in others:
        assert {name: other[name][0] for name in first} == {
            name: version for name, (version, _) in first.items()
        }
