"""Changes as pages show them: of a long text, the words that go and those that come."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A shorter text is read faster as a whole, before and after.
_LONG = 80
#: Nobody reads more of one cell in a preview, and comparing takes long.
_MOST_WORDS = 2_000
_WORD = re.compile(r"\s+|[^\s]+")
KEPT, TAKEN_OUT, PUT_IN = "kept", "taken out", "put in"


@dataclass(frozen=True)
class Told:
    """A change as a page shows it. Of a long text there are `parts`, as of `parts_of_change`."""

    field: str
    old: str
    new: str
    parts: tuple = ()


def told(field, old, new):
    is_long = min(len(old), len(new)) > _LONG
    return Told(field, old, new, tuple(parts_of_change(old, new)) if is_long else ())


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
