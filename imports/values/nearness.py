"""Which known words were perhaps meant by others. Never taken without asking."""

from rapidfuzz import fuzz, process

from imports.values.folding import fold

#: How alike two words have to be, of 100, to ask whether one was meant.
ALIKE = 80
#: Initials differ by whole letters: SYPP of SYP.
_ALIKE_AS_INITIALS = 75
_LONGEST_INITIALS = 5


def nearest(words, known):
    """The key among the folded `known` that is most like `words`, or None when none is near."""
    key = fold(words)
    enough = _ALIKE_AS_INITIALS if len(key) <= _LONGEST_INITIALS else ALIKE
    found = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=enough)
    return found[0] if found else None


def ask(words, meanings, show=str):
    """“ Did you mean …?”, or nothing. `meanings` are by folded words."""
    near = nearest(words, meanings)
    return f" Did you mean “{show(meanings[near])}”?" if near else ""
