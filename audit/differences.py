"""Two versions of a text, word by word."""

import re
from difflib import SequenceMatcher

KEPT, DELETED, INSERTED = "kept", "deleted", "inserted"

_WORD = re.compile(r"\s+|[^\s]+")
#: Nobody reads more, and comparing takes long.
_MOST_WORDS = 4_000


def differences(old, new, alike=0.0):
    """Pairs of what became of a run of words, and the words. Nothing of texts that are less than
    `alike` (0 to 1) the same, or too long to compare: those are read better one after the other."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        return ()
    compared = SequenceMatcher(None, before, after, autojunk=False)
    if alike and compared.ratio() < alike:
        return ()
    return tuple(_marked(before, after, compared.get_opcodes()))


def _marked(before, after, steps):
    """A space between two words that changed changed with them."""
    gone, new = "", ""
    for kind, a, b, c, d in steps:
        old_words, new_words = "".join(before[a:b]), "".join(after[c:d])
        if kind != "equal" or ((gone or new) and old_words.isspace()):
            gone, new = gone + old_words, new + new_words
            continue
        yield from _changed(gone, new)
        gone = new = ""
        yield KEPT, old_words
    yield from _changed(gone, new)


def _changed(gone, new):
    if gone:
        yield DELETED, gone
    if new:
        yield INSERTED, new
