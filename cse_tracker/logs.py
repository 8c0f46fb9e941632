"""Lines for whoever keeps the logs: one to an event, whatever anybody typed, and nothing secret.

A line holds no words of an exception. They quote what was being worked on: a value that would not
fit, or, from PostgreSQL, the whole row. What kind it was and where it was raised is enough to find
the fault; with `DEBUG` the page shows the rest.
"""

import datetime
import logging
import re
import traceback
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

#: The number of the request that is being answered in this thread.
current_request = ContextVar("current_request", default="-")

#: What may be a session id, or a token of a form or of a link in an e-mail.
LONG = re.compile(r"[\w:=-]{20,}", re.ASCII)
#: How many calls are told of one fault, the innermost.
CALLS = 12


class OneLine(logging.Formatter):
    """Escapes whatever is not a plain printable character, so that no line looks like two."""

    def format(self, record):
        words = LONG.sub(_unless_opaque, _said(record))
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        source = f"{record.levelname} {record.name} [{current_request.get()}]"
        line = f"{at:%Y-%m-%dT%H:%M:%S.%fZ} {source} {words}"
        if record.exc_info and record.exc_info[1]:
            line += f" | {told(record.exc_info[1])}"
        return printable(line)


def printable(text):
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def told(fault):
    """Kinds and places of a fault and of those it came from, on one line, without their words."""
    parts = []
    seen = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        calls = traceback.extract_tb(fault.__traceback__)[-CALLS:]
        places = " > ".join(f"{_short(call.filename)}:{call.lineno} {call.name}" for call in calls)
        parts.append(f"{type(fault).__module__}.{type(fault).__qualname__} at {places or '?'}")
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return " | from ".join(parts)


def _said(record):
    """The message, without the exception's own words."""
    message = record.getMessage()
    fault = record.exc_info[1] if record.exc_info else None
    words = str(fault) if fault else ""
    return message.replace(words, type(fault).__name__) if len(words) > 3 else message


def _unless_opaque(found):
    """Nothing instead of what is long and says nothing: letters of both cases with figures, or one
    unbroken row of small letters and figures. References and words are not like that."""
    text = found[0]
    kinds = (str.islower, str.isupper, str.isdigit)
    mixed = all(any(kind(one) for one in text) for kind in kinds)
    rows = re.findall(r"[0-9a-z]{20,}", text)
    return "…" if mixed or any(re.search("[0-9]", row) for row in rows) else text


def _short(filename):
    path = Path(filename)
    if path.is_relative_to(settings.BASE_DIR):
        path = path.relative_to(settings.BASE_DIR)
    _, found, inner = path.as_posix().rpartition("site-packages/")
    return inner if found else path.as_posix()
