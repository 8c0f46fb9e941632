"""Names and headings as keys, so that case, punctuation and spacing do not matter."""

import re
import unicodedata

#: The marks that stand apart once a letter is taken to pieces.
_ACCENTS = re.compile(
    f"[{''.join(c for c in map(chr, range(0x110000)) if unicodedata.combining(c))}]"
)
_NOT_WORDS = re.compile(r"[^\w]+")


def fold(text):
    """“Barnardo’s  Review, 2013” and “BARNARDOS REVIEW 2013” have one key."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).replace("’", "")
    plain = text.casefold().replace("'", "").replace("&", " and ")
    return _NOT_WORDS.sub(" ", plain).replace("_", " ").strip()


def same_text(one, other):
    """Whether two texts differ in more than blanks and line breaks."""
    return one == other or one.split() == other.split()
