"""Which of several encodings makes better English of bytes that fit them all: “council’s” in one
is “councilís” in another."""

import re
from collections import Counter

#: The signs of English text, and how dear a sign is where it stands.
_SIGNS = "‘’“”–—…•£€°½¼¾²³®©™§·±×÷«»¬†\u00a0"
_COMMON_LETTERS = "éèêëçàâäöüïîñóôáíúåæøœßãõÉÖÜÄÅÇ"
_ALONE = "àÀ"
_COMMON, _RARE, _ODD, _WRONG = 1, 2, 3, 8
#: So dear may the signs be in the better encoding, on average.
_TOO_DEAR = 1.5

_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 20_000


def best_of(data, encodings):
    """The encoding that makes the best text, or None when none does or two do alike."""
    seen = _contexts(data)
    costs = {encoding: _cost(seen, encoding) for encoding in encodings}
    (best, cost), (_, second) = sorted(costs.items(), key=lambda item: item[1])[:2]
    if cost > _TOO_DEAR * sum(seen.values()):
        return None
    texts = {data.decode(encoding, "replace") for encoding in encodings}
    return best if cost < second or len(texts) == 1 else None


def _contexts(data):
    """How often each byte above ASCII stands between which neighbours."""
    seen = Counter()
    for found in _HIGH.finditer(data):
        at = found.start()
        seen[data[max(at - 1, 0) : at], found[0], data[at + 1 : at + 2]] += 1
        if len(seen) > _SAMPLE:
            break
    return seen


def _cost(seen, encoding):
    return sum(
        count * _dearness(*(part.decode(encoding, "replace") for part in context))
        for context, count in seen.items()
    )


def _dearness(before, character, after):
    if character == "’":
        # An apostrophe, or the end of a quotation.
        return 0 if not before.isspace() else _RARE
    if character in "“‘":
        return 0 if not before.isalnum() else _WRONG
    if character == "”":
        return 0 if before and not before.isspace() else _WRONG
    if character in "–—":
        return 0
    if character in _SIGNS:
        return 0 if not (before.isalpha() and after.isalpha()) else _ODD
    if not character.isalpha():
        return _WRONG
    return _letter(before, character, after)


def _letter(before, character, after):
    """A letter stands beside letters, and no capital within a word of small ones."""
    alone = not before.isalpha() and not after.isalpha() and character not in _ALONE
    joins_small = before.islower() or (before.isalpha() and after.islower())
    capital_within = character.isupper() and joins_small
    small_within = character.islower() and before.isupper() and after.isupper()
    if alone or capital_within or small_within or character in "ªºﬁﬂıˆ":
        return _WRONG
    return _COMMON if character in _COMMON_LETTERS else _RARE
