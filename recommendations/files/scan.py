"""The virus scanner, where there is one: a command that reads the file from its standard input."""

import logging
import os
import subprocess

from django.conf import settings
from django.utils import timezone

from recommendations.files.refusal import Refused

SECONDS = 60
CLEAN, FOUND = 0, 1

logger = logging.getLogger(__name__)


def scan(path):
    """The day of the scan when nothing was found; None when there is no scanner."""
    command = settings.EVIDENCE_SCAN_COMMAND
    if not command:
        return None
    answer = _answer(command, path)
    if answer == FOUND:
        raise Refused(
            "The virus scanner found something in this file, so it is not kept. Tell whoever looks "
            "after your computer."
        )
    if answer != CLEAN:
        raise Refused("The file could not be scanned for viruses, so it is not kept. Try again.")
    return timezone.localdate()


def _answer(command, path):
    """The command's exit status, or None when it gave none."""
    with path.open("rb") as file:
        try:
            # The command is the operator's own, and no shell reads it; only the content is not.
            done = subprocess.run(  # noqa: S603
                command,
                stdin=file,
                capture_output=True,
                timeout=SECONDS,
                # The scanner needs no settings and must see no secrets.
                env={"PATH": os.defpath},
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            logger.error("The scan command failed: %r", error)
            return None
    if done.returncode not in (CLEAN, FOUND):
        logger.error("The scan command ended with %s: %r", done.returncode, done.stderr[-500:])
    return done.returncode
