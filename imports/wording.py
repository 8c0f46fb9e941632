"""Which words of a long text a change takes out and which it puts in."""

import re
from difflib import SequenceMatcher

#: A shorter text is read faster as a whole, before and after.
_LONG = 80
#: Nobody reads more of one cell in a preview, and comparing takes long.
_MOST_WORDS = 2_000
_WORD = re.compile(r"\s+|[^\s]+")
KEPT, TAKEN_OUT, PUT_IN = "kept", "taken out", "put in"


def is_long(old, new):
    return min(len(old), len(new)) > _LONG


def parts_of_change(old, new):
    """Pairs of what becomes of a run of words, and the words."""
    before, after = _WORD.findall(old)[:_MOST_WORDS], _WORD.findall(new)[:_MOST_WORDS]
    parts = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append((KEPT, "".join(before[a:b])))
            continue
        if a < b:
            parts.append((TAKEN_OUT, "".join(before[a:b])))
        if c < d:
            parts.append((PUT_IN, "".join(after[c:d])))
    return parts
