"""What the history says beside the reason of an act: why something that seems to be personal data
was kept. It holds for everything that is recorded while `keeping` lasts."""

from contextlib import contextmanager
from contextvars import ContextVar

_note = ContextVar("kept_note", default="")


@contextmanager
def keeping(note):
    """Nested, each says its own. An empty note says nothing."""
    token = _note.set(note)
    try:
        yield
    finally:
        _note.reset(token)


def current():
    return _note.get()


def beside(reason):
    """`reason` with the present note after it, as a sentence of its own."""
    note = current()
    if not (reason and note):
        return note or reason
    stop = "" if reason.rstrip().endswith((".", "!", "?")) else "."
    return f"{reason.rstrip()}{stop} {note}"
